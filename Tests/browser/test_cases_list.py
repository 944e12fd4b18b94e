"""The cases module by keyboard alone: its way in, rows, filters, orders, search, and what happens meanwhile (CD-1 to CD-4, ED-4, ED-5)."""
import datetime
import re

from playwright.sync_api import expect

from support.browser import check_accessibility
from support.cases import Cases, waiting
from support.pages import Desk, has_focus_in
from support.scene import name_contact


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
    case = world.inbound("¿Y en cuántos días me devuelven la plata?", name="Juan Carlos Huamán", account="api-campaign")["case"]
    world.bruno.put(f"cases/{case}/acceptance")
    world.inbound("Sigo esperando", account="api-campaign", sender=world.bruno.get(f"cases/{case}").json()["case"]["contact"]["point"]["value"])
    world.sofia.patch(f"cases/{case}", {"priority": "critical"})
    world.bruno.put(f"cases/{case}/flag")
    cases = open_cases()
    row = cases.row(case)
    for words in ("Juan Carlos Huamán", f"#{case}", "Sigo esperando", "Bruno Salas", "Crítica", "Sin documento", "Ir al caso"):
        expect(row).to_contain_text(words)
    expect(row.locator(".badge--unread")).to_contain_text(re.compile(r"^[12]"))
    created = datetime.datetime.fromisoformat(world.bruno.get(f"cases/{case}").json()["case"]["createdAt"])
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
    expect(cases.page.locator(".blank-state--error")).to_contain_text("priority")
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



def test_ed_5_the_box_finds_by_name_number_and_document_while_typing(open_cases, world):
    one, two = waiting(world, 2)
    name_contact(world, world.sofia.get(f"cases/{two}").json()["case"], "Óscar Benavides")
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


def test_vip_and_blocked_customers_are_marked_in_words_wherever_their_cases_stand(open_cases, open_page, world):
    case = world.inbound("Soy cliente de años", name="Rosa Quispe")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    name_contact(world, world.ana.get(f"cases/{case}").json()["case"], "Rosa Quispe")
    contact = world.ana.get(f"cases/{case}").json()["case"]["contact"]["id"]
    world.sofia.put(f"contacts/{contact}/vip")
    cases = open_cases()
    expect(cases.row(case).get_by_role("img", name="Cliente VIP")).to_be_visible()
    expect(cases.row(case).get_by_role("img", name="Cliente bloqueado")).to_have_count(0)
    world.sofia.put(f"contacts/{contact}/block", {"reason": "Insultos"})
    for layout in ("cards", "table"):
        cases.page.get_by_test_id(f"layout-{layout}").check(force=True)
        for mark in ("Cliente VIP", "Cliente bloqueado"):
            expect(cases.row(case).get_by_role("img", name=mark)).to_be_visible()
        check_accessibility(cases.page)
    cases.page.goto(f"/cases/{case}")
    desk = Desk(cases.page).ready()
    for mark in ("Cliente VIP", "Cliente bloqueado"):
        expect(desk.page.locator(".conversation__header").get_by_role("img", name=mark)).to_be_visible()
    check_accessibility(desk.page)
    ana = open_page(world, "ana", "/")
    expect(Desk(ana).ready().card(case).get_by_role("img", name="Cliente VIP")).to_be_visible()
    world.sofia.delete(f"contacts/{contact}/block")
    expect(Desk(ana).card(case).get_by_role("img", name="Cliente bloqueado")).to_have_count(0)
