"""What is wrong is refused with what, where and how to mend it; nothing is half-written."""
import json
import socket
import uuid

import pytest

from support.world import new_phone

INBOUND = {"id": "x-1", "from": {"kind": "phone", "value": "+51987654321"}, "kind": "text", "text": "Hola"}


def without(key):
    return {k: v for k, v in INBOUND.items() if k != key}


@pytest.mark.parametrize(
    "body,field",
    [
        (without("id"), "id"), (without("from"), "from"), (without("kind"), "kind"), (without("text"), "text"),
        ({**INBOUND, "kind": "telegram"}, "kind"), ({**INBOUND, "kind": 3}, "kind"), ({**INBOUND, "from": "Elena"}, "from"),
        ({**INBOUND, "from": {"kind": "phone", "value": "hola"}}, "from.value"), ({**INBOUND, "from": {"kind": "fax", "value": "1"}}, "from.kind"),
        ({**INBOUND, "from": {"kind": "email", "value": "sin arroba"}}, "from.value"), ({**INBOUND, "at": "ayer"}, "at"),
        ({**INBOUND, "extra": 1}, "extra"), ({**INBOUND, "id": "x" * 201}, "id"), ({**INBOUND, "kind": "image"}, "attachments"),
        ({**INBOUND, "kind": "call", "status": "ringing"}, "callId"), ({**INBOUND, "kind": "call", "callId": "c", "status": "hm"}, "status"),
        ({**INBOUND, "attachments": [{"url": "file:///etc/passwd"}]}, "attachments[0].url"),
    ],
)
def test_a_wrong_inbound_body_names_its_field(world, body, field):
    before = world.carla.get("cases").json()["items"][:1]
    problem = world.program("inbound").request("POST", "inbound/api", json=body, expect=(400, 422)).json()
    assert field in [error["field"] for error in problem["errors"]], problem
    assert problem["detail"]
    assert world.carla.get("cases").json()["items"][:1] == before


@pytest.mark.parametrize(
    "raw", [b"", b"{", b'{"id": "x"', b"[1, 2", b"\xff\xfe", b'{"kind": "text", "text": "\xc3"}', b"nul", b'{"a": 1} {"b": 2}', b"[" * 5000]
)
def test_half_a_body(world, raw):
    for method, path in (("POST", "inbound/api"), ("POST", "inbound/api/receipts")):
        problem = world.program("inbound").request(method, path, data=raw, headers={"Content-Type": "application/json"}, expect=(400, 422)).json()
        assert problem["code"].startswith("request."), problem


def test_a_wrong_content_type(world):
    world.ana.refused("PUT", "me/state", 415, "request.content_type", data=b"state=available", headers={"Content-Type": "application/x-www-form-urlencoded"})


def test_an_unknown_field_and_query_key(world):
    world.ana.refused("PUT", "me/state", 400, "request.unknown_field", json={"state": "offline", "estado": "x"})
    world.ana.refused("GET", "cases?colour=red", 400, "request.unknown_parameter")


@pytest.mark.parametrize("state", ["wrapUp", "dormido", "", 7, None])
def test_a_wrong_state(world, state):
    world.ana.request("PUT", "me/state", json={"state": state}, expect=(400, 422))


def test_a_break_needs_its_reason(world):
    world.ana.refused("PUT", "me/state", 422, "state.reason_required", json={"state": "break"})
    world.ana.refused("PUT", "me/state", 422, "state.reason_unknown", json={"state": "break", "reason": str(uuid.uuid4())})


def test_nul_bytes(world, away):
    case = world.inbound()["case"]
    world.ana.put(f"cases/{case}/acceptance")
    world.ana.request("PUT", f"cases/{case}/messages/{uuid.uuid4()}", json={"kind": "text", "text": "a\u0000b"}, expect=(400, 422))
    # At the edge where customers' channels come in, NUL becomes U+FFFD: nothing of theirs is lost.
    answer = world.inbound("antes\u0000después")
    message = world.carla.get(f"cases/{answer['case']}").json()["messages"][0]
    assert message["text"] == "antes\ufffddespués"


def test_messages_too_long_or_empty(world, away):
    case = world.inbound()["case"]
    world.ana.put(f"cases/{case}/acceptance")
    path = f"cases/{case}/messages/{uuid.uuid4()}"
    world.ana.refused("PUT", path, 422, "message.too_long", json={"kind": "text", "text": "x" * 4097})
    world.ana.refused("PUT", path, 422, "message.empty", json={"kind": "text", "text": "  \n "})
    world.ana.request("PUT", path, json={"kind": "text", "text": "hola", "attachments": [str(uuid.uuid4())]}, expect=(400, 422))
    world.ana.request("PUT", path, json={"kind": "media", "attachments": [str(uuid.uuid4())]}, expect=(400, 404, 422))
    world.ana.request("PUT", path, json={"kind": "carta", "text": "hola"}, expect=(400, 422))
    world.ana.request("PUT", f"cases/{case}/messages/no-uuid", json={"kind": "text", "text": "hola"}, expect=400)
    world.ana.put(path, {"kind": "text", "text": "x" * 4096}, expect=201)
    assert len(world.ana.get(f"cases/{case}").json()["messages"]) == 3  # hers, the line that says who took it, and mine


