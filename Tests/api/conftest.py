"""After every test: each desk that was open has, from its old state and the events, what a fresh snapshot has."""
import pytest

from support.graph import Graph, Line
from support.mirror import Mirror
from support.provider import Simulator
from support.world import new_phone


@pytest.fixture(scope="session")
def mirrors(world):
    desks = [Mirror(client) for client in (world.ana, world.bruno, world.sofia, world.carla)]
    yield desks
    for desk in desks:
        desk.close()


@pytest.fixture(autouse=True)
def old_state_and_events(request):
    if "world" not in request.fixturenames:
        yield
        return
    desks = request.getfixturevalue("mirrors")
    yield
    for desk in desks:
        desk.verify()


@pytest.fixture
def away(world):
    """Nobody is available: cases wait in the queue until someone takes them."""
    for client in (world.ana, world.bruno):
        client.put("me/state", {"state": "offline"})


@pytest.fixture
def quiet(world, away):
    """No live case: agents who become available are offered only what the test brings."""
    while live := [card for card in world.carla.get("cases?limit=200&state=queued&state=offered&state=open&state=waiting").json()["items"]]:
        for card in live:
            world.carla.put(f"cases/{card['id']}/closure", {})


@pytest.fixture(scope="module")
def simulated(worlds):
    """A running demo for tests of the simulator, which does not know the database's engine: one is enough."""
    world = worlds.create("sqlite")
    try:
        yield world.start()
    finally:
        worlds.remove(world)


@pytest.fixture
def simulator(simulated, hook):
    """The customer simulator with a business number of this test's own, and no faults."""
    simulator = Simulator(simulated.base, hook)
    yield simulator
    simulator.behave()


@pytest.fixture
def elena(simulator):
    """A customer who has just written to that number."""
    elena = simulator.customer(number=new_phone())
    simulator.write(elena, "Hola")
    simulator.hook.wait("messages")
    return elena


@pytest.fixture
def graph():
    """A Graph API of Meta's that does as it is told."""
    graph = Graph()
    yield graph
    graph.close()


@pytest.fixture
def line(world, graph, quiet):
    """A WhatsApp line of the test's own."""
    return Line(world, graph)
