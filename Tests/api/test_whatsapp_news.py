"""What WhatsApp delivers beside plain messages: quick answers, news of a customer, what nobody knows, files that failed, and bodies that others wrote."""
import datetime
import hashlib
import hmac
import json
import os
import pathlib
import threading
import uuid

import pytest

from support.graph import JPEG, SECRETS, deliveries, live, phone, send, until, until_status, wamid


def test_a_quick_answer_stands_after_its_question(world, line, graph):
    """Meta's times are whole seconds: the second in which we asked began before we did."""
    number = phone()
    case = line.taken(number)
    message = send(world, case, text="¿Con qué número?")
    until_status(line, case, message, "sent")
    asked = int(datetime.datetime.fromisoformat(message["at"]).timestamp())
    values = [line.message(number, text={"body": text}, at=asked) for text in ("Con este", "y con otro", "que no recuerdo")]
    line.deliver(line.body(*values))
    texts = [m["text"] for m in line.messages(case) if m["text"]]
    assert texts[texts.index("¿Con qué número?"):] == ["¿Con qué número?", "Con este", "y con otro", "que no recuerdo"]
    now = datetime.datetime.now(datetime.UTC)
    assert all(datetime.datetime.fromisoformat(m["at"]) <= now for m in line.messages(case)), "nothing stands in the future"


def test_what_whatsapp_says_of_a_customer_is_a_line_of_their_case(world, line):
    number = phone()
    news = {**line.message(number, "system", system={"body": "x", "wa_id": "51911111111", "type": "user_changed_number"})}
    del news["contacts"]
    line.deliver(line.body(news))
    assert line.case(number) is None, "it opens no case"
    case = line.taken(number)
    value = {**news, "messages": [{**news["messages"][0], "id": wamid()}]}
    unread = line.case(number)["unread"]["count"]
    with world.ana.events() as stream:
        line.deliver(line.body(value))
        stream.wait_for(lambda frame: frame.event == "message.updated" and frame.json["message"]["kind"] == "system")
    line.deliver(line.body(value))
    lines = [m["system"] for m in line.messages(case) if m["kind"] == "system" and m["system"]["code"].startswith("customer")]
    assert lines == [{"code": "customerNumberChanged", "params": {"to": "+51 911 111 111"}}]
    assert line.case(number)["unread"]["count"] == unread
    assert {entry["summary"] for entry in deliveries(world, line)} >= {"1 aviso del cliente"}
    world.ana.put(f"cases/{case['id']}/closure", {})


def test_what_nobody_here_knows_is_kept_acknowledged_and_seen(world, line):
    known = {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "DISABLE"}}
    line.deliver(line.body(known, field="account_update"))
    line.deliver(line.body(line.value(message_echoes=[{"id": wamid()}]), field="smb_message_echoes"))
    health = world.carla.get(f"channel-accounts/{line.id}/health").json()
    assert health["state"] == "ok", health
    line.deliver(line.body({"event": "x", "thought": "y"}, field="telepathy"))
    [newest, *others] = deliveries(world, line)
    assert newest["state"] == "partly" and newest["failures"][0]["code"] == "delivery.unknown" and "telepathy" in newest["failures"][0]["message"]
    assert {entry["state"] for entry in others} == {"done"} and any("DISABLED_UPDATE" in entry["summary"] for entry in others)
    health = world.carla.get(f"channel-accounts/{line.id}/health").json()
    assert health["state"] == "warning" and health["journalFailures"] == 1


def test_a_failed_file_is_asked_for_again_by_hand(world, line, graph):
    id = graph.keeps(JPEG)
    kept = graph.media.pop(id)
    number = phone()
    line.deliver(line.body(line.message(number, "image", image={"id": id, "mime_type": "image/jpeg", "sha256": "", "caption": "Así quedó"})))
    case = line.case(number)
    world.ana.put(f"cases/{case['id']}/acceptance")

    def message():
        return next(m for m in line.messages(case) if m["attachments"])

    file = until(lambda: next((f for f in message()["attachments"] if f["state"] == "failed"), None), "failed")
    path = f"cases/{case['id']}/messages/{message()['id']}/attachments/{file['id']}/fetch"
    world.bruno.refused("PUT", path, 404, "case.not_found")
    world.ana.refused("PUT", path.replace(file["id"], str(uuid.uuid4())), 404, "attachment.not_found")
    world.ana.refused("PUT", path.replace(message()["id"], str(uuid.uuid4())), 404, "message.not_found")
    graph.media[id] = kept
    with world.ana.events() as stream:
        assert world.ana.put(path, expect=202).json()["attachments"][0]["state"] == "fetching"
        stream.wait_for(lambda frame: frame.event == "message.updated" and frame.json["message"]["attachments"][0]["state"] == "stored")
    assert world.ana.get(file["url"], documented=False).content == JPEG and graph.lookups.count(id) == 2
    assert world.ana.put(path, expect=202).json()["attachments"][0]["state"] == "stored", "what is here is left as it is"
    assert graph.lookups.count(id) == 2


