"""A whole turn without the mouse, where the focus goes, and the card that somebody else took."""
import re

import pytest
from playwright.sync_api import expect

from support.chat import Customer
from support.pages import Desk, has_focus_in
from support.scene import newest
from support.world import PASSWORD


def test_a_turn_without_the_mouse(open_page, fresh_world):
    customer = Customer(fresh_world)
    page = open_page(fresh_world, path="/login", allow=[r"\b401\b"])
    desk = Desk(page)
    keys = page.keyboard

    # Signs in: the address first, then the password; a wrong one keeps the address and asks again.
    expect(page.get_by_test_id("login-email")).to_be_focused()
    keys.type("ana@demo.example")
    keys.press("Tab")
    expect(page.get_by_test_id("login-password")).to_be_focused()
    keys.type("otra cosa")
    keys.press("Enter")
    expect(page.get_by_test_id("login-error")).to_contain_text("no coinciden")
    expect(page.get_by_test_id("login-password")).to_be_focused()
    expect(page.get_by_test_id("login-email")).to_have_value("ana@demo.example")
    keys.type(PASSWORD)
    keys.press("Enter")
    desk.ready()

    # Her state, by S and the menu.
    keys.press("s")
    expect(page.get_by_test_id("status-offline")).to_be_focused()
    keys.press("Home")
    expect(page.get_by_test_id("status-available")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_test_id("status-button")).to_have_attribute("data-state", "available")
    expect(page.get_by_test_id("status-button")).to_be_focused()

    # The offer, by O: accepted, and the composer has the focus.
    customer.write("¿Hacen envíos a Arequipa?")
    expect(desk.cards).to_have_class(re.compile("case-card--offered"))
    keys.press("o")
    expect(desk.cards).to_have_attribute("data-state", "open")
    expect(desk.text).to_be_focused()
    keys.type("Sí,")
    keys.press("Shift+Enter")
    keys.type("en dos días")
    keys.press("Enter")
    reply = desk.message("en dos días")
    expect(reply).to_have_attribute("data-status", re.compile("sent|delivered"))
    assert reply.locator(".message__text").inner_text() == "Sí,\nen dos días"
    expect(desk.text).to_be_focused()

    # A note, by Esc and M.
    keys.press("Escape")
    expect(page.get_by_role("log")).to_be_focused()
    keys.press("m")
    expect(page.get_by_role("textbox", name="Nota privada para el equipo")).to_be_focused()
    keys.type("Revisar el costo")
    keys.press("Enter")
    expect(desk.message("Revisar el costo")).to_have_attribute("data-kind", "note")
    keys.press("Escape")
    keys.press("[")
    expect(desk.message("Revisar el costo")).to_be_focused()
    keys.press("[")
    expect(reply).to_be_focused()

    # Closes, by R; the first answer of the dialog is to go on, and Esc gives the focus back.
    keys.press("r")
    expect(page.get_by_role("button", name="Seguir atendiendo")).to_be_focused()
    keys.press("Escape")
    expect(desk.dialog).to_have_count(0)
    expect(reply).to_be_focused()
    keys.press("r")
    expect(page.get_by_role("button", name="Seguir atendiendo")).to_be_focused()
    keys.press("Tab")
    expect(page.get_by_test_id("confirm-close")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_test_id("my-closed")).to_contain_text("1")
    expect(desk.cards).to_have_count(0)
    assert newest(fresh_world)["state"] == "closed"


def test_the_focus_comes_back_from_every_layer(open_page, world):
    case = world.inbound("¿Me ayudan?", name="Rosa Quispe")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    page = open_page(world, "ana", f"/cases/{case}")
    desk = Desk(page).ready()
    expect(desk.text).to_be_focused()
    keys = page.keyboard

    page.get_by_role("log").focus()
    keys.press("?")
    shortcuts = page.get_by_test_id("shortcuts-dialog")
    expect(shortcuts).to_contain_text("Abrir la asignada que vence antes")
    has_focus_in(page, "dialog[open]")
    keys.press("Escape")
    expect(shortcuts).to_have_count(0)
    expect(page.get_by_role("log")).to_be_focused()

    for opener, layer in (("status-button", "#menu-status"), ("account-button", "#menu-account")):
        button = page.get_by_test_id(opener)
        button.focus()
        keys.press("Enter")
        expect(page.locator(layer)).to_be_visible()
        has_focus_in(page, layer)
        keys.press("Escape")
        expect(page.locator(layer)).to_be_hidden()
        expect(button).to_be_focused()

    more = page.get_by_role("button", name="Más acciones")
    more.focus()
    keys.press("Enter")
    expect(page.locator("#menu-case")).to_be_visible()
    keys.press("Escape")
    expect(more).to_be_focused()

    emoji = page.get_by_role("button", name="Emoji", exact=True)
    emoji.focus()
    keys.press("Enter")
    expect(page.get_by_placeholder("Buscar emoji")).to_be_focused()
    keys.press("Escape")
    expect(emoji).to_be_focused()

    add = page.get_by_role("button", name="Agregar a contactos").first
    add.focus()
    keys.press("Enter")
    expect(desk.dialog).to_be_visible()
    has_focus_in(page, "dialog[open]")
    keys.press("Escape")
    expect(desk.dialog).to_have_count(0)
    expect(add).to_be_focused()

    # The letters can be turned off.
    page.get_by_role("log").focus()
    keys.press("?")
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.get_by_role("switch").press("Space")
    keys.press("Escape")
    expect(shortcuts).to_have_count(0)
    expect(page.get_by_role("log")).to_be_focused()
    keys.press("?")
    keys.press("r")
    expect(desk.dialog).to_have_count(0)
    assert world.ana.get("me").json()["preferences"]["shortcuts"] is False


