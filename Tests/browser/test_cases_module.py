"""The cases module by keyboard alone: list, filters, views, orders, selection, acts on many, what happens meanwhile (CD-1 to CD-5, ED-4 to ED-6)."""
import datetime
import re

import pytest
from playwright.sync_api import expect

from support.browser import SIZES, WIDTHS, check_accessibility, shoot
from support.pages import Desk, has_focus_in


class Cases:
    """The module as a test speaks of it."""

    def __init__(self, page):
        self.page = page
        self.rows = page.get_by_test_id("case-row")
        self.count = page.get_by_test_id("listing-count")
        self.chips = page.get_by_test_id("filter-chip")
        self.filters = page.get_by_test_id("filter-window")
        self.bar = page.get_by_test_id("bulk-bar")
        self.progress = page.get_by_test_id("bulk-progress")

    def ready(self):
        expect(self.page.get_by_test_id("account-button")).to_be_attached()
        expect(self.page.get_by_test_id("cases-module")).to_be_visible()
        expect(self.page.locator(".cases__scroll :is(.skeleton-wait, .skeleton-group)")).to_have_count(0)
        self.page.wait_for_function("""async () => ["live", "back"].includes((await import("/app/desk.js")).getState().connection.status)""")
        return self

    def row(self, number):
        return self.page.locator(f'[data-testid="case-row"][data-case="{number}"]')

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def numbers(self):
        return [int(number) for number in self.rows.evaluate_all("rows => rows.map(row => row.dataset.case)")]

    def shows(self, *numbers):
        """Exactly these, in this order."""
        wanted = list(numbers)
        self.page.wait_for_function("wanted => JSON.stringify([...document.querySelectorAll('[data-testid=case-row]')].map(row => Number(row.dataset.case))) === JSON.stringify(wanted)", arg=wanted)

    def holds(self, *numbers):
        """These, in any order."""
        wanted = sorted(numbers)
        self.page.wait_for_function("wanted => JSON.stringify([...document.querySelectorAll('[data-testid=case-row]')].map(row => Number(row.dataset.case)).sort((a, b) => a - b)) === JSON.stringify(wanted)", arg=wanted)

    def at(self, number):
        """The keyboard is on this row."""
        expect(self.row(number)).to_be_focused()

    def into(self):
        """J leads from anywhere into the list."""
        return self.press("j")

    def tab_to(self, test_id, most=60):
        for _ in range(most):
            if self.page.evaluate("document.activeElement?.dataset?.testid") == test_id:
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {test_id}")


@pytest.fixture
def open_cases(open_page, world):
    def open_cases(search="?state=queued&state=offered&state=open&state=bot", who="sofia", allow=(), **options):
        return Cases(open_page(world, who, f"/cases{search}", allow=allow, **options)).ready()

    return open_cases


def waiting(world, count=3):
    """Cases that wait, the oldest first."""
    return [world.inbound(f"Pregunta {index}", name=name)["case"] for index, name in zip(range(count), ("Rosa Quispe", "Óscar Benavides", "Ximena Cárdenas", "Valentina Rojas", "Pilar Luna", "Iván Alva"))]


def test_cd_1_a_way_to_the_cases_for_everyone_by_rail_and_keys(open_page, world):
    one, = waiting(world, 1)
    for who in ("ana", "sofia", "carla"):
        page = open_page(world, who)
        Desk(page).ready()
        expect(page.get_by_test_id("rail-cases")).to_be_visible()
        page.keyboard.press("g")
        page.keyboard.press("c")
        cases = Cases(page).ready()
        expect(page.get_by_test_id("rail-cases")).to_have_attribute("aria-current", "page")
        expect(page).to_have_title(re.compile("Casos"))
        page.goto("/cases?state=queued")
        expect(cases.row(one)).to_be_visible()


def test_cd_2_what_a_row_tells(open_cases, world):
    """Number, state, outcome, unread, last interaction, document and name, assignee, description, exact time, channel, priority, flag, type."""
    case = world.inbound("¿Y en cuántos días me devuelven la plata?", name="Juan Carlos Huamán")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    world.inbound("Sigo esperando", sender=world.ana.get(f"cases/{case}").json()["case"]["contact"]["point"]["value"])
    world.sofia.patch(f"cases/{case}", {"priority": "critical"})
    world.ana.put(f"cases/{case}/flag")
    cases = open_cases()
    row = cases.row(case)
    for words in ("Juan Carlos Huamán", f"#{case}", "Sigo esperando", "Ana Torres", "Crítica", "Sin documento", "Ir al caso"):
        expect(row).to_contain_text(words)
    expect(row.locator(".badge--unread")).to_contain_text(re.compile(r"^[12]"))
    created = datetime.datetime.fromisoformat(world.ana.get(f"cases/{case}").json()["case"]["createdAt"])
    expect(row).to_contain_text(created.astimezone(datetime.timezone(datetime.timedelta(hours=-5))).strftime("%d/%m/%Y %H:%M:%S"))
    expect(row.get_by_label("Bandera")).to_be_visible()
    expect(row.get_by_label("API")).to_be_visible()
    expect(row.get_by_role("checkbox")).to_be_visible()


