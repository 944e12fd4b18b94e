"""A WhatsApp line from the customer's first message to the read ticks, and every way in which Meta can disturb it."""
import base64
import hashlib
import itertools
import json
import random
import subprocess
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from support.graph import JPEG, SECRETS, Line, deliveries, live, phone, send, throttle, until, until_status, wamid
from support.server import ROOT

PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


def upload(world, content, type, name="foto"):
    id = str(uuid.uuid4())
    world.ana.put(f"attachments/{id}", data=content, headers={"Content-Type": type, "Content-Disposition": f'attachment; filename="{name}"'}, documented=False)
    return id


def sent(graph, message):
    return next((body for body in graph.sent if body["biz_opaque_callback_data"].startswith(message["id"])), None)


# The address and its signature


def test_the_handshake(world, line):
    path = f"/hooks/whatsapp/{line.slug}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
    answer = world.visitor().get(path + SECRETS["verifyToken"])
    assert answer.text == "1158201444" and answer.headers["Content-Type"].startswith("text/plain")
    world.visitor().refused("GET", path + "otro", 401, "signature.refused")
    world.visitor().refused("GET", f"/hooks/whatsapp/{line.slug}", 401, "signature.refused")
    world.visitor().refused("GET", path.replace(line.slug, "nada") + "x", 404, "account.not_found")
    world.visitor().refused("GET", path.replace(f"/whatsapp/{line.slug}", "/whatsapp/api") + "x", 404, "account.not_found")


def test_secrets_are_never_shown(world, line):
    shown = next(a for a in world.carla.get("channel-accounts").json()["items"] if a["id"] == line.id)
    assert shown["secrets"] == {"accessToken": True, "appSecret": True, "verifyToken": True}
    assert not any(secret in json.dumps(shown) for secret in SECRETS.values())
    after = world.carla.patch(f"channel-accounts/{line.id}", {"secrets": {"verifyToken": None}}).json()
    assert after["secrets"] == {"accessToken": True, "appSecret": True, "verifyToken": False}
    world.carla.refused("PATCH", f"channel-accounts/{line.id}", 400, "request.invalid", json={"secrets": {"appSecret": "con espacio"}})
    world.carla.refused("PATCH", f"channel-accounts/{line.id}", 400, "request.invalid", json={"settings": {"graphURL": "http://example.com"}})


def test_a_wrong_signature_leaves_a_readable_trace_and_nothing_else(world, line):
    body = line.body(line.message(phone(), text={"body": "Soy otro"}))
    for wrong in ({"secret": "otra"}, {"signature": "sha256=00"}, {"signature": "nada"}):
        assert line.deliver(body, expect=401, **wrong).json()["code"] == "signature.refused"
    assert line.case() is None
    [entry] = world.carla.get(f"channel-accounts/{line.id}/journal?state=refused").json()["items"]
    assert entry["failures"][0]["code"] == "signature.refused"
    world.carla.refused("PUT", f"channel-accounts/{line.id}/journal/{entry['id']}/replay", 401, "signature.refused")
    health = world.carla.get(f"channel-accounts/{line.id}/health").json()
    assert health["state"] == "warning" and health["journalFailures"] == 1


# In


def test_every_kind_of_the_fixtures_is_shown(world, line):
    rows = [json.loads(row) for row in (ROOT / "Tests/fixtures/whatsapp.jsonl").read_text(encoding="utf-8").splitlines()]
    number = phone()
    for row in rows:
        text = json.dumps(row["body"]).replace("106540352242922", line.phone_id).replace("51987654321", number).replace("PE.134", f"PE.{number}")
        line.deliver(json.loads(text))
    case = line.case(number)
    kinds = {m["kind"] for m in world.carla.get(f"cases/{case['id']}/messages?limit=200").json()["items"]}
    assert kinds >= {"text", "image", "audio", "video", "file", "sticker", "location", "contacts", "unsupported", "call"}
    failures = [f["code"] for entry in deliveries(world, line) for f in entry["failures"]]
    assert sorted(failures) == ["delivery.id", "delivery.sender", *["delivery.unknown"] * 5], failures
    held = [m for m in world.carla.get(f"cases/{case['id']}/messages?limit=200").json()["items"] if m["kind"] == "unsupported"]
    assert all(m["text"] and m["unsupported"]["type"] for m in held)


