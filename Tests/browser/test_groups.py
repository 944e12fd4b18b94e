"""The rail of groups, the campaign in scope, my state and my counts: GD-4, GD-5 and what a count opens."""
import re
import uuid

import pytest
from playwright.sync_api import expect

from support.pages import Desk, becomes

RAIL = "group-rail"


@pytest.fixture(scope="module")
def groups(worlds, engine):
    """Ana works in two groups: in one everybody sees everybody's cases, in the other each only theirs."""
    world = worlds.create(engine)
    try:
        world.start()
        ana, bruno = (client.get("me").json()["id"] for client in (world.ana, world.bruno))
        sales, queue, line = (str(uuid.uuid4()) for _ in range(3))
        world.carla.put(f"campaigns/{sales}", {"slug": "mayoristas", "name": "Ventas al mayor", "preset": "whatsapp", "policy": {"visibility": "queue"}})
        world.carla.put(f"queues/{queue}", {"slug": "asesoria", "name": "Asesoría de compra", "campaign": sales, "members": [ana, bruno]})
        world.carla.put(f"channel-accounts/{line}", {"slug": "mayoristas-api", "channel": "api", "alias": "Mayoristas API", "queue": queue})
        world.sales, world.warranty = sales, world.campaign()
        world.mine = [open_case(world, world.ana, "api") for _ in range(2)]
        world.shared = [open_case(world, world.ana, "mayoristas-api"), open_case(world, world.bruno, "mayoristas-api")]
        world.ended = [open_case(world, world.ana, "api"), open_case(world, world.ana, "mayoristas-api")]
        for case in world.ended:
            world.ana.put(f"cases/{case}/closure", {})
        yield world
    finally:
        worlds.remove(world)


def open_case(world, client, account):
    case = world.inbound("¿Me ayudan?", account=account)["case"]
    client.put(f"cases/{case}/acceptance")
    return case


def item(page, group):
    return page.locator(f'.group-rail__item[data-group="{group}"]')


def listed(page):
    return {int(number) for number in page.locator(".case-list a.case-card").evaluate_all("all => all.map(one => one.dataset.case)")}


def box(page, selector):
    return page.locator(selector).bounding_box()


