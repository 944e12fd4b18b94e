"""What is written, and by which way it goes: quick replies, the channel, the window, drafts, a phone's composer."""
import json
import re

import pytest
from playwright.sync_api import expect

from support.feed import Feed, channels, dispatch, state
from support.pages import Desk, becomes, has_focus_in

REPLIES = [
    {"id": "q1", "campaign": None, "shortcut": "recojo", "title": "Recojo programado", "body": "Hola, {{contact.firstName}}. El recojo queda para el {{date.day}} entre las 9 y las 13."},
    {"id": "q2", "campaign": None, "shortcut": "plazo", "title": "Plazo del cambio", "body": "El cambio demora hasta 5 días hábiles. Te escribe {{agent.firstName}}."},
]


def test_quick_replies_by_keys(desk):
    page, keys = desk.page, desk.page.keyboard
    whole = state(page, "directory")
    dispatch(page, {"type": "directory", "snapshot": {**{key: list(whole[key].values()) for key in ("campaigns", "queues", "accounts", "agents")}, "breaks": [], "counts": {"queues": []}, "quickReplies": REPLIES}})
    suggestions = page.get_by_test_id("suggestions")
    keys.type("/")
    expect(suggestions.get_by_role("option")).to_have_text(["/plazoPlazo del cambio", "/recojoRecojo programado"])
    expect(page.get_by_test_id("quick-preview")).to_have_text("El cambio demora hasta 5 días hábiles. Te escribe Ana.")
    keys.press("Escape")
    expect(suggestions).to_have_count(0)
    expect(desk.text).to_be_focused()
    keys.press("Backspace")
    keys.type("Claro. /prog")
    expect(suggestions.get_by_role("option")).to_have_text(["/recojoRecojo programado"])
    keys.press("Enter")
    expect(desk.text).to_have_value("Claro. Hola, Rosa. El recojo queda para el {{date.day}} entre las 9 y las 13.")

    # What nobody filled in is marked, blocks the sending, and is what the next keys replace.
    expect(page.locator(".composer__mark")).to_have_text("{{date.day}}")
    expect(page.get_by_test_id("composer-send")).to_be_disabled()
    keys.press("Enter")
    expect(desk.message("El recojo queda para el")).to_have_count(0)
    keys.press("End")
    page.get_by_role("button", name="Completar").click()
    expect(desk.text).to_be_focused()
    keys.type("lunes")
    expect(page.locator(".composer__mark")).to_have_count(0)
    keys.press("Enter")
    expect(desk.message("Claro. Hola, Rosa. El recojo queda para el lunes entre las 9 y las 13.")).to_be_visible()

    # Emoji the same way.
    keys.type("Listo :pulgarhaciaa")
    expect(suggestions).to_have_count(0)
    desk.text.fill("")
    keys.type("Listo :pulgar")
    expect(suggestions.get_by_role("option").first).to_contain_text("👍")
    keys.press("Tab")
    expect(desk.text).to_have_value("Listo 👍")
    desk.text.fill("")


def test_the_reply_goes_by_the_channel_that_was_chosen(open_page, day):
    desk = Desk(open_page(day, "ana", f"/cases/{day.open}", allow=["422"])).ready()
    page, feed = desk.page, Feed(desk.page, day.open)
    feed.whatsapp(ends=600)
    dispatch(page, channels(feed, "01990000-0000-7000-8000-00000000acc0"))
    desk.text.fill("Esto es para WhatsApp")
    page.get_by_test_id("composer-channel").click()
    has_focus_in(page, "#menu-channel")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    header = page.get_by_role("button", name=re.compile("^Responder por correo, rosa@correo.example"))
    expect(header).to_have_attribute("aria-pressed", "true")
    expect(desk.text).to_have_value("", timeout=3000)  # a draft never follows to another channel
    desk.text.fill("Y esto por correo")
    refused = {"type": "/problems/channel.cannot", "title": "No", "status": 409, "code": "channel.cannot", "detail": "Este canal no puede"}
    page.route("**/messages/*", lambda route: route.fulfill(status=422, content_type="application/problem+json", body=json.dumps(refused)))
    with page.expect_request(lambda request: request.method == "PUT" and "/messages/" in request.url) as sent:
        desk.text.press("Enter")
    assert sent.value.post_data_json["via"] == {"account": "01990000-0000-7000-8000-00000000acc0", "point": "01990000-0000-7000-8000-00000000a11a"}
    page.get_by_role("button", name=re.compile("^Responder por WhatsApp")).click()
    expect(desk.text).to_have_value("Esto es para WhatsApp")
    desk.text.fill("")


