"""Each preset played through its line of the demo up to a plain close: its words, how a case is accepted and who sees it; TD-1 and WD-4 by name."""
import re

import pytest
from playwright.sync_api import expect

from support.browser import check_accessibility, shoot
from support.pages import Desk
from support.scene import reply

WORDS = {  # waits, open, closed, the part of the list it waits in, the red button, the toast
    "group": ("Abierto", "Abierto", "Cerrado", "En cola", "Cerrar conversación", "Cerraste"),
    "campaign": ("Nuevo", "Abierto", "Cerrado", "Nuevos y transferidos", "Cerrar caso", "Cerraste"),
    "email": ("Activo", "Activo", "Cerrado", "Sin asignar", "Cerrar caso", "Cerraste"),
    "whatsapp": ("Asignada", "Abierta", "Terminada", "Encoladas y asignadas", "Terminar atención", "Terminaste"),
    "ticket": ("Abierto", "Abierto", "Resuelto", "En cola", "Resolver ticket", "Resolviste"),
}
UNITS = {"group": "Conversación", "campaign": "Caso", "email": "Caso", "whatsapp": "Atención", "ticket": "Ticket"}


def arrives(world, preset, text="¿Me ayudan con mi pedido?", name="Rosa Quispe"):
    """Gives the number of a new case on the preset's line."""
    return world.inbound(text, account="api" if preset == "whatsapp" else f"api-{preset}", name=name)["case"]


def scope(desk, world, case):
    """The list shows the case's campaign alone."""
    campaign = world.sofia.get(f"cases/{case}").json()["case"]["campaign"]
    desk.page.get_by_test_id("campaign-select").click()
    desk.page.locator(f'[data-testid="campaign-choice"][data-campaign="{campaign}"]').click()


def accept(desk, world, preset, case):
    """As the preset has it: by itself, by opening the card, or by the first reply."""
    card = desk.card(case)
    if preset == "group":
        expect(card).to_have_attribute("data-state", "open")
        card.click()
    elif preset == "email":
        card.click()
        expect(desk.message("¿Me ayudan con mi pedido?")).to_be_visible()
        expect(card).to_have_attribute("data-state", "queued")
        assert world.ana.get(f"cases/{case}").json()["case"]["agent"] is None, "reading takes nothing"
    else:
        expect(card).to_have_attribute("data-state", "offered")
        card.click()
        expect(card).to_have_attribute("data-state", "open")
    desk.write("Hola, soy Ana. Lo reviso.")
    expect(desk.message("Lo reviso")).to_have_attribute("data-status", re.compile("sent|delivered|read"))
    expect(card).to_have_attribute("data-state", "open")


@pytest.mark.parametrize("preset", WORDS)
def test_a_preset_up_to_a_plain_close(open_page, world, preset):
    waits, opened, closed, part, close, toast = WORDS[preset]
    if preset != "email":
        world.ana.put("me/state", {"state": "available"})
    case = arrives(world, preset)
    desk = Desk(open_page(world, "ana")).ready()
    scope(desk, world, case)
    expect(desk.page.locator(".case-list h2").first).to_contain_text(part)
    chip = desk.card(case).locator(".state-chip")
    expect(chip).to_have_text(waits)
    shoot(desk.page, f"labels-{preset}-waits", themes=("light",))
    accept(desk, world, preset, case)
    expect(chip).to_have_text(opened)
    expect(desk.page.locator(".conversation__state .state-chip")).to_have_text(opened)
    expect(desk.page.get_by_test_id("status-button")).to_have_attribute("data-state", "offline" if preset == "email" else "busy" if preset == "campaign" else "available")
    shoot(desk.page, f"labels-{preset}-open", themes=("light",))

    expect(desk.page.get_by_test_id("close-case")).to_have_text(close)
    desk.page.get_by_test_id("close-case").click()
    expect(desk.page.get_by_test_id("confirm-close")).to_have_text(close)
    expect(desk.page.get_by_test_id("close-dialog")).to_contain_text(UNITS[preset].lower())
    desk.page.get_by_test_id("confirm-close").click()
    expect(desk.page.get_by_test_id("toast")).to_contain_text(f"{toast} #{case}")
    expect(desk.card(case)).to_have_count(0)
    desk.page.locator(".case-list__fold").click()
    expect(chip).to_have_text(closed)
    shoot(desk.page, f"labels-{preset}-closed", themes=("light",))
    if preset == "campaign":
        expect(desk.page.get_by_test_id("status-button")).to_have_attribute("data-state", "available")


def test_busy_by_a_case_says_why(open_page, world):
    """Accepting a campaign's case makes its agent busy, and the state button says by what."""
    world.ana.put("me/state", {"state": "available"})
    case = arrives(world, "campaign")
    world.ana.put(f"cases/{case}/acceptance")
    page = open_page(world, "ana")
    Desk(page).ready()
    button = page.get_by_test_id("status-button")
    expect(button).to_have_attribute("aria-label", "Mi estado: En gestión, En gestión por un caso abierto")
    button.click()
    expect(page.get_by_test_id("status-why")).to_have_text("En gestión por un caso abierto")
    page.get_by_test_id("status-available").click()
    expect(button).to_have_attribute("data-state", "available")
    button.click()
    page.get_by_test_id("status-busy").click()
    expect(button).to_have_attribute("aria-label", "Mi estado: En gestión")


