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
    return Page(open_page(world, "ana", f"/cases/{desk.number}", allow=[r"\b(409|422)\b", "ERR_INTERNET_DISCONNECTED"])).ready()


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
    expect(form.locator(".outcome-form__tree .field__label")).to_have_text("Detalle *")
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


def test_what_is_half_filled_survives_a_reload(ana, desk, world):
    form = choose(ana, "Reembolso")
    form.get_by_label("Monto", exact=False).fill("28,90")
    form.get_by_label("Correo electrónico").check()
    form.get_by_label("Observaciones").fill("Recibe después de las 17:00")
    # On this device at once: the page goes before the server has heard of it.
    ana.page.reload()
    ana.ready()
    expect(form.get_by_label("Observaciones")).to_have_value("Recibe después de las 17:00")
    expect(form.get_by_label("Monto", exact=False)).to_have_value("28,90")
    expect(form.get_by_label("Detalle de Producto dañado")).to_have_value("transport")
    expect(form.get_by_label("Correo electrónico")).to_be_checked()
    expect(form.get_by_test_id("form-missing")).to_contain_text("Guardado")
    # On the server too: another machine of hers has it.
    draft = world.ana.get(f"cases/{desk.open}/draft?kind=form").json()
    assert '"amount":"28,90"' in draft["text"]
    ana.page.evaluate("localStorage.clear()")
    ana.page.reload()
    expect(form.get_by_label("Observaciones")).to_have_value("Recibe después de las 17:00")


def test_a_form_that_changes_meanwhile_keeps_what_still_fits(ana, desk, world):
    form = choose(ana, "Reembolso")
    form.get_by_label("Observaciones").fill("Se queda")
    form.get_by_label("Monto", exact=False).fill("10")
    newer = [field for field in FORM if field["id"] != "amount"] + [{"id": "bill", "label": "N.º de boleta", "kind": "text", "required": True}]
    publish(world, desk.campaign, newer)
    expect(form.get_by_role("status").filter(has_text="ahora es la versión 2")).to_be_visible()
    expect(form.locator(".outcome-form__version")).to_have_text("Garantías · versión 2")
    expect(form.get_by_label("Observaciones")).to_have_value("Se queda")
    expect(form.get_by_label("Monto", exact=False)).to_have_count(0)
    form.get_by_test_id("save-disposition").click()
    expect(form.get_by_label("N.º de boleta")).to_be_focused()
    expect(form.locator("[data-field=bill] .field__error")).to_have_text("Este campo es obligatorio")
    form.get_by_label("N.º de boleta").fill("B004-11873")
    form.get_by_test_id("save-disposition").click()
    expect(form.get_by_label("Gestión guardada")).to_contain_text("Reembolso")
    assert world.ana.get(f"cases/{desk.open}/dispositions").json()["items"][0]["formVersion"] == 2


def test_an_answer_to_an_old_version_is_told_and_kept(ana, desk, world):
    form = choose(ana, "Reembolso")
    # The screen hears nothing of the change: the server's refusal brings the new version.
    ana.page.route("**/api/v1/forms?*", lambda route: route.fulfill(json={"items": [{"campaign": desk.campaign, "version": 1, "name": "Garantías", "fields": FORM, "at": "2026-01-01T00:00:00.000Z"}], "next": None}))
    with ana.page.expect_response("**/api/v1/forms?*"):
        publish(world, desk.campaign, FORM[:2])
    expect(form.locator(".outcome-form__version")).to_have_text("Garantías · versión 1")
    ana.page.unroute("**/api/v1/forms?*")
    form.get_by_test_id("save-disposition").click()
    expect(form.get_by_role("alert")).to_contain_text("va por la versión 2")
    expect(form.locator(".outcome-form__version")).to_have_text("Garantías · versión 2")
    expect(form.get_by_label("Detalle de Producto dañado")).to_have_value("transport")
    form.get_by_test_id("save-disposition").click()
    expect(form.get_by_label("Gestión guardada")).to_contain_text("Reembolso")