def test_the_windows_countdown_and_its_end(desk):
    page = desk.page
    dispatch(page, channels(desk.feed, "01990000-0000-7000-8000-00000000acc0"))
    clock = page.get_by_test_id("window-clock")
    expect(clock).to_have_text(re.compile(r"23\s*h\s+58\s*min"))
    expect(clock).to_have_attribute("data-tone", "calm")
    expect(clock).to_have_accessible_name(re.compile(r"^Ventana de WhatsApp: quedan 23 horas y 58 minutos\. Atención #\d+"))
    expect(clock).to_have_attribute("data-tip", re.compile(rf"^Atención #{desk.feed.card['number']}\n"))
    desk.feed.change(window={"endsAt": desk.feed.at(-47.5)})
    expect(clock).to_have_attribute("data-tone", "soon")
    expect(clock).to_have_text("48 min")
    desk.text.fill("Me quedo a medias")
    desk.feed.change(window={"endsAt": desk.feed.at(0, 30)})
    off = page.get_by_test_id("composer-off")
    expect(off).to_contain_text("La ventana de 24 h terminó a las")
    expect(off).to_contain_text("Las plantillas para escribir antes llegan en una versión posterior")
    expect(clock).to_have_text("cerrada")
    expect(desk.text).to_have_count(0)

    # Another channel is a way on; a note is always; and when the customer writes the draft is there again.
    off.get_by_role("button", name="Seguir por correo").click()
    expect(desk.text).to_have_value("")
    page.get_by_role("button", name=re.compile("^Responder por WhatsApp")).click()
    desk.feed.change(window={"endsAt": desk.feed.at(-1440)})
    expect(desk.text).to_have_value("Me quedo a medias")
    desk.text.fill("")


def test_each_case_keeps_its_place_its_tab_and_its_draft(desk, day):
    page = desk.page
    for number in range(30):
        desk.feed.say(f"Otra cosa {number}")
    expect(desk.message("Otra cosa 29")).to_be_visible()
    log = page.get_by_role("log")
    log.evaluate("box => { box.scrollTop = -700 }")
    desk.text.fill("A medias con Rosa")
    page.get_by_role("tab", name="Historial").click()
    other = page.locator('[data-testid="case-card"][data-state="open"]').filter(has_text="Lucía").get_attribute("data-case")
    desk.card(other).click()
    expect(desk.message("Con el vidrio")).to_be_visible()
    expect(desk.text).to_have_value("")
    expect(page.get_by_role("tab", name="Formulario")).to_have_attribute("aria-selected", "true")
    becomes(lambda: log.evaluate("box => box.scrollTop"), 0)
    expect(desk.card(day.open)).to_contain_text("Borrador: A medias con Rosa")
    desk.card(day.open).click()
    expect(desk.text).to_have_value("A medias con Rosa")
    expect(page.get_by_role("tab", name="Historial")).to_have_attribute("aria-selected", "true")
    becomes(lambda: log.evaluate("box => box.scrollTop"), pytest.approx(-700, abs=2))
    desk.text.fill("")

    # What comes meanwhile stands under a pill, and nothing moves.
    seen = page.evaluate("document.elementFromPoint(700, 400).closest('.message')?.dataset.id")
    desk.feed.say("Una más")
    desk.feed.say("Y otra")
    expect(page.get_by_role("button", name="2 mensajes nuevos")).to_be_visible()
    assert page.evaluate("document.elementFromPoint(700, 400).closest('.message')?.dataset.id") == seen
    page.get_by_role("button", name="2 mensajes nuevos").click()
    expect(desk.message("Y otra")).to_be_in_viewport()


def test_the_composer_on_a_phone(open_page, day):
    page = open_page(day, "ana", f"/cases/{day.open}", size="phone")
    desk = Desk(page).ready()
    expect(page.get_by_role("button", name="Grabar nota de voz")).to_be_hidden()
    page.get_by_role("button", name="Adjuntar, grabar y más").click()
    sheet = page.get_by_role("menu", name="Adjuntar, grabar y más")
    expect(sheet.get_by_role("menuitem")).to_have_text(["Adjuntar archivo", "Grabar nota de voz", "Respuestas rápidas", "Emoji", "Nota privada"])
    for item in sheet.get_by_role("menuitem").all():
        assert item.bounding_box()["height"] >= 44
    sheet.get_by_role("menuitem", name="Nota privada").click()
    expect(page.get_by_role("textbox", name="Nota privada para el equipo")).to_be_visible()
    page.get_by_role("button", name="Adjuntar, grabar y más").click()
    sheet.get_by_role("menuitem", name="Volver a responder").click()
    expect(page.get_by_role("textbox", name=re.compile("^Mensaje para Rosa"))).to_be_visible()
    small = page.evaluate("""() => [...document.querySelectorAll('.conversation button, .conversation a, .conversation textarea')].filter(one => one.offsetParent !== null)
        .map(one => [one.getAttribute('aria-label') ?? one.textContent, one.getBoundingClientRect()]).filter(([, box]) => box.width < 24 || box.height < 24 ).map(([name]) => name)""")
    assert small == []
    assert desk.text.bounding_box()["height"] >= 44
