"""People, sessions, tokens, campaigns, queues, lines, breaks and contacts, by the routes that the desk itself uses."""
import uuid

import pytest

from support.world import together

pytestmark = pytest.mark.usefixtures("away")


def new():
    return str(uuid.uuid4())


def test_a_campaign_with_its_queue_line_and_person(fresh_world):
    world = fresh_world
    carla, tag = world.carla, uuid.uuid4().hex[:8]
    campaign, queue, account, person = new(), new(), new(), new()
    carla.put(f"campaigns/{campaign}", {"slug": f"ventas-{tag}", "name": "Ventas"}, expect=201)
    carla.put(f"campaigns/{campaign}", {"slug": f"ventas-{tag}", "name": "Ventas"}, expect=200)
    carla.put(f"users/{person}", {"email": f"eva-{tag}@demo.example", "name": "Eva Luna", "role": "agent", "password": "una clave larga 7"}, expect=201)
    carla.put(f"queues/{queue}", {"slug": f"nuevos-{tag}", "name": "Nuevos", "campaign": campaign, "members": [person]}, expect=201)
    carla.put(f"channel-accounts/{account}", {"slug": f"linea-{tag}", "channel": "api", "alias": "Ventas", "queue": queue, "secret": "muy-secreto"}, expect=201)
    eva = world.visitor().sign_in(f"eva-{tag}@demo.example", "una clave larga 7")
    eva.put("me/state", {"state": "available"})
    with eva.events() as stream:
        case = world.inbound(account=f"linea-{tag}")["case"]
        stream.wait_for("case.offered", timeout=5)
    eva.put(f"cases/{case}/acceptance")
    assert "muy-secreto" not in carla.get("channel-accounts").text + carla.get(f"cases/{case}/log").text
    # Another campaign's people don't see it; a new member does at once.
    world.ana.refused("GET", f"cases/{case}", 404, "case.not_found")
    carla.refused("PATCH", f"queues/{queue}", 409, "queue.in_use", json={"archived": True})
    eva.put(f"cases/{case}/closure", {})
    carla.patch(f"campaigns/{campaign}", {"policy": {"visibility": "queue"}})
    carla.patch(f"queues/{queue}", {"members": [person, world.ana.get("me").json()["id"]]})
    next_case = world.inbound(account=f"linea-{tag}")["case"]
    assert next_case in [card["number"] for card in world.ana.get("cases?state=offered&state=queued").json()["items"]]
    carla.refused("PATCH", f"users/{person}", 409, "user.in_use", json={"archived": True})
    carla.put(f"cases/{next_case}/closure", {})
    carla.patch(f"users/{person}", {"archived": True})
    eva.refused("GET", "desk", 401, "session.expired")
    carla.patch(f"channel-accounts/{account}", {"archived": True})
    world.inbound(account=f"linea-{tag}", expect=404)


def test_what_is_wrong_in_the_set_up_is_named(world):
    carla = world.carla
    base = carla.get("campaigns").json()["items"][0]
    for path, body, field in [
        ("campaigns", {"slug": "Con Espacios", "name": "x"}, "slug"), ("campaigns", {"slug": "a", "name": ""}, "name"),
        ("queues", {"slug": "q", "name": "Cola", "campaign": new()}, "campaign"),
        ("users", {"email": "sin-arroba", "name": "X", "role": "agent"}, "email"), ("users", {"email": "x@demo.example", "name": "X", "role": "jefe"}, "role"),
        ("users", {"email": "x@demo.example", "name": "X", "role": "agent", "password": "corta"}, "password"),
        ("channel-accounts", {"slug": "l", "channel": "fax", "alias": "L", "queue": new()}, "channel"),
    ]:
        problem = carla.request("PUT", f"{path}/{new()}", json=body, expect=(400, 404, 409, 422)).json()
        assert field in [e["field"] for e in problem["errors"]] or problem["code"].endswith("not_found"), problem
    carla.request("PATCH", f"campaigns/{base['id']}", json={"policy": {"visibility": "todos"}}, expect=(400, 422))
    carla.request("PATCH", f"campaigns/{base['id']}", json={"policy": {"colour": "red"}}, expect=(400, 422))


