"""Fixtures for every test that drives the real program: `world` is shared and running, `fresh_world` is the test's own."""
import os
import shutil
import subprocess
import tempfile

import pytest

from support.contract import Contract
from support.provider import Hook
from support.server import PROGRAM, ROOT
from support.world import Worlds

LIVE = pytest.StashKey()
CONTRACT = pytest.StashKey()


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def engine(request):
    return request.param


@pytest.fixture(scope="session")
def contract(pytestconfig):
    pytestconfig.stash[CONTRACT] = Contract(ROOT / "docs/openapi.yaml")
    return pytestconfig.stash[CONTRACT]


@pytest.fixture(scope="session")
def worlds(contract, postgres_url, tmp_path_factory):
    assert PROGRAM.exists(), f"{PROGRAM} is missing: run bin/build"
    return Worlds(tmp_path_factory.mktemp("worlds"), postgres_url, contract)


@pytest.fixture(scope="session")
def world(worlds, engine, pytestconfig):
    """One running demo for all tests of an engine: leave others' cases alone, and no state behind that would surprise them."""
    yield from running(worlds, engine, pytestconfig)


@pytest.fixture
def fresh_world(worlds, engine, pytestconfig):
    """A running demo for this test alone, to be killed, filled or set up differently."""
    yield from running(worlds, engine, pytestconfig)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory):
    """A function that gives the test server's URL: VENTANILLA_TEST_POSTGRES, else one of our own, started when first asked for."""
    started = []

    def url():
        if "VENTANILLA_TEST_POSTGRES" in os.environ:
            return os.environ["VENTANILLA_TEST_POSTGRES"]
        if not started:
            folder = tempfile.mkdtemp(prefix="ventanilla-pg-")
            started.append((folder, subprocess.check_output([ROOT / "bin/pg", "start", folder], text=True).strip()))
        return started[0][1]

    yield url
    for folder, _ in started:
        subprocess.run([ROOT / "bin/pg", "stop", folder], check=True)
        shutil.rmtree(folder)


@pytest.fixture
def hook():
    """Where webhooks go in place of the desk's own hook."""
    hook = Hook()
    yield hook
    hook.close()


def running(worlds, engine, config):
    world = worlds.create(engine)
    live = config.stash.setdefault(LIVE, [])
    live.append(world)
    try:
        yield world.start()
    finally:
        live.remove(world)
        worlds.remove(world)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    starts = {world: size(world.server.log) for world in item.config.stash.get(LIVE, [])}
    item.stash[LIVE] = starts
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Shows what the servers wrote during a test that failed."""
    report = yield
    if report.failed:
        for world in item.config.stash.get(LIVE, []):
            if world.server.log.exists():
                written = world.server.log.read_bytes()[item.stash[LIVE].get(world, 0):].decode("utf-8", "replace")
                report.sections.append((f"server log ({world.engine})", written[-6000:] or "(nothing)"))
    return report


def pytest_terminal_summary(terminalreporter, config):
    contract = config.stash.get(CONTRACT, None)
    if contract and contract.called:
        uncalled = [f"{method} {path}" for method, path in contract.uncalled()]
        (ROOT / "test-output").mkdir(exist_ok=True)
        (ROOT / "test-output/uncalled-operations.txt").write_text("\n".join(uncalled) + "\n")
        terminalreporter.write_line(f"documented operations that no test called: {len(uncalled)} (test-output/uncalled-operations.txt)")


def size(path):
    return path.stat().st_size if path.exists() else 0
