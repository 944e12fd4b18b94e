"""The bell, the sounds, the system's notices, and when each is silent."""
import datetime
import re

import pytest
from playwright.sync_api import expect

from support.pages import Desk
from support.scene import reply

# What would sound, in place of the speakers: [milliseconds, hertz]. A browser without ears keeps no AudioContext running.
EARS = """
    window.heard = [];
    class Param { setValueAtTime() {} exponentialRampToValueAtTime() {} }
    class Node { constructor() { this.frequency = new Param(); this.gain = new Param(); } connect(next) { return next; } start() { window.heard.push(this.frequency.value); } stop() {} }
    window.AudioContext = class { constructor() { this.currentTime = 0; this.state = 'running'; } createOscillator() { return new Node(); } createGain() { return new Node(); } resume() { return Promise.resolve(); } };
"""
# The system's notices: what was asked and shown.
NOTICES = """
    window.asked = 0; window.shown = [];
    window.Notification = class { constructor(title, options) { window.shown.push([title, options.body]); } close() {} };
    Notification.permission = 'default';
    Notification.requestPermission = () => { window.asked += 1; Notification.permission = 'granted'; return Promise.resolve('granted'); };
"""
OFFER, MESSAGE, MENTION = [659, 880], [1320], [784]


def listening(page, *scripts):
    """The page again, with ears; touched once, for a browser lets no untouched page sound."""
    for script in scripts:
        page.add_init_script(script)
    page.reload()
    desk = Desk(page).ready()
    page.locator(".top-bar__divider").click(force=True)
    return desk


def heard(page, notes):
    page.wait_for_function("notes => JSON.stringify(window.heard) === JSON.stringify(notes)", arg=notes)


@pytest.fixture
def shared(fresh_world):
    """A case of Ana's in a campaign where colleagues see it and may leave notes."""
    world = fresh_world
    campaign = world.campaign()
    world.carla.patch(f"campaigns/{campaign}", {"policy": {"visibility": "queue"}})
    case = world.inbound("¿Me ayudan?", name="Rosa Quispe")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    return world, case


@pytest.fixture
def case(world):
    case = world.inbound("¿Me ayudan?", name="Rosa Quispe")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    return case


def test_an_offer_sounds_until_it_is_opened(open_page, world, case):
    page = open_page(world, "ana", "/")
    page.clock.install()
    desk = listening(page, EARS)
    world.ana.put("me/state", {"state": "available"})
    offer = world.inbound("¿Hola?")["case"]
    expect(desk.card(offer)).to_have_class(re.compile("case-card--offered"))
    expect(page).to_have_title(re.compile(r"^\(1\) Asignada"))
    heard(page, OFFER)
    page.clock.fast_forward(10_000)
    heard(page, OFFER * 2)
    desk.card(offer).click()
    expect(desk.card(offer)).to_have_attribute("data-state", "open")
    page.clock.fast_forward(30_000)
    heard(page, OFFER * 2)


def test_a_message_ticks_unless_it_is_being_read(open_page, world, case):
    page = open_page(world, "ana", "/")
    desk = listening(page, EARS)
    sender = world.ana.get(f"cases/{case}").json()["case"]["contact"]["point"]["value"]
    world.inbound("¿Siguen ahí?", sender=sender)
    heard(page, MESSAGE)
    expect(page.get_by_test_id("notices-button")).to_have_accessible_name("Notificaciones, 1 nueva")
    desk.card(case).click()
    expect(desk.message("¿Siguen ahí?")).to_be_visible()
    expect(page.get_by_test_id("notices-button")).to_have_accessible_name("Notificaciones")
    world.inbound("¡Contesten!", sender=sender)
    expect(desk.message("¡Contesten!")).to_be_visible()
    heard(page, MESSAGE)
    expect(page.get_by_test_id("notices-button")).to_have_accessible_name("Notificaciones")