def test_breaks(world):
    id = new()
    assert world.carla.put(f"breaks/{id}", {"name": "Visita", "minutes": 20}, expect=201).json()["minutes"] == 20
    world.carla.refused("PUT", f"breaks/{id}", 409, "id.conflict", json={"name": "Visita", "minutes": 25})
    assert world.carla.patch(f"breaks/{id}", {"minutes": 30}).json()["minutes"] == 30
    assert [b["minutes"] for b in world.ana.get("desk").json()["breaks"] if b["id"] == id] == [30]
    assert world.carla.patch(f"breaks/{id}", {"minutes": 0}).json()["minutes"] is None
    assert world.ana.put("me/state", {"state": "break", "reason": id}).json()["reason"] == id
    world.carla.patch(f"breaks/{id}", {"archived": True})
    assert id not in [b["id"] for b in world.ana.get("breaks").json()["items"]]
    world.ana.put("me/state", {"state": "offline"})


def test_sessions_are_listed_and_revoked(world):
    other = world.sign_in("ana")
    sessions = world.ana.get("sessions").json()["items"]
    assert [s for s in sessions if s["current"]] and len(sessions) >= 2
    mine = next(s for s in other.get("sessions").json()["items"] if s["current"])
    world.bruno.request("DELETE", f"sessions/{mine['id']}", expect=404)
    with other.events() as stream:
        world.ana.delete(f"sessions/{mine['id']}")
        stream.wait_for("session.ended")
        stream.wait_for_end()
    other.refused("GET", "me", 401, "session.expired")


def test_tokens_are_shown_once_and_revoked(world):
    made = world.ana.post("tokens", {"name": "Tablero", "scopes": ["read"]}, expect=201).json()
    client = world.api(made["token"])
    assert client.get("me").json()["name"] == "Ana Torres"
    assert made["token"] not in world.ana.get("tokens").text
    world.ana.delete(f"tokens/{made['id']}")
    client.refused("GET", "me", 401, "token.revoked")


def test_me(world):
    assert world.bruno.patch("me", {"locale": "pt", "theme": "dark"}).json()["locale"] == "pt"
    world.bruno.patch("me", {"locale": "es", "theme": "system"})
    world.bruno.request("PATCH", "me", json={"locale": "fr"}, expect=(400, 422))


def test_a_drafts_life(world):
    case = world.inbound()["case"]
    world.ana.put(f"cases/{case}/acceptance")
    with world.ana.events() as stream:
        world.ana.put(f"cases/{case}/draft", {"kind": "text", "text": "Estimada Elena, "})
        assert stream.wait_for("draft.changed").json["draft"]["text"] == "Estimada Elena, "
        assert world.ana.get(f"cases/{case}/draft").json()["text"] == "Estimada Elena, "
        world.ana.put(f"cases/{case}/messages/{new()}", {"kind": "text", "text": "Estimada Elena, listo"})
        stream.wait_for(lambda f: f.event == "draft.changed" and f.json["draft"] is None)
    world.ana.put(f"cases/{case}/draft", {"kind": "note", "text": "ojo"})
    world.ana.delete(f"cases/{case}/draft")
    assert world.ana.get(f"cases/{case}").json()["draft"] is None


def test_a_contact_is_made_of_a_case_and_edited_in_place(world):
    case = world.inbound(name="Elena Q.")["case"]
    card = world.ana.put(f"cases/{case}/acceptance").json()["case"]
    id, code = new(), uuid.uuid4().hex[:10]
    with world.ana.events() as stream:
        made = world.ana.put(f"contacts/{id}", {"name": "Elena Quispe", "code": code, "point": card["contact"]["point"]["id"]}, expect=201).json()
        stream.wait_for(lambda f: f.event.startswith("case.") and f.json["case"]["contact"]["name"] == "Elena Quispe")
    assert made["points"][0]["id"] == card["contact"]["point"]["id"]
    assert world.ana.patch(f"contacts/{id}", {"name": "Elena Quispe Mamani", "notes": "Prefiere la tarde"}).json()["notes"] == "Prefiere la tarde"
    assert world.ana.get(f"contacts/{id}/cases").json()["items"][0]["case"]["number"] == case
    assert id in [c["id"] for c in world.ana.get("contacts?q=quispe mam").json()["items"]]
    other = world.inbound()["case"]
    theirs = world.ana.put(f"cases/{other}/acceptance").json()["case"]["contact"]["point"]["id"]
    world.ana.refused("PUT", f"contacts/{new()}", 409, "contact.code_taken", json={"name": "Otra", "code": code, "point": theirs})
    world.ana.refused("PUT", f"contacts/{new()}", 409, "contact_point.taken", json={"name": "Otra", "point": card["contact"]["point"]["id"]})
    # The same person writes again: the open case is joined still, though it now goes by the contact.
    assert world.inbound(sender=card["contact"]["point"]["value"])["case"] == case