def test_the_list_by_its_keys(open_page, world):
    cases = [world.inbound(f"Mensaje {number}")["case"] for number in range(3)]
    for case in cases:
        world.ana.put(f"cases/{case}/acceptance")
    page = open_page(world, "ana", f"/cases/{cases[0]}")
    desk = Desk(page).ready()
    expect(desk.text).to_be_focused()
    expect(desk.card(cases[0])).to_have_attribute("aria-current", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("log")).to_be_focused()
    order = [int(number) for number in desk.cards.evaluate_all("all => all.map(one => one.dataset.case)")]
    above = order[order.index(cases[0]) - 1]
    page.keyboard.press("k")
    expect(desk.card(above)).to_be_focused()
    page.keyboard.press("j")
    expect(desk.card(cases[0])).to_be_focused()
    page.keyboard.press("k")
    expect(desk.card(above)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/cases/{above}$"))
    expect(desk.card(above)).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(desk.card(cases[0])).to_have_attribute("aria-current", "true")
    page.keyboard.press("F6")
    page.keyboard.press("Shift+F6")
    expect(desk.text).to_be_focused()


def test_the_card_that_a_colleague_took(open_page, world):
    """Of two who take a case one wins; the other sees who, sends nothing, and the card leaves."""
    for client in (world.ana, world.bruno):
        client.put("me/state", {"state": "offline"})
    case = world.inbound("¿Quién me atiende?")["case"]
    page = open_page(world, "bruno", allow=[r"\b409\b"])
    desk = Desk(page).ready()
    desk.card(case).click()

    def ana_first(route):
        world.ana.put(f"cases/{case}/acceptance")
        route.continue_()

    page.route("**/acceptance", ana_first)
    with page.expect_response("**/acceptance") as answer:
        page.get_by_test_id("take-case").click()
    assert answer.value.status == 409
    expect(desk.card(case)).to_have_attribute("data-state", "taken")
    expect(desk.card(case)).to_contain_text(re.compile(r"Ana la tomó (recién|hace \d s)"))
    expect(desk.text).to_have_count(0)
    expect(desk.card(case)).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/$"))


def test_a_link_to_a_case_survives_the_sign_in(open_page, world):
    case = world.inbound("¿Siguen abiertos?")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    page = open_page(world, path=f"/login?next=%2Fcases%2F{case}")
    page.get_by_test_id("login-email").fill("ana@demo.example")
    page.get_by_test_id("login-password").fill(PASSWORD)
    page.get_by_test_id("login-submit").click()
    expect(page).to_have_url(f"{world.base}/cases/{case}")
    expect(Desk(page).message("¿Siguen abiertos?")).to_be_visible()


@pytest.mark.parametrize("path", ["/cases?state=queued&sort=created", "/contacts?q=rosa%20%26%20co", "/reports/transfers?from=-7d"])
def test_a_link_with_its_question_survives_the_sign_in(open_page, world, path):
    page = open_page(world, path=path)
    expect(page).to_have_url(re.compile(r"/login\?next="))
    page.get_by_test_id("login-email").fill("ana@demo.example")
    page.get_by_test_id("login-password").fill(PASSWORD)
    page.get_by_test_id("login-submit").click()
    expect(page.get_by_test_id("status-button")).to_be_visible()
    expect(page).to_have_url(f"{world.base}{path}")


@pytest.mark.parametrize("next", ["/.//example.com/", "http://[", "https://example.com/", "//example.com/", "javascript:alert(1)", "/\\example.com"])
def test_only_our_own_pages_follow_the_sign_in(open_page, world, next):
    page = open_page(world, path="/login")
    page.goto(f"/login?next={next}")
    page.get_by_test_id("login-email").fill("ana@demo.example")
    page.get_by_test_id("login-password").fill(PASSWORD)
    page.get_by_test_id("login-submit").click()
    expect(page.get_by_test_id("status-button")).to_be_visible()
    assert page.url.startswith(world.base)
