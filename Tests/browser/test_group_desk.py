"""The group desk's lines GD-1 to GD-3: everything that was said, a bot's hand-off, and who sees which groups."""
import re
import uuid

import pytest
from playwright.sync_api import expect

from support.bots import Bot
from support.pages import Desk
from support.scene import reply
from support.world import new_phone


@pytest.fixture
def shared(world):
    """The queue's cases are its members' to read, as in the group desk."""
    campaign = world.campaign()
    world.carla.patch(f"campaigns/{campaign}", {"policy": {"visibility": "queue"}})
    yield world
    world.carla.patch(f"campaigns/{campaign}", {"policy": {"visibility": "exclusive"}})


def test_gd_1_the_case_shows_every_interaction_and_message(shared, open_page):
    """Customer, bot and agent, a note, a call and what the desk itself did: all of it, in its order, each under its author."""
    bot, phone = Bot(shared), new_phone()
    case = bot.customer_writes("Quiero cambiar mi lámpara", sender=phone, name="Elena Quispe")
    bot.says(case, "Hola, soy Luz. ¿Cuál es tu pedido?")
    bot.customer_writes("CJ-20931", sender=phone)
    bot.says(case, "Te paso con una persona")
    bot.hands_off(case, reason="Pide un cambio")
    shared.ana.put(f"cases/{case}/acceptance")
    reply(shared.ana, case, "Hola, Elena. Soy Ana")
    reply(shared.ana, case, "Cliente frecuente", kind="note")
    call = {"from": {"kind": "phone", "value": phone}, "kind": "call", "callId": str(uuid.uuid4()), "direction": "in"}
    for status, more in (("answered", {}), ("ended", {"duration": 74})):
        shared.program("inbound").post(f"inbound/{bot.line}", {"id": str(uuid.uuid4()), **call, "status": status, **more})

    desk = Desk(open_page(shared, "bruno", f"/cases/{case}")).ready()
    expect(desk.message("Llamada terminada")).to_contain_text("1:14")
    rows = desk.page.locator(".timeline__items > :is(.message, .timeline__system)")
    expect(rows).to_have_text([re.compile(one, re.S) for one in (
        "Quiero cambiar mi lámpara", f"{bot.name}.*Hola, soy Luz", "CJ-20931", "Te paso con una persona", f"{bot.name} la pasó a la cola · «Pide un cambio»",
        "Ana Torres la abrió", "Ana Torres.*Hola, Elena. Soy Ana", "Nota privada.*Cliente frecuente", "Llamada terminada")])
    said = desk.message("Hola, soy Luz")
    expect(said).to_have_attribute("data-direction", "out")
    expect(said).to_have_accessible_name(re.compile(bot.name))
    expect(said.locator(".message__author .icon")).to_be_visible()
    expect(desk.message("CJ-20931")).to_have_attribute("data-direction", "in")


def test_gd_2_a_hand_off_brings_the_chat_with_its_transcript_at_once(shared, open_page):
    """Both agents of the queue look at their desks; neither reloads."""
    bot = Bot(shared)
    desks = [Desk(open_page(shared, who)).ready() for who in ("ana", "bruno")]
    case = bot.customer_writes("Quiero cambiar mi lámpara", name="Elena Quispe")
    bot.says(case, "Te paso con una persona")
    for desk in desks:
        expect(desk.card(case)).to_have_attribute("data-state", "bot")
        expect(desk.card(case)).to_contain_text("Te paso con una persona")
    for desk in desks:
        desk.page.evaluate("window.stayed = true")
    bot.hands_off(case, reason="Pide un cambio")
    for desk in desks:
        expect(desk.card(case)).to_have_attribute("data-state", re.compile("queued|offered"))
        assert desk.page.evaluate("window.stayed") is True, "nobody reloads"
    desk = desks[1]
    desk.card(case).click()
    take = desk.page.get_by_test_id("take-case")
    take.click()
    expect(desk.text).to_be_focused()
    expect(desk.message("Quiero cambiar mi lámpara")).to_be_visible()
    expect(desk.message("Te paso con una persona")).to_be_visible()
    expect(desk.page.get_by_text(f"{bot.name} la pasó a la cola")).to_be_visible()
    expect(desks[0].card(case)).to_contain_text("Bruno la tomó")


