"""How the screens look, in both themes, on a desk and on a phone: pictures to look at, and what a machine can judge of them."""
import re

import pytest
from playwright.sync_api import expect

from support.browser import check_accessibility, difference, fonts, inspect, shoot, take
from support.chat import Customer
from support.pages import Chat, Desk, has_focus_in, shown
from support.scene import asks_bruno


def test_the_sign_in_page(open_page, day):
    page = open_page(day, path="/login")
    expect(page.get_by_test_id("login-email")).to_be_focused()
    inspect(page, "login")


def test_the_workspace(open_page, day):
    page = open_page(day, "ana", f"/cases/{day.open}")
    desk = Desk(page).ready()
    assert shown(desk.messages.locator("img")) > 0
    expect(desk.message("¿queda stock")).to_have_attribute("data-kind", "note")
    expect(desk.messages.filter(has_text="Orden de cambio")).to_have_attribute("data-status", "read")
    expect(desk.message("Listo, Rosa")).to_have_attribute("data-status", re.compile("sent|delivered"))
    expect(desk.card(day.offered)).to_have_class(re.compile("case-card--offered"))
    inspect(page, "workspace")


LAYERS = {
    "groups": lambda page: (page.locator(".group-rail__panel").hover(), expect(page.locator(".group-rail__panel")).to_have_css("width", "300px")),
    "palette": lambda page: (page.keyboard.press("Control+k"), page.get_by_test_id("palette-input").fill("ros"), page.get_by_role("group", name="Contactos").wait_for()),
    "notices": lambda page: (page.get_by_test_id("notices-button").click(), expect(page.locator("#menu-notices")).to_be_visible()),
    "status": lambda page: (page.get_by_test_id("status-button").click(), has_focus_in(page, "#menu-status")),
}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_of_the_shell(open_page, day, layer):
    page = open_page(day, "ana", f"/cases/{day.open}")
    Desk(page).ready().text.wait_for()
    LAYERS[layer](page)
    for theme in ("light", "dark"):
        shoot(page, layer, themes=(theme,))
        check_accessibility(page)


def test_notices_and_sounds(open_page, day):
    page = open_page(day, "ana", f"/cases/{day.open}")
    Desk(page).ready().text.wait_for()
    page.get_by_test_id("account-button").click()
    page.get_by_test_id("open-preferences").click()
    expect(page.get_by_test_id("preferences-dialog")).to_be_visible()
    inspect(page, "preferences")


def test_a_view_in_the_compact_list(open_page, day):
    page = open_page(day, "ana", "/")
    Desk(page).ready()
    page.get_by_test_id("list-look").click()
    page.get_by_test_id("look-compact").click()
    expect(page.locator(".case-list--compact")).to_be_visible()
    inspect(page, "compact")
    page.get_by_test_id("my-closed").click()
    expect(page.get_by_test_id("view-count")).to_have_text("1")
    inspect(page, "view")


def test_the_list_on_a_phone(open_page, day):
    page = open_page(day, "ana", size="phone")
    expect(Desk(page).ready().card(day.offered)).to_be_visible()
    shoot(page, "list", sizes=("phone",))
    check_accessibility(page)


def test_the_contact_on_a_phone(open_page, day):
    page = open_page(day, "ana", f"/cases/{day.open}", size="phone")
    page.get_by_role("button", name="Formulario, contacto e historial").click()
    page.get_by_role("tab", name="Contacto").click()
    shoot(page, "contact", sizes=("phone",))
    check_accessibility(page)


def test_a_supervisor_sees_everything(open_page, day):
    page = open_page(day, "sofia", f"/cases/{day.open}")
    Desk(page).ready()
    expect(page.get_by_text("Listo, Rosa").last).to_be_visible()
    inspect(page, "supervisor")


def test_the_close_dialog(open_page, day):
    page = open_page(day, "ana", f"/cases/{day.open}")
    Desk(page).ready().text.wait_for()
    page.get_by_test_id("close-case-header").click()
    expect(page.get_by_test_id("close-dialog")).to_be_visible()
    inspect(page, "close")


def test_the_empty_workspace(open_page, world):
    page = open_page(world, "carla")
    Desk(page).ready()
    expect(page.get_by_role("heading", name="Ninguna abierta")).to_be_visible()
    inspect(page, "empty")


def test_the_shop_with_its_chat(open_page, day):
    page = open_page(day, path="/shop")
    chat = Chat(page).open()
    asks_bruno(day, chat)
    inspect(page, "shop")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_shop_before_the_chat_is_opened(open_page, day, size):
    page = open_page(day, path="/shop", size=size)
    expect(page.get_by_test_id("widget-open")).to_be_visible()
    shoot(page, "shop-closed", sizes=(size,))
    check_accessibility(page)


def test_the_same_day_gives_the_same_picture(browser, open_page, new_day, tmp_path):
    """Clock, data and fonts stand still: what differs from one run to the next is the product. Only visitors' numbers are new each time."""
    pictures = []
    for number in range(2):
        day = new_day()
        desk = Desk(open_page(day, "ana", f"/cases/{day.open}")).ready()
        assert shown(desk.messages.locator("img")) > 0
        expect(desk.message("Listo, Rosa")).to_have_attribute("data-status", re.compile("sent|delivered"))
        expect(desk.page.get_by_text(re.compile("Hoy, viernes 21 de noviembre"))).to_be_visible()
        expect(desk.page.get_by_test_id("status-button")).to_contain_text("0:41")
        assert fonts(desk.messages.last.locator(".message__text")) == {"Inter", "Noto Color Emoji"}
        desk.page.evaluate("""() => { for (const one of document.querySelectorAll('.case-card, .conversation__facts, .contact-panel'))
            for (const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT); walk.nextNode();) walk.currentNode.data = walk.currentNode.data.replace(/Visitante \\w{4}/, 'Visitante 7F3A') }""")
        pictures.append(tmp_path / f"{number}.png")
        take(desk.page, pictures[-1])
    assert difference(browser, *pictures) < 0.001