def test_many_are_saved_and_each_can_be_read(ana, desk, world):
    form = choose(ana, "Queda pendiente")
    form.get_by_label("Observaciones").fill("Espera repuesto")
    form.get_by_test_id("save-disposition").click()
    expect(ana.page.get_by_test_id("toast")).to_contain_text("Gestión guardada: Queda pendiente")
    latest = form.get_by_label("Gestión guardada")
    expect(latest).to_contain_text("En curso")
    expect(latest).to_contain_text("Producto dañado › Golpe en el transporte")
    expect(ana.page.get_by_role("log")).to_contain_text("Ana Torres tipificó: Queda pendiente · en curso")
    # What stands is not final: the red button asks for another word.
    form.get_by_test_id("close-case").click()
    dialog = ana.page.get_by_test_id("close-dialog")
    expect(dialog.get_by_test_id("close-missing")).to_contain_text("deja el caso en curso")
    expect(dialog.get_by_test_id("confirm-close")).to_be_disabled()
    ana.page.keyboard.press("Escape")
    form.get_by_role("button", name="Nueva gestión").click()
    expect(form.get_by_label("Motivo", exact=True).and_(form.locator("select"))).to_be_focused()
    choose(ana, "Reembolso")
    form.get_by_test_id("save-disposition").click()
    expect(latest).to_contain_text("Reembolso")
    earlier = form.get_by_role("region", name="Gestiones anteriores")
    expect(earlier).to_contain_text("Queda pendiente")
    earlier.locator("summary").click()
    expect(earlier).to_contain_text("Espera repuesto")
    expect(ana.card(desk.number).get_by_test_id("card-outcome")).to_have_text("Reembolso")
    check_accessibility(ana.page)
    # A final word is there: nothing more is asked.
    form.get_by_test_id("close-case").click()
    expect(dialog.get_by_test_id("close-missing")).to_have_count(0)
    dialog.get_by_test_id("confirm-close").click()
    expect(dialog).to_have_count(0)
    assert world.ana.get(f"cases/{desk.open}").json()["case"]["state"] == "closed"


def test_closing_asks_for_nothing_but_what_is_missing(ana, desk, world):
    choose(ana)
    ana.page.get_by_role("log").focus()
    ana.page.keyboard.press("r")
    dialog = ana.page.get_by_test_id("close-dialog")
    expect(dialog.get_by_test_id("close-missing")).to_contain_text("Faltan 2 campos obligatorios")
    expect(dialog.locator("[data-field]")).to_have_count(2)
    expect(dialog.get_by_test_id("confirm-close")).to_be_disabled()
    dialog.get_by_label("N.º de orden de cambio").fill("CJ-1")
    pickup = dialog.locator("[data-field=pickup] input.input")
    pickup.fill("1/12/2027")
    expect(dialog).to_contain_text("Se guardará la gestión: Cambio")
    dialog.get_by_test_id("confirm-close").click()
    expect(dialog).to_have_count(0)
    assert world.ana.get(f"cases/{desk.open}/dispositions").json()["items"][0]["values"]["pickup"] == "2027-12-01"


def test_a_form_without_the_mouse(ana, desk, world):
    keys = ana.page.keyboard
    form = panel(ana)
    expect(form.locator(".outcome-form")).to_be_visible()
    ana.page.get_by_role("log").focus()
    keys.press("2")
    expect(form.get_by_role("tab", name="Contacto")).to_be_focused()
    keys.press("1")
    expect(form.get_by_role("tab", name="Formulario")).to_be_focused()
    keys.press("t")
    expect(form.get_by_label("Motivo", exact=True).and_(form.locator("select"))).to_be_focused()
    keys.type("Otro")
    keys.press("Tab")
    expect(form.get_by_role("radio", name="Cambio")).to_be_focused()
    keys.press("ArrowRight")
    expect(form.get_by_role("radio", name="Reembolso")).to_be_checked()
    keys.press("Tab")
    expect(form.get_by_label("Monto", exact=False)).to_be_focused()
    keys.type("12,50")
    form.get_by_test_id("save-disposition").focus()
    keys.press("Enter")
    expect(form.get_by_label("Gestión guardada")).to_contain_text("12,50 PEN")


