"""Ctrl K: cases, contacts and acts by the keyboard alone."""
import re
import uuid

import pytest
from playwright.sync_api import expect

from support.pages import Desk
from support.scene import name_contact, newest


@pytest.fixture(scope="module")
def people(worlds, engine):
    """Rosa's open case of Ana's and a closed one of a time before, and a contact whose case is nobody's list."""
    world = worlds.create(engine)
    try:
        world.start()
        world.before = world.inbound("¿Tienen la Ámbar grande?", sender="+51900555014")["case"]
        world.ana.put(f"cases/{world.before}/acceptance")
        name_contact(world, newest(world), "Rosa Quispe Mamani", "45872310")
        world.ana.put(f"cases/{world.before}/closure", {})
        world.rosa = world.inbound("La lámpara Ámbar llegó rota", sender="+51900555014")["case"]
        world.ana.put(f"cases/{world.rosa}/acceptance")
        world.bruno.put(f"contacts/{uuid.uuid4()}", {"name": "Comercial Ámbar E.I.R.L.", "code": "20555040031"})
        yield world
    finally:
        worlds.remove(world)


@pytest.fixture
def palette(open_page, people):
    page = open_page(people, "ana")
    Desk(page).ready()
    page.keyboard.press("Control+k")
    expect(page.get_by_test_id("palette-input")).to_be_focused()
    return page


def items(page):
    return page.get_by_test_id("palette-item")


def active(page):
    return page.locator(".command-palette__item--active")


def test_every_kind_with_its_match_marked(palette, people):
    palette.keyboard.type("ambar")
    case = palette.locator('[data-kind="case"]').filter(has_text=f"#{people.rosa}")
    expect(case.locator("mark")).to_have_text("Ámbar")
    contact = items(palette).filter(has_text="Comercial")
    expect(contact.locator("mark")).to_have_text("Ámbar")
    expect(contact).to_contain_text("20555040031")
    expect(palette.get_by_role("group", name="Casos", exact=True)).to_contain_text("Abierta")
    expect(palette.get_by_role("option", selected=True)).to_have_count(1)
    expect(palette.get_by_test_id("palette-input")).to_have_attribute("aria-activedescendant", re.compile("palette-case-"))

    # The arrows go round; Enter opens, Ctrl Enter in a tab of its own.
    palette.keyboard.press("ArrowUp")
    last = items(palette).last
    expect(last).to_have_class(re.compile("--active"))
    palette.keyboard.press("ArrowDown")
    expect(items(palette).first).to_have_class(re.compile("--active"))
    with palette.context.expect_page() as apart:
        palette.keyboard.press("Control+Enter")
    assert re.search(r"/cases/\d+$", apart.value.url)
    apart.value.close()
    palette.bring_to_front()
    palette.keyboard.press("Enter")
    expect(palette.get_by_test_id("palette")).to_have_count(0)
    expect(Desk(palette).text).to_be_focused()


def test_a_contact_opens_its_cases(palette, people):
    palette.keyboard.type("45872310")
    expect(items(palette).filter(has_text=f"#{people.rosa}").locator("mark")).to_have_text("45872310")
    contact = palette.locator('[data-testid="palette-item"][data-kind="contact"]').filter(has_text="45872310")
    expect(contact).to_have_count(1)
    expect(palette.get_by_role("status").filter(has_text="4 resultados")).to_be_attached()  # both cases, the way to a case of that number, the contact
    contact.click()
    expect(palette.get_by_role("group", name="Casos de Rosa Quispe Mamani")).to_be_visible()
    expect(items(palette)).to_have_count(2)
    palette.keyboard.press("Escape")
    expect(palette.get_by_role("group", name="Acciones")).to_be_visible()
    palette.keyboard.type("quispe mam")
    contact.click()
    palette.keyboard.type(str(people.before))
    expect(items(palette)).to_have_count(1)
    palette.keyboard.press("Enter")
    expect(palette).to_have_url(re.compile(f"/cases/{people.before}$"))


def test_acts_and_numbers(palette, people):
    palette.keyboard.type("capacit")
    expect(active(palette)).to_contain_text("Mi estado: Capacitación")
    palette.keyboard.press("Enter")
    expect(palette.get_by_test_id("status-button")).to_contain_text("Capacitación")
    people.ana.put("me/state", {"state": "offline"})
    # A number that is in no list of mine can be opened all the same; the server has the say.
    palette.keyboard.press("Control+k")
    expect(palette.get_by_test_id("palette-input")).to_be_focused()
    palette.keyboard.type("#987654")
    expect(active(palette)).to_have_text("Ir al caso #987654")
    palette.keyboard.press("Escape")
    expect(palette.get_by_test_id("palette")).to_have_count(0)


def test_nothing_found_and_a_search_that_fails(open_page, people):
    page = open_page(people, "ana", allow=[r"\b503\b"])
    Desk(page).ready()
    page.get_by_test_id("open-palette").click()
    expect(page.get_by_test_id("palette-input")).to_be_focused()
    page.keyboard.type("xyzzy")
    expect(page.get_by_role("heading", name="Nada coincide con «xyzzy»")).to_be_visible()
    expect(page.get_by_test_id("palette")).to_contain_text("Buscamos en todos los casos")

    page.route("**/api/v1/search?*", lambda route: route.fulfill(status=503, json={"status": 503, "code": "busy", "id": "8f21c0"}))
    page.get_by_test_id("palette-input").fill("rosa")
    expect(page.get_by_role("alert").filter(has_text="No pudimos buscar")).to_contain_text("error 503 · 8f21c0")
    expect(items(page).first).to_contain_text("Rosa")
    page.unroute("**/api/v1/search?*")
    page.get_by_role("button", name="Reintentar").click()
    expect(page.get_by_role("group", name="Contactos")).to_contain_text("Rosa Quispe Mamani")
    # The focus goes back to what opened it.
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("open-palette")).to_be_focused()


def test_what_was_said_in_a_case_of_no_list(palette, people):
    """A message of a closed case, by words without their accents; the match is marked; Enter opens its case. Also while a conversation is open."""
    palette.keyboard.press("Escape")
    Desk(palette).card(people.rosa).click()
    palette.keyboard.press("Control+k")
    expect(palette.get_by_test_id("palette-input")).to_be_focused()
    palette.keyboard.type("tienen ambar gra")
    said = palette.get_by_role("group", name="Mensajes").get_by_test_id("palette-item")
    expect(said).to_have_count(1)
    expect(said.locator("mark")).to_have_text(["Tienen", "Ámbar", "grande"])
    case = palette.locator('[data-kind="case"]').filter(has_text=f"#{people.before}")
    expect(case).to_have_count(1)
    palette.keyboard.press("ArrowDown")
    expect(active(palette)).to_have_attribute("data-kind", "message")
    palette.keyboard.press("Enter")
    expect(palette).to_have_url(re.compile(f"/cases/{people.before}$"))


def test_an_answer_that_comes_late_is_nobodys(palette, people):
    """The first answer is held back until the second has come."""
    held = []
    palette.route("**/api/v1/search?q=rosa&*", lambda route: held.append(route))
    palette.keyboard.type("rosa")
    with palette.expect_request("**/api/v1/search?q=rosa&*"):
        pass
    palette.get_by_test_id("palette-input").fill("comercial")
    expect(palette.get_by_role("group", name="Contactos")).to_contain_text("Comercial")
    for route in held:
        route.abort()
    expect(palette.get_by_role("group", name="Contactos")).to_contain_text("Comercial")