def test_several_in_one_post_and_the_same_id_twice(world, line):
    one, two = phone(), phone()
    first = line.message(one, text={"body": "uno"})
    body = line.body(first, line.message(two, text={"body": "dos"}), first)
    body["entry"].append({"id": "1", "changes": [{"field": "messages", "value": line.message(one, text={"body": "tres"})}]})
    line.deliver(body)
    line.deliver(body)
    cases = [line.case(one), line.case(two)]
    texts = [[m["text"] for m in world.carla.get(f"cases/{case['id']}").json()["messages"] if m["direction"] == "in"] for case in cases]
    assert texts == [["uno", "tres"], ["dos"]]
    assert cases[0]["unread"]["count"] == 2 and cases[0]["window"]["endsAt"]
    assert [entry["items"] for entry in deliveries(world, line)] == [4, 4]


def test_a_bad_item_does_not_hold_up_the_others(world, line):
    number = phone()
    bad = line.value(messages=[{"id": wamid(), "type": "text", "text": {"body": "¿de quién?"}}])
    line.deliver(line.body(line.message(number, text={"body": "uno"}), bad, line.message(number, text={"body": "dos"})))
    assert line.case(number)["unread"]["count"] == 2
    [entry] = deliveries(world, line)
    assert entry["state"] == "partly" and [f["index"] for f in entry["failures"]] == [1] and entry["failures"][0]["message"]
    whole = world.carla.get(f"channel-accounts/{line.id}/journal/{entry['id']}").json()
    assert "¿de quién?" in json.loads(whole["body"])["entry"][0]["changes"][1]["value"]["messages"][0]["text"]["body"]
    world.ana.refused("GET", f"channel-accounts/{line.id}/journal", 403, "scope.missing")


def test_the_journal_is_replayed(world, line, graph):
    other = str(int(line.phone_id) + 10**6)
    number = phone()
    value = line.message(number, text={"body": "Para la otra línea"})
    value["metadata"]["phone_number_id"] = other
    line.deliver(line.body(value, line.message(number, text={"body": "Para esta"})))
    [entry] = deliveries(world, line)
    assert entry["state"] == "partly" and entry["failures"][0]["code"] == "account.other"
    world.carla.patch(f"channel-accounts/{line.id}", {"settings": {"phoneNumberId": other}})
    mended = world.carla.put(f"channel-accounts/{line.id}/journal/{entry['id']}/replay").json()
    texts = [m["text"] for m in world.carla.get(f"cases/{line.case(number)['id']}").json()["messages"]]
    assert sorted(t for t in texts if t) == ["Para esta", "Para la otra línea"]
    assert mended["state"] == "partly"  # the other item's number is no longer this line's, and it is here already
    world.carla.patch(f"channel-accounts/{line.id}", {"settings": {"phoneNumberId": line.phone_id}})
    world.carla.refused("PUT", f"channel-accounts/{line.id}/journal/{uuid.uuid4()}/replay", 404, "journal.not_found")


def test_one_address_may_serve_two_numbers(world, line, graph):
    second, number = Line(world, graph), phone()
    value = line.message(number, text={"body": "Al segundo número"})
    value["metadata"]["phone_number_id"] = second.phone_id
    line.deliver(line.body(value))
    assert second.case(number) and not line.case(number)


