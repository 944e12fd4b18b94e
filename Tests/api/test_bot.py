"""The bot seam (GD-1, GD-2): a line begins with a bot, the bot hands off, silence and revocation hand off, agents see its part."""
import uuid

import pytest

from support.bots import Bot
from support.world import new_phone, together


@pytest.fixture
def bot(world, away):
    bot = Bot(world)
    yield bot
    live = world.carla.get("cases", params={"limit": 200, "state": ["bot", "queued", "offered", "open"]}).json()["items"]
    for card in live:
        if card["account"] == bot.account:
            world.carla.put(f"cases/{card['id']}/closure", {})


@pytest.fixture
def open_house(world):
    """The queue's cases are its members' to read, as in the group desk."""
    campaign = world.carla.get("campaigns").json()["items"][0]
    world.carla.patch(f"campaigns/{campaign['id']}", {"policy": {"visibility": "queue"}})
    yield
    world.carla.patch(f"campaigns/{campaign['id']}", {"policy": {"visibility": "exclusive"}})


def card_of(client, number):
    return next(card for card in client.get("cases", params={"limit": 200}).json()["items"] if card["number"] == number)


def texts(client, case):
    return [message["text"] for message in client.get(f"cases/{case}").json()["messages"] if message["text"]]


def lines(client, case):
    return [message["system"] for message in client.get(f"cases/{case}").json()["messages"] if message["kind"] == "system"]


def test_gd1_every_message_of_customer_bot_and_agent(world, open_house, bot):
    phone = new_phone()
    case = bot.customer_writes("Quiero cambiar mi lámpara", sender=phone, name="Elena Quispe")
    bot.says(case, "Hola, soy Luz. ¿Cuál es tu pedido?")
    bot.customer_writes("CJ-20931", sender=phone)
    bot.says(case, "Te paso con una persona")
    bot.hands_off(case, reason="Pide un cambio")
    world.ana.put(f"cases/{case}/acceptance")
    world.ana.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "text", "text": "Hola, Elena. Soy Ana"})
    messages = world.ana.get(f"cases/{case}").json()["messages"]
    said = [(m["author"]["kind"], m["author"]["name"], m["text"]) for m in messages if m["kind"] == "text"]
    assert said == [
        ("customer", "Elena Quispe", "Quiero cambiar mi lámpara"), ("bot", bot.name, "Hola, soy Luz. ¿Cuál es tu pedido?"),
        ("customer", "Elena Quispe", "CJ-20931"), ("bot", bot.name, "Te paso con una persona"), ("agent", "Ana Torres", "Hola, Elena. Soy Ana")]
    assert [line["code"] for line in lines(world.ana, case)] == ["botHandedOff", "accepted"]
    assert lines(world.ana, case)[0]["params"] == {"by": bot.name, "reason": "Pide un cambio"}


def test_gd2_a_hand_off_moves_the_chat_into_the_desk_with_its_transcript(world, open_house, bot):
    case = bot.customer_writes("Quiero cambiar mi lámpara")
    bot.says(case, "Hola, soy Luz")
    with world.bruno.events() as hers:
        bot.hands_off(case, reason="Pide un cambio")
        frame = hers.wait_for(lambda frame: frame.event == "case.queued" and frame.json["case"]["number"] == case).json
    assert frame["case"]["state"] == "queued" and frame["case"]["sight"] == "full"
    assert frame["case"]["preview"]["author"] == bot.name
    assert frame["message"]["system"] == {"code": "botHandedOff", "params": {"by": bot.name, "reason": "Pide un cambio"}}
    assert texts(world.bruno, case) == ["Quiero cambiar mi lámpara", "Hola, soy Luz"]


def test_gd2_who_is_free_is_offered_it_in_the_same_change(world, quiet, bot):
    case = bot.customer_writes()
    with world.ana.events() as hers:
        world.ana.put("me/state", {"state": "available"})
        bot.hands_off(case)
        offer = hers.wait_for(lambda frame: frame.event == "case.offered" and frame.json["case"]["number"] == case)
        assert offer.json["case"]["agent"] == world.ana.get("me").json()["id"]
        world.ana.put("me/state", {"state": "offline"})


def test_under_the_exclusive_policy_the_queue_sees_the_card(world, bot):
    case = bot.customer_writes("Mi clave es 9931")
    assert card_of(world.bruno, case)["sight"] == "card" and card_of(world.bruno, case)["state"] == "bot"
    world.bruno.refused("GET", f"cases/{case}", 403, "case.not_accepted")
    world.bruno.put(f"cases/{case}/acceptance")
    assert texts(world.bruno, case) == ["Mi clave es 9931"]


