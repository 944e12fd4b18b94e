"""The provider that the simulator plays: signed webhooks, the Graph's rules as it answers them, and its faults."""
import base64
import hashlib
import json
import re

import pytest
import requests

from support.provider import until
from support.world import new_phone


# Webhooks


def test_the_handshake_and_a_signed_webhook(simulator):
    method, path, _, _ = simulator.hook.heard[0]
    assert method == "GET" and path.startswith("/hook?hub.mode=subscribe&hub.challenge=")
    assert path.endswith(f"&hub.verify_token={simulator.line['verifyToken']}")
    assert simulator.line["verifyToken"] not in json.dumps(simulator.api("GET", "wire")), "a secret is shown"
    elena = simulator.customer(number="+51 987 000 111")
    sent = simulator.write(elena, "¿Tienen talla 38? 🙂 a/b")
    assert simulator.hook.wait("messages")[0]["text"]["body"] == "¿Tienen talla 38? 🙂 a/b"
    _, _, headers, body = simulator.hook.heard[-1]
    assert simulator.is_signed(headers, body)
    assert rb"\u00bfTienen talla 38? \ud83d\ude42 a\/b" in body
    value = json.loads(body)["entry"][0]["changes"][0]["value"]
    assert value["contacts"] == [{"profile": {"name": "Elena Ríos"}, "wa_id": "51987000111"}]
    assert value["metadata"] == {"display_phone_number": "5117004400", "phone_number_id": simulator.line["phoneNumberId"]}
    assert value["messages"][0]["id"] == sent["id"] and re.fullmatch(r"\d{10}", value["messages"][0]["timestamp"])
    assert b"51987000111" in base64.b64decode(sent["id"].removeprefix("wamid."))
    until(lambda: simulator.phone(elena)["messages"][0]["status"], lambda status: status == "delivered")


def test_every_kind_that_a_customer_sends(simulator, elena):
    place = {"latitude": -12.1211, "longitude": -77.0297, "name": "Parque Kennedy"}
    cards = [{"name": {"formatted_name": "Julia Mamani"}, "phones": [{"phone": "+51 900 555 200"}]}]
    voice = simulator.api("POST", "files?sample=voice")["id"]
    for count, (message, key, wanted) in enumerate([
        ({"kind": "location", "location": place}, "location", place), ({"kind": "contacts", "contacts": cards}, "contacts", cards),
        ({"kind": "audio", "file": voice}, "audio", {"voice": True, "mime_type": "audio/ogg; codecs=opus"}),
        ({"kind": "sticker", "file": simulator.api("POST", "files?sample=sticker")["id"]}, "sticker", {"mime_type": "image/webp"}),
        ({"kind": "document", "file": simulator.api("POST", "files?sample=document")["id"]}, "document", {"filename": "Boleta B001-2093.pdf"}),
        ({"kind": "unsupported"}, "errors", None), ({"kind": "other", "type": "order", "content": {"catalog_id": "1"}}, "order", {"catalog_id": "1"}),
    ], 2):
        simulator.write(elena, **message)
        got = simulator.hook.wait("messages", count)[-1][key]
        if key == "errors":
            assert got[0]["code"] == 131051
        elif isinstance(wanted, dict):
            assert wanted.items() <= got.items()
        else:
            assert got == wanted


def test_a_hook_that_fails_gets_it_again(simulator):
    simulator.hook.answers = [500]
    elena = simulator.customer(number=new_phone())
    simulator.write(elena, "Hola")
    first, second = simulator.hook.wait("messages", 2)
    assert first == second
    assert [entry["status"] for entry in simulator.wire("messages.text")[-2:]] == [500, 200]


# The Graph


def test_who_may_call_the_graph(simulator, elena):
    number = simulator.line["phoneNumberId"]
    assert_refused(simulator.graph("POST", f"{number}/messages", token="another", json={}), 401, 190)
    error = assert_refused(simulator.graph("POST", "123456/messages", json={}), 400, 100)
    assert error["error_subcode"] == 33 and "Object with ID '123456' does not exist" in error["message"]
    assert_refused(simulator.graph("GET", "987654"), 400, 100)
    assert simulator.session.post(f"{simulator.base}/simulator/graph/latest/{number}/messages", json={}).status_code == 400


