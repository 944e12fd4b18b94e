"""The cases module by keyboard alone: views, the conversation beside the list, scope, next steps, looks (CD-2, CD-3, ED-6)."""
import pytest
from playwright.sync_api import expect

from support.browser import SIZES, WIDTHS, check_accessibility, shoot
from support.cases import Cases, waiting
from support.pages import Desk


def test_views_are_saved_changed_and_taken_away(open_cases, world):
    one, two = waiting(world, 2)
    world.sofia.patch(f"cases/{two}", {"priority": "critical"})
    cases = open_cases("?state=queued&priority=critical")
    page = cases.page
    cases.tab_to("view-save-as", 90).press("Enter")
    expect(page.get_by_label("Nombre")).to_be_focused()
    check_accessibility(page)
    page.keyboard.type("Urgentes de prueba")
    cases.press("Enter")
    link = page.get_by_test_id("view-link").filter(has_text="Urgentes de prueba")
    expect(link).to_have_attribute("aria-current", "page")
    expect(page.get_by_test_id("listing-title")).to_have_text("Urgentes de prueba")
    expect(link.get_by_test_id("view-count")).to_have_text("1")
    cases.shows(two)
    # Changed: it offers to be saved; its own address has its filters again.
    page.locator('[data-filter="priority"] button').focus()
    cases.press("Enter").holds(one, two)
    expect(page.get_by_test_id("view-changed")).to_contain_text("Urgentes de prueba")
    cases.tab_to("view-save", 90).press("Enter")
    expect(page.get_by_test_id("view-changed")).to_have_count(0)
    expect(link.get_by_test_id("view-count")).to_have_text("2")
    world.carla.put(f"cases/{one}/closure", {})
    expect(link.get_by_test_id("view-count")).to_have_text("1")
    cases.tab_to("view-edit", 90).press("Enter")
    cases.tab_to("view-delete").press("Enter")
    expect(link).to_have_count(0)



def test_a_view_shared_with_agents_is_theirs_to_open(open_cases, open_page, world):
    one, = waiting(world, 1)
    cases = open_cases("?state=queued")
    cases.tab_to("view-save-as", 90).press("Enter")
    expect(cases.page.get_by_label("Nombre")).to_be_focused()
    cases.page.keyboard.type("Para el equipo")
    cases.page.get_by_role("group", name="Compartir con").get_by_label("Asesores").press("Space")
    cases.page.get_by_label("Nombre").press("Enter")
    expect(cases.page.get_by_test_id("listing-title")).to_have_text("Para el equipo")
    ana = Cases(open_page(world, "ana", "/cases?all=true")).ready()
    link = ana.page.get_by_test_id("view-link").filter(has_text="Para el equipo")
    link.focus()
    ana.press("Enter")
    expect(ana.row(one)).to_be_visible()
    expect(ana.page.get_by_test_id("view-edit")).to_have_count(0)



def test_ed_6_selecting_shows_the_transcript_with_open(open_cases, world):
    one, two = waiting(world, 2, account="api-campaign")
    cases = open_cases()
    cases.into().press("ArrowRight")
    transcript = cases.page.get_by_test_id("transcript")
    expect(transcript).to_contain_text("Pregunta 1")
    cases.at(two)
    cases.press("ArrowDown")
    expect(transcript).to_contain_text("Pregunta 0")
    cases.at(one)
    check_accessibility(cases.page)
    cases.tab_to("transcript-open", 20).press("Enter")
    cases.page.wait_for_url(f"**/cases/{one}")
    cases.page.go_back()
    cases.ready().at(one)



def test_an_exclusive_cases_words_are_not_read_beside_the_list(open_cases, world):
    case = world.inbound("Secreto", name="Rosa Quispe")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    asked = []
    cases = open_cases(f"?case={case}")
    cases.page.on("request", lambda request: asked.append(request.url))
    cases.into().press("ArrowRight")
    expect(cases.page.get_by_test_id("transcript")).to_contain_text("Se lee solo al abrir el caso")
    assert not any(f"/{case}" in url or "/messages" in url for url in asked)