def test_an_agent_takes_the_case_from_the_bot(world, bot):
    case = bot.customer_writes()
    assert card_of(world.ana, case)["botDeadline"] is not None
    with bot.events() as stream:
        card = world.ana.put(f"cases/{case}/acceptance").json()["case"]
        assert card["state"] == "open" and card["botDeadline"] is None
        assert stream.wait_for("case.gone").json["id"] == card["id"]
    bot.client.refused("PUT", f"cases/{case}/messages/{uuid.uuid4()}", 404, "case.not_found", json={"kind": "text", "text": "¿Sigues ahí?"})
    bot.client.refused("DELETE", f"cases/{case}/bot", 404, "case.not_found")
    assert case not in bot.cases()


def test_the_bot_follows_its_cases_live(world, bot):
    stream, phone, case, created = bot.follow(new_phone)
    with stream:
        assert created["message"]["text"] == "Hola" and created["case"]["number"] == case
        bot.customer_writes("¿Están?", sender=phone)
        assert stream.wait_for("message.received").json["message"]["text"] == "¿Están?"
        elsewhere = world.inbound("Para otra línea")["case"]
        world.carla.put(f"cases/{elsewhere}/flag")
        bot.hands_off(case)
        gone = stream.wait_for("case.gone")
        assert gone.json["id"] == created["case"]["id"]
        last, cut = stream.last_id, [frame for frame in stream.frames if "Para otra línea" in frame.data]
        assert not cut and not [frame for frame in stream.frames if frame.event in ("config.changed", "queue.counts", "me.counts", "attended.added")]
    with bot.client.events(last_event_id=last) as resumed:
        bot.customer_writes("Otra persona")
        assert resumed.wait_for("case.created").json["message"]["text"] == "Otra persona"
        assert not [frame for frame in resumed.frames if frame.event == "reset"]


def test_a_bot_is_nobody_of_the_staff(world, bot):
    case = world.inbound("Secreto 4471")["case"]
    world.carla.put(f"cases/{case}/flag")
    assert "4471" not in bot.client.get("cases").text
    bot.client.refused("GET", f"cases/{case}", 404, "case.not_found")
    mine = bot.customer_writes()
    for method, path, body in [
            ("GET", "desk", None), ("GET", "me", None), ("GET", "users", None), ("GET", "contacts", None), ("GET", f"cases/{mine}/log", None),
            ("PUT", f"cases/{mine}/acceptance", {}), ("PUT", f"cases/{mine}/closure", {}), ("PUT", f"cases/{mine}/flag", {}),
            ("PUT", f"cases/{mine}/presence", {"viewing": True, "typing": True}), ("POST", "tokens", {"name": "x", "scopes": ["bot"]})]:
        bot.client.refused(method, path, 403, "scope.missing", json=body)


def test_files_both_ways(world, bot):
    case = bot.customer_writes()
    id = str(uuid.uuid4())
    head = {"Content-Type": "text/plain", "Content-Disposition": 'attachment; filename="cambios.txt"'}
    bot.client.put(f"attachments/{id}", data=b"Pasos para cambiar", headers=head)
    world.carla.refused("GET", f"attachments/{id}", 404, "attachment.not_found")
    sent = bot.client.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "media", "attachments": [id]}, expect=201).json()
    assert sent["kind"] == "file" and sent["author"]["kind"] == "bot"
    picture = str(uuid.uuid4())
    world.program("inbound").post(f"inbound/{bot.line}", {"id": str(uuid.uuid4()), "from": {"kind": "phone", "value": new_phone()}, "kind": "text", "text": "x"})
    assert bot.client.get(f"attachments/{id}").content == b"Pasos para cambiar"
    bot.client.refused("GET", f"attachments/{picture}", 404, "attachment.not_found")


def test_a_repeated_message_and_hand_off_answer_the_same(world, bot):
    case, id = bot.customer_writes(), str(uuid.uuid4())
    body = {"kind": "text", "text": "Hola, soy Luz"}
    first = bot.client.put(f"cases/{case}/messages/{id}", body, expect=201).json()
    assert bot.client.put(f"cases/{case}/messages/{id}", body, expect=200).json() == first
    bot.hands_off(case)
    bot.hands_off(case)
    assert bot.client.put(f"cases/{case}/messages/{id}", body, expect=200).json() == first, "its answer was lost; the case has gone on"
    assert [line["code"] for line in lines(world.sofia, case)] == ["botHandedOff"]


def test_bad_hand_offs(world, bot):
    case = bot.customer_writes()
    bot.client.refused("DELETE", f"cases/{case}/bot", 404, "queue.not_found", json={"queue": str(uuid.uuid4())})
    bot.client.refused("DELETE", f"cases/{case}/bot", 400, "request.invalid", json={"queue": 7})
    bot.client.refused("DELETE", f"cases/{case}/bot", 400, "request.unknown_field", json={"to": "ventas"})
    bot.client.refused("DELETE", f"cases/{case}/bot", 400, "request.invalid", json={"reason": "a" * 501})
    world.ana.refused("DELETE", f"cases/{case}/bot", 403, "forbidden")
    assert card_of(world.sofia, case)["state"] == "bot"
    world.sofia.delete(f"cases/{case}/bot", expect=204)
    assert card_of(world.sofia, case)["state"] == "queued", "GD-3: a supervisor acts in every group"
    world.sofia.refused("DELETE", f"cases/{case}/bot", 409, "case.state")


