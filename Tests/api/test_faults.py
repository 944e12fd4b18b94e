"""A full disk, a read-only database, a database gone and back: clear errors, nothing half-written, recovery by itself."""
import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid

import pytest

from support.mirror import Mirror
from support.server import ROOT
from support.world import new_phone


def sqlite_only(world):
    if world.engine != "sqlite":
        pytest.skip("the file is SQLite's")


def until(check, timeout=30):
    deadline = time.monotonic() + timeout
    while True:
        try:
            return check()
        except Exception:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def test_a_full_disk(fresh_world, tmp_path):
    sqlite_only(fresh_world)
    world = fresh_world
    if os.geteuid() != 0:
        pytest.skip("a small file system can only be mounted by root")
    program = world.program("inbound")
    world.stop()
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)], capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"no mount here: {mounted.stderr}")
    try:
        data = world.data
        shutil.copytree(data, disk / "data", dirs_exist_ok=True, ignore=shutil.ignore_patterns("server.log"))
        world.server.arguments = [str(disk / "data") if a == str(data) else a for a in world.server.arguments]
        world.start()
        accepted, refused = [], None
        for n in range(4000):
            id = str(uuid.uuid4())
            answer = program.request("POST", "inbound/api", json={"id": id, "from": {"kind": "phone", "value": new_phone()}, "kind": "text", "text": "x" * 4000}, expect=(201, 503, 507))
            if answer.status_code != 201:
                refused = (id, answer.json())
                break
            accepted.append(answer.json())
        assert refused, "the disk never filled"
        assert refused[1]["code"] in ("storage.full", "storage.unavailable"), refused
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
        until(lambda: program.post("inbound/api", {"id": refused[0], "from": {"kind": "phone", "value": new_phone()}, "kind": "text", "text": "otra vez"}, expect=201))
        held = {card["number"] for card in pages(world.carla, "cases")}
        assert {answer["case"] for answer in accepted} <= held
        assert len(held) == len(accepted) + 1
        world.stop()
    finally:
        world.kill9()
        subprocess.run(["umount", "-l", str(disk)], check=True)


def pages(client, path):
    cursor = None
    while True:
        page = client.get(path, params={"limit": 200, **({"cursor": cursor} if cursor else {})}).json()
        yield from page["items"]
        cursor = page["next"]
        if not cursor:
            return


def test_a_database_gone_and_back(fresh_world, postgres_server):
    world = fresh_world
    if world.engine != "postgres":
        pytest.skip("SQLite's database does not go away")
    case = world.inbound()["case"]
    world.ana.put(f"cases/{case}/acceptance")
    desk = Mirror(world.ana)
    name = world.database.rpartition("/")[2]
    url = world.database.rpartition("/")[0] + "/postgres"
    sql(url, f'alter database "{name}" allow_connections false')
    sql(url, f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")
    id = str(uuid.uuid4())
    problem = world.ana.request("PUT", f"cases/{case}/messages/{id}", json={"kind": "text", "text": "¿Me lees?"}, expect=503)
    assert problem.json()["code"] == "storage.unavailable" and problem.headers["Retry-After"]
    assert world.visitor().get("/health/live").status_code == 200
    world.visitor().request("GET", "/health/ready", expect=503)
    sql(url, f'alter database "{name}" allow_connections true')
    until(lambda: world.ana.put(f"cases/{case}/messages/{id}", {"kind": "text", "text": "¿Me lees?"}, expect=(200, 201)))
    texts = [m["text"] for m in world.ana.get(f"cases/{case}").json()["messages"]]
    assert texts.count("¿Me lees?") == 1
    until(lambda: world.visitor().get("/health/ready"))
    desk.verify(timeout=30)
    desk.close()


def test_a_dump_restored_into_a_new_cluster(fresh_world, tmp_path_factory):
    world = fresh_world
    if world.engine != "postgres":
        pytest.skip("see test_backup.py for SQLite")
    case = world.inbound("antes del respaldo")["case"]
    position = world.ana.get("desk").json()["position"]
    before = world.carla.get(f"cases/{case}").json()
    world.stop()
    folder = tempfile.mkdtemp(prefix="ventanilla-pg-")
    other = subprocess.check_output([ROOT / "bin/pg", "start", folder], text=True).strip()
    try:
        dump = subprocess.run(["pg_dump", "--no-owner", world.database], capture_output=True, check=True).stdout
        subprocess.run(["psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", other], input=dump, capture_output=True, check=True)
        world.server.arguments = [other if a == world.database else a for a in world.server.arguments]
        world.start()
        # The new cluster counts its transactions from the beginning: an old cursor means nothing there.
        with world.ana.events(last_event_id=position) as stream:
            stream.wait_for("reset")
        after = world.carla.get(f"cases/{case}").json()
        assert after["messages"] == before["messages"] and after["case"] == before["case"]
        desk = Mirror(world.carla)
        assert world.inbound("después")["case"] == case + 1
        desk.catch_up()
        desk.stream.wait_for("case.created")
        desk.verify()
        desk.close()
        world.stop()
    finally:
        world.kill9()
        subprocess.run([ROOT / "bin/pg", "stop", folder], check=True)
        shutil.rmtree(folder)


def test_a_read_only_database(fresh_world):
    world = fresh_world
    if world.engine != "postgres":
        pytest.skip("root writes any file; the disk test covers SQLite")
    case = world.inbound()["case"]
    world.carla.get("me"), world.ana.get("me")  # signed in while it can still be written
    name = world.database.rpartition("/")[2]
    url = world.database.rpartition("/")[0] + "/postgres"
    sql(url, f'alter database "{name}" set default_transaction_read_only = on')
    sql(url, f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")

    def refused():
        problem = world.ana.request("PUT", f"cases/{case}/acceptance", expect=503).json()
        assert problem["code"] == "storage.read_only", problem  # the first only says that its connection was cut

    until(refused)
    sql(url, f'alter database "{name}" set default_transaction_read_only = off')
    sql(url, f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'")
    assert until(lambda: world.carla.get(f"cases/{case}")).json()["case"]["state"] == "queued", "nothing was half-written"
    until(lambda: world.ana.put(f"cases/{case}/acceptance"))


def test_a_shut_down_drains_the_streams(fresh_world):
    world = fresh_world
    with world.ana.events() as stream:
        began = time.monotonic()
        world.server.process.send_signal(signal.SIGTERM)
        stream.wait_for_end()
        world.stop()
        assert time.monotonic() - began < 4, "it had to be cut off, after the five seconds it is given"


@pytest.fixture
def postgres_server(postgres_url):
    return postgres_url()


def sql(url, statement):
    done = subprocess.run(["psql", "--no-psqlrc", "--quiet", "--command", statement, url], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
