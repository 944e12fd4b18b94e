"""The list under the hand: filter, order, density, width, many cases, the line that breaks, a page that grew old."""
import re

import pytest
from playwright.sync_api import expect

from support.pages import Desk, becomes
from support.scene import reply


@pytest.fixture(scope="module")
def full(worlds, engine):
    """Ana has seventy open cases; the first is flagged, the last has an unread message."""
    world = worlds.create(engine)
    try:
        world.start()
        world.cases = [world.inbound(f"Mensaje {number}", sender=f"+5190055{number:04}")["case"] for number in range(70)]
        for case in world.cases:
            world.ana.put(f"cases/{case}/acceptance")
        for case in world.cases[:-1]:
            world.ana.put(f"cases/{case}/read", {"message": world.ana.get(f"cases/{case}").json()["messages"][-1]["id"]})
        world.ana.put(f"cases/{world.cases[0]}/flag")
        yield world
    finally:
        worlds.remove(world)


def numbers(page):
    return [int(one) for one in page.locator(".case-list a.case-card").evaluate_all("all => all.map(one => one.dataset.case)")]


def choose(page, menu, choice):
    page.get_by_test_id(menu).click()
    page.get_by_test_id(choice).click()


def test_from_sixty_on_only_those_in_sight_are_painted(open_page, full):
    page = open_page(full, "ana")
    desk = Desk(page).ready()
    page.wait_for_function("() => { const count = document.querySelectorAll('a.case-card').length; return 8 <= count && count <= 30; }")
    item = page.locator(".case-list__items li").first
    expect(item).to_have_attribute("aria-setsize", "70")
    expect(item).to_have_attribute("aria-posinset", "1")
    # Every row stands where it would stand among all.
    page.locator(".case-list__scroll").evaluate("list => { list.scrollTop = 101 * 40; }")
    middle = page.locator('.case-list__items li[aria-posinset="45"]')
    expect(middle).to_be_in_viewport()
    assert desk.cards.count() <= 40
    # By the keys to the very end, the focus on a card all the while.
    page.locator(".case-list__scroll").evaluate("list => { list.scrollTop = 0; }")
    page.locator('.case-list a.case-card[tabindex="0"]').focus()
    for step in range(69):
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.matches('a.case-card')"), step
    expect(page.locator('.case-list__items li[aria-posinset="70"] a')).to_be_focused()


def test_compact_density_is_kept(open_page, full):
    page = open_page(full, "ana")
    desk = Desk(page).ready()
    tall = desk.cards.first.bounding_box()["height"]
    choose(page, "list-look", "look-compact")
    expect(page.locator(".case-list")).to_have_class(re.compile("case-list--compact"))
    short = desk.cards.first.bounding_box()["height"]
    assert (tall, short) == (97, 56)
    second = desk.cards.nth(1).bounding_box()["y"] - desk.cards.nth(0).bounding_box()["y"]
    assert second == 60, "the rows are where the virtual list counts them"
    page.reload()
    desk.ready()
    assert desk.cards.first.bounding_box()["height"] == 56


def test_filter_and_order(open_page, full):
    page = open_page(full, "ana")
    Desk(page).ready()
    choose(page, "list-filter", "filter-flagged")
    expect(page.locator(".case-list a.case-card")).to_have_count(1)
    assert numbers(page) == [full.cases[0]]
    page.keyboard.press("Escape")
    page.keyboard.press("f")
    page.get_by_test_id("filter-unread").click()
    expect(page.get_by_role("heading", name="Nada coincide con el filtro")).to_be_visible()
    expect(page.get_by_test_id("list-filter")).to_have_accessible_name("Filtrar la lista: 2 filtros puestos")
    page.get_by_role("button", name="Quitar los 2 filtros").click()
    expect(page.locator(".case-list a.case-card").first).to_have_attribute("data-case", str(full.cases[-1]))
    choose(page, "list-look", "order-oldest")
    page.mouse.move(900, 400)
    expect(page.locator(".case-list a.case-card").first).to_have_attribute("data-case", str(full.cases[0]))