def test_the_list_is_one_tab_stop_with_arrows_inside_and_enter_goes_to_the_case_and_back(open_cases, world):
    one, two, three = waiting(world)
    cases = open_cases()
    cases.shows(three, two, one)
    cases.into().at(three)
    cases.press("ArrowDown").at(two)
    cases.press("End").at(one)
    cases.press("Home").at(three)
    cases.press("j").at(two)
    expect(cases.page.locator('[data-row][tabindex="0"]')).to_have_count(1)
    expect(cases.row(two)).to_have_attribute("aria-posinset", "2")
    expect(cases.row(two)).to_have_attribute("aria-setsize", "3")
    cases.press("Enter")
    cases.page.wait_for_url(f"**/cases/{two}")
    expect(cases.page.locator(".conversation__name")).to_contain_text("Óscar Benavides")
    cases.page.go_back()
    cases.ready().at(two)
    cases.shows(three, two, one)


def test_cd_3_filters_by_keyboard_stand_in_the_address_and_in_a_sentence(open_cases, world):
    one, two, three = waiting(world)
    world.sofia.patch(f"cases/{two}", {"priority": "critical"})
    cases = open_cases()
    cases.press("f")
    expect(cases.filters).to_be_visible()
    has_focus_in(cases.page, ".filter-window")
    cases.tab_to("filter-priority-critical").press("Space")
    cases.shows(two)
    expect(cases.page).to_have_url(re.compile(r"priority=critical"))
    expect(cases.page.get_by_test_id("filter-count")).to_have_text("1 caso coincide")
    expect(cases.count).to_have_text("1 caso")
    expect(cases.chips.filter(has_text="Prioridad")).to_contain_text("Crítica")
    check_accessibility(cases.page)
    # The address alone says all of it.
    url = cases.page.url
    cases.page.goto("about:blank")
    cases.page.goto(url)
    cases.ready().shows(two)
    cases.page.locator('[data-filter="priority"] button').focus()
    cases.press("Enter").holds(one, two, three)
    expect(cases.page).not_to_have_url(re.compile(r"priority="))
    # Back and forward go through what was asked.
    cases.page.go_back()
    cases.shows(two)


def test_what_nobody_asked_for_says_so_and_leads_out(open_cases, world):
    one, = waiting(world, 1)
    cases = open_cases("?state=queued&type=Inexistente")
    expect(cases.page.get_by_text("Ningún caso coincide").first).to_be_visible()
    cases.tab_to("none-clear").press("Enter")
    expect(cases.row(one)).to_be_visible()


def test_a_filter_that_the_server_refuses_is_said_in_its_words(open_cases):
    cases = open_cases("?priority=nunca", allow=[r"\b400\b"])
    expect(cases.page.get_by_role("alert")).to_contain_text("priority")
    check_accessibility(cases.page)


def test_cd_4_orders_by_menu_and_by_a_tables_head(open_cases, world):
    one, two, three = waiting(world)
    cases = open_cases()
    cases.shows(three, two, one)
    cases.tab_to("open-sort").press("Enter")
    expect(cases.page.get_by_role("menuitemradio", checked=True)).to_be_focused()
    cases.press("ArrowDown", "Enter")
    cases.shows(one, two, three)
    expect(cases.page).to_have_url(re.compile(r"sort=created"))
    cases.tab_to("layout-cards").press("ArrowRight")
    expect(cases.page.locator("table.cases__table")).to_be_visible()
    cases.shows(one, two, three)
    head = cases.page.locator("th", has_text="Creado")
    expect(head).to_have_attribute("aria-sort", "ascending")
    cases.tab_to("sort-created").press("Enter")
    cases.shows(three, two, one)
    expect(head).to_have_attribute("aria-sort", "descending")
    check_accessibility(cases.page)
    # The look is remembered on this device.
    cases.page.reload()
    cases.ready()
    expect(cases.page.locator("table.cases__table")).to_be_visible()
    cases.into().at(three)
    cases.press("ArrowDown", "Space")
    expect(cases.row(two)).to_have_attribute("data-selected", "true")


