"""The web chat as a customer's browser speaks it."""
import contextlib
import uuid

import pytest

pytestmark = pytest.mark.usefixtures("quiet")
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def open_chat(world, token=None):
    visitor = world.visitor()
    session = visitor.post("/chat/tienda/sessions", {"token": token} if token else {}).json()
    visitor.session.headers["Authorization"] = f"Bearer {session['token']}"
    return visitor, session


def write(visitor, text, id=None, **options):
    return visitor.put(f"/chat/tienda/messages/{id or uuid.uuid4()}", {"kind": "text", "text": text}, **options).json()


@contextlib.contextmanager
def attended(world):
    """A visitor whose case Ana has, and the streams of both."""
    visitor, session = open_chat(world)
    with world.ana.events() as desk, visitor.events(after=session["position"], path="/chat/tienda/events") as hers:
        write(visitor, "Hola")
        card = desk.wait_for("case.created").json["case"]
        world.ana.put(f"cases/{card['id']}/acceptance")
        hers.wait_for("agent")
        yield visitor, card, desk, hers


def test_a_conversation_both_ways(world):
    visitor, session = open_chat(world)
    assert session["messages"] == [] and session["agent"] is None and session["closedAt"] is None
    with visitor.events(after=session["position"], path="/chat/tienda/events") as hers, world.ana.events() as desk:
        first = write(visitor, "¿Viene con foco?")
        assert first["mine"] and first["status"] == "sent"
        card = desk.wait_for(lambda f: f.event == "case.created").json["case"]
        assert card["channel"] == "webchat" and card["contact"]["point"]["kind"] == "visitor"
        world.ana.put(f"cases/{card['id']}/acceptance")
        assert hers.wait_for("agent").json == {"name": "Ana Torres"}
        world.ana.put(f"cases/{card['id']}/read", {"message": first["id"]})
        assert hers.wait_for("status").json == {"message": first["id"], "status": "read"}
        world.ana.put(f"cases/{card['id']}/messages/{uuid.uuid4()}", {"kind": "note", "text": "cliente apurado"})
        reply = world.ana.put(f"cases/{card['id']}/messages/{uuid.uuid4()}", {"kind": "text", "text": "Sí, un LED de 9 W"}).json()
        assert reply["status"] == "sent"
        frame = hers.wait_for(lambda f: f.event == "message" and not f.json["message"]["mine"]).json["message"]
        assert frame["text"] == "Sí, un LED de 9 W" and frame["author"] == {"name": "Ana Torres"}
        visitor.put("/chat/tienda/read", {"message": reply["id"]})
        read = desk.wait_for(lambda f: f.event == "message.status").json["message"]
        assert read["id"] == reply["id"] and read["status"] == "read"
        world.ana.put(f"cases/{card['id']}/closure", {})
        assert hers.wait_for("closed").json["at"]
        assert not [f for f in hers.frames if "apurado" in f.data], "a private note reached the customer"
    again, resumed = open_chat(world, session["token"])
    assert resumed["visitor"] == session["visitor"] and resumed["closedAt"]
    assert [m["text"] for m in resumed["messages"]] == ["¿Viene con foco?", "Sí, un LED de 9 W"]
    write(again, "Gracias")
    live = [c for c in world.carla.get("cases?state=queued").json()["items"] if c["contact"]["point"]["value"] == session["visitor"]]
    assert len(live) == 1 and live[0]["id"] != card["id"]


def test_a_repeat_is_one_message_and_another_visitors_id_is_refused(world):
    visitor, _ = open_chat(world)
    id = str(uuid.uuid4())
    assert write(visitor, "Hola", id, expect=201) == write(visitor, "Hola", id, expect=200)
    other, _ = open_chat(world)
    other.refused("PUT", f"/chat/tienda/messages/{id}", 409, "id.conflict", json={"kind": "text", "text": "Hola"})
    assert other.get("/chat/tienda/messages").json()["items"] == []