def test_a_body_over_the_limit(world):
    world.program("inbound").request(
        "POST", "inbound/api", data=b'{"text": "' + b"x" * 1_100_000 + b'"}', headers={"Content-Type": "application/json"}, expect=413)


def test_a_state_that_does_not_allow_it_says_which_and_who(world, away):
    case = world.inbound()["case"]
    problem = world.ana.refused("PUT", f"cases/{case}/messages/{uuid.uuid4()}", 404, "case.not_found", json={"kind": "text", "text": "hola"})
    world.ana.put(f"cases/{case}/acceptance")
    world.ana.put(f"cases/{case}/closure", {})
    problem = world.ana.refused("PUT", f"cases/{case}/closure", 409, "case.state", json={})
    assert problem["state"] == "closed" and problem["by"]["name"] == world.ana.get("me").json()["name"] and problem["at"]
    world.ana.refused("DELETE", f"cases/{case}/closure", 403, "case.reopen_refused")


def test_a_cursor_that_is_none(world):
    for path in ("cases?cursor=hola", "cases?limit=0", "cases?limit=201", "cases?limit=muchos", "cases?state=abierto", "cases?sort=color"):
        world.ana.request("GET", path, expect=(400, 422))


def test_a_stream_from_a_cursor_that_is_none_is_reset(world):
    for cursor in ("999.0.1", "1.0.99999999999", "hola"):
        with world.ana.events(last_event_id=cursor) as stream:
            stream.wait_for("reset")


def test_problems_have_an_id_that_stands_in_the_log(world):
    problem = world.ana.request("PUT", "me/state", json={"state": "x"}, expect=(400, 422)).json()
    assert problem["id"] in world.server.log.read_text()


def test_the_log_keeps_no_text_and_no_secret(world, away):
    sender = new_phone()
    case = world.inbound("la clave del wifi es azucena-77", sender=sender)["case"]
    world.ana.put(f"cases/{case}/acceptance")
    world.ana.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "text", "text": "respuesta-muy-privada"})
    world.visitor().refused("POST", "session", 401, "session.refused", json={"email": "ana@demo.example", "password": "clave-equivocada-1"})
    log = world.server.log.read_text()
    for secret in ("azucena", "muy-privada", "clave-equivocada", sender, *[t.session.headers["Authorization"] for t in world._tokens.values()]):
        assert secret not in log


def test_a_refusal_speaks_the_language_of_whoever_asks(world):
    """A signed-in person's own, else what the client accepts, else Spanish."""
    visitor = world.visitor()
    for accepted, language, detail in [
        (None, "es", "Hace falta iniciar sesión o presentar un token de acceso."), ("en-GB, es;q=0.5", "en", "Sign in, or present an access token."),
        ("de, pt-BR;q=0.4", "pt", "É preciso entrar ou apresentar um token de acesso."), ("de", "es", "Hace falta iniciar sesión o presentar un token de acceso."),
    ]:
        answer = visitor.request("GET", "me", expect=401, headers={"Accept-Language": accepted})
        assert (answer.headers["Content-Language"], answer.json()["detail"]) == (language, detail)
    bruno = world.sign_in("bruno")
    bruno.patch("me", {"locale": "pt"})
    try:
        problem = bruno.request("PUT", "me/state", json={"state": "x"}, expect=400, headers={"Accept-Language": "en"}).json()
        assert problem["title"] == "A solicitação não foi entendida"
        assert problem["errors"][0]["message"].startswith("«state» deve ser um destes:")
    finally:
        bruno.patch("me", {"locale": "es"})


@pytest.mark.parametrize("raw", [
    b"no es HTTP\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nsin dos puntos\r\n\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    b"POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
])
def test_what_is_no_http_gets_its_problem_and_the_door(world, raw):
    with socket.create_connection(("127.0.0.1", world.server.port), 10) as wire:
        wire.sendall(raw)
        said = b""
        while piece := wire.recv(65536):
            said += piece
    head, _, body = said.partition(b"\r\n\r\n")
    heads = {line.partition(b":")[0].strip().lower(): line.partition(b":")[2].strip() for line in head.split(b"\r\n")[1:]}
    assert head.startswith(b"HTTP/1.1 400")
    assert heads[b"content-type"] == b"application/problem+json" and heads[b"x-content-type-options"] == b"nosniff"
    problem = json.loads(body)
    assert problem["code"] == "request.malformed" and problem["id"].encode() == heads[b"x-request-id"]
