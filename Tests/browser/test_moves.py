"""WD-9, CD-6 and TD-2 as far as they go: a transfer with its whole life, what the first agent keeps, two cases made one, the log, the link."""
import re
import uuid

from playwright.sync_api import expect

from support.browser import check_accessibility, shoot
from support.pages import Desk


def mine(world, preset="whatsapp", text="Mi licuadora no enciende", **more):
    case = world.inbound(text, account="api" if preset == "whatsapp" else f"api-{preset}", name="Rosa Quispe", **more)["case"]
    world.ana.put(f"cases/{case}/acceptance")
    return case


def press(desk, key):
    desk.page.locator(".conversation__name").focus()
    desk.page.keyboard.press(key)


def test_wd_9_to_an_agent_of_a_campaign_and_it_stays_among_my_attended(open_page, world):
    """Offered with its timer, accepted; the first agent keeps card and conversation up to there, and the customer notices nothing."""
    sender = f"+5197{uuid.uuid4().int % 10**7:07d}"
    case = mine(world, sender=sender)
    world.bruno.put("me/state", {"state": "available"})
    bruno = Desk(open_page(world, "bruno")).ready()
    ana = Desk(open_page(world, "ana", f"/cases/{case}")).ready()
    press(ana, "x")
    dialog = ana.page.get_by_test_id("transfer-dialog")
    dialog.get_by_label("Campaña").select_option("Postventa y garantías")
    row = dialog.locator(".dialog__option", has_text="Bruno Salas")
    expect(row).to_contain_text("0 de 5")
    expect(row).to_contain_text("Disponible. Se le asigna y tiene 60 s para abrirla")
    row.get_by_role("radio").check(force=True)
    dialog.get_by_label("Motivo").fill("Bruno la conoce")
    ana.page.get_by_test_id("act-confirm").click()
    expect(ana.page.get_by_test_id("toast")).to_contain_text("Transferida a Bruno Salas")
    expect(bruno.card(case)).to_have_attribute("data-state", "offered")
    bruno.card(case).click()
    expect(bruno.page.locator(".timeline__system").filter(has_text="transfirió")).to_contain_text("Ana Torres la transfirió a Bruno Salas, Garantías · «Bruno la conoce»")
    bruno.write("Hola, soy Bruno")
    expect(bruno.message("Hola, soy Bruno")).to_be_visible()
    assert world.inbound("Gracias", sender=sender)["case"] == case
    ana.page.get_by_role("button", name=re.compile("Atendidas")).click()
    ana.card(case).click()
    expect(ana.message("Mi licuadora no enciende")).to_be_visible()
    expect(ana.message("Hola, soy Bruno")).to_have_count(0)
    expect(ana.page.get_by_test_id("composer-text")).to_have_count(0)
    shoot(ana.page, "transferred-attended")


def test_wd_9_taken_back_while_nobody_has_opened_it(open_page, world):
    case = mine(world)
    ana = Desk(open_page(world, "ana", f"/cases/{case}")).ready()
    press(ana, "x")
    dialog = ana.page.get_by_test_id("transfer-dialog")
    dialog.get_by_label("Campaña").select_option("Soporte técnico")
    dialog.get_by_label("Motivo").fill("Es técnico")
    ana.page.get_by_test_id("act-confirm").click()
    ana.page.get_by_test_id("toast").get_by_role("button", name="Deshacer").click()
    expect(ana.card(case)).to_have_attribute("data-state", "open")
    expect(ana.page).to_have_url(re.compile(f"/cases/{case}$"))
    expect(ana.page.locator(".timeline__system").last).to_contain_text("Ana Torres deshizo la transferencia")


def test_wd_9_what_can_not_be_is_said_in_the_dialog(open_page, world):
    """Who is off line can't be chosen; a refusal keeps what was written."""
    case = mine(world)
    ana = Desk(open_page(world, "ana", f"/cases/{case}", allow=[r"\b409\b"])).ready()
    world.bruno.put("me/state", {"state": "available"})
    press(ana, "x")
    dialog = ana.page.get_by_test_id("transfer-dialog")
    dialog.locator(".dialog__option", has_text="Bruno Salas").get_by_role("radio").check(force=True)
    dialog.get_by_label("Motivo").fill("Para Bruno")
    world.bruno.put("me/state", {"state": "offline"})
    ana.page.get_by_test_id("act-confirm").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Bruno Salas no está en línea")
    expect(dialog.get_by_label("Motivo")).to_have_value("Para Bruno")
    ana.page.keyboard.press("Escape")
    press(ana, "x")
    expect(dialog.locator(".dialog__option", has_text="Bruno Salas").get_by_role("radio")).to_be_disabled()


