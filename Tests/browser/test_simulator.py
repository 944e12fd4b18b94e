"""The customer simulator in a page: phones, ticks, files, calls, the shop's chat, what travels, and how it looks."""
import re

import pytest
from playwright.sync_api import expect

from support.browser import SIZES, blank_icons, check_accessibility, shoot
from support.pages import Phone
from support.provider import Simulator, until
from support.world import new_phone


@pytest.fixture
def simulator(fresh_world, hook):
    return Simulator(fresh_world.base, hook)


@pytest.fixture
def phones(open_page, fresh_world, simulator):
    """The simulator's page with Elena's and Rosa's phones; Rosa's was touched last."""
    page = open_page(fresh_world, path="/simulator", allow=["ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING"])
    for name in ("Elena Ríos", "Rosa Quispe"):
        page.get_by_test_id("add-name").fill(name)
        page.get_by_test_id("add-number").fill(new_phone())
        page.get_by_test_id("add-phone").click()
        phone = page.get_by_label(f"Teléfono de {name}")
        phone.get_by_label("Escribe a la línea").select_option(simulator.line["account"])
        expect(phone.locator(".phone__title")).to_have_text(simulator.line["account"])
    return page


def test_a_conversation_with_ticks(phones, simulator):
    elena, rosa = Phone(phones, "Elena Ríos"), Phone(phones, "Rosa Quispe")
    elena.text.fill("Hola, ¿tienen talla 38?")
    elena.text.press("Enter")
    mine = elena.bubble("talla 38")
    expect(mine).to_have_attribute("data-status", "delivered")
    expect(elena.text).to_be_focused()
    expect(elena.text).to_have_value("")
    wamid = simulator.hook.wait("messages")[0]["id"]
    number = simulator.line["phoneNumberId"]
    simulator.graph("POST", f"{number}/messages", json={"messaging_product": "whatsapp", "status": "read", "message_id": wamid})
    expect(mine).to_have_attribute("data-status", "read")

    # The phone in hand reads what arrives; another waits until it is touched.
    simulator.send(simulator.phone({"id": elena.id}), "Sí, en negro y en rojo")
    expect(elena.bubble("en negro")).to_have_attribute("data-status", "read")
    rosa.text.focus()
    rosa.text.press_sequentially("Buenas")
    rosa.text.press("Enter")
    simulator.send(simulator.phone({"id": elena.id}), "¿Te lo separo?")
    expect(elena.bubble("separo")).to_have_attribute("data-status", "delivered")
    expect(elena.place.get_by_label("1 mensaje sin leer")).to_be_visible()
    elena.text.focus()
    expect(elena.bubble("separo")).to_have_attribute("data-status", "read")

    # An answer to one message, and a reaction to another, by the keyboard.
    more = elena.bubble("separo").get_by_role("button", name="Responder o reaccionar")
    more.focus()
    more.press("Enter")
    phones.keyboard.press("Tab")
    phones.keyboard.press("Enter")
    expect(elena.text).to_be_focused()
    elena.text.fill("Sí, por favor")
    elena.text.press("Enter")
    expect(elena.bubble("Sí, por favor").locator(".phone__quote")).to_have_text("¿Te lo separo?")
    reply = simulator.hook.wait("messages", 3)[-1]
    assert reply["context"]["id"] == elena.bubble("¿Te lo separo?").first.get_attribute("data-id")
    elena.bubble("en negro").get_by_role("button", name="Responder o reaccionar").click()
    elena.bubble("en negro").get_by_label("Reaccionar con 👍").click()
    expect(elena.bubble("en negro").get_by_test_id("reactions")).to_have_text("👍")
    assert simulator.hook.wait("messages", 4)[-1]["reaction"]["emoji"] == "👍"


def test_files_and_everything_else(phones, simulator, picture):
    elena = Phone(phones, "Elena Ríos")
    elena.text.fill("La caja llegó así")
    elena.place.get_by_test_id("phone-file").set_input_files(picture)
    photo = elena.bubble("La caja llegó así")
    expect(photo.locator("img")).to_have_js_property("complete", True)
    assert photo.locator("img").evaluate("image => image.naturalWidth") == 804
    expect(elena.text).to_have_value("")
    for count, (what, kind) in enumerate([("photo", "image"), ("document", "document"), ("sticker", "sticker"), ("location", "location"), ("contact", "contacts"), ("order", "order"), ("unsupported", "unsupported")], 2):
        elena.attach(what)
        assert simulator.hook.wait("messages", count)[-1]["type"] == kind
    elena.place.get_by_test_id("phone-voice").click()
    audio = simulator.hook.wait("messages", 9)[-1]["audio"]
    assert audio["voice"] is True
    sound = elena.place.locator("audio")
    expect(sound).to_have_js_property("error", None)
    phones.wait_for_function("() => document.querySelector('audio').duration > 5")