def test_the_width_by_pointer_and_keyboard(open_page, full):
    page = open_page(full, "ana")
    Desk(page).ready()
    edge, width = page.get_by_test_id("list-edge"), lambda: page.locator(".case-list").bounding_box()["width"]
    assert width() == 332
    edge.focus()
    for key, now in (("ArrowRight", 340), ("End", 420), ("ArrowRight", 420), ("Home", 296), ("ArrowLeft", 296)):
        page.keyboard.press(key)
        expect(edge).to_have_attribute("aria-valuenow", str(now))
        assert width() == now
    box = edge.bounding_box()
    page.mouse.move(box["x"] + 3, 400)
    page.mouse.down()
    page.mouse.move(box["x"] + 63, 400, steps=4)
    page.mouse.up()
    assert 350 <= width() <= 362
    kept = width()
    page.reload()
    Desk(page).ready()
    assert width() == kept
    # A window that is too narrow for it takes some of it away, and scrolls nowhere.
    edge.focus()
    page.keyboard.press("End")
    for wide in (720, 1120, 1360):
        page.set_viewport_size({"width": wide, "height": 720})
        assert page.evaluate("document.querySelector('main').scrollWidth <= document.querySelector('main').clientWidth"), wide
    page.set_viewport_size({"width": 1440, "height": 900})
    becomes(width, 420)
    page.get_by_test_id("list-edge").dblclick()
    expect(edge).to_have_attribute("aria-valuenow", "332")
    assert width() == 332


def test_nothing_moves_under_the_pointer(open_page, full):
    page = open_page(full, "ana")
    desk = Desk(page).ready()
    expect(page.locator(".case-list a.case-card").nth(4)).to_be_visible()
    first = numbers(page)[:5]
    page.locator(".case-list a.case-card").nth(1).hover()
    sender = full.ana.get(f"cases/{first[3]}").json()["case"]["contact"]["point"]["value"]
    full.inbound("¿Siguen ahí?", sender=sender)
    expect(desk.card(first[3]).locator(".badge--unread")).to_be_visible()
    assert numbers(page)[:5] == first
    page.mouse.move(900, 400)
    expect(page.locator(".case-list a.case-card").first).to_have_attribute("data-case", str(first[3]))
    reply(full.ana, first[3], "Sí, aquí")


def test_without_a_line_nothing_is_accepted(open_page, full):
    offer = None
    full.carla.patch(f"users/{full.ana.get('me').json()['id']}", {"capacity": 100})
    full.ana.put("me/state", {"state": "available"})
    try:
        offer = full.inbound("¿Hola?", sender="+51900559999")["case"]
        page = open_page(full, "ana", allow=["ERR_INTERNET_DISCONNECTED"])
        desk = Desk(page).ready()
        expect(desk.card(offer)).to_have_class(re.compile("case-card--offered"))
        page.context.set_offline(True)
        expect(desk.banner).to_have_attribute("data-status", "offline")
        desk.card(offer).click()
        expect(page.get_by_test_id("take-case")).to_be_disabled()
        expect(page.get_by_test_id("take-case")).to_have_attribute("title", "Sin conexión: hazlo cuando vuelva")
        assert full.carla.get(f"cases/{offer}").json()["case"]["state"] == "offered"
        page.get_by_test_id("status-button").click()
        expect(page.get_by_test_id("status-offline")).to_have_attribute("aria-disabled", "true")
    finally:
        full.ana.put("me/state", {"state": "offline"})
        if offer:
            full.carla.put(f"cases/{offer}/closure", {})


def test_a_page_that_grew_old_says_so(open_page, full):
    """The server came back with another web client: the screen stays readable, and the draft survives."""
    case = full.cases[10]
    page = open_page(full, "ana", f"/cases/{case}", allow=["ERR_INTERNET_DISCONNECTED"])
    desk = Desk(page).ready()
    desk.text.fill("Ya casi")
    page.context.set_offline(True)
    expect(desk.banner).to_have_attribute("data-status", "offline")
    page.route("**/app/revision", lambda route: route.fulfill(body="another"))
    page.context.set_offline(False)
    dialog = page.get_by_test_id("old-dialog")
    expect(dialog).to_contain_text("Hay una versión nueva")
    expect(desk.message("Mensaje 10")).to_be_visible()
    page.unroute("**/app/revision")
    dialog.get_by_role("button", name="Cargar la nueva").click()
    desk.ready()
    expect(dialog).to_have_count(0)
    expect(desk.text).to_have_value("Ya casi")


def test_a_toast_waits_under_the_pointer_and_the_focus(open_page, full):
    page = open_page(full, "ana", f"/cases/{full.cases[20]}")
    desk = Desk(page).ready()
    desk.text.wait_for()
    page.clock.install()
    page.get_by_role("button", name="Más acciones").click()
    page.get_by_role("menuitem", name="Devolver a la cola").click()
    toast = page.get_by_test_id("toast")
    toast.get_by_role("button").focus()
    page.clock.fast_forward(7000)
    expect(toast).to_be_visible()
    page.get_by_test_id("account-button").focus()
    page.clock.fast_forward(7000)
    expect(toast).to_have_count(0)
    full.ana.put(f"cases/{full.cases[20]}/acceptance")
