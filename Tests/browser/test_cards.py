"""The cards of the list: what one says (GD-6), in which part it stands and how it asks to be opened (WD-2)."""
import re

from playwright.sync_api import expect

from support.pages import Desk
from support.scene import name_contact, newest


def test_gd_6_the_card(open_page, world):
    """Whose it is with the address on hover, the line, state, number, channel; the customer's number on WhatsApp only."""
    case = world.inbound("Hola", name="Rosa Quispe")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    card = newest(world)
    name_contact(world, card, "Rosa Quispe Mamani")

    def on_whatsapp(route):
        answer = route.fetch()
        desk = answer.json()
        for account in desk["accounts"]:
            if account["id"] == card["account"]:
                account |= {"channel": "whatsapp", "alias": "Postventa Lima", "address": "+51 1 555 0110"}
        for one in desk["cases"]:
            if one["number"] == case:
                one["channel"] = "whatsapp"
        route.fulfill(response=answer, json=desk)

    page = open_page(world, "ana")
    shown = Desk(page).ready().card(case)
    expect(shown.locator(".avatar")).to_have_attribute("title", "Ana Torres · ana@demo.example")
    expect(shown.locator(".avatar")).to_have_text("AT")
    expect(shown).to_contain_text("Abierta")
    expect(shown).to_contain_text(f"#{case}")
    expect(shown.get_by_role("img", name="API")).to_be_visible()
    expect(shown.get_by_test_id("card-line")).to_have_text("Integración API")
    expect(shown.get_by_test_id("card-point")).to_have_count(0)

    page.route("**/api/v1/desk", on_whatsapp)
    page.reload()
    expect(shown.get_by_role("img", name="WhatsApp")).to_be_visible()
    expect(shown.get_by_test_id("card-line")).to_have_text("+51 1 555 0110")
    expect(shown.get_by_test_id("card-point")).to_have_text(card["contact"]["point"]["display"])


def test_wd_2_the_list_in_parts(open_page, fresh_world):
    """Queued and offered, open, and a folded third. An offered card pulses, or with less motion has a thick outline; selecting it opens it."""
    world = fresh_world
    done = held_by_ana(world)
    world.ana.put(f"cases/{done}/closure", {})
    held = held_by_ana(world)
    world.ana.put("me/state", {"state": "available"})
    offer = world.inbound("¿Hola?", name="Óscar")["case"]
    world.carla.patch(f"users/{world.ana.get('me').json()['id']}", {"capacity": 2})
    queued = world.inbound("¿Y yo?", name="Ximena")["case"]

    page = open_page(world, "ana", reduced_motion="no-preference")
    desk = Desk(page).ready()
    headings = page.locator(".case-list h2")
    expect(headings).to_have_text([re.compile("^Encoladas y asignadas 2"), re.compile("^Abiertas 1"), re.compile("^Atendidas 1")])
    parts = [part.evaluate("list => [...list.querySelectorAll('a')].map(one => +one.dataset.case)") for part in page.locator(".case-list__items").all()]
    assert parts == [[offer, queued], [held]], "the offer first, then who waits; the third part is folded"
    expect(desk.card(offer)).to_contain_text("Asignada")
    expect(desk.card(offer)).to_contain_text("Ábrela en")
    assert desk.card(offer).evaluate("card => card.getAnimations().map(one => one.animationName)") == ["case-card-pulse"]
    page.emulate_media(reduced_motion="reduce")
    assert desk.card(offer).evaluate("card => card.getAnimations().length") == 0
    assert desk.card(offer).evaluate("card => getComputedStyle(card).boxShadow").count("rgb") == 2

    fold = page.get_by_role("button", name="Atendidas 1")
    expect(fold).to_have_attribute("aria-expanded", "false")
    fold.click()
    expect(desk.card(done)).to_have_attribute("data-state", "closed")

    desk.card(offer).click()
    expect(desk.card(offer)).to_have_attribute("data-state", "open")
    expect(desk.text).to_be_focused()
    expect(headings.nth(1)).to_have_text(re.compile("^Abiertas 2"))
    assert newest(world)["number"] == queued


def held_by_ana(world):
    case = world.inbound("¿Me ayudan?")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    return case
