"""What is done with a case beside answering and closing it: waiting, help, priority, tags, transfer; why it came to whom; agents' states by supervisors."""
import re
import uuid

from playwright.sync_api import expect

from support.browser import check_accessibility, shoot
from support.pages import Desk


def arrives(world, preset):
    """Gives the number of a new case on the preset's line."""
    return world.inbound("¿Me ayudan con mi pedido?", account="api" if preset == "whatsapp" else f"api-{preset}", name="Rosa Quispe")["case"]


def test_waiting_with_a_reason_until_a_time_and_woken(open_page, world):
    """H asks until when; the card and the conversation say it, and H ends it."""
    case = arrives(world, "whatsapp")
    world.ana.put(f"cases/{case}/acceptance")
    page = open_page(world, "ana", f"/cases/{case}", allow=[r"\b400\b"])
    desk = Desk(page).ready()
    out_of_the_composer(desk)
    page.keyboard.press("h")
    dialog = page.get_by_test_id("wait-dialog")
    expect(dialog.get_by_role("radio", name=re.compile("1 hora"))).to_be_focused()
    check_accessibility(page)
    shoot(page, "wait-dialog", themes=("light", "dark"))
    dialog.get_by_label("Hasta que responda").check(force=True)
    page.get_by_test_id("act-confirm").click()
    expect(dialog.get_by_role("alert")).to_have_text("Di qué espera.")
    dialog.get_by_label("Otra fecha y hora").check(force=True)
    dialog.get_by_label("Qué espera").fill("Llega el repuesto")
    dialog.get_by_label(re.compile("Fecha y hora")).fill("2020-01-01T09:00")
    page.get_by_test_id("act-confirm").click()
    expect(dialog.get_by_role("alert")).to_contain_text("ya pasó")
    dialog.get_by_label(re.compile("Mañana a las")).check(force=True)
    page.get_by_test_id("act-confirm").click()
    expect(dialog).to_have_count(0)
    expect(desk.card(case).get_by_test_id("card-waiting")).to_have_attribute("title", re.compile(r"En espera hasta .*9:00.*: Llega el repuesto"))
    expect(desk.card(case).locator(".state-chip")).to_have_text("Abierta")
    expect(page.locator(".timeline__system").last).to_contain_text("Ana Torres la dejó en espera hasta")
    out_of_the_composer(desk)
    page.keyboard.press("h")
    expect(desk.card(case)).to_have_attribute("data-state", "open")
    expect(page.locator(".timeline__system").last).to_contain_text("Ana Torres la sacó de la espera")


def test_a_call_for_help_reaches_the_supervisor_who_settles_it(open_page, world):
    case = arrives(world, "campaign")
    world.ana.put(f"cases/{case}/acceptance")
    sofia = Desk(open_page(world, "sofia")).ready()
    expect(sofia.card(case)).to_be_visible()
    ana = Desk(open_page(world, "ana", f"/cases/{case}")).ready()
    out_of_the_composer(ana)
    ana.page.keyboard.press("e")
    ana.page.get_by_test_id("escalate-dialog").get_by_label("Motivo").fill("Pide hablar con un gerente")
    check_accessibility(ana.page)
    ana.page.get_by_test_id("act-confirm").click()
    expect(ana.card(case).locator(".state-chip")).to_have_text("Escalado")
    expect(sofia.card(case).locator(".state-chip")).to_have_text("Escalado")
    sofia.page.get_by_test_id("notices-button").click()
    notice = sofia.page.locator('[data-testid="notice"][data-kind="escalated"]')
    expect(notice).to_contain_text("Pide hablar con un gerente")
    notice.click()
    sofia.page.get_by_role("button", name="Más acciones").click()
    sofia.page.get_by_test_id("act-settle").click()
    expect(ana.card(case).locator(".state-chip")).to_have_text("Abierto")
    expect(ana.page.locator(".timeline__system").last).to_contain_text("Sofía")


def test_priority_type_and_tags_on_the_card(open_page, world):
    tag = world.sofia.put(f"tags/{uuid.uuid4()}", {"name": f"reembolso {uuid.uuid4().hex[:6]}"}).json()
    campaign = next(one for one in world.carla.get("campaigns").json()["items"] if one["preset"] == "ticket")
    world.carla.patch(f"campaigns/{campaign['id']}", {"types": ["Avería", "Consulta"]})
    case = arrives(world, "ticket")
    world.ana.put(f"cases/{case}/acceptance")
    page = open_page(world, "ana", f"/cases/{case}")
    desk = Desk(page).ready()
    page.get_by_role("button", name="Más acciones").click()
    page.get_by_test_id("act-priority").click()
    dialog = page.get_by_test_id("priority-dialog")
    dialog.get_by_label("Crítica").check(force=True)
    dialog.get_by_label("Tipo").select_option("Avería")
    check_accessibility(page)
    page.get_by_test_id("act-confirm").click()
    expect(desk.card(case).get_by_role("img", name="Prioridad Crítica")).to_be_visible()
    expect(page.locator(".timeline__system").last).to_contain_text("Ana Torres puso prioridad crítica")
    assert world.ana.get(f"cases/{case}").json()["case"]["type"] == "Avería"
    out_of_the_composer(desk)
    page.keyboard.press("l")
    box = page.get_by_test_id("tags-dialog").get_by_label(tag["name"])
    box.check()
    expect(desk.card(case).locator(".case-card__tags .tag")).to_have_text(tag["name"])
    check_accessibility(page)
    box.uncheck()
    expect(desk.card(case).locator(".case-card__tags")).to_have_count(0)
    world.sofia.patch(f"tags/{tag['id']}", {"archived": True})