def test_unreadable_bodies_are_kept_and_never_an_error_of_ours(world, line):
    chance = random.Random(7)
    body = json.dumps(line.body(line.message(phone(), text={"body": "hola \u00e4 \U0001f600"}))).encode()
    with requests.Session() as session:
        client = world.visitor()
        client.session = session
        session.trust_env = False
        for turn in range(150):
            raw = bytearray(body)
            if turn % 3 == 0:
                raw = raw[: chance.randrange(len(raw))]
            elif turn % 3 == 1:
                raw[chance.randrange(len(raw))] = chance.randrange(256)
            else:
                place = chance.randrange(len(raw))
                raw[place:place] = chance.choice([b"\\u0000", b"\\ud800", b"\xff\xfe", b"[" * 100, b"null", b'"a":1,', b"\x00"])
            line.deliver(bytes(raw), session=client, documented=False)
    states = {entry["state"] for entry in deliveries(world, line)}
    assert "refused" in states
    world.carla.get("/health/ready")


def test_odd_characters_become_the_replacement_character(world, line):
    number = phone()
    line.deliver(json.dumps(line.body(line.message(number, text={"body": "a|b"}))).replace("a|b", "a\\u0000b\\ud83dc").encode())
    texts = [m["text"] for m in world.carla.get(f"cases/{line.case(number)['id']}").json()["messages"]]
    assert "a\ufffdb\ufffdc" in texts


def test_ninth_digits_and_549_find_the_same_customer(world, line):
    tail = f"8{phone()[-7:]}"
    for spelled in (f"5511{tail}", f"55119{tail}", f"54911{tail}", f"5411{tail}"):
        line.says(spelled)
    cards = {card["contact"]["point"]["value"]: card["unread"]["count"] for card in live(world, line)}
    assert cards == {f"+55119{tail}": 2, f"+54911{tail}": 2}


def test_a_customer_without_a_number_is_answered_as_recipient_and_found_again_with_one(world, line, graph):
    user, number = f"PE.{uuid.uuid4().int % 10**18}", phone()
    line.deliver(line.body(line.message(None, user=user, text={"body": "Sin número"})))
    case = next(card for card in live(world, line))
    assert case["contact"]["point"]["kind"] == "wa-user"
    world.ana.put(f"cases/{case['id']}/acceptance")
    message = send(world, case)
    until_status(line, case, message, "sent")
    assert sent(graph, message)["recipient"] == user and "to" not in sent(graph, message)
    line.deliver(line.body(line.message(number, user=user, text={"body": "Ahora con número"})))
    line.deliver(line.body(line.message(None, user=user, text={"body": "Y otra vez sin"})))
    [card] = live(world, line)
    assert card["id"] == case["id"] and card["contact"]["point"]["value"] == f"+{number}"
    assert len([m for m in line.messages(case) if m["direction"] == "in"]) == 3
    message = send(world, case)
    until_status(line, case, message, "sent")
    assert sent(graph, message)["to"] == number


def test_a_number_and_an_id_that_were_two_customers_become_one(world, line):
    user, number = f"PE.{uuid.uuid4().int % 10**18}", phone()
    line.says(number, "Con número")
    line.deliver(line.body(line.message(None, user=user, text={"body": "Sin número"})))
    assert len(live(world, line)) == 2
    line.deliver(line.body(line.message(number, user=user, text={"body": "Con los dos"})))
    line.deliver(line.body(line.message(None, user=user, text={"body": "Otra vez sin"})))
    cards = {card["id"]: card for card in live(world, line)}
    assert {card["contact"]["point"]["value"] for card in cards.values()} == {f"+{number}"}
    assert sorted(card["unread"]["count"] for card in cards.values()) == [1, 3], "the older case keeps the customer's new messages"