def test_a_row_that_matches_no_more_leaves_and_a_new_one_is_announced(open_cases, world):
    one, two, three = waiting(world)
    cases = open_cases()
    cases.into().press("ArrowDown").at(two)
    world.carla.put(f"cases/{one}/closure", {})
    expect(cases.row(one)).to_have_class(re.compile("case-row--leaving"))
    cases.at(two)
    expect(cases.row(one)).to_have_count(0)
    four = world.inbound("Llegué después", name="Pilar Luna")["case"]
    expect(cases.page.get_by_test_id("fresh-rows")).to_have_text("1 nuevo")
    cases.at(two)
    cases.shows(three, two)
    # The focus goes on to the next one when its row leaves.
    world.carla.put(f"cases/{two}/closure", {})
    expect(cases.row(two)).to_have_count(0)
    cases.at(three)
    cases.page.get_by_test_id("fresh-rows").focus()
    cases.press("Enter").shows(four, three)
    cases.at(four)
    expect(cases.count).to_have_text("2 casos")


def test_a_changed_row_changes_in_its_place(open_cases, world):
    one, two = waiting(world, 2)
    cases = open_cases()
    cases.into().press("ArrowDown").at(one)
    world.sofia.patch(f"cases/{one}", {"priority": "critical"})
    expect(cases.row(one)).to_contain_text("Crítica")
    cases.at(one)
    cases.shows(two, one)


def test_selection_by_space_shift_and_ctrl_a(open_cases, world):
    one, two, three = waiting(world)
    cases = open_cases()
    said = cases.page.get_by_test_id("bulk-count")
    cases.into().press("Space")
    expect(said).to_have_text("1 seleccionado")
    cases.press("Shift+ArrowDown", "Shift+ArrowDown")
    expect(said).to_have_text("3 seleccionados")
    cases.press("Shift+ArrowUp")
    expect(said).to_have_text("2 seleccionados")
    expect(cases.row(one)).to_have_attribute("data-selected", "false")
    cases.press("Control+a")
    expect(said).to_have_text("3 seleccionados")
    cases.press("Control+a")
    expect(said).to_have_text("Los 3 que coinciden")
    check_accessibility(cases.page)
    cases.press("Escape")
    expect(cases.bar).to_have_count(0)
    cases.at(two)


def test_cd_5_many_get_a_priority_with_progress_results_and_undo(open_cases, world):
    one, two, three = waiting(world)
    cases = open_cases()
    cases.into().press("Space", "Shift+ArrowDown")
    cases.tab_to("bulk-priority").press("Enter")
    dialog = cases.page.get_by_test_id("bulk-dialog")
    expect(dialog).to_contain_text("2 casos")
    check_accessibility(cases.page)
    cases.press("ArrowUp", "Enter")
    expect(cases.progress).to_have_attribute("data-state", "done")
    expect(cases.page.get_by_test_id("bulk-said")).to_have_text("Prioridad: 2 casos")
    for number in (two, three):
        expect(cases.row(number)).to_contain_text("Crítica")
    expect(cases.row(one)).not_to_contain_text("Crítica")
    check_accessibility(cases.page)
    cases.tab_to("bulk-results").press("Enter")
    expect(cases.page.get_by_test_id("bulk-result")).to_have_count(2)
    cases.press("Escape")
    cases.tab_to("bulk-undo").press("Enter")
    for number in (two, three):
        expect(cases.row(number)).not_to_contain_text("Crítica")
    expect(cases.progress).to_have_attribute("data-state", "done")
    cases.press("Escape")
    expect(cases.progress).to_have_count(0)
    assert world.sofia.get(f"cases/{two}").json()["case"]["priority"] == "medium"


def test_all_that_match_are_assigned_and_what_is_refused_is_said_case_by_case(open_cases, world):
    one, two, three = waiting(world)
    world.ana.put(f"cases/{two}/acceptance")
    world.carla.put(f"cases/{two}/closure", {})
    cases = open_cases(f"?case={one}&case={two}&case={three}&all=true")
    cases.into().press("Control+a", "Control+a")
    cases.tab_to("bulk-assign").press("Enter")
    cases.page.get_by_label("Asignar a").select_option(label="Ana Torres")
    cases.press("Enter")
    expect(cases.progress).to_have_attribute("data-state", "done")
    expect(cases.page.get_by_test_id("bulk-said")).to_contain_text("2 hechos, 1 no")
    cases.tab_to("bulk-results").press("Enter")
    result = cases.page.get_by_test_id("bulk-result")
    expect(result).to_have_count(1)
    expect(result).to_contain_text(f"#{two}")
    check_accessibility(cases.page)
    ana = world.ana.get("me").json()["id"]
    assert {world.sofia.get(f"cases/{number}").json()["case"]["agent"] for number in (one, three)} == {ana}