def test_a_visitor_sees_only_their_own(world):
    visitor, session = open_chat(world)
    file = str(uuid.uuid4())
    visitor.request("PUT", f"/chat/tienda/attachments/{file}", data=PNG, headers={"Content-Type": "image/png", "Content-Disposition": "attachment; filename=foto.png"})
    visitor.put(f"/chat/tienda/messages/{uuid.uuid4()}", {"kind": "media", "attachments": [file]}, expect=201)
    served = visitor.get(f"/chat/tienda/attachments/{file}")
    assert served.content == PNG and served.headers["X-Content-Type-Options"] == "nosniff"
    other, theirs = open_chat(world)
    other.refused("GET", f"/chat/tienda/attachments/{file}", 404, "attachment.not_found")
    other.refused("PUT", "/chat/tienda/read", 404, "message.not_found", json={"message": visitor.get("/chat/tienda/messages").json()["items"][0]["id"]})
    with other.events(after=theirs["position"], path="/chat/tienda/events") as stream:
        write(visitor, "secreto")
        write(other, "mío")
        stream.wait_for("message")
        assert not [f for f in stream.frames if "secreto" in f.data]
    assert session["visitor"] != theirs["visitor"]


@pytest.mark.parametrize("token", ["vv_x", "vv_a.b.1.c", "", "vt_" + "0" * 40])
def test_a_token_that_is_none_of_ours(world, token):
    visitor = world.visitor()
    visitor.session.headers["Authorization"] = f"Bearer {token}"
    visitor.request("GET", "/chat/tienda/messages", expect=401)
    visitor.request("PUT", f"/chat/tienda/messages/{uuid.uuid4()}", json={"kind": "text", "text": "hola"}, expect=401)


def test_a_changed_token_is_a_new_visitor(world):
    visitor, session = open_chat(world)
    forged = session["token"][:-1] + ("0" if session["token"][-1] != "0" else "1")
    _, fresh = open_chat(world, forged)
    assert fresh["visitor"] != session["visitor"]


def test_typing_reaches_the_other_side_and_no_log(world):
    with attended(world) as (visitor, card, desk, hers):
        visitor.put("/chat/tienda/typing", {"typing": True})
        frame = desk.wait_for("presence")
        assert frame.json["visitor"] and frame.json["typing"]
        world.ana.put(f"cases/{card['id']}/presence", {"viewing": True, "typing": True})
        hers.wait_for("typing")
    with world.ana.events(last_event_id=desk.last_id) as later:
        world.ana.put(f"cases/{card['id']}/flag")
        later.wait_for("case.updated")
        assert not [f for f in later.frames if f.event == "presence"]


def test_who_begins_to_type_again_after_a_message_is_told_at_once(world):
    with attended(world) as (visitor, card, desk, hers):
        for text in ("una pregunta", "y otra"):
            before = len(desk.frames)
            visitor.put("/chat/tienda/typing", {"typing": True})
            assert desk.wait_for("presence", since=before, timeout=2).json["typing"]
            before = len(desk.frames)
            write(visitor, text)
            assert desk.wait_for("presence", since=before, timeout=2).json["typing"] is False


def test_a_case_begins_with_where_its_visitor_was(world):
    visitor, session = open_chat(world)
    told = {"page": "https://tienda.example/lamparas/mesa?token=secreto#foto", "locale": "pt-BR", "name": "Elena Quispe"}
    with world.carla.events() as desk:
        visitor.put(f"/chat/tienda/messages/{uuid.uuid4()}", {"kind": "text", "text": "Olá", **told}, expect=201)
        card = desk.wait_for("case.created").json["case"]
        line = desk.wait_for("message.updated").json["message"]
    assert line["system"] == {"code": "writesFrom", "params": {"page": "tienda.example/lamparas/mesa", "locale": "pt"}}
    assert card["contact"]["name"] == "Elena Quispe"
    world.ana.put(f"cases/{card['id']}/acceptance")
    assert [m["kind"] for m in world.ana.get(f"cases/{card['id']}").json()["messages"]][:2] == ["system", "text"]
    visitor.put(f"/chat/tienda/messages/{uuid.uuid4()}", {"kind": "text", "text": "Outra coisa", **told}, expect=201)
    messages = world.ana.get(f"cases/{card['id']}").json()["messages"]
    assert [m["system"]["code"] for m in messages if m["kind"] == "system"] == ["writesFrom", "accepted"], "told once, at the beginning"
    assert "secreto" not in str(messages)
    assert [m["text"] for m in visitor.get("/chat/tienda/messages").json()["items"]] == ["Outra coisa", "Olá"], "none of the visitor's business"
    # What is no page of the web is left out, and the message is not lost for it.
    stranger, _ = open_chat(world)
    stranger.put(f"/chat/tienda/messages/{uuid.uuid4()}", {"kind": "text", "text": "Hola", "page": "javascript:alert(1)", "locale": "xx"}, expect=201)
    stranger.refused("POST", "/chat/tienda/sessions", 400, "request.unknown_field", json={"page": "https://tienda.example/"})