def test_a_reply_quotes_both_ways(world, line, graph):
    number = phone()
    case = line.taken(number, "¿Tienen repuestos?")
    asked = next(m for m in line.messages(case) if m["direction"] == "in")
    answer = send(world, case, text="Sí, hay", replyTo=asked["id"])
    until_status(line, case, answer, "sent")
    assert answer["replyTo"] == asked["id"] and sent(graph, answer)["context"]["message_id"].startswith("wamid.in-")
    line.says(number, "¡Qué bueno!", context={"from": "5117004400", "id": sent(graph, answer)["wamid"]})
    line.says(number, "¿Y de ayer?", context={"from": "5117004400", "id": "wamid.desconocido"})
    held = {m["text"]: m for m in line.messages(case)}
    assert held["¡Qué bueno!"]["replyTo"] == answer["id"]
    assert held["¿Y de ayer?"]["replyTo"] is None and held["¿Y de ayer?"]["quote"] == {"id": "wamid.desconocido"}
    world.ana.refused("PUT", f"cases/{case['id']}/messages/{uuid.uuid4()}", 400, "request.invalid", json={"kind": "text", "text": "x", "replyTo": str(uuid.uuid4())})


# Files


def test_a_file_is_fetched_with_the_token_and_looked_up_again(world, line, graph):
    graph.download_answer = lambda id, turn: (404, b"gone") if turn == 1 else None
    id = graph.keeps(JPEG)
    number = phone()
    digest = base64.b64encode(hashlib.sha256(JPEG).digest()).decode()
    line.deliver(line.body(line.message(number, "image", image={"id": id, "mime_type": "image/jpeg", "sha256": digest, "caption": "Así quedó"})))
    case = line.case(number)
    file = until(lambda: next((f for m in world.carla.get(f"cases/{case['id']}").json()["messages"] for f in m["attachments"] if f["state"] == "stored"), None), "fetched")
    assert world.carla.get(file["url"], documented=False).content == JPEG
    assert graph.lookups.count(id) == 2 and file["size"] == len(JPEG)


@pytest.mark.parametrize("spoiled", ["truncated", "other", "oversize", "missing"])
def test_a_file_that_can_not_be_had_is_shown_as_failed(world, line, graph, spoiled):
    id = graph.keeps(JPEG)
    digest = base64.b64encode(hashlib.sha256(JPEG).digest()).decode()
    if spoiled == "truncated":
        graph.media[id]["size"] = len(JPEG) + 1
    elif spoiled == "other":
        graph.media[id]["content"] = JPEG[::-1]
    elif spoiled == "oversize":
        graph.media[id]["size"] = 200_000_000
    else:
        del graph.media[id]
    number = phone()
    line.deliver(line.body(line.message(number, "image", image={"id": id, "mime_type": "image/jpeg", "sha256": digest, "caption": "Con texto"})))
    case = line.case(number)

    def states():
        return [f["state"] for m in world.carla.get(f"cases/{case['id']}").json()["messages"] for f in m["attachments"]]

    if spoiled in ("oversize", "missing"):  # said at once, and not asked for again
        until(lambda: states() == ["failed"], f"{spoiled} {states()}")
    else:  # tried again, each time looked up anew
        until(lambda: graph.lookups.count(id) >= 2 and graph.lookups.count(id) == len(graph.downloads), spoiled)
        assert states() == ["fetching"]
    assert any(m["text"] == "Con texto" for m in world.carla.get(f"cases/{case['id']}").json()["messages"])


def test_voice_notes_both_ways(world, line, graph, tmp_path):
    ogg, webm = tmp_path / "nota.ogg", tmp_path / "grabado.webm"
    tone = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=frequency=440:duration=2"]
    subprocess.run([*tone, "-c:a", "libopus", "-ac", "1", ogg], check=True)
    subprocess.run([*tone, "-c:a", "libopus", "-ac", "2", webm], check=True)
    number = phone()
    id = graph.keeps(ogg.read_bytes(), "audio/ogg")
    line.deliver(line.body(line.message(number, "audio", audio={"id": id, "mime_type": "audio/ogg; codecs=opus", "sha256": "", "voice": True})))
    case = line.case(number)
    world.ana.put(f"cases/{case['id']}/acceptance")
    file = until(lambda: next((f for m in line.messages(case) for f in m["attachments"] if f["state"] == "stored"), None), "fetched")
    assert file["voice"] is True and 1.9 < file["duration"] < 2.2 and file["type"] == "audio/ogg"

    message = send(world, case, kind="media", text="", voice=True, attachments=[upload(world, webm.read_bytes(), "audio/webm", "voz.webm")])
    assert message["kind"] == "audio" and message["attachments"][0]["voice"] is True
    note = until_status(line, case, message, "sent")["attachments"][0]
    assert 1.9 < note["duration"] < 2.2, "how long it lasts is told with it"
    [up] = graph.uploads
    assert up["type"] == "audio/ogg" and up["content"].startswith(b"OggS") and up["product"] == b"whatsapp"
    made = tmp_path / "enviado.ogg"
    made.write_bytes(up["content"])
    probe = json.loads(subprocess.run(["ffprobe", "-v", "error", "-show_streams", "-of", "json", made], check=True, capture_output=True).stdout)
    assert [(s["codec_name"], s["channels"]) for s in probe["streams"]] == [("opus", 1)]
    assert sent(graph, message)["audio"] == {"id": "700001", "voice": True}