def test_what_the_provider_answers_is_read_in_the_lines_health(world, line, graph):
    def health():
        return world.carla.get(f"channel-accounts/{line.id}/health").json()

    case = line.taken(phone())
    assert health()["state"] == "ok"
    graph.answer = lambda body: (503, b"<html>luego</html>")
    message = send(world, case)
    told = until(lambda: (found := health())["state"] == "warning" and found, "what is not taken yet is told while it waits")
    assert "503" in told["reason"] and told["failed24h"] == 0
    graph.answer = lambda body: None
    until_status(line, case, message, "sent", timeout=30)
    assert health()["state"] == "ok"
    graph.answer = lambda body: (403, b"<html>no</html>")
    for message in [send(world, case, text=str(turn)) for turn in range(3)]:
        until_status(line, case, message, "failed")
    told = health()
    assert told["state"] == "failing" and "403" in told["reason"] and told["failed24h"] == 3


def test_a_slow_provider_is_waited_for_and_asked_once(world, line, graph):
    release = threading.Event()
    graph.answer = lambda body: release.wait(20) and None
    case = line.taken(phone())
    first, second = send(world, case, text="uno"), send(world, case, text="dos")
    until(lambda: graph.sent, "began")
    line.says(line_phone(case), "Mientras tanto")
    assert [m["status"] for m in line.messages(case) if m["direction"] == "out"] == ["pending", "pending"]
    release.set()
    until_status(line, case, second, "sent")
    assert [body["text"]["body"] for body in graph.sent] == ["uno", "dos"]


def line_phone(case):
    return case["contact"]["point"]["value"].lstrip("+")


@pytest.mark.parametrize("slug", ["nada", "api", "tienda"])
def test_a_delivery_to_another_account_is_refused(world, line, slug):
    number = phone()
    raw = json.dumps(line.body(line.message(number, text={"body": "Hola"}))).encode()
    signature = "sha256=" + hmac.new(SECRETS["appSecret"].encode(), raw, hashlib.sha256).hexdigest()
    world.visitor().refused("POST", f"/hooks/whatsapp/{slug}", 404, "account.not_found", data=raw, headers={"Content-Type": "application/json", "X-Hub-Signature-256": signature, "Origin": None})
    assert line.case(number) is None and deliveries(world, line) == []


KINDS = {
    "text": {"text"}, "button": {"text"}, "interactive": {"text"}, "order": {"text"}, "edit": {"text", "unsupported"}, "image": {"image"}, "audio": {"audio"},
    "video": {"video"}, "document": {"file"}, "sticker": {"sticker"}, "location": {"location", "unsupported"}, "contacts": {"contacts"}, "unsupported": {"unsupported"},
}


def test_every_payload_of_the_corpora(world, line):
    """Bodies that this project did not write, where they are at hand: each is taken, and each message in it stands in a conversation."""
    if "VENTANILLA_CORPORA" not in os.environ:
        pytest.skip("VENTANILLA_CORPORA names no folder with webhooks.jsonl: {src, name, object, payload} a line")
    corpora = pathlib.Path(os.environ["VENTANILLA_CORPORA"]) / "webhooks.jsonl"
    rows = [json.loads(row) for row in corpora.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["object"] == "whatsapp_business_account"]
    unread = {}
    for count, row in enumerate(rows):
        changes = [change for entry in row["payload"].get("entry", []) for change in entry.get("changes", [])]
        values = [change["value"] for change in changes]
        for value in values:
            if "metadata" in value:
                value["metadata"]["phone_number_id"] = line.phone_id
            for item in value.get("messages", []):
                item["id"] = f"{item['id']}-{count}"  # the corpora's makers used some ids twice
        line.deliver(row["payload"])
        [entry, *_] = deliveries(world, line)
        name = f"{row['src']} {row['name']}"
        assert entry["state"] == "done", (name, entry)
        if changes:
            assert entry["summary"], name
        for item in [item for value in values for item in value.get("messages", [])]:
            if item["type"] in ("reaction", "system"):
                continue  # under its message, and in a live case, as their own tests show
            shown = newest(world, line, unread)
            assert shown["kind"] in KINDS[item["type"]], (name, shown)
            assert shown["text"] or shown["attachments"] or shown.get("location") or shown.get("contacts"), (name, shown)
            said = item.get("text", {}).get("body") or item.get(item["type"], {}).get("caption") if isinstance(item.get(item["type"]), dict) else None
            assert said is None or said in shown["text"], (name, shown)


def newest(world, line, unread):
    """The customer's message that has come since the last look: in the case that has more unread, the newest by its id, which is made of time."""
    cards = {card["id"]: card["unread"] and card["unread"]["count"] for card in live(world, line)}
    [case] = [id for id, count in cards.items() if count != unread.get(id)]
    unread.update(cards)
    messages = world.carla.get(f"cases/{case}/messages?limit=200").json()["items"]
    return max((m for m in messages if m["direction"] == "in"), key=lambda m: m["id"])
