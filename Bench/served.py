"""The server that is measured: its database filled, its people's tokens, and single requests to it."""
import concurrent.futures
import http.client
import json
import os
import time
import uuid

from machine import run
from stores import ROOT

PROGRAM = os.environ.get("VENTANILLA_PROGRAM", ROOT / ".build/release/ventanilla")
PASSWORD = "tres tristes tigres 3"
HELD = 256
# One account takes 2,000 a second (Brakes.inbound); creating faster than that needs several.
ACCOUNTS = 8


class Served:
    """What the measuring classes stand on; `Bench` brings `store`, `options`, `processes`, `folder`, `report`, `port`, `server` and `notes`."""

    def populate(self):
        self.program("demo", "--password", PASSWORD)
        self.program("load", "--cases", self.options.cases, "--messages", self.options.messages)
        self.store.settle()

    def know(self):
        """What the filled database holds, and tokens of its people."""
        self.filled = self.store.disk()
        self.queue = self.store.query("select id from queue where slug = 'garantias'")
        self.api = self.store.query("select id from channel_account where slug = 'api'")
        self.people = dict(
            line.split("|") for line in self.store.query("select email, id from users").splitlines())
        self.tokens = {}
        for name, scopes in (("ana", ["read", "write"]), ("sofia", ["read", "write"]), ("carla", ["read", "write", "admin", "inbound"])):
            self.tokens[name] = self.token(f"{name}@demo.example", scopes)

    def token(self, email, scopes):
        return self.program("token", "add", "--user", email, *[part for scope in scopes for part in ("--scope", scope)])

    def program(self, *command, **more):
        return run(PROGRAM, *command, *self.store.where, env=clean(), cwd=ROOT, **more)

    def start(self):
        """Seconds from the start of the process to the first page of the list."""
        begun = time.monotonic()
        self.server = self.processes.start(
            [PROGRAM, "serve", "--demo", "--quiet", "--host", "127.0.0.1", "--port", self.port, *self.store.where], self.folder / "server.log", env=clean(), cwd=ROOT)
        while True:
            try:
                if self.ask("GET", self.list_path, "sofia")[0] == 200:
                    return time.monotonic() - begun
            except OSError:
                if self.server.poll() is not None or time.monotonic() - begun > 60:
                    raise SystemExit(f"bench: the server ended:\n{(self.folder / 'server.log').read_text()[-3000:]}") from None
                time.sleep(0.002)

    @property
    def list_path(self):
        return f"/api/v1/cases?queue={self.queue}&state=open&limit=50"

    def ask(self, method, path, who, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Authorization": f"Bearer {self.tokens[who]}"}
            if body is not None:
                headers["Content-Type"] = "application/json"
                body = json.dumps(body)
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def must(self, *request):
        status, body = self.ask(*request)
        if status >= 300:
            raise SystemExit(f"bench: {request[:2]} answered {status}: {body[:500]}")
        return json.loads(body) if body else None

    def set_up(self):
        """Accounts to create by, and cases that Ana holds."""
        self.accounts = ["api"]
        for number in range(1, ACCOUNTS):
            body = {"slug": f"api-{number}", "channel": "api", "alias": f"API {number}", "queue": self.queue}
            self.must("PUT", f"/api/v1/channel-accounts/{uuid.uuid4()}", "carla", body)
            self.accounts.append(f"api-{number}")
        self.senders = [f"+5198{number:07d}" for number in range(HELD)]
        with concurrent.futures.ThreadPoolExecutor(8) as threads:
            def hold(sender):
                made = self.must("POST", "/api/v1/inbound/api", "carla", self.inbound(sender, "Buenas tardes"))
                self.must("PUT", f"/api/v1/cases/{made['case']}/acceptance", "ana")
                return made["case"]
            self.held = list(threads.map(hold, self.senders))

    @staticmethod
    def inbound(sender, text):
        return {"id": str(uuid.uuid4()), "from": {"kind": "phone", "value": sender}, "kind": "text", "text": text}


def clean():
    """The environment without what would be taken for options."""
    return {name: value for name, value in os.environ.items() if not name.startswith("VENTANILLA_") and name != "DATABASE_URL"}