def test_files_are_judged_before_they_are_sent(world, line, graph):
    case = line.taken(phone())
    image = upload(world, PNG, "image/png", "foto.png")
    message = send(world, case, kind="media", text="Así queda", attachments=[image])
    until_status(line, case, message, "sent")
    assert sent(graph, message)["image"] == {"id": "700001", "caption": "Así queda"}
    document = send(world, case, kind="media", text="", attachments=[upload(world, b"%PDF-1.4 " + b"x" * 100, "application/pdf", "boleta.pdf")])
    until_status(line, case, document, "sent")
    assert sent(graph, document)["document"] == {"id": "700002", "filename": "boleta.pdf"}
    path = f"cases/{case['id']}/messages/{{}}"
    large = upload(world, PNG + b"\0" * 6_000_000, "image/png", "enorme.png")
    problem = world.ana.refused("PUT", path.format(uuid.uuid4()), 422, "message.too_big", json={"kind": "media", "text": "", "attachments": [large]})
    assert "5 MB" in problem["detail"]
    gif = upload(world, b"GIF89a" + b"\0" * 20, "image/gif", "baile.gif")
    assert "JPEG" in world.ana.refused("PUT", path.format(uuid.uuid4()), 422, "message.type", json={"kind": "media", "text": "", "attachments": [gif]})["detail"]
    world.ana.refused("PUT", path.format(uuid.uuid4()), 422, "message.too_long", json={"kind": "media", "text": "x" * 1025, "attachments": [upload(world, PNG, "image/png")]})
    assert len(graph.uploads) == 2


def test_an_upload_that_fails_is_repeated_and_the_message_goes_once(world, line, graph):
    graph.upload_answer = lambda number: [(500, b"<html>oops</html>"), throttle(), None][min(number, 2)]
    case = line.taken(phone())
    message = send(world, case, kind="media", text="", attachments=[upload(world, PNG, "image/png")])
    until_status(line, case, message, "sent", timeout=30)
    assert len(graph.uploads) == 3 and len(graph.sent) == 1


# Reactions