def test_gd_4_the_rail_of_groups(open_page, groups):
    page = open_page(groups, "ana", reduced_motion="no-preference")
    desk = Desk(page).ready()
    panel = page.locator(".group-rail__panel")

    # Collapsed: initials and how many are open. In Ventas those of both agents; in the exclusive one hers.
    expect(item(page, groups.sales)).to_contain_text("VM")
    expect(item(page, groups.sales).locator(".group-rail__count")).to_have_text("2")
    expect(item(page, groups.warranty).locator(".group-rail__tile")).to_have_text("PG")
    expect(item(page, groups.warranty).locator(".group-rail__count")).to_have_text("2")
    expect(item(page, "all").locator(".group-rail__count")).to_have_text("4")
    assert panel.bounding_box()["width"] == 59
    before = {one: box(page, one) for one in (".case-list", ".conversation", ".case-list a.case-card >> nth=0")}

    # It opens under the pointer, but not for one that only passes; nothing else moves.
    panel.evaluate("panel => { for (const kind of ['pointerenter', 'pointerleave']) panel.dispatchEvent(new PointerEvent(kind, { pointerType: 'mouse' })) }")
    page.wait_for_function("() => new Promise(done => setTimeout(() => done(true), 200))")
    assert panel.bounding_box()["width"] == 59
    panel.hover()
    expect(panel).to_have_css("width", "300px")
    expect(item(page, groups.sales).locator(".group-rail__name")).to_have_text("Ventas al mayor")
    expect(item(page, groups.sales).locator(".group-rail__sub")).to_have_text("Asesoría de compra")
    expect(item(page, groups.sales).get_by_test_id("group-open")).to_have_text("2")
    expect(item(page, groups.sales).get_by_test_id("group-closed")).to_have_text("1")
    expect(item(page, "all").get_by_test_id("group-closed")).to_have_text("2")
    assert {one: box(page, one) for one in before} == before
    page.mouse.move(700, 500)
    expect(panel).to_have_css("width", "59px")

    # By the keyboard at once: one tab stop, arrows inside, Esc back to the list.
    current = item(page, "all").get_by_role("link")
    page.get_by_test_id("account-button").focus()
    page.keyboard.press("Tab")
    expect(current).to_be_focused()
    expect(page.get_by_test_id(RAIL)).to_have_class(re.compile("group-rail--open"))
    assert page.evaluate("document.querySelectorAll('.group-rail [tabindex=\"0\"]').length") == 1
    for below in page.locator(".group-rail__item").evaluate_all("all => all.map(one => one.dataset.group)")[1:]:
        page.keyboard.press("ArrowDown")
        expect(item(page, below).get_by_role("link")).to_be_focused()
        if below == groups.sales:
            break
    expect(item(page, groups.sales).get_by_role("link")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(item(page, groups.sales).get_by_test_id("group-open")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id(RAIL)).not_to_have_class(re.compile("group-rail--open"))
    assert page.evaluate("document.activeElement.closest('.case-list') !== null")

    # A group scopes the list; the others say how many they hide.
    item(page, groups.sales).get_by_role("link").click()
    becomes(lambda: listed(page), {groups.shared[0]})
    expect(item(page, groups.sales)).to_have_attribute("aria-current", "true")
    expect(page.get_by_test_id("campaign-select")).to_contain_text("Ventas al mayor")
    page.get_by_role("button", name="2 en otras campañas").click()
    expect(desk.cards).to_have_count(3)


@pytest.mark.parametrize("group, kind, title, cases", [
    ("sales", "open", "En atención", lambda world: set(world.shared)),
    ("sales", "closed", "Terminadas hoy", lambda world: {world.ended[1]}),
    ("warranty", "open", "Mis abiertas", lambda world: set(world.mine)),
    ("warranty", "closed", "Mis terminadas hoy", lambda world: {world.ended[0]}),
])
def test_gd_4_a_count_opens_its_cases(open_page, groups, group, kind, title, cases):
    page = open_page(groups, "ana")
    Desk(page).ready()
    campaign = getattr(groups, group)
    page.locator(".group-rail__panel").hover()
    count = item(page, campaign).get_by_test_id(f"group-{kind}")
    expect(count).to_be_visible()
    said = int(count.inner_text())
    count.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(page.get_by_test_id("view-count")).to_have_text(str(said))
    assert len(cases(groups)) == said
    becomes(lambda: listed(page), cases(groups))
    expect(page.get_by_test_id("view-back")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("view-back")).to_have_count(0)


def test_gd_5_my_state_and_my_cases(open_page, groups):
    page = open_page(groups, "ana")
    Desk(page).ready()
    try:
        # Available, a break with its reason, offline.
        for choice, state in (("status-available", "available"), ("break", "break"), ("status-offline", "offline")):
            page.get_by_test_id("status-button").click()
            if choice == "break":
                lunch = page.locator("#menu-status").get_by_role("menuitemradio", name="Almuerzo")
                expect(lunch).to_contain_text("45 min")
                expect(page.locator("#menu-status")).to_contain_text("Tus 3 atenciones abiertas siguen contigo en el descanso.")
                lunch.click()
                expect(page.get_by_test_id("status-button")).to_contain_text("Almuerzo")
            else:
                page.get_by_test_id(choice).click()
            expect(page.get_by_test_id("status-button")).to_have_attribute("data-state", state)
            becomes(lambda: groups.ana.get("me").json()["state"]["state"], state)

        # Beside it: green open now, blue closed today, whose day the tooltip names; each opens its cases.
        expect(page.get_by_test_id("my-open")).to_have_text(re.compile("^3"))
        expect(page.get_by_test_id("my-closed")).to_have_attribute("data-tip", "Terminadas hoy: 2\nHora de Lima (UTC−5)")
        page.get_by_test_id("my-open").click()
        expect(page.get_by_test_id("view-count")).to_have_text("3")
        becomes(lambda: listed(page), {*groups.mine, groups.shared[0]})
        page.get_by_test_id("my-closed").click()
        expect(page.get_by_test_id("view-count")).to_have_text("2")
        becomes(lambda: listed(page), set(groups.ended))

        # It keeps up: a case closed meanwhile joins them.
        case = open_case(groups, groups.ana, "api")
        groups.ana.put(f"cases/{case}/closure", {})
        groups.ended.append(case)
        expect(page.get_by_test_id("view-count")).to_have_text("3")
        expect(page.get_by_test_id("my-closed")).to_have_text(re.compile("^3"))
        Desk(page).card(case).click()
        expect(Desk(page).message("¿Me ayudan?")).to_be_visible()
    finally:
        groups.ended[:] = groups.ended[:2]
        groups.ana.put("me/state", {"state": "offline"})


def test_a_break_past_its_length_turns_to_alert(open_page, groups):
    lunch = next(one for one in groups.ana.get("breaks").json()["items"] if one["name"] == "Almuerzo")
    groups.ana.put("me/state", {"state": "break", "reason": lunch["id"]})
    try:
        page = open_page(groups, "ana")
        Desk(page).ready()
        button = page.get_by_test_id("status-button")
        expect(button).not_to_have_class(re.compile("status-button--over"))

        def an_hour_ago(route):
            answer = route.fetch()
            desk = answer.json()
            desk["me"]["state"]["since"] = "2026-01-01T00:00:00.000Z"
            route.fulfill(response=answer, json=desk)

        page.route("**/api/v1/desk", an_hour_ago)
        page.reload()
        expect(button).to_have_class(re.compile("status-button--over"))
        expect(button).to_have_attribute("title", "Tu descanso pasó de 45 min")
        expect(button).to_have_accessible_name("Mi estado: Almuerzo, pasó de 45 min")
    finally:
        groups.ana.put("me/state", {"state": "offline"})


def test_the_campaign_in_scope(open_page, groups):
    page = open_page(groups, "ana")
    desk = Desk(page).ready()
    expect(desk.cards).to_have_count(3)
    expect(page.get_by_test_id("campaign-select")).to_contain_text("Todas mis campañas")
    page.get_by_test_id("campaign-select").click()
    expect(page.locator("#menu-campaign")).to_contain_text("1 cola · 2 abiertas · 0 en espera")
    page.locator(f'[data-testid="campaign-choice"][data-campaign="{groups.warranty}"]').click()
    becomes(lambda: listed(page), set(groups.mine))
    # Kept for this user on this device; an offer is shown whatever is in scope.
    page.reload()
    desk.ready()
    expect(desk.cards).to_have_count(2)
    groups.ana.put("me/state", {"state": "available"})
    try:
        offer = groups.inbound("¿Hay alguien?", account="mayoristas-api")["case"]
        expect(desk.card(offer)).to_have_class(re.compile("case-card--offered"))
        groups.ana.put(f"cases/{offer}/acceptance")
        expect(desk.card(offer)).to_have_count(0)
        groups.ana.put(f"cases/{offer}/closure", {})
        groups.ended.append(offer)
    finally:
        groups.ana.put("me/state", {"state": "offline"})


def test_a_supervisor_counts_everybodys(open_page, groups):
    page = open_page(groups, "sofia")
    Desk(page).ready()
    expect(item(page, groups.warranty).locator(".group-rail__count")).to_have_text("2")
    page.locator(".group-rail__panel").hover()
    item(page, groups.sales).get_by_test_id("group-open").click()
    expect(page.get_by_test_id("view-count")).to_have_text("2")
    becomes(lambda: listed(page), set(groups.shared))


def test_the_card_says_that_a_colleague_looks(open_page, groups):
    page = open_page(groups, "sofia")
    desk = Desk(page).ready()
    card = desk.card(groups.shared[0])
    # A word of presence is not told again: first see that the stream is there.
    expect(desk.card(groups.inbound("¿Hay alguien?")["case"])).to_be_attached()
    groups.ana.put(f"cases/{groups.shared[0]}/presence", {"viewing": True, "typing": False})
    expect(card.get_by_role("img", name="Ana Torres la está mirando")).to_be_visible()
    groups.ana.put(f"cases/{groups.shared[0]}/presence", {"viewing": False, "typing": False})
    expect(card.get_by_role("img", name="Ana Torres la está mirando")).to_have_count(0)