@pytest.mark.parametrize("change, code, status", [
    ({"messaging_product": None}, 100, 400), ({"to": "hola"}, 131009, 400), ({"type": "fax"}, 100, 400), ({"text": {"body": "a" * 4097}}, 100, 400),
    ({"text": {}}, 131008, 400), ({"type": "image", "image": {"id": "1"}}, 100, 400), ({"context": {"message_id": "1"}}, 131009, 400),
    ({"to": "+51 1 700 4400"}, 131021, 400), ({"type": "reaction", "reaction": {"message_id": "wamid.x", "emoji": "👍"}}, 131009, 400)])
def test_what_the_graph_refuses(simulator, elena, change, code, status):
    assert_refused(simulator.send(elena, **change), status, code)
    assert not [message for message in simulator.phone(elena)["messages"] if not message["mine"]]


def test_receipts_of_an_answer(simulator, elena):
    answer = simulator.send(elena, "Buenas tardes", biz_opaque_callback_data="m-1").json()
    assert answer["messaging_product"] == "whatsapp" and answer["contacts"][0]["input"] == elena["number"]
    sent, delivered = simulator.hook.wait("statuses", 2)
    assert (sent["status"], delivered["status"]) == ("sent", "delivered")
    assert sent["id"] == answer["messages"][0]["id"] and sent["biz_opaque_callback_data"] == delivered["biz_opaque_callback_data"] == "m-1"
    simulator.api("POST", f"phones/{elena['id']}/read")
    assert simulator.hook.wait("statuses", 3)[-1]["status"] == "read"


def test_what_is_read_at_the_desk_turns_blue_on_the_phone(simulator, elena):
    last = simulator.phone(elena)["messages"][-1]
    mark = {"messaging_product": "whatsapp", "status": "read", "message_id": last["id"]}
    number = simulator.line["phoneNumberId"]
    assert simulator.graph("POST", f"{number}/messages", json=mark).json() == {"success": True}
    assert simulator.phone(elena)["messages"][-1]["status"] == "read"
    assert_refused(simulator.graph("POST", f"{number}/messages", json={**mark, "message_id": "wamid.x"}), 400, 131009)


def test_a_customers_file_is_fetched_by_its_id(simulator, elena):
    data = b"\xff\xd8\xff" + b"x" * 5000
    file = simulator.session.post(f"{simulator.base}/simulator/api/files?name=caja.jpg", data=data, headers={"Content-Type": "image/jpeg"}).json()
    simulator.write(elena, kind="image", file=file["id"], text="La caja")
    image = simulator.hook.wait("messages", 2)[-1]["image"]
    assert image["mime_type"] == "image/jpeg" and image["caption"] == "La caja"
    assert image["sha256"] == base64.b64encode(hashlib.sha256(data).digest()).decode()
    told = simulator.graph("GET", image["id"], params={"phone_number_id": simulator.line["phoneNumberId"]}).json()
    assert told["mime_type"] == "image/jpeg" and told["file_size"] == str(len(data)) and told["sha256"] == hashlib.sha256(data).hexdigest()
    token = {"Authorization": f"Bearer {simulator.line['accessToken']}"}
    assert simulator.session.get(told["url"], headers=token).content == data
    assert simulator.session.get(told["url"]).status_code == 401
    assert simulator.session.get(told["url"].split("?")[0], headers=token).status_code == 404
    assert_refused(simulator.graph("GET", image["id"], params={"phone_number_id": "1"}), 400, 100)
    simulator.switch(media="expired")
    assert simulator.session.get(told["url"], headers=token).status_code == 404
    simulator.switch(media="truncated")
    with pytest.raises(requests.exceptions.RequestException):
        simulator.session.get(told["url"], headers=token).content
    simulator.switch(media="normal")
    assert simulator.graph("DELETE", image["id"]).json() == {"success": True}
    assert_refused(simulator.graph("GET", image["id"]), 400, 100)