def test_reactions_both_ways(world, line, graph):
    number = phone()
    case = line.taken(number)
    answer = send(world, case)
    until_status(line, case, answer, "sent")
    target = sent(graph, answer)["wamid"]

    def react(emoji, **more):
        line.deliver(line.body(line.message(number, "reaction", reaction={"message_id": target, "emoji": emoji}, **more)))
        return next(m for m in line.messages(case) if m["id"] == answer["id"])["reactions"]

    unread = line.case(number)["unread"]
    assert react("👍", at=1_900_000_000) == [{"emoji": "👍", "by": "customer", "name": "Elena Quispe"}]
    assert react("❤️", at=1_900_000_005)[0]["emoji"] == "❤️"
    assert react("😡", at=1_900_000_001)[0]["emoji"] == "❤️", "an older one that comes late changes nothing"
    assert line.case(number)["unread"] == unread, "a reaction is no message"
    assert react("", at=1_900_000_009) == []

    asked = next(m for m in line.messages(case) if m["direction"] == "in")
    path = f"cases/{case['id']}/messages/{asked['id']}/reaction"
    with world.ana.events() as stream:
        assert world.ana.put(path, {"emoji": "🙏"}).json()["reactions"] == [{"emoji": "🙏", "by": "agent", "name": "Ana Torres", "status": "pending"}]
        stream.wait_for(lambda f: f.event == "message.reaction" and f.json["message"]["reactions"][0]["status"] == "sent")
    assert graph.sent[-1]["reaction"]["emoji"] == "🙏" and graph.sent[-1]["type"] == "reaction"
    graph.answer = lambda body: (400, {"error": {"code": 131047, "message": "closed"}})
    world.ana.put(path, {"emoji": "🎉"})
    until(lambda: next(m for m in line.messages(case) if m["id"] == asked["id"])["reactions"][0]["status"] == "failed", "failed")
    graph.answer = lambda body: None
    assert world.ana.delete(path).json()["reactions"] == []
    until(lambda: graph.sent[-1]["reaction"]["emoji"] == "", "taken back")
    world.bruno.refused("PUT", path, 404, "case.not_found", json={"emoji": "🙏"})
    world.ana.refused("PUT", path, 400, "reaction.malformed", json={"emoji": "hola"})


def test_a_reaction_before_its_message(world, line):
    number, id = phone(), wamid()
    early = line.body(line.message(number, "reaction", reaction={"message_id": id, "emoji": "👀"}))
    line.deliver(early)
    line.deliver(early)
    assert line.case(number) is None
    line.deliver(line.body(line.message(number, text={"body": "Hola"}, id=id)))
    [message] = [m for m in world.carla.get(f"cases/{line.case(number)['id']}").json()["messages"] if m["direction"] == "in"]
    assert message["reactions"] == [{"emoji": "👀", "by": "customer", "name": "Elena Quispe"}]


# Out


def test_from_the_first_word_to_the_read_ticks(world, line, graph):
    case = line.taken(phone())
    message = send(world, case)
    until_status(line, case, message, "sent")
    body = sent(graph, message)
    assert body["text"] == {"body": "Con gusto", "preview_url": False} and body["path"] == f"/v23.0/{line.phone_id}/messages"
    for status in ("delivered", "read"):
        line.deliver(line.body(line.status(body, status)))
        until_status(line, case, message, status)


@pytest.mark.parametrize("order", list(itertools.permutations(["sent", "delivered", "read"])))
def test_receipts_in_every_order_and_before_the_answer(world, line, graph, order):
    early, late = order[:2], order[2:]
    graph.answer = lambda body: [line.deliver(line.body(line.status(body, status, mark=False))) for status in early] and None
    case = line.taken(phone())
    message = send(world, case)
    until(lambda: sent(graph, message), "sent")
    until(lambda: next(m for m in line.messages(case) if m["id"] == message["id"])["status"] != "pending", "answered")
    for status in [*late, *order]:
        line.deliver(line.body(line.status(sent(graph, message), status)))
    until_status(line, case, message, "read")
    assert len(graph.sent) == 1


@pytest.mark.parametrize("verdict", ["cut", (200, b"<html>Bad gateway</html>"), (502, b"<html>Bad gateway</html>"), (200, {"ok": True}), (504, b"")])
def test_a_time_out_after_acceptance_never_sends_twice(world, line, graph, verdict):
    graph.answer = lambda body: verdict
    case = line.taken(phone())
    message = send(world, case)
    assert until_status(line, case, message, "uncertain")["reason"]
    problem = world.ana.refused("POST", f"cases/{case['id']}/messages/{message['id']}/retry", 409, "message.confirming")
    assert 0 < problem["retryAfter"] <= 60
    assert len(graph.sent) == 1
    # A receipt that bears our own id settles it, though its own was never told.
    line.deliver(line.body(line.status(graph.sent[0], "delivered")))
    until_status(line, case, message, "delivered")
    line.deliver(line.body(line.status(graph.sent[0], "read", mark=False)))
    until_status(line, case, message, "read")
    assert len(graph.sent) == 1