def test_a_wrap_up_counts_down_and_ends_early(open_page, world):
    campaign = next(one for one in world.carla.get("campaigns").json()["items"] if one["preset"] == "ticket")
    world.carla.patch(f"campaigns/{campaign['id']}", {"policy": {"wrapUp": 300}})
    try:
        world.ana.put("me/state", {"state": "available"})
        case = arrives(world, "ticket")
        world.ana.put(f"cases/{case}/acceptance")
        page = open_page(world, "ana")
        Desk(page).ready()
        world.ana.put(f"cases/{case}/closure")
        button = page.get_by_test_id("status-button")
        expect(button).to_have_attribute("data-state", "wrapUp")
        expect(button.locator("time")).to_have_text(re.compile(r"^4:\d\d$"))
        button.click()
        page.get_by_test_id("status-available").click()
        expect(button).to_have_attribute("data-state", "available")
    finally:
        world.carla.patch(f"campaigns/{campaign['id']}", {"policy": {"wrapUp": 0}})


def test_colleagues_cases_where_the_list_shows_all(open_page, world):
    """A group's list holds what colleagues have open, live; a ticket of a colleague's is nowhere."""
    page = open_page(world, "bruno")
    desk = Desk(page).ready()
    group, ticket = arrives(world, "group"), arrives(world, "ticket")
    for case in (group, ticket):
        expect(desk.card(case)).to_be_visible()
        world.ana.put(f"cases/{case}/acceptance")
    expect(desk.card(group)).to_have_attribute("data-state", "open")
    expect(desk.card(group).locator(".avatar")).to_have_attribute("title", re.compile("Ana Torres"))
    expect(desk.card(ticket)).to_have_count(0)
    page.reload()
    expect(desk.card(group)).to_have_attribute("data-state", "open")
    expect(desk.card(ticket)).to_have_count(0)
    desk.card(group).click()
    expect(desk.message("¿Me ayudan")).to_be_visible()
    expect(page.get_by_test_id("close-case")).to_have_text("Cerrar conversación")


def test_wd_4_only_who_opened_it_sees_and_closes(open_page, world):
    """Enforced by the server and its stream: what Ana opened is nowhere in Bruno's page, nor in what his stream says, nor his to close."""
    page = open_page(world, "bruno", allow=[r"\b404\b"])
    desk = Desk(page).ready()
    case = arrives(world, "whatsapp", "Mi tarjeta termina en 4421")
    expect(desk.card(case)).to_be_visible()
    with world.bruno.events() as stream:
        world.ana.put(f"cases/{case}/acceptance")
        stream.wait_for("case.gone")
        since = len(stream.frames)
        reply(world.ana, case, "Gracias, ya la vi")
        world.inbound("¿Sigue ahí?", sender=world.ana.get(f"cases/{case}").json()["case"]["contact"]["point"]["value"])
        world.inbound("Otra persona", account="api-ticket")  # comes after, so that the silence before it is one
        stream.wait_for("case.created", since=since)
        said = " ".join(frame.data for frame in stream.frames)
        assert "4421" not in said and "ya la vi" not in said and "Sigue ahí" not in said
    expect(desk.card(case)).to_have_count(0)
    page.goto(f"/cases/{case}")
    expect(page.get_by_role("heading", name=f"No puedes ver #{case}").or_(page.get_by_text(f"No puedes ver #{case}"))).to_be_visible()
    expect(page.get_by_text("4421")).to_have_count(0)
    expect(page.get_by_test_id("close-case")).to_have_count(0)
    world.bruno.put(f"cases/{case}/closure", expect=404)

    mine = Desk(open_page(world, "ana", f"/cases/{case}")).ready()
    expect(mine.message("4421")).to_be_visible()
    mine.page.get_by_test_id("close-case").click()
    mine.page.get_by_test_id("confirm-close").click()
    expect(mine.page.get_by_test_id("toast")).to_contain_text(f"Terminaste #{case}")


def test_td_1_three_columns(open_page, world):
    """My tickets with a folded part for those I have handled, the control centre, and the contact; side by side."""
    done, held = arrives(world, "ticket", name="Óscar"), arrives(world, "ticket")
    for case in (done, held):
        world.ana.put(f"cases/{case}/acceptance")
    world.ana.put(f"cases/{done}/closure")
    page = open_page(world, "ana", f"/cases/{held}")
    desk = Desk(page).ready()
    scope(desk, world, held)
    columns = [page.get_by_role("region", name="Atenciones", exact=True), page.get_by_role("region", name="Conversación con Rosa Quispe"), page.get_by_role("complementary", name="Herramientas de la atención")]
    boxes = [column.bounding_box() for column in columns]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"] + 1 and boxes[1]["x"] + boxes[1]["width"] <= boxes[2]["x"] + 1
    assert all(abs(box["y"] - boxes[0]["y"]) < 2 for box in boxes)
    expect(columns[0].locator("h2")).to_have_text([re.compile("^En cola"), re.compile("^Abiertos 1"), re.compile("^Atendidos")])
    expect(desk.card(done)).to_have_count(0)
    columns[0].locator(".case-list__fold").click()
    expect(desk.card(done).locator(".state-chip")).to_have_text("Resuelto")
    expect(columns[1].locator(".conversation__facts")).to_contain_text("Soporte técnico · Cola Soporte")
    expect(columns[2].get_by_role("tab", name="Contacto")).to_have_attribute("aria-selected", "true")
    check_accessibility(page)