def test_transfer_to_a_queue_with_a_reason_and_a_note(open_page, world):
    """X: the case leaves for another campaign's queue, where it says so; the note waits for whoever takes it."""
    case = arrives(world, "whatsapp")
    world.ana.put(f"cases/{case}/acceptance")
    page = open_page(world, "ana", f"/cases/{case}")
    desk = Desk(page).ready()
    out_of_the_composer(desk)
    page.keyboard.press("x")
    dialog = page.get_by_test_id("transfer-dialog")
    dialog.get_by_label("Campaña").select_option("Pedidos y entregas")
    expect(dialog.get_by_role("radio", name=re.compile("Cualquier asesor de la cola"))).to_be_checked()
    page.get_by_test_id("act-confirm").click()
    expect(dialog.get_by_role("alert")).to_have_text("Escribe el motivo: lo leerá quien la tome.")
    dialog.get_by_label("Motivo").fill("Es de entregas")
    dialog.get_by_label("Nota para quien la tome").fill("Ya le pedí la boleta")
    check_accessibility(page)
    shoot(page, "transfer-dialog", themes=("light", "dark"))
    page.get_by_test_id("act-confirm").click()
    expect(page.get_by_test_id("toast")).to_contain_text("Transferida a Pedidos")
    expect(desk.card(case).locator(".state-chip")).to_have_text("Transferido")
    bruno = Desk(open_page(world, "bruno", f"/cases/{case}")).ready()
    expect(bruno.page.get_by_test_id("queue-place")).to_have_text(re.compile(r"^Lugar \d+ en la cola"))
    bruno.page.get_by_test_id("take-case").click()
    expect(bruno.message("Ya le pedí la boleta")).to_be_visible()
    expect(bruno.page.locator(".timeline__system").filter(has_text="transfirió")).to_contain_text("a la cola Pedidos · «Es de entregas»")
    expect(bruno.card(case).locator(".state-chip")).to_have_text("Abierto")


def test_why_it_came_to_ana(open_page, world):
    """The trace in words, with who else was looked at and what ruled them out."""
    world.ana.put("me/state", {"state": "available"})
    case = arrives(world, "whatsapp")
    world.ana.put(f"cases/{case}/acceptance")
    page = open_page(world, "ana", f"/cases/{case}")
    Desk(page).ready()
    page.get_by_test_id("why").click()
    dialog = page.get_by_test_id("trace-dialog")
    expect(dialog.get_by_role("heading", name="¿Por qué a Ana?")).to_be_visible()
    won = dialog.locator(".assignment-trace__row--won")
    expect(won).to_contain_text("Ana Torres")
    expect(dialog.locator(".assignment-trace__row").filter(has_text="Bruno")).to_contain_text(re.compile("desconectad", re.I))
    expect(dialog.get_by_test_id("trace-step").last).to_contain_text("La abrió Ana Torres")
    check_accessibility(page)
    shoot(page, "routing-trace", themes=("light", "dark"))


def test_a_supervisor_puts_an_agent_into_a_state(open_page, world):
    world.ana.put("me/state", {"state": "available"})
    ana = Desk(open_page(world, "ana")).ready()
    page = open_page(world, "sofia")
    Desk(page).ready()
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("estado de ana")
    page.get_by_role("option", name=re.compile("Cambiar el estado de Ana")).click()
    dialog = page.get_by_test_id("agent-dialog")
    expect(dialog).to_contain_text("Ahora: Disponible")
    dialog.get_by_label("En descanso").check(force=True)
    dialog.get_by_label("Motivo").select_option("Almuerzo")
    check_accessibility(page)
    page.get_by_test_id("act-confirm").click()
    expect(page.get_by_test_id("toast")).to_contain_text("Ana Torres: En descanso")
    expect(ana.page.get_by_test_id("status-button")).to_contain_text("Almuerzo")


def test_offline_disables_the_acts(open_page, world):
    case = arrives(world, "whatsapp")
    world.ana.put(f"cases/{case}/acceptance")
    page = open_page(world, "ana", f"/cases/{case}", allow=["ERR_INTERNET_DISCONNECTED"])
    desk = Desk(page).ready()
    out_of_the_composer(desk)
    page.keyboard.press("x")
    expect(page.get_by_test_id("act-confirm")).to_be_enabled()
    page.context.set_offline(True)
    expect(page.get_by_test_id("act-confirm")).to_be_disabled()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Más acciones").click()
    expect(page.get_by_test_id("act-wait")).to_be_disabled()
    expect(page.get_by_test_id("act-transfer")).to_be_disabled()
    page.context.set_offline(False)
    expect(page.get_by_test_id("act-transfer")).to_be_enabled()


def out_of_the_composer(desk):
    """Single letters are acts outside text fields."""
    expect(desk.text).to_be_visible()
    desk.page.locator(".conversation__name").focus()