def test_a_provider_that_never_answers_holds_up_nobody_else(world, line, graph):
    mute = phone()
    graph.answer = lambda body: "never" if body["to"] == mute else None
    stuck, free = line.taken(mute), line.taken(phone())
    first, second = send(world, stuck, text="uno"), send(world, stuck, text="dos")
    other = send(world, free)
    until_status(line, free, other, "sent", timeout=10)
    assert next(m for m in line.messages(stuck) if m["id"] == second["id"])["status"] == "pending", "order is kept"
    until_status(line, stuck, first, "uncertain", timeout=30)


@pytest.mark.parametrize("code", [4, 80007, 130429, 131048, 133016])
def test_limits_are_waited_out_in_order(world, line, graph, code):
    refused = iter([True, False])
    graph.answer = lambda body: throttle(code) if body["text"]["body"] == "uno" and next(refused, False) else None
    case = line.taken(phone())
    first, second = send(world, case, text="uno"), send(world, case, text="dos")
    until_status(line, case, second, "sent", timeout=30)
    assert [body["text"]["body"] for body in graph.sent] == ["uno", "uno", "dos"]
    assert next(m for m in line.messages(case) if m["id"] == first["id"])["status"] == "sent"


def test_refusals_are_said_in_plain_words(world, line, graph):
    case = line.taken(phone())
    for code, words in ((131047, "ventana de 24 horas"), (190, "credencial"), (131026, "no tiene WhatsApp"), (100, "WhatsApp dice: raro")):
        graph.answer = lambda body: (400, {"error": {"message": "raro", "code": code}})
        message = send(world, case)
        assert words in until_status(line, case, message, "failed")["reason"]
    graph.answer = lambda body: (403, b"<html>no</html>")
    message = send(world, case)
    assert "403" in until_status(line, case, message, "failed")["reason"]
    graph.answer = lambda body: None
    message = send(world, case)
    until_status(line, case, message, "sent")
    line.deliver(line.body(line.status(sent(graph, message), "failed", errors=[{"code": 131047, "title": "Re-engagement message"}])))
    assert "ventana" in until_status(line, case, message, "failed")["reason"]
    assert world.carla.get(f"channel-accounts/{line.id}/health").json()["failed24h"] >= 6


def test_after_the_window_nothing_is_written(world, line, graph):
    number = phone()
    case = line.taken(number, at=1_600_000_000)  # long ago: its place is at most seven days back, and so is the window's beginning
    problem = world.ana.refused("PUT", f"cases/{case['id']}/messages/{uuid.uuid4()}", 409, "window.closed", json={"kind": "text", "text": "¿Sigues ahí?"})
    assert problem["endsAt"] == case["window"]["endsAt"]
    world.ana.put(f"cases/{case['id']}/messages/{uuid.uuid4()}", {"kind": "note", "text": "Se cerró la ventana"})
    line.says(number, "Aquí sigo")
    until_status(line, case, send(world, case), "sent")
    assert len(graph.sent) == 1


# All at once


def test_doubled_and_shuffled_deliveries_lose_and_double_nothing(world, line, graph):
    chance, phones = random.Random(11), [phone() for _ in range(8)]
    bodies = []
    for number in phones:
        for turn in range(5):
            bodies.append(line.body(line.message(number, text={"body": f"{number} {turn}"}, at=1_763_740_000 + turn)))
    bodies = bodies * 2
    chance.shuffle(bodies)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda body: line.deliver(body, documented=False), bodies))
    for number in phones:
        texts = [m["text"] for m in world.carla.get(f"cases/{line.case(number)['id']}").json()["messages"] if m["direction"] == "in"]
        assert sorted(texts) == [f"{number} {turn}" for turn in range(5)]
    assert all(entry["state"] == "done" for entry in deliveries(world, line))