def test_a_file_of_the_desk_is_uploaded_and_sent(simulator, elena):
    number = simulator.line["phoneNumberId"]
    upload = lambda name, data, type, **fields: simulator.graph(
        "POST", f"{number}/media", files={"file": (name, data, type)}, data={"messaging_product": "whatsapp", **fields})
    assert_refused(upload("a.gif", b"GIF89a", "image/gif"), 400, 100)
    assert_refused(upload("a.jpg", b"x" * (5 * 1_048_576 + 1), "image/jpeg"), 400, 131053)
    assert_refused(simulator.graph("POST", f"{number}/media", files={"file": ("a.jpg", b"x", "image/jpeg")}), 400, 100)
    pdf, voice = upload("orden.pdf", b"%PDF-1.4", "application/pdf").json()["id"], upload("voz.ogg", b"OggS", "audio/ogg; codecs=opus").json()["id"]
    assert_refused(simulator.send(elena, type="image", image={"id": pdf}), 400, 131053)
    assert simulator.send(elena, type="document", document={"id": pdf, "filename": "Orden.pdf", "caption": "Tu orden"}).ok
    assert simulator.send(elena, type="audio", audio={"id": voice, "voice": True}).ok
    document, audio = [message for message in simulator.phone(elena)["messages"] if not message["mine"]]
    assert document["file"]["name"] == "Orden.pdf" and document["text"] == "Tu orden"
    assert audio["file"]["voice"] is True
    assert simulator.session.get(f"{simulator.base}/simulator/api/files/{voice}").content == b"OggS"


# Faults


def test_everything_twice(simulator):
    simulator.switch(double=True)
    elena = simulator.customer(number=new_phone())
    simulator.write(elena, "Hola")
    first, second = simulator.hook.wait("messages", 2)
    assert first == second
    assert simulator.send(elena).ok
    assert sorted(status["status"] for status in simulator.hook.wait("statuses", 4)) == ["delivered", "delivered", "sent", "sent"]
    assert {entry.get("note") for entry in simulator.wire("messages.text")} >= {None, "repeated"}


def test_a_chosen_error(simulator, elena):
    simulator.switch(failCode=131056, failTimes=1)
    assert_refused(simulator.send(elena), 400, 131056)
    assert simulator.send(elena).ok
    simulator.switch(failCode=131026, failAs="status")
    refused = simulator.send(elena).json()["messages"][0]["id"]
    failed = until(lambda: [status for status in simulator.hook.posts("statuses") if status["status"] == "failed"], bool)[0]
    assert failed["id"] == refused and failed["errors"][0]["code"] == 131026 and failed["errors"][0]["error_data"]["details"]
    assert simulator.phone(elena)["messages"][-1]["status"] == "failed"


def test_the_window_is_over(simulator, elena):
    simulator.switch(expired=True)
    assert "24 hours" in assert_refused(simulator.send(elena), 400, 131047)["error_data"]["details"]


def test_taken_and_cut_off(simulator, elena):
    simulator.switch(cut=True)
    with pytest.raises(requests.exceptions.ConnectionError):
        simulator.send(elena, "¿Llegó?", biz_opaque_callback_data="m-7")
    sent, delivered = simulator.hook.wait("statuses", 2)
    assert sent["biz_opaque_callback_data"] == delivered["biz_opaque_callback_data"] == "m-7"
    assert simulator.phone(elena)["messages"][-1]["text"] == "¿Llegó?"
    entry = simulator.wire("graph.text")[-1]
    assert entry["status"] == 0 and entry["note"] == "cut"


def test_answers_that_are_no_answers(simulator, elena):
    simulator.switch(answer="unavailable")
    assert assert_refused(simulator.send(elena), 500, 131016)["is_transient"] is True
    simulator.switch(answer="html")
    page = simulator.send(elena)
    assert page.status_code == 502 and page.text.startswith("<html>")
    simulator.switch(answer="never")
    body = {"messaging_product": "whatsapp", "to": elena["number"], "type": "text", "text": {"body": "x"}}
    with pytest.raises(requests.exceptions.Timeout):
        simulator.graph("POST", f"{simulator.line['phoneNumberId']}/messages", json=body, timeout=0.5)
    assert not [message for message in simulator.phone(elena)["messages"] if not message["mine"]]


def test_shuffled_receipts_all_arrive(simulator, elena):
    simulator.switch(shuffle=True)
    for number in range(6):
        simulator.write(elena, f"Mensaje {number}")
    texts = [message["text"]["body"] for message in simulator.hook.wait("messages", 7)][1:]
    assert sorted(texts) == [f"Mensaje {number}" for number in range(6)]


def assert_refused(answer, status, code):
    """A Graph error; gives what is in it."""
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert error["code"] == code and error["type"] == "OAuthException" and error["fbtrace_id"] and error["message"]
    return error
