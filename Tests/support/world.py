"""The demo organisation with its cast: Ana and Bruno are agents, Sofía supervises, Carla administers."""
import functools
import itertools
import os
import pathlib
import shutil
import subprocess
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

from support.client import Client
from support.server import Server, run

PASSWORD = "tres tristes tigres 3"
PREFERENCES = {"sounds": {"offer": True, "message": True, "call": True, "notice": True}, "systemNotices": False, "noticeText": False, "shortcuts": True, "hints": []}
"""What stands where nobody chose."""
PHONES = itertools.count(51_900_000_001 + os.getpid() % 9000 * 10_000)


class World:
    def __init__(self, folder, database, contract, clock=None):
        self.data = pathlib.Path(folder)
        self.database = database
        """PostgreSQL's URL; None on SQLite."""
        self.contract = contract
        self.clock = clock
        """A StandingClock that its programs go by; None for the machine's."""
        self.server = Server(["--demo", "--quiet", *self.where], self.data / "server.log", clock and clock.environment)
        self._tokens = {}

    @property
    def where(self):
        """The options that name this world's database to any subcommand."""
        return ["--data", self.data, *(["--database", self.database] if self.database else [])]

    @property
    def engine(self):
        return "postgres" if self.database else "sqlite"

    @property
    def base(self):
        return self.server.base

    # The cast, each with one session that lasts as long as the world.

    @functools.cached_property
    def ana(self):
        return self.sign_in("ana")

    @functools.cached_property
    def bruno(self):
        return self.sign_in("bruno")

    @functools.cached_property
    def sofia(self):
        return self.sign_in("sofia")

    @functools.cached_property
    def carla(self):
        return self.sign_in("carla")

    def sign_in(self, name):
        """A new session."""
        return self.visitor().sign_in(f"{name}@demo.example", PASSWORD)

    def visitor(self):
        """Nobody yet: no cookie, no token."""
        return Client(self.base, self.contract)

    def api(self, token):
        return Client(self.base, self.contract, token=token)

    def program(self, *scopes):
        """A client with a token of Carla's that has these scopes (inbound, bot, read, write); one for each set of scopes."""
        if scopes not in self._tokens:
            self._tokens[scopes] = self.api(self.token(*scopes))
        return self._tokens[scopes]

    def token(self, *scopes, user="carla"):
        return self.run("token", "add", "--user", f"{user}@demo.example", *itertools.chain(*(("--scope", scope) for scope in scopes)))

    def inbound(self, text="Buenas tardes", *, id=None, sender=None, name=None, account="api", expect=None, **more):
        """A customer writes over the channel api; gives {"case", "message"}. `sender` is a phone, by default a new one."""
        source = {"kind": "phone", "value": sender or new_phone(), **({"name": name} if name else {})}
        body = {"id": id or str(uuid.uuid4()), "from": source, "kind": "text", "text": text, **more}
        return self.program("inbound").post(f"inbound/{account}", body, expect=expect).json()

    def campaign(self, slug="postventa"):
        """The id of one of the demo's campaigns: the one that most tests are about, or the one that they name."""
        return next(one["id"] for one in self.carla.get("campaigns").json()["items"] if one["slug"] == slug)

    def queue(self, slug="garantias"):
        return next(one["id"] for one in self.carla.get("queues").json()["items"] if one["slug"] == slug)

    def tidy(self):
        """Ends every case, and gives the cast the state and the preferences that the demo gave them."""
        for client in (self.ana, self.bruno):
            client.put("me/state", {"state": "offline"})
        for client in (self.ana, self.bruno, self.sofia, self.carla):
            client.patch("me", {"preferences": PREFERENCES})
        while cards := self.carla.get("cases?limit=200&state=bot&state=queued&state=offered&state=open&state=waiting").json()["items"]:
            for card in cards:
                self.carla.put(f"cases/{card['id']}/closure", {})

    def run(self, *arguments, **options):
        """A subcommand on this world's database; gives what it printed."""
        return run(*arguments, *self.where, env=self.clock and self.clock.environment, **options)

    def start(self):
        self.server.start()
        return self

    def restart(self):
        self.server.restart()
        return self

    def stop(self):
        self.server.stop()

    def kill9(self):
        self.server.kill9()


class Worlds:
    """Makes the demo once for each engine, and then copies it: signing up four people costs more than a copy."""

    def __init__(self, folder, postgres_url, contract):
        self.folder = pathlib.Path(folder)
        self.postgres_url = postgres_url
        """A function, so that PostgreSQL starts only when a world asks for it."""
        self.contract = contract
        self._names = (f"world_{os.getpid()}_{number}" for number in itertools.count())

    def create(self, engine):
        """A world whose server does not run yet."""
        template, name = self._template(engine), next(self._names)
        shutil.copytree(template.data, self.folder / name)
        database = self._create_database(name, f'template "{template.data.name}"') if engine == "postgres" else None
        return World(self.folder / name, database, self.contract)

    def remove(self, world):
        world.kill9()
        if world.database:
            self._psql(f'drop database "{world.data.name}" with (force)')
        shutil.rmtree(world.data)

    @functools.cache
    def _template(self, engine):
        name = next(self._names)
        (self.folder / name).mkdir(parents=True)
        database = self._create_database(name) if engine == "postgres" else None
        world = World(self.folder / name, database, self.contract)
        world.run("demo", "--password", PASSWORD)
        ask_nothing(world.start())
        world.stop()
        return world

    def _create_database(self, name, options=""):
        self._psql(f'create database "{name}" {options}')
        return f"{self.postgres_url().rpartition('/')[0]}/{name}"

    def _psql(self, sql):
        done = subprocess.run(["psql", "--no-psqlrc", "--quiet", "--command", sql, self.postgres_url()], capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"{sql}: {done.stderr}"


def ask_nothing(world):
    """The demo's forms are emptied: tests end cases without saying what came of them. Those about forms set up their own."""
    for form in world.carla.get("forms").json()["items"]:
        world.carla.put(f"forms/{form['campaign']}", {"version": form["version"], "name": form["name"], "fields": []})


def new_phone():
    return f"+{next(PHONES)}"


def together(*calls):
    """Runs the calls at the same moment, each in its own thread; gives their results in order, an exception as itself."""
    barrier = threading.Barrier(len(calls))

    def one(call):
        barrier.wait(30)
        try:
            return call()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(one, calls))