def test_silent_on_a_break(open_page, world, case):
    page = open_page(world, "ana", "/")
    desk = listening(page, EARS)
    lunch = world.ana.get("breaks").json()["items"][0]["id"]
    world.ana.put("me/state", {"state": "break", "reason": lunch})
    expect(page.get_by_test_id("status-button")).to_have_attribute("data-state", "break")
    sender = world.ana.get(f"cases/{case}").json()["case"]["contact"]["point"]["value"]
    world.inbound("¿Siguen ahí?", sender=sender)
    expect(desk.card(case).locator(".badge--unread")).to_contain_text("2")
    heard(page, [])


def test_one_tab_of_eight_sounds(open_page, world, case):
    first = open_page(world, "ana", "/")
    pages = [first, first.context.new_page(), first.context.new_page()]
    for page in pages[1:]:
        page.goto("/")
    for page in pages:
        listening(page, EARS)
    sender = world.ana.get(f"cases/{case}").json()["case"]["contact"]["point"]["value"]
    world.inbound("¿Siguen ahí?", sender=sender)
    heard(pages[-1], MESSAGE)
    for page in pages[:-1]:
        expect(page.get_by_test_id("notices-button")).to_have_accessible_name("Notificaciones, 1 nueva")
        heard(page, [])
    # Seen in one, seen in all; and the tab touched last is the one that sounds.
    pages[0].bring_to_front()
    pages[0].get_by_test_id("notices-button").click()
    pages[0].get_by_role("button", name="Marcar como vistas").click()
    expect(pages[1].get_by_test_id("notices-button")).to_have_accessible_name("Notificaciones")
    world.inbound("¿Hola?", sender=sender)
    heard(pages[0], MESSAGE)


def test_the_bell_keeps_what_happened(open_page, shared):
    world, case = shared
    page = open_page(world, "ana", "/")
    desk = Desk(page).ready()
    reply(world.bruno, case, "@Ana ¿queda stock?", kind="note")
    world.ana.put("me/state", {"state": "available"})
    offer = world.inbound("¿Hola?", name="Óscar Benavides")["case"]
    expect(page.get_by_test_id("notices-button")).to_have_accessible_name("Notificaciones, 2 nuevas")
    page.get_by_test_id("notices-button").click()
    told = page.get_by_test_id("notice")
    expect(told).to_have_count(2)
    expect(told.first).to_contain_text(f"#{offer}")
    expect(told.first).to_contain_text("Atención asignada")
    expect(told.last).to_contain_text("te mencionó")
    told.last.click()
    expect(page).to_have_url(re.compile(f"/cases/{case}$"))
    expect(page.get_by_test_id("notices-button")).to_have_accessible_name("Notificaciones, 1 nueva")
    page.reload()
    desk.ready()
    page.get_by_test_id("notices-button").click()
    expect(told).to_have_count(2)
    expect(page.locator(".notices__item--new")).to_have_count(1)


def test_permission_is_asked_after_the_first_change_of_state(open_page, world, case):
    page = open_page(world, "ana", "/")
    listening(page, NOTICES)
    assert page.evaluate("window.asked") == 0
    page.get_by_test_id("status-button").click()
    with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.url.endswith("/api/v1/me")):
        page.get_by_test_id("status-available").click()
    assert page.evaluate("window.asked") == 1
    assert world.ana.get("me").json()["preferences"]["systemNotices"] is True
    try:
        # With the window out of sight: the case's number, and no word of the customer.
        page.evaluate("Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true }); document.dispatchEvent(new Event('visibilitychange'))")
        offer = world.inbound("Mi clave es 1234", name="Óscar")["case"]
        page.wait_for_function("() => window.shown.length > 0")
        assert page.evaluate("window.shown") == [["Atención asignada", f"#{offer}"]]
    finally:
        world.ana.patch("me", {"preferences": {"systemNotices": False}})