def test_a_silent_bot_hands_off(world, away):
    bot = Bot(world, silence=1)
    with world.ana.events() as hers:
        case = bot.customer_writes()
        frame = hers.wait_for(lambda frame: frame.event == "case.queued" and frame.json["case"]["number"] == case, timeout=20).json
    assert frame["case"]["botDeadline"] is None
    assert [line["code"] for line in lines(world.sofia, case)] == ["botSilent"]
    world.carla.put(f"cases/{case}/closure", {})


def test_a_revoked_bot_hands_off_all_it_had(world, bot):
    cases = [bot.customer_writes() for _ in range(5)]
    for case in cases:
        bot.says(case, "Un momento")
    with world.ana.events() as hers, bot.events() as its:
        bot.revoke()
        its.wait_for_end()
        for case in cases:
            hers.wait_for(lambda frame, case=case: frame.event == "case.queued" and frame.json["case"]["number"] == case)
    assert [line["code"] for line in lines(world.sofia, cases[0])] == ["botRevoked"]
    bot.client.refused("GET", "cases", 401, "token.revoked")
    late = bot.customer_writes()
    assert card_of(world.sofia, late)["state"] == "queued"


def test_a_revoked_token_ends_its_streams_and_no_others(world):
    made = world.carla.post("tokens", {"name": "Tablero", "scopes": ["read"]}, expect=201).json()
    with world.api(made["token"]).events() as its, world.carla.events() as hers:
        world.carla.delete(f"tokens/{made['id']}")
        its.wait_for_end()
        world.ana.put("me/state", {"state": "available"})
        hers.wait_for("agent.state")
        world.ana.put("me/state", {"state": "offline"})
        assert not [frame for frame in hers.frames if frame.event == "session.ended"]


def test_a_line_changes_its_bot(world, bot):
    other = Bot(world)
    case = bot.customer_writes()
    with bot.events() as its:
        world.carla.patch(f"channel-accounts/{bot.account}", {"settings": {"bot": {"token": other.id}}})
        its.wait_for("reset")
        its.wait_for_end()
    assert case in other.cases() and case not in bot.cases()
    settings = world.carla.get("channel-accounts").json()["items"]
    assert next(account for account in settings if account["id"] == bot.account)["settings"]["bot"] == {"token": other.id, "silence": 60}
    with world.ana.events() as hers:
        world.carla.patch(f"channel-accounts/{bot.account}", {"settings": {"bot": None}})
        hers.wait_for(lambda frame: frame.event == "case.queued" and frame.json["case"]["number"] == case)
    world.carla.refused("PATCH", f"channel-accounts/{bot.account}", 400, "request.invalid", json={"settings": {"bot": {"token": str(uuid.uuid4())}}})
    world.carla.refused("PATCH", f"channel-accounts/{bot.account}", 400, "request.invalid", json={"settings": {"bot": {"token": other.id, "silence": 0}}})


def test_the_web_chat_shows_the_bots_name(world, away):
    from support.chat import Customer
    made = world.carla.post("tokens", {"name": "Luz", "scopes": ["bot"]}, expect=201).json()
    shop = next(account for account in world.carla.get("channel-accounts").json()["items"] if account["slug"] == "tienda")
    world.carla.patch(f"channel-accounts/{shop['id']}", {"settings": {"bot": {"token": made["id"]}}})
    try:
        rosa = Customer(world)
        rosa.write("Hola")
        case = world.api(made["token"]).get("cases?state=bot").json()["items"][0]["number"]
        world.api(made["token"]).put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "text", "text": "Hola, soy Luz"})
        shown = rosa.client.get("/chat/tienda/messages").json()["items"]
        assert [(m["text"], m["author"]) for m in shown if not m["mine"]] == [("Hola, soy Luz", {"name": "Luz"})]
    finally:
        world.carla.patch(f"channel-accounts/{shop['id']}", {"settings": {"bot": None}})
        world.carla.put(f"cases/{case}/closure", {})


def test_hand_off_against_take_and_message(world, bot):
    for _ in range(10):
        phone = new_phone()
        case = bot.customer_writes(sender=phone)
        together(
            lambda: bot.client.request("DELETE", f"cases/{case}/bot", expect=(204, 404)),
            lambda: world.ana.request("PUT", f"cases/{case}/acceptance", expect=200),
            lambda: bot.customer_writes("¿Siguen ahí?", sender=phone))
        card = card_of(world.carla, case)
        assert card["state"] == "open" and card["unread"]["count"] == 2
        assert len([m for m in world.ana.get(f"cases/{case}").json()["messages"] if m["direction"] == "in"]) == 2
        world.ana.put(f"cases/{case}/closure", {})
    world.run("check")
