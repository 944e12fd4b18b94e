"""The outcome form in the browser: WD-8 and what stands around it."""
import re

import pytest
from playwright.sync_api import expect

from support.browser import check_accessibility
from support.forms import Desk, publish
from support.pages import Desk as Page

FORM = [
    {"id": "reason", "label": "Motivo", "kind": "tree", "required": True, "options": [
        {"id": "damaged", "label": "Producto dañado", "options": [{"id": "transport", "label": "Golpe en el transporte"}, {"id": "wet", "label": "Mojado"}]},
        {"id": "other", "label": "Otro"}]},
    {"id": "result", "label": "Resultado", "kind": "choice", "required": True, "primary": True, "options": [
        {"id": "exchange", "label": "Cambio"}, {"id": "refund", "label": "Reembolso"}, {"id": "pending", "label": "Queda pendiente", "code": "nonFinal"}]},
    {"id": "order", "label": "N.º de orden de cambio", "kind": "text", "required": True, "max": 20, "help": "Como CJ-20931", "shownIf": {"field": "result", "is": ["exchange"]}},
    {"id": "pickup", "label": "Fecha de recojo", "kind": "date", "required": True, "shownIf": {"field": "result", "is": ["exchange"]}},
    {"id": "amount", "label": "Monto", "kind": "money", "currency": "PEN", "shownIf": {"field": "result", "is": ["refund"]}},
    {"id": "by", "label": "Avisado por", "kind": "choices", "options": [{"id": "chat", "label": "Chat"}, {"id": "mail", "label": "Correo electrónico"}]},
    {"id": "agreed", "label": "El cliente está de acuerdo", "kind": "checkbox"},
    {"id": "notes", "label": "Observaciones", "kind": "longText"},
]


@pytest.fixture
def desk(world):
    """A campaign that requires its form, and a case of Ana's in it."""
    desk = Desk(world, fields=FORM)
    desk.open = desk.case(name="Rosa Quispe")
    desk.number = world.ana.get(f"cases/{desk.open}").json()["case"]["number"]
    yield desk
    publish(world, desk.campaign, [])


@pytest.fixture
def ana(open_page, world, desk):
    return Page(open_page(world, "ana", f"/cases/{desk.number}", allow=[r"\b(409|422)\b"])).ready()


def panel(page):
    return page.page.get_by_role("complementary").filter(has=page.page.get_by_role("tablist"))


def choose(ana, result="Cambio"):
    form = panel(ana)
    form.get_by_label("Motivo", exact=True).and_(form.locator("select")).select_option("Producto dañado")
    form.get_by_label("Detalle de Producto dañado").select_option("Golpe en el transporte")
    form.get_by_text(result, exact=True).click()
    return form


def test_wd_8_the_form(ana, desk, world):
    form = panel(ana)
    expect(form.get_by_role("tab", name="Formulario")).to_have_attribute("aria-selected", "true")
    expect(form.locator(".outcome-form__channel")).to_contain_text("API")
    expect(form.locator(".outcome-form__version")).to_have_text("Garantías · versión 1")
    expect(form.locator(".field__required")).to_have_count(2)
    red = form.locator(".field__required").first.evaluate("node => getComputedStyle(node).color")
    assert red == ana.page.evaluate("""() => { const probe = document.createElement("i"); probe.className = "field__required"; document.body.append(probe);
        const color = getComputedStyle(probe).color; probe.remove(); return color; }""") and re.match(r"rgb\((1[5-9]\d|2\d\d), ", red), red
    missing = form.get_by_test_id("form-missing")
    expect(missing).to_contain_text("Falta Motivo, Resultado")
    choose(ana)
    expect(missing).to_contain_text("Falta N.º de orden de cambio, Fecha de recojo")
    expect(form.locator(".outcome-form__branch [data-field=order]")).to_be_visible()
    missing.get_by_role("link", name="Fecha de recojo").click()
    pickup = form.get_by_label("Fecha de recojo", exact=False).and_(form.locator("input[placeholder]"))
    expect(pickup).to_be_focused()
    pickup.fill("31/11/2027")
    pickup.press("Tab")
    expect(form.locator("[data-field=pickup] .field__error")).to_have_text("Ese mes tiene 30 días")
    pickup.fill("30/11/2027")
    form.get_by_label("N.º de orden de cambio").fill("CJ-20931")
    expect(missing).to_contain_text("Guardado")
    check_accessibility(ana.page)
    form.get_by_test_id("close-case").click()
    dialog = ana.page.get_by_test_id("close-dialog")
    expect(dialog).to_contain_text("Se guardará la gestión: Cambio")
    check_accessibility(ana.page)
    dialog.get_by_test_id("confirm-close").click()
    expect(dialog).to_have_count(0)
    given = world.ana.get(f"cases/{desk.open}/dispositions").json()["items"]
    assert given[0]["values"] == {"reason": "transport", "result": "exchange", "order": "CJ-20931", "pickup": "2027-11-30"}
    assert world.ana.get(f"cases/{desk.open}").json()["case"]["state"] == "closed"