def test_without_a_line_the_red_button_says_why(ana, desk):
    form = panel(ana)
    expect(form.get_by_test_id("close-case")).to_be_enabled()
    ana.page.context.set_offline(True)
    expect(form.get_by_test_id("close-case")).to_be_disabled()
    expect(form.locator("#end-why")).to_have_text("Sin conexión: hazlo cuando vuelva")
    expect(form.get_by_test_id("close-case")).to_have_attribute("aria-describedby", "end-why")
    expect(form.get_by_test_id("save-disposition")).to_be_disabled()
    ana.page.context.set_offline(False)


def test_td_4_tipificar_and_resolver_stand_on_top(open_page, world):
    tickets = Desk(world, "ticket", FORM)
    case = tickets.case(name="Luis Paredes")
    number = world.ana.get(f"cases/{case}").json()["case"]["number"]
    ana = Page(open_page(world, "ana", f"/cases/{number}")).ready()
    page = ana.page
    tools = page.locator(".conversation__tools")
    expect(tools.get_by_role("button", name="Tipificar")).to_be_visible()
    expect(tools.get_by_role("button", name="Resolver")).to_be_visible()
    expect(page.get_by_role("tab", name="Formulario")).to_have_count(0)
    page.get_by_role("log").focus()
    page.keyboard.press("t")
    dialog = page.get_by_test_id("classify-dialog")
    dialog.locator("select").first.select_option("Otro")
    dialog.get_by_role("radio", name="Reembolso").check()
    check_accessibility(page)
    dialog.get_by_label("Dejar el ticket abierto").check()
    dialog.get_by_test_id("save-disposition").click()
    expect(dialog.get_by_label("Gestión guardada")).to_contain_text("Reembolso")
    assert world.ana.get(f"cases/{case}").json()["case"]["state"] == "open"
    dialog.get_by_role("button", name="Nueva gestión").click()
    dialog.locator("select").first.select_option("Otro")
    dialog.get_by_role("radio", name="Reembolso").check()
    expect(dialog.get_by_test_id("save-disposition")).to_have_text("Guardar y resolver")
    dialog.get_by_test_id("save-disposition").click()
    expect(page.get_by_test_id("toast").filter(has_text=f"Resolviste #{number}")).to_be_visible()
    assert world.ana.get(f"cases/{case}").json()["case"]["state"] == "closed"
    publish(world, tickets.campaign, [])


def test_a_group_has_no_form(open_page, world):
    group = Desk(world, "group", None)
    number = world.ana.get(f"cases/{group.case()}").json()["case"]["number"]
    ana = Page(open_page(world, "ana", f"/cases/{number}")).ready()
    expect(ana.page.get_by_role("tab").first).to_have_text("Contacto")
    expect(ana.page.get_by_test_id("classify")).to_have_count(0)
    expect(ana.page.get_by_test_id("close-case")).to_be_visible()
    ana.page.get_by_role("log").focus()
    ana.page.keyboard.press("t")
    expect(ana.page.get_by_role("dialog")).to_have_count(0)


def test_what_my_other_screen_writes_shows_here(open_page, ana, desk, world):
    other = Page(open_page(world, "ana", f"/cases/{desk.number}")).ready()
    panel(other).get_by_label("Observaciones").fill("Desde la otra pantalla")
    expect(panel(ana).get_by_label("Observaciones")).to_have_value("Desde la otra pantalla")
    choose(other, "Reembolso")
    panel(other).get_by_test_id("save-disposition").click()
    expect(panel(ana).get_by_label("Gestión guardada")).to_contain_text("Reembolso")


@pytest.mark.parametrize("width", [390, 900])
def test_where_there_is_no_third_column_the_form_comes_over_it(open_page, world, desk, width):
    ana = Page(open_page(world, "ana", f"/cases/{desk.number}", size="phone")).ready()
    page = ana.page
    page.set_viewport_size({"width": width, "height": 844})
    if width == 390:
        page.get_by_role("button", name="Más acciones").click()
        page.get_by_role("menuitem", name="Tipificar").click()
    else:
        page.get_by_test_id("classify").click()
    reason = page.get_by_label("Motivo", exact=True).and_(page.locator("select"))
    expect(reason).to_be_focused()
    choose(ana, "Reembolso")
    check_accessibility(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_test_id("save-disposition").click()
    expect(page.get_by_label("Gestión guardada")).to_contain_text("Reembolso")
