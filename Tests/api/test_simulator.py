"""The customer simulator: who may reach it, its calls and crowds, and what its page may ask."""
import json
import re

import pytest
import requests

from support.provider import Simulator, until
from support.server import run
from support.world import new_phone


# Who may reach it


def test_only_with_demo_or_simulator(worlds, tmp_path):
    world = worlds.create("sqlite")
    world.server.arguments = [*map(str, world.where)]
    try:
        world.server.start()
        for path in ("/simulator", "/simulator/api/state", "/simulator/graph/v23.0/1/messages", "/app/simulator/main.js", "/app/simulator/index.html"):
            assert requests.get(world.base + path).status_code == 404, path
        assert requests.get(f"{world.base}/app/tokens.css").status_code == 200
        world.stop()
        world.server.arguments.append("--simulator")
        world.start()
        for path in ("/simulator", "/simulator/api/state", "/app/simulator/main.js"):
            assert requests.get(world.base + path).status_code == 200, path
        assert requests.get(f"{world.base}/shop").status_code == 404, "the shop is the demo's alone"
        assert requests.get(f"{world.base}/simulator/api/state").json()["calm"] is False
    finally:
        worlds.remove(world)


@pytest.mark.parametrize("more", [["--host", "0.0.0.0", "--public-url", "https://desk.example", "--insecure-http"], ["--trusted-proxy", "127.0.0.1"]])
def test_it_does_not_start_where_others_could_reach_it(fresh_world, more):
    fresh_world.stop()
    refused = run("serve", "--simulator", *fresh_world.where, "--port", "0", *more, expect=1)
    assert "--simulator" in refused.stderr and refused.stderr.count("\n") == 1


@pytest.mark.parametrize("headers", [
    {"X-Forwarded-For": "203.0.113.7"}, {"Forwarded": "for=203.0.113.7"}, {"X-Real-IP": "203.0.113.7"}, {"Host": "desk.example"},
    {"Host": "127.0.0.1.evil.example"}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_nobody_comes_in_through_a_proxy_or_another_page(simulated, headers):
    for path in ("/simulator", "/simulator/api/state", "/app/simulator/main.js", "/simulator/graph/v23.0/1/messages"):
        answer = requests.get(simulated.base + path, headers=headers)
        assert answer.status_code == 404, path
        assert answer.json()["code"] == "route.not_found"


# Calls, crowds, and the page's own interface


def test_a_phone_that_rings_at_the_desk(simulated, simulator):
    phone = simulator.api("POST", "phones", {"name": "Marisol Quiroga", "kind": "voice", "number": new_phone()})
    call = simulator.api("POST", f"phones/{phone['id']}/calls", {})

    def told():
        cards = simulated.carla.get("cases?sort=-created&limit=5").json()["items"]
        card = next((card for card in cards if card["contact"]["point"]["display"].replace(" ", "") == phone["number"]), None)
        return card and [message for message in simulated.carla.get(f"cases/{card['id']}").json()["messages"] if message["kind"] == "call"]

    assert until(told, bool)[0]["call"]["status"] == "ringing"
    simulator.api("PUT", f"phones/{phone['id']}/call", {"status": "ended"}, expect=409)
    simulator.api("PUT", f"phones/{phone['id']}/call", {"status": "answered"})
    until(told, lambda calls: calls[0]["call"]["status"] == "answered")
    simulator.api("POST", f"phones/{phone['id']}/calls", {}, expect=409)
    simulator.api("PUT", f"phones/{phone['id']}/call", {"status": "ended"})
    ended = until(told, lambda calls: calls[0]["call"]["status"] == "ended")
    assert len(ended) == 1 and ended[0]["call"]["callId"] == call["callId"] and ended[0]["call"]["duration"] is not None
    assert [entry["status"] for entry in simulator.wire("call.ringing")] == [201]
    assert "vt_" not in json.dumps(simulator.api("GET", "wire")), "the token is shown"


def test_a_crowd_by_the_command_line(worlds):
    world = worlds.create("sqlite")
    try:
        world.start()
        said = run("simulate", "--customers", 3, "--rate", "20/s", "--minutes", 0.02, "--desk", world.base)
        assert re.search(r"wrote 24, refused 0, taken by the desk 24, answers received 0", said), said
        cards = world.carla.get("cases?limit=50").json()["items"]
        assert sorted(card["unread"]["count"] for card in cards) == [8, 8, 8]
        world.stop()
        assert "nobody answers" in run("simulate", "--desk", world.base, expect=1).stderr
    finally:
        worlds.remove(world)
    for options in (["--rate", "fast"], ["--customers", "0"], ["--minutes", "-1"], ["--desk", "desk"]):
        run("simulate", *options, expect=64)


def test_phones_outlive_a_restart(fresh_world, hook):
    simulator = Simulator(fresh_world.base, hook)
    elena = simulator.customer(number=new_phone())
    simulator.write(elena, "Hola")
    hook.wait("messages")
    fresh_world.restart()
    kept = until(lambda: Simulator(fresh_world.base, hook).api("GET", "state")["phones"], bool)
    assert [message["text"] for message in kept[0]["messages"]] == ["Hola"]
    assert (fresh_world.data / "simulator-tokens.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("method, path, body, status", [
    ("POST", "phones", {}, 400), ("POST", "phones", {"name": "X", "number": "abc"}, 400), ("POST", "phones", {"name": "X", "userId": "?"}, 400),
    ("POST", "phones", {"name": "X", "line": "nowhere"}, 409), ("GET", "phones/none", None, 404), ("POST", "phones/none/messages", {"kind": "text", "text": "x"}, 404),
    ("POST", "phones/{elena}/messages", {"kind": "fax"}, 400), ("POST", "phones/{elena}/messages", {"kind": "text"}, 400),
    ("POST", "phones/{elena}/messages", {"kind": "image", "file": "none"}, 404), ("POST", "phones/{elena}/calls", {}, 409),
    ("PUT", "switches", {"colour": "red"}, 400), ("PUT", "switches", {"double": "yes"}, 400), ("PUT", "switches", {"delay": 10**9}, 400),
    ("PUT", "calm", {}, 400), ("POST", "files?sample=none", None, 404), ("GET", "files/none", None, 404), ("GET", "nowhere", None, 404),
    ("POST", "lines", {"account": "x"}, 400), ("POST", "lines", {"account": "x", "hook": "http://example.com/"}, 400)])
def test_what_the_page_may_not_ask(simulator, elena, method, path, body, status):
    answer = simulator.session.request(method, f"{simulator.base}/simulator/api/{path.replace('{elena}', elena['id'])}", json=body)
    assert answer.status_code == status, answer.text
    assert answer.json()["detail"]
