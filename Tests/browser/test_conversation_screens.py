"""The conversation column beside the design's pictures: every kind of message, and each state of the composer."""
import re

import pytest
from playwright.sync_api import expect

from support.browser import inspect
from support.feed import Feed, dispatch, state
from support.media import MICROPHONE, hum
from support.pages import Desk
from support.scene import upload


@pytest.fixture
def desk(open_page, day):
    """Ana with Rosa's conversation on WhatsApp, which e-mail can go on with."""
    desk = Desk(open_page(day, "ana", f"/cases/{day.open}")).ready()
    expect(desk.text).to_be_focused()
    desk.feed = Feed(desk.page, day.open)
    own = desk.feed.whatsapp(ends=23 * 60 + 57.5)
    channel = {"account": own["account"], "current": True, "window": own["window"]}
    dispatch(desk.page, {"type": "conversation.loaded", "case": own["id"], "messages": [], "earlier": None, "contact": None, "draft": None, "channels": [
        {**channel, "channel": "whatsapp", "point": own["contact"]["point"]["id"], "display": "+51 900 555 014"},
        {**channel, "channel": "email", "point": "01990000-0000-7000-8000-00000000a11a", "display": "rosa.quispe@correo.example", "window": None, "current": False}]})
    return desk


@pytest.fixture
def everything(desk, day, picture):
    """Every kind of message, a failure and a call that lasts; gives the voice note's row."""
    feed = desk.feed
    files = [upload(day.ana, name, type, data) for name, type, data in (("nota.wav", "audio/wav", hum(23, 5200)), ("foto.png", "image/png", picture.read_bytes()))]
    feed.say("La lámpara me llegó así 😟", kind="image", attachments=[{"id": files[1], "name": "foto.png", "type": "image/png", "size": 9000, "state": "stored"}])
    voice = feed.say(kind="audio", attachments=[{"id": files[0], "name": "nota.ogg", "type": "audio/wav", "size": 368_044, "state": "stored", "voice": True, "duration": 23}])
    asked = feed.say("¿La enviamos a la misma dirección?", direction="out", status="read")
    feed.say("Sí, Jr. Huáscar 1420", replyTo=asked["id"], reactions=[{"emoji": "👍", "by": "agent", "name": "Ana Torres", "status": "delivered"}, {"emoji": "🙏", "by": "customer", "name": "Rosa"}])
    feed.say(kind="location", location={"latitude": -12.07234, "longitude": -77.03431, "name": "Casa de Rosa", "address": "Jr. Huáscar 1420, Jesús María"})
    feed.say(kind="contacts", contacts=[{"name": "Pedro Rojas", "phones": ["+51 900 111 222"], "emails": ["pedro@correo.example"], "organisation": "Transportes Rojas"}])
    feed.say("El cliente envió un pedido del catálogo", kind="unsupported", unsupported={"type": "order"})
    feed.say("Te paso con una persona del equipo de Garantías.", direction="out", status="read", author={"kind": "bot", "id": None, "name": "Asistente Jacaranda"})
    feed.say(kind="call", call={"callId": "1", "direction": "in", "status": "missed", "duration": None, "recording": None})
    feed.say("Te llamamos 30 minutos antes", direction="out", status="pending")
    feed.say("¿Me confirmas la boleta?", direction="out", status="failed", reason="131026: Message undeliverable")
    feed.say("¿Sigues ahí?", direction="out", status="uncertain")
    feed.change(call={"callId": "2", "status": "answered", "direction": "in", "startedAt": feed.at(2, 10)})
    return desk.page.locator(f'[data-id="{voice["id"]}"]')


def test_every_kind_of_message(desk, everything):
    expect(desk.message("¿Sigues ahí?")).to_be_visible()
    inspect(desk.page, "kinds-end")


def test_sound_picture_quote_and_place(desk, everything):
    everything.scroll_into_view_if_needed()
    expect(everything.locator(".message__wave")).to_have_attribute("data-known", "true")
    everything.get_by_role("slider").press("PageUp")
    desk.page.get_by_role("log").evaluate("box => { box.scrollTop = -420 }")
    inspect(desk.page, "kinds-middle")


def with_replies(page):
    whole = state(page, "directory")
    replies = [{"id": "1", "campaign": None, "shortcut": "recojo", "title": "Recojo programado", "body": "Hola, {{contact.firstName}}. El recojo queda para el {{date.day}} entre las 9 y las 13."},
               {"id": "2", "campaign": None, "shortcut": "embalaje", "title": "Cómo embalar", "body": "Deja el producto en su caja, con el accesorio."},
               {"id": "3", "campaign": None, "shortcut": "plazo", "title": "Plazo del cambio", "body": "El cambio demora hasta 5 días hábiles en Lima."}]
    dispatch(page, {"type": "directory", "snapshot": {**{key: list(whole[key].values()) for key in ("campaigns", "queues", "accounts", "agents")}, "breaks": [], "counts": {"queues": []}, "quickReplies": replies}})


def test_quick_replies(desk):
    with_replies(desk.page)
    desk.page.keyboard.type("/")
    expect(desk.page.get_by_test_id("suggestions")).to_be_visible()
    inspect(desk.page, "quick-replies")
    desk.text.fill("")


def test_what_nobody_filled_in(desk):
    with_replies(desk.page)
    desk.page.keyboard.type("/rec")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".composer__mark")).to_be_visible()
    inspect(desk.page, "quick-missing")
    desk.text.fill("")


def test_the_window_is_over(desk):
    desk.feed.change(window={"endsAt": desk.feed.at(1)})
    expect(desk.page.get_by_test_id("composer-off")).to_be_visible()
    inspect(desk.page, "window-over")


def test_a_recording(desk):
    desk.page.evaluate(MICROPHONE)
    desk.page.get_by_test_id("composer-record").click()
    expect(desk.page.get_by_test_id("recording").get_by_role("timer")).to_have_text(re.compile("0:0[2-9]"))
    inspect(desk.page, "recording")
    desk.page.get_by_role("button", name="Descartar").click()


def test_a_recording_that_is_heard(desk):
    desk.page.evaluate(MICROPHONE)
    desk.page.get_by_test_id("composer-record").click()
    expect(desk.page.get_by_test_id("recording").get_by_role("timer")).to_have_text(re.compile("0:0[2-9]"))
    desk.page.get_by_role("button", name="Pausar la grabación").click()
    expect(desk.page.get_by_role("button", name="Escuchar lo grabado")).to_be_visible()
    inspect(desk.page, "recording-paused")
    desk.page.get_by_role("button", name="Descartar").click()


def test_reacting_and_answering(desk):
    message = desk.feed.say("Sí, la misma. Pero después de las 5, por favor")
    row = desk.page.locator(f'[data-id="{message["id"]}"]')
    row.focus()
    desk.page.keyboard.press("q")
    row.focus()
    desk.page.keyboard.press(":")
    expect(desk.page.get_by_role("dialog", name="Reaccionar")).to_be_visible()
    inspect(desk.page, "reacting")


def test_the_viewer(desk):
    desk.messages.locator("a.message__media").first.click()
    expect(desk.page.get_by_test_id("image-viewer").get_by_role("img")).to_be_visible()
    inspect(desk.page, "viewer")
