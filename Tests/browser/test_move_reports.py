"""WD-10 and WD-11: the reports of transfers and attentions, from what was done in the desk to the row, its detail and the file."""
import csv
import uuid

from playwright.sync_api import expect

from support.browser import check_accessibility
from support.pages import Desk


def passed_on(world):
    """A case that Ana passed to technical support, where Bruno opened it and ended it."""
    case = world.inbound("No enciende", name="Valentina Rojas")["case"]
    world.ana.put(f"cases/{case}/acceptance")
    world.ana.put(f"cases/{case}/transfers/{uuid.uuid4()}", {"campaign": world.campaign("soporte"), "reason": "Es técnico"})
    world.bruno.put(f"cases/{case}/acceptance")
    world.carla.put(f"cases/{case}/closure", {})
    return case


def row_of(page, case):
    return page.get_by_test_id("report-row").filter(has=page.get_by_role("button", name=f"#{case}", exact=True))


def test_wd_10_cases_with_transfers_and_each_ones_list(open_page, world):
    """From, to, by, when, reason, waiting time, form; G R leads there, and an agent finds what was theirs."""
    case = passed_on(world)
    page = open_page(world, "sofia")
    Desk(page).ready()
    page.keyboard.press("g")
    page.keyboard.press("r")
    expect(page.get_by_test_id("reports")).to_be_visible()
    page.get_by_test_id("report-transfers").click()
    row = row_of(page, case)
    expect(row).to_contain_text("Valentina Rojas")
    expect(row).to_contain_text("Garantías")
    expect(row).to_contain_text("Soporte")
    row.get_by_role("button").click()
    step = page.get_by_test_id("report-drawer").get_by_test_id("transfer-step")
    for words in ("Garantías → Soporte", "Ana Torres", "la tomó Bruno Salas", "Es técnico", "No enviado"):
        expect(step).to_contain_text(words)
    check_accessibility(page)
    with page.expect_download() as download:
        page.get_by_test_id("save-csv").click()
    rows = list(csv.reader(open(download.value.path(), encoding="utf-8-sig", newline="")))
    assert [line for line in rows if line[0] == str(case)][0][16] == "Es técnico"
    page.get_by_test_id("go-to-case").click()
    expect(page.locator(".conversation__name")).to_contain_text("Valentina Rojas")


def test_wd_11_every_attention_with_its_end_its_agent_and_its_transfers(open_page, world):
    case = passed_on(world)
    other = world.inbound("Sigue abierta", name="Óscar Benavides")["case"]
    world.ana.put(f"cases/{other}/acceptance")
    page = open_page(world, "sofia", "/reports/attentions")
    row = row_of(page, case)
    expect(row).to_contain_text("Valentina Rojas")
    expect(row_of(page, other)).to_contain_text("Ana Torres")
    row.get_by_role("button").click()
    expect(page.get_by_test_id("report-drawer").get_by_test_id("transfer-step")).to_contain_text("Es técnico")
    check_accessibility(page)
    ana = open_page(world, "ana", "/reports/attentions")
    expect(row_of(ana, other)).to_be_visible()
