"""What the screen shows to whoever needs it otherwise: forced colours, less motion, a phone; and that slow acts say so."""
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from support.feed import Feed
from support.pages import Desk

STYLE = """(one, [pseudo, ...names]) => { const style = getComputedStyle(one, pseudo || null); return names.map(name => style.getPropertyValue(name)) }"""
ENDLESS = "() => document.getAnimations().filter(one => one.effect.getComputedTiming().iterations === Infinity).map(one => one.animationName)"


@pytest.fixture
def desk(open_page, day):
    desk = Desk(open_page(day, "ana", f"/cases/{day.open}")).ready()
    expect(desk.text).to_be_focused()
    desk.feed = Feed(desk.page, day.open)
    return desk


def style(element, *names, pseudo=""):
    return element.evaluate(STYLE, [pseudo, *names])


def test_forced_colours_keep_what_colour_said(desk, day):
    """Selection, offer, bubbles, what is pressed and what is current have a shape where the reader's colours replace ours."""
    page = desk.page
    page.emulate_media(forced_colors="active")
    width = lambda element, side="top": float(style(element, f"border-{side}-width")[0].removesuffix("px"))
    plain = page.locator('[data-testid="case-card"][data-state="open"]:not([aria-current="true"])').first
    assert width(desk.card(day.open)) == 2 > width(plain)
    assert (style(desk.card(day.offered), "border-top-style"), width(desk.card(day.offered))) == (["double"], 4)
    into, out, note = (page.locator(f".message--{kind} .message__bubble").first for kind in ("in", "out", "note"))
    assert width(into) == width(out) == 1 and width(out, "right") == 3 > width(into, "right")
    assert style(note, "border-top-style") == ["dashed"]
    marks = [page.locator(".composer__mode[aria-pressed='true'], .composer__mode[aria-selected='true']").first, page.locator(".module-rail__link[aria-current='page']")]
    for mark in marks:
        assert style(mark, "outline-style", "outline-width") == ["solid", "2px"]
    assert style(page.get_by_role("tab", name="Formulario"), "height", "forced-color-adjust", pseudo="::after") == ["3px", "none"]
    page.get_by_test_id("my-open").click()
    expect(page.get_by_test_id("my-open")).to_have_attribute("aria-pressed", "true")
    assert width(page.get_by_test_id("my-open")) == 2 > width(page.get_by_test_id("my-closed")) == 1


def test_less_motion_stops_all_that_goes_on_by_itself(desk, day):
    page = desk.page
    dot = """() => { const log = document.querySelector('.timeline__items'); const dots = document.createElement('span'); dots.className = 'timeline__dots';
        dots.append(document.createElement('i')); log.append(dots) }"""
    page.evaluate(dot)
    assert page.evaluate(ENDLESS) == []
    page.emulate_media(reduced_motion="no-preference")
    page.wait_for_function(f"() => ({ENDLESS})().length >= 2")
    assert {"case-card-pulse", "timeline-dot"} <= set(page.evaluate(ENDLESS))
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_function(f"() => ({ENDLESS})().length === 0")


def test_a_slow_act_has_a_thin_line_and_what_goes_on_aside_has_none(open_page, world):
    cases = [world.inbound(text)["case"] for text in ("¿Hola?", "¿Y yo?")]
    for case in cases:
        world.ana.put(f"cases/{case}/acceptance")
    page = open_page(world, "ana", f"/cases/{cases[0]}")
    desk = Desk(page).ready()
    expect(desk.text).to_be_focused()
    line = page.get_by_test_id("progress-line")
    held = []
    page.route("**/flag", lambda route: held.append(route))
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    expect(line).to_be_visible()
    expect(desk.message("¿Hola?")).to_be_visible()
    assert line.bounding_box()["height"] == 2
    held.pop().continue_()
    expect(line).to_have_count(0)
    expect(desk.card(cases[0]).get_by_role("img", name="Bandera")).to_be_visible()
    page.unroute("**/flag")

    # What nobody waits for never has one, however long it takes.
    page.evaluate("() => { window.lines = 0; new MutationObserver(() => { window.lines += document.querySelectorAll('.progress-line').length }).observe(document.body, { childList: true, subtree: true }) }")
    page.route("**/presence", lambda route: held.append(route))
    page.keyboard.press("c")
    page.keyboard.type("Lo reviso")
    page.wait_for_function("() => document.querySelector('.composer__text').value === 'Lo reviso'")
    desk.card(cases[1]).click()
    expect(desk.message("¿Y yo?")).to_be_visible()
    desk.card(cases[0]).click()
    expect(desk.message("¿Hola?")).to_be_visible()
    assert page.evaluate("window.lines") == 0
    for route in held:
        route.continue_()
    page.unroute("**/presence")
    desk.text.fill("")


def test_a_phone_has_a_way_back_from_what_it_cannot_show(open_page, world):
    page = open_page(world, "ana", "/cases/999999", size="phone", allow=[r"\b404\b"])
    Desk(page).ready()
    expect(page.get_by_role("heading", name="No puedes ver #999999")).to_be_visible()
    back = page.get_by_role("button", name="Volver")
    expect(back).to_be_visible()
    bar = page.locator(".conversation__bar").bounding_box()
    assert (bar["y"], bar["height"], bar["width"]) == (0, 56, 390)
    assert min(back.bounding_box()["height"], back.bounding_box()["width"]) >= 44
    back.click()
    expect(page.locator(".mobile-tabs")).to_be_visible()
    expect(page.locator(".case-list")).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "small", "phone"])
def test_the_emoji_stand_over_the_composer_and_cover_no_text(open_page, day, size):
    page = open_page(day, "ana", f"/cases/{day.open}", size=size)
    desk = Desk(page).ready()
    desk.text.fill("Una línea\ny otra\ny otra más")
    if size == "phone":
        page.get_by_role("button", name="Adjuntar, grabar y más").click()
        page.get_by_role("menuitem", name="Emoji").click()
    else:
        page.get_by_role("button", name="Emoji", exact=True).click()
    picker = page.locator("#menu-emoji")
    expect(picker.get_by_placeholder("Buscar emoji")).to_be_focused()
    expect(picker.locator(".emoji-picker__emoji").first).to_be_visible()
    over, composer = picker.bounding_box(), page.locator("form.composer").bounding_box()
    assert over["y"] >= 0 and over["y"] + over["height"] <= composer["y"] + 1
    page.keyboard.press("Escape")
    desk.text.fill("")


def test_a_long_time_in_a_state_covers_nothing(open_page, world):
    """A day and a half disconnected, as after a weekend."""

    def a_while_ago(route):
        answer = route.fetch()
        desk = answer.json()
        desk["me"]["state"]["since"] = (datetime.now(UTC) - timedelta(hours=35)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        route.fulfill(response=answer, json=desk)

    page = open_page(world, "sofia")
    page.route("**/api/v1/desk", a_while_ago)
    page.reload()
    Desk(page).ready()
    expect(page.get_by_test_id("status-button")).to_contain_text("Desconectado")
    expect(page.get_by_test_id("status-button")).to_contain_text("35:")
    for width in (1120, 1239, 1240, 1280, 1360, 1440):
        page.set_viewport_size({"width": width, "height": 720})
        campaign, search, status = (page.get_by_test_id(one).bounding_box() for one in ("campaign-select", "open-palette", "status-button"))
        assert campaign["x"] + campaign["width"] <= search["x"], width
        assert search["x"] + search["width"] <= status["x"], width