def test_the_campaign_selector_scopes_the_list(open_cases, world):
    here = world.inbound("Aquí", name="Rosa Quispe")["case"]
    there = world.inbound("Allá", name="Óscar Benavides", account="api-campaign")["case"]
    cases = open_cases()
    cases.holds(here, there)
    cases.tab_to("campaign-select").press("Enter")
    cases.page.locator(f'[data-testid="campaign-choice"][data-campaign="{world.campaign()}"]').focus()
    cases.press("Enter").shows(here)
    expect(cases.count).to_have_text("1 caso")



def test_next_steps_are_planned_by_key_and_marked_ten_minutes_before_and_after(open_page, new_day):
    """CD-2's clock on the list's rows and on the workspace's cards."""
    world = new_day()
    page = open_page(world, "ana", f"/cases/{world.open}")
    desk = Desk(page).ready()
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    dialog = page.get_by_test_id("follow-up-dialog")
    expect(dialog).to_be_visible()
    check_accessibility(page)
    dialog.get_by_label("Otra fecha y hora").press("Space")
    dialog.locator("#follow-up-date").fill("2025-11-21T10:58")
    dialog.get_by_label("Qué hay que hacer").fill("Confirmar el recojo")
    page.keyboard.press("Enter")
    clock = desk.card(world.open).get_by_test_id("follow-up-clock")
    expect(clock).to_have_attribute("data-tone", "calm")
    world.clock.set("2025-11-21T10:49:00")
    page.clock.set_fixed_time(world.clock.now)
    expect(clock).to_have_attribute("data-tone", "soon")
    expect(clock).to_contain_text("9 min")
    world.clock.set("2025-11-21T11:10:00")
    page.clock.set_fixed_time(world.clock.now)
    expect(clock).to_have_attribute("data-tone", "over")
    expect(clock).to_contain_text("atrasada 12 min")
    page.goto("/cases?followUp=overdue")
    cases = Cases(page).ready()
    expect(cases.row(world.open).get_by_test_id("follow-up-clock")).to_contain_text("atrasada")



@pytest.mark.parametrize("name, keys", [("cases", ()), ("cases-selected", ("j", "Space", "Shift+ArrowDown")), ("cases-filters", ("f",))])
def test_the_module_in_both_themes_on_a_desk_and_on_a_phone(open_cases, world, name, keys):
    waiting(world, 6)
    cases = open_cases()
    cases.press(*keys)
    for size in ("desktop", "phone"):
        for theme in ("light", "dark"):
            shoot(cases.page, name, themes=(theme,), sizes=(size,))
            check_accessibility(cases.page)


def test_no_width_scrolls_sideways_and_every_language_is_whole(open_cases, world):
    waiting(world, 3)
    cases = open_cases()
    page = cases.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 720})
        wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        assert wide <= 0, f"scrolls sideways at {width} px"
    page.set_viewport_size(SIZES["desktop"])
    for locale, title in (("en", "All cases"), ("pt", "Todos os casos"), ("es", "Todos los casos")):
        world.sofia.patch("me", {"locale": locale})
        page.reload()
        cases.ready()
        expect(page.get_by_test_id("listing-title")).to_have_text(title)
        assert not page.evaluate("/\\b(listing|followUp)\\.[a-z]/.test(document.body.innerText)")


def test_on_a_phone_a_row_opens_its_case_and_the_tabs_lead_back(open_cases, world):
    one, = waiting(world, 1)
    cases = open_cases(size="phone", has_touch=True)
    cases.row(one).tap()
    cases.page.wait_for_url(f"**/cases/{one}")
    cases.page.go_back()
    expect(cases.row(one)).to_be_visible()
    box = cases.page.get_by_test_id("open-filters").bounding_box()
    assert box["height"] >= 44 and box["width"] >= 44