def test_a_note_names_a_colleague_who_is_told(shared, open_page):
    case = shared.inbound("¿Queda stock?", name="Elena Quispe")["case"]
    shared.ana.put(f"cases/{case}/acceptance")
    bruno = Desk(open_page(shared, "bruno")).ready()
    desk = Desk(open_page(shared, "ana", f"/cases/{case}")).ready()
    keys, suggestions = desk.page.keyboard, desk.page.get_by_test_id("suggestions")
    expect(desk.text).to_be_focused()
    keys.type("@br")
    expect(suggestions).to_have_count(0)  # a customer is told nobody's name by a slip
    desk.text.fill("")
    keys.press("Escape")
    keys.press("m")
    expect(desk.page.get_by_role("textbox", name="Nota privada para el equipo")).to_be_focused()
    keys.type("Oye @br")
    expect(suggestions.get_by_role("option")).to_have_text(["@BrunoBruno Salas"])
    keys.press("Enter")
    expect(desk.text).to_have_value("Oye @Bruno Salas ")
    keys.type("¿queda de la mediana?")
    keys.press("Enter")
    note = desk.message("¿queda de la mediana?")
    expect(note).to_have_attribute("data-kind", "note")
    expect(note.locator(".message__mention")).to_have_text("@Bruno Salas")
    bruno.page.get_by_test_id("notices-button").click()
    expect(bruno.page.locator("#menu-notices")).to_contain_text("Ana Torres te mencionó")


def test_gd_3_supervisors_act_in_every_group_and_agents_see_theirs(fresh_world, open_page):
    world = fresh_world
    bruno = world.bruno.get("me").json()["id"]
    sales, queue = str(uuid.uuid4()), str(uuid.uuid4())
    world.carla.put(f"campaigns/{sales}", {"slug": "mayoristas", "name": "Ventas al mayor", "preset": "whatsapp", "policy": {"visibility": "queue"}})
    world.carla.put(f"queues/{queue}", {"slug": "asesoria", "name": "Asesoría", "campaign": sales, "members": [bruno]})
    world.carla.put(f"channel-accounts/{uuid.uuid4()}", {"slug": "mayoristas-api", "channel": "api", "alias": "Mayoristas API", "queue": queue})
    theirs = world.inbound("¿Tienen la mesa en cedro?", account="mayoristas-api", name="Óscar")["case"]
    hers = world.inbound("¿Y la garantía?", name="Ximena")["case"]
    world.bruno.put(f"cases/{theirs}/acceptance")
    world.ana.put(f"cases/{hers}/acceptance")

    # Ana is not in Bruno's group and has one case; Sofía, everybody's.
    ana = Desk(open_page(world, "ana", allow=[r"\b404\b"])).ready()
    expect(ana.card(hers)).to_be_visible()
    expect(ana.cards).to_have_count(1)
    expect(ana.page.locator(f'.group-rail__item[data-group="{sales}"]')).to_have_count(0)
    ana.page.goto(f"/cases/{theirs}")
    expect(ana.page.get_by_role("heading", name=f"No puedes ver #{theirs}")).to_be_visible()
    sofia = Desk(open_page(world, "sofia")).ready()
    expect(sofia.cards).to_have_count(2)
    expect(sofia.page.locator(f'.group-rail__item[data-group="{sales}"]')).to_be_visible()

    # In either she reads; in the group's she writes a note and ends it, though it is Bruno's.
    sofia.card(hers).click()
    expect(sofia.message("¿Y la garantía?")).to_be_visible()
    sofia.card(theirs).click()
    expect(sofia.message("mesa en cedro")).to_be_visible()
    sofia.page.keyboard.press("m")
    sofia.write("Ofrécele el envío")
    expect(sofia.message("Ofrécele el envío")).to_have_attribute("data-kind", "note")
    bruno_desk = Desk(open_page(world, "bruno", f"/cases/{theirs}")).ready()
    expect(bruno_desk.message("Ofrécele el envío")).to_contain_text("Sofía")
    sofia.page.get_by_test_id("close-case").click()
    sofia.page.get_by_test_id("confirm-close").click()
    expect(sofia.card(theirs)).to_have_count(0)
    expect(bruno_desk.cards).to_have_count(0)