def test_many_are_exported(open_cases, world):
    waiting(world, 2)
    cases = open_cases()
    cases.into().press("Control+a")
    cases.tab_to("bulk-more").press("Enter")
    cases.press("End", "ArrowUp", "Enter")
    expect(cases.progress).to_have_attribute("data-state", "done")
    with cases.page.expect_download() as download:
        cases.tab_to("bulk-file").press("Enter")
    text = open(download.value.path(), encoding="utf-8-sig").read()
    assert "Rosa Quispe" in text and "Óscar Benavides" in text


def test_closing_many_asks_the_campaigns_form_once(open_cases, world):
    one, two, three = waiting(world)
    for number in (one, two):
        world.ana.put(f"cases/{number}/acceptance")
    cases = open_cases("?state=open")
    cases.into().press("Control+a")
    cases.tab_to("bulk-close").press("Enter")
    dialog = cases.page.get_by_test_id("bulk-dialog")
    expect(dialog).to_contain_text("Cerrar 2 casos")
    check_accessibility(cases.page)
    cases.tab_to("bulk-confirm").press("Enter")
    if dialog.is_visible() and dialog.get_by_role("alert").count():
        expect(dialog.get_by_role("alert")).to_contain_text("Falta")


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


def test_ed_5_the_box_finds_by_name_number_and_document_while_typing(open_cases, world):
    one, two = waiting(world, 2)
    cases = open_cases()
    cases.tab_to("listing-search")
    cases.page.keyboard.type("benavides")
    cases.shows(two)
    expect(cases.page).to_have_url(re.compile("q=benavides"))
    cases.press("ArrowDown").at(two)
    cases.page.get_by_test_id("listing-search").focus()
    cases.page.keyboard.press("Control+a")
    cases.page.keyboard.type(f"#{one}")
    cases.shows(one)
    cases.press("Escape").holds(one, two)


def test_ed_6_selecting_shows_the_transcript_with_open(open_cases, world):
    one, two = waiting(world, 2)
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
    world.carla.patch(f"campaigns/{world.campaign()}", {"policy": {"visibility": "exclusive"}})
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
    dialog.get_by_label("Fecha y hora").fill("2025-11-21T10:58")
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


def test_more_rows_come_while_scrolling_and_only_those_in_sight_are_drawn(open_cases, world):
    numbers = [world.inbound(f"Fila {index}")["case"] for index in range(130)]
    cases = open_cases()
    cases.into().at(numbers[-1])
    assert cases.rows.count() < 60
    expect(cases.row(numbers[-1])).to_have_attribute("aria-setsize", "130")
    cases.press("End", "End", "End")
    cases.page.wait_for_function("number => document.activeElement?.dataset?.case === String(number) || (document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true })), false)", arg=numbers[0])
    expect(cases.row(numbers[0])).to_have_attribute("aria-posinset", "130")
    assert cases.rows.count() < 60


def test_the_module_in_both_themes_all_widths_and_three_languages(open_cases, world):
    waiting(world, 6)
    cases = open_cases()
    page = cases.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 720})
        wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
        assert wide <= 0, f"scrolls sideways at {width} px"
    page.set_viewport_size(SIZES["desktop"])
    for name, keys in (("cases", ()), ("cases-selected", ("j", "Space", "Shift+ArrowDown")), ("cases-filters", ("f",))):
        cases.press(*keys)
        for size in ("desktop", "phone"):
            page.set_viewport_size(SIZES[size])
            for theme in ("light", "dark"):
                shoot(page, name, themes=(theme,), sizes=(size,))
                check_accessibility(page)
        page.set_viewport_size(SIZES["desktop"])
    for locale, title in (("en", "All cases"), ("pt", "Todos os casos")):
        world.sofia.patch("me", {"locale": locale})
        page.reload()
        cases.ready()
        expect(page.get_by_test_id("listing-title")).to_have_text(title)
        assert not page.evaluate("/\\b(listing|followUp)\\.[a-z]/.test(document.body.innerText)")
    world.sofia.patch("me", {"locale": "es"})


def test_on_a_phone_a_row_opens_its_case_and_the_tabs_lead_back(open_cases, world):
    one, = waiting(world, 1)
    cases = open_cases(size="phone", has_touch=True)
    cases.row(one).tap()
    cases.page.wait_for_url(f"**/cases/{one}")
    cases.page.go_back()
    expect(cases.row(one)).to_be_visible()
    box = cases.page.get_by_test_id("open-filters").bounding_box()
    assert box["height"] >= 44 and box["width"] >= 44