def test_faults_and_what_travels(phones, simulator):
    elena = Phone(phones, "Elena Ríos")
    phones.get_by_test_id("switch-double").check()
    expect(phones.get_by_test_id("switch-double")).to_be_checked()
    elena.text.fill("Hola")
    elena.text.press("Enter")
    simulator.hook.wait("messages", 2)
    entries = phones.get_by_test_id("wire-entry")
    expect(entries.filter(has_text="repetido")).to_have_count(1)
    phones.get_by_test_id("switch-double").uncheck()
    phones.get_by_test_id("switch-failCode").select_option("131056")
    phones.get_by_test_id("switch-failAs").select_option("status")
    simulator.send(simulator.phone({"id": elena.id}), "No llegará")
    expect(elena.bubble("No llegará")).to_have_attribute("data-status", "failed")
    phones.get_by_test_id("switch-failCode").select_option("")

    # The list is one stop of the keyboard: arrows move, Enter opens both bodies.
    newest = entries.first
    expect(newest).to_have_attribute("data-kind", "statuses.failed")
    newest.focus()
    newest.press("ArrowDown")
    expect(entries.nth(1)).to_be_focused()
    phones.keyboard.press("ArrowUp")
    phones.keyboard.press("Enter")
    expect(newest).to_have_attribute("aria-expanded", "true")
    body = phones.get_by_label("Petición", exact=True)
    expect(body).to_contain_text('"code": 131056')
    expect(phones.locator(".wire__detail")).to_contain_text("X-Hub-Signature-256: sha256=")
    phones.get_by_role("button", name="Vaciar la lista").click()
    expect(entries).to_have_count(0)


def test_a_phone_that_is_off(phones, simulator):
    elena = Phone(phones, "Elena Ríos")
    elena.text.fill("Hola")
    elena.text.press("Enter")
    simulator.hook.wait("messages")
    elena.place.get_by_test_id("offline").click()
    expect(elena.place.get_by_test_id("offline")).to_have_attribute("aria-pressed", "true")
    simulator.send(simulator.phone({"id": elena.id}), "¿Sigues ahí?")
    expect(elena.bubble("¿Sigues ahí?")).to_have_attribute("data-status", "sent")
    elena.place.get_by_test_id("offline").click()
    expect(elena.bubble("¿Sigues ahí?")).to_have_attribute("data-status", "read")


def test_a_call_and_the_shops_chat(phones, fresh_world):
    phones.get_by_test_id("add-name").fill("Marisol Quiroga")
    phones.get_by_text("Llamada", exact=True).click()
    phones.get_by_test_id("add-phone").click()
    call = phones.get_by_test_id("call-phone")
    for press, status in (("call-ring", "ringing"), ("call-answer", "answered"), ("call-end", "ended")):
        call.get_by_test_id(press).click()
        expect(call).to_have_attribute("data-status", status)
    cards = until(
        lambda: fresh_world.carla.get("cases?sort=-created&limit=1").json()["items"], lambda cards: cards[0]["preview"]["call"]["status"] == "ended")
    assert cards[0]["channel"] == "api"
    phones.get_by_test_id("add-chat").click()
    chat = phones.frame_locator("iframe")
    chat.get_by_test_id("widget-open").click()
    chat.get_by_test_id("widget-text").fill("¿Abren los domingos?")
    chat.get_by_test_id("widget-text").press("Enter")
    expect(chat.get_by_test_id("widget-message")).to_have_attribute("data-status", re.compile("sent|delivered"))


def test_the_page_survives_a_restart(phones, fresh_world, simulator):
    elena = Phone(phones, "Elena Ríos")
    elena.text.fill("Antes del corte")
    elena.text.press("Enter")
    expect(elena.bubble("Antes del corte")).to_have_attribute("data-status", "delivered")
    fresh_world.restart()
    expect(elena.bubble("Antes del corte")).to_be_visible()
    expect(phones.get_by_text("Sin conexión con el simulador")).to_have_count(0)
    phones.reload()
    expect(elena.bubble("Antes del corte")).to_be_visible()
    expect(Phone(phones, "Rosa Quispe").place).to_be_visible()


@pytest.mark.parametrize("language, words", [("es", "Lo que viaja"), ("en", "What travels"), ("pt", "O que trafega")])
def test_three_languages(open_page, fresh_world, simulator, language, words):
    page = open_page(fresh_world, path="/simulator")
    page.get_by_role("banner").get_by_role("combobox").select_option(language)
    expect(page.get_by_role("heading", name=words)).to_be_visible()
    assert page.locator("html").get_attribute("lang") == language
    assert page.evaluate("document.body.innerText.match(/\\b[a-z]+\\.[a-zA-Z]+\\b/g)") in (None, []), "a key without its text"


def test_how_it_looks(phones, simulator, picture):
    elena, rosa = Phone(phones, "Elena Ríos"), Phone(phones, "Rosa Quispe")
    elena.text.fill("La lámpara me llegó así 😟")
    elena.attach("photo")
    expect(elena.bubbles).to_have_count(1)
    rosa.place.get_by_test_id("phone-voice").click()
    rosa.text.fill("Era por el vidrio de la mesa")
    rosa.text.press("Enter")
    simulator.hook.wait("messages", 3)
    simulator.send(simulator.phone({"id": elena.id}), "Hola, Elena. Lamento lo de la lámpara: te la cambiamos sin costo. ¿La enviamos a la misma dirección?")
    expect(elena.bubble("sin costo")).to_be_visible()
    phones.get_by_test_id("wire-entry").first.click()
    assert blank_icons(phones) == []
    for width in (320, 360, 390, 720, 1120, 1440):
        phones.set_viewport_size({"width": width, "height": 800})
        assert phones.evaluate("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth + 1"), f"scrolls sideways at {width} px"
    for size in ("desktop", "phone"):
        for theme in ("light", "dark"):
            shoot(phones, "simulator", themes=(theme,), sizes=(size,))
            check_accessibility(phones)
    phones.set_viewport_size(SIZES["desktop"])