def test_cd_6_another_open_case_is_alerted_and_the_two_are_merged(open_page, world):
    """By two lines of one campaign: the survivor is chosen, it is said that there is no way back, and the number leads there."""
    sender = f"+5196{uuid.uuid4().int % 10**7:07d}"
    slug = f"l{uuid.uuid4().hex[:8]}"
    world.carla.put(f"channel-accounts/{uuid.uuid4()}", {"slug": slug, "channel": "api", "alias": "Segunda", "queue": world.queue()}, expect=201)
    first = mine(world, text="Por la primera línea", sender=sender)
    second = world.inbound("Por la segunda línea", account=slug, sender=sender)["case"]
    world.ana.put(f"cases/{second}/acceptance")
    ana = Desk(open_page(world, "ana", f"/cases/{first}")).ready()
    expect(ana.page.get_by_test_id("other-case")).to_contain_text(f"#{second}")
    ana.page.get_by_test_id("other-merge").click()
    dialog = ana.page.get_by_test_id("merge-dialog")
    expect(dialog.get_by_role("radio", name=re.compile(f"#{second}"))).to_be_focused()
    expect(dialog).to_contain_text("No se puede deshacer.")
    expect(dialog).to_contain_text(f"El número #{first} llevará a #{second}.")
    check_accessibility(ana.page)
    shoot(ana.page, "merge-dialog", themes=("light", "dark"))
    ana.page.get_by_test_id("act-confirm").click()
    expect(ana.page.get_by_test_id("toast")).to_contain_text(f"#{first} se unió a #{second}")
    expect(ana.page).to_have_url(re.compile(f"/cases/{second}$"))
    expect(ana.message("Por la primera línea")).to_be_visible()
    expect(ana.message("Por la segunda línea")).to_be_visible()
    expect(ana.card(first)).to_have_count(0)
    ana.page.goto(f"/cases/{first}")
    expect(ana.page).to_have_url(re.compile(f"/cases/{second}$"))
    expect(ana.message("Por la primera línea")).to_be_visible()


def test_cd_6_related_cases_log_and_link(open_page, world):
    sender = f"+5195{uuid.uuid4().int % 10**7:07d}"
    old = mine(world, text="Lo de antes", sender=sender)
    world.carla.put(f"cases/{old}/closure", {})
    case = mine(world, sender=sender)
    world.carla.patch(f"cases/{case}", {"priority": "high"})
    ana = Desk(open_page(world, "ana", f"/cases/{case}", permissions=["clipboard-read", "clipboard-write"])).ready()
    ana.page.locator('[popovertarget="menu-case"]').click()
    ana.page.get_by_test_id("act-log").click()
    log = ana.page.get_by_test_id("log-dialog")
    expect(log.get_by_test_id("log-entry").filter(has_text="Prioridad")).to_contain_text("Alta")
    check_accessibility(ana.page)
    shoot(ana.page, "log-dialog", themes=("light", "dark"))
    ana.page.keyboard.press("Escape")
    ana.page.locator('[popovertarget="menu-case"]').click()
    ana.page.get_by_test_id("act-related").click()
    expect(ana.page.get_by_test_id("related-dialog")).to_be_visible()
    check_accessibility(ana.page)
    ana.page.keyboard.press("Escape")
    ana.page.locator('[popovertarget="menu-case"]').click()
    ana.page.get_by_test_id("act-link").click()
    ana.page.get_by_test_id("act-confirm").click()
    url = ana.page.get_by_test_id("link-url").input_value()
    check_accessibility(ana.page)
    outsider = open_page(world, path="/" + url.split("/", 3)[3], allow=[r"\b404\b"])
    expect(outsider.get_by_text("Mi licuadora no enciende")).to_be_visible()
    check_accessibility(outsider)
    shoot(outsider, "shared-case", themes=("light", "dark"))
    ana.page.get_by_test_id("link-revoke").click()
    expect(ana.page.get_by_test_id("toast").filter(has_text="El enlace ya no sirve")).to_be_visible()
    outsider.reload()
    expect(outsider.get_by_text("Este enlace venció o fue retirado.")).to_be_visible()
