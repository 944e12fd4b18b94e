"""The cases module by keyboard alone: selection and acts on many (CD-5)."""
from playwright.sync_api import expect

from support.browser import check_accessibility
from support.cases import waiting
from support.forms import Desk as Outcomes


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
    cases.tab_to("bulk-confirm").press("Enter")
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
    cases.page.wait_for_function("() => document.activeElement?.getAttribute('role')?.startsWith('menuitem')")
    cases.press("End", "ArrowUp", "Enter")
    expect(cases.progress).to_have_attribute("data-state", "done")
    with cases.page.expect_download() as download:
        cases.tab_to("bulk-file").press("Enter")
    text = open(download.value.path(), encoding="utf-8-sig").read()
    assert "Rosa Quispe" in text and "Óscar Benavides" in text



def test_closing_many_asks_the_campaigns_form_once(open_cases, world):
    """What is required is missed at its field; then one answer closes them all, each with its own disposition."""
    own = Outcomes(world, preset="campaign", disposition="required")
    one, two = (own.case(world.bruno, "¿Me cambian el producto?") for _ in range(2))
    cases = open_cases(f"?state=open&campaign={own.campaign}")
    cases.into().press("Control+a")
    cases.tab_to("bulk-close").press("Enter")
    dialog = cases.page.get_by_test_id("bulk-dialog")
    expect(dialog).to_contain_text("Cerrar 2 casos")
    expect(dialog.get_by_label("Motivo")).to_be_visible()
    check_accessibility(cases.page)
    cases.tab_to("bulk-confirm").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Falta")
    assert world.bruno.get(f"cases/{one}").json()["case"]["state"] == "open", "nothing is closed before the form is whole"
    dialog.locator("#bulk-reason").select_option("Otro")
    dialog.get_by_text("Reembolso").click()
    cases.tab_to("bulk-confirm").press("Enter")
    expect(dialog).to_have_count(0)
    expect(cases.progress).to_have_attribute("data-state", "done")
    for number in (one, two):
        case = world.bruno.get(f"cases/{number}").json()["case"]
        assert case["state"] == "closed" and case["outcome"]["text"] == "Reembolso", case
        assert len(world.bruno.get(f"cases/{number}/dispositions").json()["items"]) == 1