def test_attachments(world):
    case = world.inbound()["case"]
    world.ana.put(f"cases/{case}/acceptance")
    def put(data, type, name="a", expect=201, id=None):
        return world.ana.request("PUT", f"attachments/{id or new()}", data=data, headers={"Content-Type": type, "Content-Disposition": f"attachment; filename={name}"}, expect=expect).json()
    png = b"\x89PNG\r\n\x1a\n" + b"\2" * 90
    id = new()
    assert put(png, "image/png", "foto.png", id=id) == put(png, "image/png", "foto.png", id=id, expect=200)
    assert put(b"otra cosa", "text/plain", id=id, expect=409)["code"] == "id.conflict"
    assert put(b"<svg onload=alert(1)>", "image/svg+xml", expect=415)["code"] == "attachment.type"
    assert put(b"<html>", "image/png", expect=415)["code"] == "attachment.type"
    text = put(b"hola", "text/plain", "../../etc/passwd")
    assert "/" not in text["name"]
    world.bruno.request("GET", f"attachments/{id}", expect=404)
    world.ana.put(f"cases/{case}/messages/{new()}", {"kind": "media", "attachments": [id], "text": "Mira"}, expect=201)
    served = world.ana.get(f"attachments/{id}")
    assert served.content == png and served.headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in served.headers["Content-Security-Policy"]
    plain = world.ana.get(f"attachments/{text['id']}")
    assert plain.headers["Content-Disposition"].startswith("attachment")


def test_flag_presence_log_and_reopening(world):
    case = world.inbound()["case"]
    world.ana.put(f"cases/{case}/acceptance")
    assert world.ana.put(f"cases/{case}/flag").json()["case"]["marks"]["flagged"]
    assert not world.ana.delete(f"cases/{case}/flag").json()["case"]["marks"]["flagged"]
    kinds = [entry["kind"] for entry in world.ana.get(f"cases/{case}/log").json()["items"]]
    assert kinds[0] == "case.created" and "case.accepted" in kinds
    world.ana.put(f"cases/{case}/closure", {})
    world.ana.refused("DELETE", f"cases/{case}/closure", 403, "case.reopen_refused")


def test_pages_and_operations(world):
    page = world.visitor().get("/login", documented=False)
    assert "default-src 'none'" in page.headers["Content-Security-Policy"] and "unsafe" not in page.headers["Content-Security-Policy"]
    assert world.visitor().get("/cases/7", expect=302, documented=False).headers["Location"] == "/login?next=/cases/7"
    asked = world.visitor().get("/cases?state=open&q=a%20b", expect=302, documented=False).headers["Location"]
    assert asked == "/login?next=/cases%3Fstate%3Dopen%26q%3Da%2520b", "with what it asked for, as one value"
    assert b"openapi: 3.1" in world.visitor().get("/api/openapi.yaml", documented=False).content
    figures = dict(line.rsplit(" ", 1) for line in world.visitor().get("/metrics", documented=False).text.splitlines() if line[0] != "#")
    assert float(figures["ventanilla_storage_commits_total"]) > 0 and float(figures["ventanilla_storage_commit_seconds_total"]) > 0
    assert float(figures["ventanilla_storage_waiting"]) >= 0
    assert world.visitor().get("/shop", documented=False).status_code == 200
    script = world.visitor().get("/widget.js", headers={"Origin": "https://tienda.example"}, documented=False)
    assert script.headers["Access-Control-Allow-Origin"] == "*"
    world.visitor().request("GET", "/app/../Package.swift", expect=(400, 404), documented=False)
    world.visitor().request("GET", "/app/%2e%2e/Package.swift", expect=(400, 404), documented=False)
    cookie = world.visitor().post("session", {"email": "bruno@demo.example", "password": "tres tristes tigres 3"}).headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie


def test_two_who_change_different_rules_at_once_both_succeed(fresh_world):
    carla, again = fresh_world.carla, fresh_world.sign_in("carla")
    path = f"campaigns/{carla.get('campaigns').json()['items'][0]['id']}"
    for n in range(20):
        together(
            lambda: carla.patch(path, {"policy": {"offerTimeout": 30 + n}}), lambda: again.patch(path, {"policy": {"orphanRequeue": 5 + n}}))
        policy = carla.get("campaigns").json()["items"][0]["policy"]
        assert (policy["offerTimeout"], policy["orphanRequeue"]) == (30 + n, 5 + n)
