"""The acceptance list where the interface itself proves it: GD-3, GD-6, WD-1, WD-2. (GD-1 and GD-2 are in test_bot, GD-5 in test_preferences.)"""
import uuid

import pytest

from support.bots import Bot
from support.world import new_phone


@pytest.fixture
def sales(world):
    """A second group of which Ana and Bruno are no members."""
    campaign, queue = str(uuid.uuid4()), str(uuid.uuid4())
    world.carla.put(f"campaigns/{campaign}", {"slug": f"ventas-{campaign[:8]}", "name": "Ventas", "policy": {"visibility": "queue", "whoMayClose": "queue"}}, expect=201)
    world.carla.put(f"queues/{queue}", {"slug": f"ventas-{queue[:8]}", "name": "Ventas", "campaign": campaign, "members": []}, expect=201)
    account = f"ventas-{uuid.uuid4().hex[:8]}"
    world.carla.put(f"channel-accounts/{uuid.uuid4()}", {"slug": account, "channel": "api", "alias": "WhatsApp Ventas", "address": "+5117004400", "queue": queue}, expect=201)
    return {"campaign": campaign, "queue": queue, "account": account}


def test_gd3_supervisors_act_in_every_group_and_agents_see_theirs(world, away, sales):
    case = world.inbound("¿Tienen la mesa Cedro?", account=sales["account"])["case"]
    card = next(card for card in world.sofia.get("cases", params={"limit": 200}).json()["items"] if card["number"] == case)
    assert card["sight"] == "full" and card["preview"]["text"] == "¿Tienen la mesa Cedro?"
    assert case not in [card["number"] for card in world.ana.get("cases", params={"limit": 200}).json()["items"]]
    world.ana.refused("GET", f"cases/{case}", 404, "case.not_found")
    assert sales["queue"] in [counts["queue"] for counts in world.sofia.get("desk").json()["counts"]["queues"]]
    assert sales["queue"] not in [counts["queue"] for counts in world.ana.get("desk").json()["counts"]["queues"]]
    world.sofia.put(f"cases/{case}/flag")
    world.sofia.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "note", "text": "Cliente de siempre"}, expect=201)
    bot = Bot(world, queue=sales["queue"])
    with_bot = bot.customer_writes()
    world.sofia.delete(f"cases/{with_bot}/bot", expect=204)
    for number in (case, with_bot):
        assert world.sofia.put(f"cases/{number}/closure", {}).json()["case"]["state"] == "closed"


def test_gd6_the_card(world, away):
    phone, account = new_phone(), str(uuid.uuid4())
    queue = world.carla.get("queues").json()["items"][0]["id"]
    slug = f"ventas-{account[:8]}"
    world.carla.put(f"channel-accounts/{account}", {"slug": slug, "channel": "api", "alias": "WhatsApp Ventas", "address": "+5117004400", "queue": queue}, expect=201)
    case = world.inbound("Hola", account=slug, sender=phone, name="Elena Quispe")["case"]
    desk = world.ana.get("desk").json()
    card = next(card for card in desk["cases"] if card["number"] == case)
    line = next(account for account in desk["accounts"] if account["id"] == card["account"])
    assert (line["alias"], line["address"], line["channel"]) == ("WhatsApp Ventas", "+5117004400", card["channel"])
    assert card["state"] == "queued" and card["contact"]["name"] == "Elena Quispe" and card["contact"]["point"]["value"] == phone
    card = world.ana.put(f"cases/{case}/acceptance").json()["case"]
    agent = next(agent for agent in desk["agents"] if agent["id"] == card["agent"])
    assert (agent["name"], agent["email"]) == ("Ana Torres", "ana@demo.example")
    world.ana.put(f"cases/{case}/closure", {})


def test_wd1_one_number_many_agents_each_attention_with_start_and_end(world, quiet):
    elena, oscar = new_phone(), new_phone()
    with world.ana.events() as hers, world.bruno.events() as his:
        for client in (world.ana, world.bruno):
            client.put("me/state", {"state": "available"})
        first, second = (world.inbound(sender=phone)["case"] for phone in (elena, oscar))
        offers = {hers.wait_for(lambda f: f.event == "case.offered" and f.json["case"]["sight"] == "full").json["case"]["number"],
                  his.wait_for(lambda f: f.event == "case.offered" and f.json["case"]["sight"] == "full").json["case"]["number"]}
    assert offers == {first, second}, "one line, one case for each agent"
    holder = world.ana if world.ana.get(f"cases/{first}", expect=(200, 403)).status_code == 200 else world.bruno
    opened = holder.put(f"cases/{first}/acceptance").json()["case"]
    assert opened["createdAt"] <= opened["openedAt"] and opened["closedAt"] is None
    closed = holder.put(f"cases/{first}/closure", {}).json()["case"]
    assert closed["closedAt"] >= closed["openedAt"] and closed["closedBy"] == holder.get("me").json()["id"]
    assert world.inbound("Una cosa más", sender=elena)["case"] != first, "a new attention"
    for client in (world.ana, world.bruno):
        client.put("me/state", {"state": "offline"})


def test_wd2_queued_or_assigned_open_and_attended(world, quiet):
    world.ana.put("me/state", {"state": "available"})
    first = world.inbound(name="Elena Quispe")["case"]
    offered = next(card for card in world.ana.get("desk").json()["cases"] if card["number"] == first)
    me = world.ana.get("me").json()["id"]
    assert (offered["state"], offered["agent"], offered["deadline"] is None) == ("offered", me, False), "it pulses until its deadline"
    assert offered["contact"]["name"] == "Elena Quispe" and offered["campaign"] == world.ana.get("desk").json()["campaigns"][0]["id"]
    opened = world.ana.put(f"cases/{first}/acceptance").json()["case"]
    assert (opened["state"], opened["deadline"]) == ("open", None)
    with world.ana.events() as hers:
        world.ana.put(f"cases/{first}/closure", {})
        assert hers.wait_for("attended.added").json["case"]["number"] == first
    attended = next(card for card in world.ana.get("desk").json()["cases"] if card["number"] == first)
    assert attended["attended"] is True and attended["state"] == "closed"
    assert first not in [card["number"] for card in world.bruno.get("desk").json()["cases"]]
    world.ana.put("me/state", {"state": "offline"})
