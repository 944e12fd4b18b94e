"""kill -9 under load, restart: every answered request is there once, every client that resumes has applied every event once."""
import threading
import uuid

import requests

from support.mirror import Mirror
from support.world import new_phone

ROUNDS = 5


class Load:
    """Customers write and Ana replies until the server is gone; what was answered is remembered."""

    def __init__(self, world):
        self.world = world
        self.received, self.replied = {}, {}
        self.pending_in, self.pending_out = {}, {}
        self.stop = threading.Event()

    def run(self, write_for):
        threads = [threading.Thread(target=self._customer) for _ in range(3)] + [threading.Thread(target=self._agent, args=(case,)) for case in write_for]
        for thread in threads:
            thread.start()
        return threads

    def _customer(self):
        program, sender = self.world.api(self.world.program("inbound").session.headers["Authorization"].removeprefix("Bearer ")), new_phone()
        while not self.stop.is_set():
            id = str(uuid.uuid4())
            body = {"id": id, "from": {"kind": "phone", "value": sender}, "kind": "text", "text": f"Mensaje {id}"}
            self.pending_in[id] = body
            try:
                self.received[id] = program.post("inbound/api", body, expect=(200, 201)).json()
            except (requests.RequestException, AssertionError):
                return

    def _agent(self, case):
        client = self.world.visitor()
        client.session.cookies = self.world.ana.session.cookies
        while not self.stop.is_set():
            id = str(uuid.uuid4())
            self.pending_out[id] = case
            try:
                self.replied[id] = client.put(f"cases/{case}/messages/{id}", {"kind": "text", "text": f"Respuesta {id}"}, expect=(200, 201)).json()
            except (requests.RequestException, AssertionError):
                return


def all_messages(client, case):
    items, cursor = [], None
    while True:
        page = client.get(f"cases/{case}/messages", params={"limit": 200, **({"cursor": cursor} if cursor else {})}).json()
        items += page["items"]
        cursor = page["next"]
        if not cursor:
            return items


def test_kill_9_under_load(fresh_world):
    world = fresh_world
    mine = [world.inbound(f"Caso {n}")["case"] for n in range(2)]
    for case in mine:
        world.ana.put(f"cases/{case}/acceptance")
    desks = [Mirror(world.ana), Mirror(world.carla)]
    load = Load(world)
    for _ in range(ROUNDS):
        load.stop.clear()
        threads = load.run(mine)
        target = len(load.received) + len(load.replied) + 150
        while len(load.received) + len(load.replied) < target and any(thread.is_alive() for thread in threads):
            threads[0].join(0.01)
        world.kill9()
        load.stop.set()
        for thread in threads:
            thread.join()
        world.start()
        for desk in desks:
            desk.resume()
    # What was cut off is sent again, as a provider or a browser does: it may be there already, never twice.
    program = world.program("inbound")
    for id, body in load.pending_in.items():
        again = program.post("inbound/api", body, expect=(200, 201)).json()
        assert load.received.setdefault(id, again) == again
    for id, case in load.pending_out.items():
        again = world.ana.put(f"cases/{case}/messages/{id}", {"kind": "text", "text": f"Respuesta {id}"}, expect=(200, 201)).json()
        assert load.replied.setdefault(id, again)["id"] == again["id"]
    cases = {answer["case"] for answer in load.received.values()} | set(mine)
    held = [message for case in cases for message in all_messages(world.carla, case)]
    texts = [message["text"] for message in held if message["text"]]
    assert len(texts) == len(set(texts)), "a message is there twice"
    assert {f"Mensaje {id}" for id in load.pending_in} <= set(texts)
    assert {f"Respuesta {id}" for id in load.pending_out} <= set(texts)
    for desk in desks:
        desk.verify()
        desk.close()
    world.run("check")