def test_what_sounds_is_chosen(open_page, shared):
    world, case = shared
    page = open_page(world, "ana", "/")
    desk = listening(page, EARS)
    page.get_by_test_id("account-button").click()
    page.get_by_test_id("open-preferences").click()
    dialog = page.get_by_test_id("preferences-dialog")
    dialog.get_by_role("button", name="Oír: Atención asignada").click()
    heard(page, OFFER)
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        dialog.get_by_test_id("preference-message").uncheck()
    assert world.ana.get("me").json()["preferences"]["sounds"] == {"offer": True, "message": False, "call": True, "notice": True}
    page.keyboard.press("Escape")
    sender = world.ana.get(f"cases/{case}").json()["case"]["contact"]["point"]["value"]
    world.inbound("¿Siguen ahí?", sender=sender)
    expect(desk.card(case).locator(".badge--unread")).to_contain_text("2")
    reply(world.bruno, case, "@Ana mira esto", kind="note")
    heard(page, OFFER + MENTION)


def soon(minutes):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def test_my_follow_ups_are_told_once_ten_minutes_before_and_when_due(open_page, world, case):
    """Live, after a reload, in two tabs: one toast, one chime; and a dot on the rail while one is overdue."""
    page = open_page(world, "ana", "/")
    page.clock.install()
    desk = listening(page, EARS)
    other = page.context.new_page()
    other.goto("/")
    Desk(other).ready()
    page.bring_to_front()
    page.locator(".top-bar__divider").click(force=True)
    dot, toasts = page.get_by_test_id("overdue-dot"), page.locator(".toast")
    world.ana.put(f"cases/{case}/follow-up", {"at": soon(12), "note": "Llamar a Rosa"})
    expect(desk.card(case).get_by_test_id("follow-up-clock")).to_be_visible()
    heard(page, [])
    page.clock.fast_forward(150_000)
    expect(toasts.filter(has_text="Próxima gestión en menos de 10 min: Rosa Quispe")).to_have_count(1)
    heard(page, [784])
    expect(dot).to_have_count(0)
    page.get_by_test_id("notices-button").click()
    expect(page.locator('[data-testid="notice"][data-kind="followUpSoon"]')).to_contain_text("Llamar a Rosa")
    page.keyboard.press("Escape")
    page.clock.fast_forward(600_000)
    expect(toasts.filter(has_text="Es hora de la próxima gestión: Rosa Quispe")).to_have_count(1)
    heard(page, [784, 784])
    expect(dot).to_be_visible()
    expect(page.get_by_test_id("rail-cases")).to_have_accessible_name("Casos, con próximas gestiones atrasadas")
    toasts.filter(has_text="Es hora").get_by_role("button", name="Abrir").click()
    expect(page).to_have_url(f"{world.base}/cases/{case}")
    world.ana.delete(f"cases/{case}/follow-up")
    expect(dot).to_have_count(0)
    expect(page.get_by_test_id("rail-cases")).to_have_accessible_name("Casos")
    expect(other.locator(".toast")).to_have_count(0)


def test_a_reload_does_not_tell_a_follow_up_again_and_one_of_a_closed_case_is_mine_too(open_page, world, case):
    world.ana.put(f"cases/{case}/follow-up", {"at": soon(5)})
    world.ana.put(f"cases/{case}/closure", {})
    page = open_page(world, "ana", "/")
    toast = page.locator(".toast").filter(has_text="Próxima gestión en menos de 10 min: Rosa Quispe")
    expect(toast).to_have_count(1)
    page.reload()
    desk = Desk(page).ready()
    with page.expect_response(re.compile("followUp=mine")) as asked:
        page.reload()
    assert [one["number"] for one in asked.value.json()["items"]] == [case]
    desk.ready()
    another = world.inbound("¿Y lo mío?", name="Luis Paredes")["case"]
    world.ana.put(f"cases/{another}/acceptance")
    world.ana.put(f"cases/{another}/follow-up", {"at": soon(5)})
    expect(page.locator(".toast").filter(has_text="Luis Paredes")).to_have_count(1)
    expect(toast).to_have_count(0)
    bruno = open_page(world, "bruno", "/")
    Desk(bruno).ready()
    expect(bruno.locator(".toast")).to_have_count(0)
