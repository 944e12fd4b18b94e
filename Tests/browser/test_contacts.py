"""The contact column: who it is, found, linked, made and changed in place; what they own; earlier attentions. WD-3, WD-5, WD-6, TD-2, TD-3, TD-5 and TD-6 by name."""
import re
import uuid

import pytest
from playwright.sync_api import expect

from support.browser import check_accessibility, inspect, shoot
from support.chat import Customer
from support.pages import Desk, has_focus_in
from support.scene import newest, reply
from support.world import new_phone


def new():
    return str(uuid.uuid4())


def arrives(world, preset, name="Rosa Quispe", sender=None, text="¿Me ayudan con mi pedido?"):
    """A case of Ana's on the preset's line: its number and its card."""
    case = world.inbound(text, account="api" if preset == "whatsapp" else f"api-{preset}", name=name, sender=sender)["case"]
    world.ana.put(f"cases/{case}/acceptance")
    return case, world.ana.get(f"cases/{case}").json()["case"]


def campaign(world, preset):
    return next(one["id"] for one in world.carla.get("campaigns").json()["items"] if one["preset"] == preset)


def known(world, card, name, **more):
    return world.ana.put(f"contacts/{new()}", {"name": name, "point": card["contact"]["point"]["id"], **more}, expect=201).json()


def opened(open_page, world, case, who="ana", **options):
    desk = Desk(open_page(world, who, f"/cases/{case}", **options)).ready()
    desk.side = desk.page.get_by_role("complementary", name="Herramientas de la atención")
    return desk


def tab(desk, name):
    desk.side.get_by_role("tab", name=name, exact=True).first.click()
    return desk.side


def row(side, label):
    """A row that is edited in place, by its label."""
    return side.get_by_role("button", name=re.compile(f"^Editar {re.escape(label)}:"))


@pytest.fixture
def ticket_fields(world):
    id = campaign(world, "ticket")
    before = next(one for one in world.carla.get("campaigns").json()["items"] if one["id"] == id)
    world.carla.patch(f"campaigns/{id}", {
        "types": ["Avería", "Consulta"],
        "contactFields": [{"id": "plan", "label": "Plan", "kind": "choice", "options": ["Oro", "Plata"]}, {"id": "vip", "label": "Cliente VIP", "kind": "checkbox"}],
        "caseFields": [{"id": "orden", "label": "N.º de orden", "kind": "text"}, {"id": "recojo", "label": "Recojo", "kind": "date"}],
        "productTypes": [{"id": "lampara", "label": "Lámpara", "fields": [{"id": "serie", "label": "N.º de serie", "kind": "text"}]}]})
    yield id
    world.carla.patch(f"campaigns/{id}", {"types": [], **{key: before[key] for key in ("contactFields", "caseFields", "productTypes")}})


def test_wd_3_quick_tools_switch_with_the_case(open_page, world):
    """Each case has its own tab, and the tools show the case that is open."""
    one, card = arrives(world, "whatsapp", name="Rosa Uno")
    two, _ = arrives(world, "whatsapp", name="Lucía Dos")
    known(world, card, "Rosa Uno Mamani")
    desk = opened(open_page, world, one)
    tab(desk, "Historial")
    expect(desk.side.get_by_text("Es su primera vez")).to_be_visible()
    desk.card(two).click()
    tab(desk, "Coincidencias")
    expect(desk.side.get_by_text("Lucía Dos").or_(desk.side.get_by_text("¿Quién escribe desde"))).to_be_visible()
    desk.card(one).click()
    expect(desk.side.get_by_role("tab", name="Historial")).to_have_attribute("aria-selected", "true")
    tab(desk, "Contacto")
    expect(desk.side.get_by_role("heading", name="Rosa Uno Mamani")).to_be_visible()
    desk.page.locator(".conversation__name").focus()
    names = desk.side.locator(".side-panel__tablist").get_by_role("tab").all_inner_texts()
    desk.page.keyboard.press(str(names.index("Coincidencias") + 1))
    expect(desk.side.get_by_role("tab", name="Coincidencias")).to_be_focused()
    expect(desk.side.get_by_test_id("match-search")).to_be_visible()


def test_wd_5_an_unknown_customer_is_added(open_page, world):
    """From the header; a document that somebody has already is answered with whose it is, and with the way to them."""
    code = str(uuid.uuid4().int)[:9]
    _, other = arrives(world, "whatsapp", name="Marta")
    marta = known(world, other, f"Marta Salas {code}", code=code)
    case, card = arrives(world, "whatsapp", name="Elena Q.")
    desk = opened(open_page, world, case, allow=[r"\b409\b"])
    desk.page.locator(".conversation__add").click()
    dialog = desk.page.get_by_test_id("contact-dialog")
    expect(dialog.get_by_label("Nombre")).to_be_focused()
    expect(dialog.get_by_label("Nombre")).to_have_value("Elena Q.")
    dialog.get_by_label(re.compile("^Documento")).fill(f"{code[:4]} {code[4:]}")
    check_accessibility(desk.page)
    dialog.get_by_role("button", name="Guardar").click()
    expect(dialog.get_by_role("alert")).to_contain_text(f"ya es de {marta['name']}")
    shoot(desk.page, "contact-dialog", themes=("light", "dark"))
    dialog.get_by_label(re.compile("^Documento")).fill(f"{code}1")
    dialog.get_by_label("Nombre").fill("Elena Quispe")
    dialog.get_by_role("button", name="Guardar").click()
    expect(dialog).to_have_count(0)
    expect(desk.page.locator(".conversation__add")).to_have_count(0)
    expect(desk.page.locator(".conversation__name")).to_have_text("Elena Quispe")
    expect(desk.card(case)).to_contain_text("Elena Quispe")
    made = world.ana.get(f"cases/{case}").json()["contact"]
    assert made["campaigns"][0] == card["campaign"] and made["code"] == f"{code}1"


def test_the_holder_of_a_document_is_joined_from_the_dialog(open_page, world):
    code = str(uuid.uuid4().int)[:9]
    _, other = arrives(world, "whatsapp", name="Marta")
    marta = known(world, other, f"Marta Salas {code}", code=code)
    case, card = arrives(world, "whatsapp", name="M.")
    desk = opened(open_page, world, case, allow=[r"\b409\b"])
    desk.page.locator(".conversation__add").click()
    dialog = desk.page.get_by_test_id("contact-dialog")
    dialog.get_by_label(re.compile("^Documento")).fill(code)
    dialog.get_by_role("button", name="Guardar").click()
    dialog.get_by_test_id("join-holder").click()
    expect(dialog).to_have_count(0)
    expect(desk.page.locator(".conversation__name")).to_have_text(marta["name"])
    assert {one["id"] for one in world.ana.get(f"contacts/{marta['id']}").json()["points"]} == {card["contact"]["point"]["id"], other["contact"]["point"]["id"]}


def test_wd_6_earlier_attentions_in_the_same_scroll(open_page, world):
    """Whoever has the customer now reads in one scroll what a colleague attended before, also from another address of theirs."""
    phone, other = new_phone(), new_phone()
    first, card = arrives(world, "whatsapp", sender=phone, text="Quiero cambiar la lámpara")
    rosa = known(world, card, "Rosa Quispe")
    reply(world.ana, first, "Con gusto, Rosa")
    world.ana.put(f"cases/{first}/closure")
    second, card = arrives(world, "whatsapp", sender=other, text="Les escribo del trabajo")
    world.ana.put(f"contacts/{rosa['id']}/points/{card['contact']['point']['id']}")
    world.ana.put(f"cases/{second}/closure")
    now = world.inbound("Ya llegó, gracias", sender=phone)["case"]
    world.bruno.put(f"cases/{now}/acceptance")
    desk = opened(open_page, world, now, who="bruno")
    lines = desk.page.get_by_test_id("earlier-case")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text(f"#{first}")
    lines.first.get_by_role("button").click()
    expect(desk.message("Quiero cambiar la lámpara")).to_be_visible()
    expect(desk.message("Con gusto, Rosa")).to_be_visible()
    lines.nth(1).get_by_role("button").click()
    expect(desk.message("Les escribo del trabajo")).to_be_visible()
    tab(desk, "Historial")
    items = desk.side.get_by_test_id("history-item")
    expect(items).to_have_count(2)
    expect(items.first).to_contain_text(f"#{second}")
    expect(items.nth(1)).to_contain_text("Ana Torres")
    expect(items.nth(1)).to_contain_text("2 mensajes")
    inspect(desk.page, "history")
    items.nth(1).get_by_role("link").click()
    expect(desk.page).to_have_url(re.compile(f"/cases/{first}$"))
    expect(desk.message("Quiero cambiar la lámpara")).to_be_visible()
    expect(desk.page.get_by_test_id("composer-text")).to_have_count(0)


def test_td_6_suggestions_search_and_linking(open_page, world):
    """By a similar telephone, with the reason; by hand, despite a slip; linking by the keyboard, and its undoing."""
    phone = new_phone()
    name = f"Yolanda Huamán {uuid.uuid4().hex[:6]}"
    _, other = arrives(world, "ticket", name="Y.", sender=f"{phone[:-5]}{(int(phone[-5]) + 5) % 10}{phone[-4:]}")
    yolanda = known(world, other, name, code=uuid.uuid4().hex[:10])
    case, card = arrives(world, "ticket", name="Sin nombre", sender=phone)
    desk = opened(open_page, world, case)
    tab(desk, "Contacto")
    match = desk.side.locator(f'[data-testid="match"][data-contact="{yolanda["id"]}"]')
    expect(match).to_contain_text(re.compile("Un dígito distinto|Teléfono termina igual"))
    expect(match.get_by_role("img")).to_have_attribute("aria-label", "Coincidencia media")
    inspect(desk.page, "matches")
    search = desk.side.get_by_test_id("match-search")
    search.fill("iolanda huaman")
    expect(match).to_contain_text("Nombre parecido")
    search.fill("zzzz nadie")
    expect(desk.side.get_by_text("Ningún contacto coincide con «zzzz nadie»")).to_be_visible()
    search.press("Escape")
    expect(search).to_have_value("")
    expect(match).to_be_visible()
    link = match.get_by_test_id("link")
    link.focus()
    desk.page.keyboard.press("Enter")
    expect(desk.side.get_by_role("heading", name=name)).to_be_visible()
    has_focus_in(desk.page, ".side-panel__tablist")
    expect(desk.card(case)).to_contain_text(name)
    desk.page.get_by_test_id("toast").get_by_role("button", name="Deshacer").click()
    expect(desk.side.get_by_test_id("match-search")).to_be_visible()
    assert world.ana.get(f"cases/{case}").json()["contact"] is None


def test_td_6_a_contact_is_made_in_the_campaign_of_the_ticket(open_page, world):
    """What was looked for in vain is its document, which becomes the contact code."""
    code = str(uuid.uuid4().int)[:8]
    case, card = arrives(world, "ticket", name="Ivonne Luna")
    desk = opened(open_page, world, case)
    tab(desk, "Coincidencias")
    desk.side.get_by_test_id("match-search").fill(code)
    expect(desk.side.get_by_text("Ningún contacto coincide")).to_be_visible()
    desk.side.get_by_test_id("create-contact").click()
    dialog = desk.page.get_by_test_id("contact-dialog")
    expect(dialog.get_by_label(re.compile("^Documento"))).to_have_value(code)
    dialog.get_by_role("button", name="Guardar").click()
    expect(desk.page.locator(".conversation__name")).to_have_text("Ivonne Luna")
    made = world.ana.get(f"cases/{case}").json()["contact"]
    assert made["code"] == code and made["documentKind"] == "DNI" and made["campaigns"] == [campaign(world, "ticket")]
    tab(desk, "Contacto")
    expect(desk.side.get_by_text(f"DNI {code}")).to_be_visible()


def test_td_5_personal_data_in_place(open_page, world, ticket_fields):
    """Enter saves, Esc restores, an error keeps the text; what a colleague wrote meanwhile is shown before it is written over."""
    case, card = arrives(world, "ticket")
    rosa = known(world, card, "Rosa Quispe")
    desk = opened(open_page, world, case, allow=[r"\b409\b", r"\b400\b"])
    side = tab(desk, "Contacto")
    row(side, "Dirección").click()
    field = side.get_by_role("textbox", name="Dirección")
    expect(field).to_be_focused()
    field.fill("Jr. Huáscar 1420")
    field.press("Enter")
    expect(row(side, "Dirección")).to_have_text("Jr. Huáscar 1420")
    expect(row(side, "Dirección")).to_be_focused()
    row(side, "Dirección").press("Enter")
    field.fill("Otra")
    field.press("Escape")
    expect(row(side, "Dirección")).to_have_text("Jr. Huáscar 1420")
    expect(side.get_by_role("link", name=re.compile("Ver en el mapa"))).to_have_attribute("href", re.compile("openstreetmap.org/search.*Hu%C3%A1scar"))

    row(side, "Nacimiento").click()
    side.get_by_label("Nacimiento", exact=True).fill("2999-01-01")
    side.get_by_label("Nacimiento", exact=True).press("Enter")
    expect(side.get_by_role("alert")).to_contain_text("fecha que ya pasó")
    expect(side.get_by_label("Nacimiento", exact=True)).to_have_value("2999-01-01")
    side.get_by_label("Nacimiento", exact=True).fill("1987-02-14")
    side.get_by_label("Nacimiento", exact=True).press("Enter")
    expect(row(side, "Nacimiento")).to_have_text(re.compile("14.*feb.*1987"))
    row(side, "Plan").click()
    side.get_by_role("combobox", name="Plan").select_option("Oro")
    side.get_by_role("combobox", name="Plan").press("Enter")
    expect(row(side, "Plan")).to_have_text("Oro")
    label = world.sofia.put(f"contact-labels/{new()}", {"name": f"Club {uuid.uuid4().hex[:5]}"}).json()
    world.ana.put(f"contacts/{rosa['id']}/labels/{label['id']}")
    expect(side.get_by_test_id("contact-label")).to_have_text([label["name"]])
    inspect(desk.page, "personal-data")

    row(side, "Notas").click()
    notes = side.get_by_role("textbox", name="Notas")
    notes.fill("De Ana")
    world.bruno.patch(f"contacts/{rosa['id']}", {"notes": "De Bruno", "executive": "Bruno"})
    expect(row(side, "Ejecutivo")).to_have_text("Bruno")
    notes.press("Enter")
    shown = side.get_by_role("alert").or_(row(side, "Notas"))
    expect(shown).to_be_visible()
    assert world.ana.get(f"contacts/{rosa['id']}").json()["attributes"] == {"plan": "Oro"}


def test_a_colleagues_newer_word_is_shown_first(open_page, world):
    case, card = arrives(world, "whatsapp")
    rosa = known(world, card, "Rosa Quispe")
    desk = opened(open_page, world, case, allow=[r"\b409\b", "ERR_FAILED"])
    side = tab(desk, "Contacto")
    row(side, "Notas").click()
    notes = side.get_by_role("textbox", name="Notas")
    notes.fill("De Ana")
    # The screen is not told in time: its stream is late.
    desk.page.route("**/api/v1/contacts/*", lambda route: route.continue_() if route.request.method != "GET" else route.abort())
    version = world.bruno.patch(f"contacts/{rosa['id']}", {"notes": "De Bruno"}).json()["version"]
    desk.page.evaluate("""async ([id, contact]) => { const { dispatch } = await import('/app/desk.js'); dispatch({ type: 'contact', case: id, contact }); }""", [card["id"], {**rosa, "notes": None}])
    notes.press("Enter")
    expect(side.get_by_role("alert")).to_contain_text("Alguien cambió este contacto")
    expect(side.get_by_role("alert")).to_contain_text("Ahora dice: De Bruno")
    expect(notes).to_have_value("De Ana")
    notes.press("Enter")
    expect(row(side, "Notas")).to_have_text("De Ana")
    assert world.ana.get(f"contacts/{rosa['id']}").json()["version"] == version + 1


def test_td_5_products(open_page, world, ticket_fields):
    """Added by the keyboard, changed in place, removed and brought back; what a colleague adds appears."""
    case, card = arrives(world, "ticket")
    rosa = known(world, card, "Rosa Quispe")
    desk = opened(open_page, world, case, allow=[r"\b400\b"])
    side = tab(desk, "Productos")
    expect(side.get_by_text("Este contacto no tiene productos.")).to_be_visible()
    side.get_by_test_id("add-product").click()
    form = side.get_by_test_id("product-form")
    expect(form.get_by_label("Nombre")).to_be_focused()
    expect(form.get_by_label("Tipo")).to_have_value("lampara")
    form.get_by_label("Nombre").fill("Lámpara Ámbar mediana")
    form.get_by_label("Precio").fill("mucho")
    form.get_by_label("N.º de serie").fill("A-77")
    check_accessibility(desk.page)
    desk.page.keyboard.press("Enter")
    expect(form.get_by_role("alert")).to_contain_text("debe ser un importe")
    form.get_by_label("Precio").fill("289,90")
    form.get_by_label("Precio").press("Enter")
    item = side.get_by_test_id("product")
    expect(item).to_contain_text("Lámpara Ámbar mediana")
    expect(item).to_contain_text("289.90")
    expect(item).to_contain_text("A-77")
    expect(side.get_by_test_id("add-product")).to_be_focused()
    inspect(desk.page, "products")
    world.sofia.put(f"contacts/{rosa['id']}/products/{new()}", {"name": "Juego de sábanas"}, expect=201)
    expect(item).to_have_count(2)
    side.get_by_role("button", name="Editar Juego de sábanas").click()
    form.get_by_label("Estado").fill("entregado")
    form.get_by_label("Estado").press("Enter")
    expect(item.filter(has_text="Juego de sábanas")).to_contain_text("entregado")
    side.get_by_role("button", name="Quitar Juego de sábanas").click()
    expect(item).to_have_count(1)
    desk.page.get_by_test_id("toast").get_by_role("button", name="Deshacer").click()
    expect(item).to_have_count(2)


def test_td_5_ticket_data(open_page, world, ticket_fields):
    """What it is about, type, priority and the campaign's own fields, in place and live on a supervisor's screen too."""
    case, _ = arrives(world, "ticket")
    desk = opened(open_page, world, case)
    side = tab(desk, "Ticket")
    hers = opened(open_page, world, case, who="sofia")
    tab(hers, "Ticket")
    row(side, "Descripción").click()
    side.get_by_role("textbox", name="Descripción").fill("Lámpara rota en el envío")
    side.get_by_role("textbox", name="Descripción").press("Enter")
    row(side, "N.º de orden").click()
    side.get_by_role("textbox", name="N.º de orden").fill("CJ-20931")
    side.get_by_role("textbox", name="N.º de orden").press("Enter")
    row(side, "Prioridad").click()
    side.get_by_role("combobox", name="Prioridad").select_option("high")
    side.get_by_role("combobox", name="Prioridad").press("Enter")
    row(side, "Tipo").click()
    side.get_by_role("combobox", name="Tipo").select_option("Avería")
    side.get_by_role("combobox", name="Tipo").press("Enter")
    for one in (side, hers.side):
        expect(row(one, "Descripción")).to_have_text("Lámpara rota en el envío")
        expect(row(one, "N.º de orden")).to_have_text("CJ-20931")
        expect(row(one, "Prioridad")).to_have_text("Alta")
        expect(row(one, "Tipo")).to_have_text("Avería")
    inspect(desk.page, "ticket-data")


def test_labels_are_put_and_taken_and_made_by_supervisors(open_page, world):
    case, card = arrives(world, "ticket")
    known(world, card, "Rosa Quispe")
    name = f"Club {uuid.uuid4().hex[:6]}"
    hers = opened(open_page, world, case, who="sofia")
    tab(hers, "Contacto")
    hers.side.get_by_test_id("new-label").click()
    hers.side.get_by_role("textbox", name="Crear característica").fill(name)
    hers.page.keyboard.press("Enter")
    expect(hers.side.get_by_test_id("contact-label")).to_have_text([name])
    desk = opened(open_page, world, case)
    tab(desk, "Contacto")
    expect(desk.side.get_by_test_id("contact-label")).to_have_text([name])
    expect(desk.side.get_by_test_id("new-label")).to_have_count(0)
    desk.side.get_by_test_id("add-label").click()
    choice = desk.page.get_by_role("menuitemcheckbox", name=name)
    expect(choice).to_have_attribute("aria-checked", "true")
    check_accessibility(desk.page)
    choice.click()
    expect(desk.side.get_by_test_id("contact-label")).to_have_count(0)
    expect(hers.side.get_by_test_id("contact-label")).to_have_count(0)


def test_row_actions_call_write_and_give_back(open_page, world):
    """The reply goes by the address whose sign is pressed; one that no line of ours reaches says why; an address is given back, and that is undone."""
    case, card = arrives(world, "ticket")
    rosa = known(world, card, "Rosa Quispe")
    mail = f"rosa.{uuid.uuid4().hex[:6]}@correo.example"
    written = world.inbound("Les escribo por correo", id=new(), account="api-ticket", **{"from": {"kind": "email", "value": mail}})["case"]
    world.ana.put(f"cases/{written}/acceptance")
    world.ana.put(f"contacts/{rosa['id']}/points/{world.ana.get(f'cases/{written}').json()['case']['contact']['point']['id']}")
    desk = opened(open_page, world, case)
    side = tab(desk, "Contacto")
    rows = side.get_by_test_id("point-row")
    expect(rows).to_have_count(2)
    phone = rows.filter(has_text="+51")
    expect(phone.get_by_role("link", name=re.compile("^Llamar al"))).to_have_attribute("href", f"tel:{card['contact']['point']['value']}")
    expect(phone.get_by_test_id("write-by")).to_have_attribute("aria-pressed", "true")
    by_mail = rows.filter(has_text=mail).get_by_test_id("write-by")
    by_mail.click()
    expect(by_mail).to_have_attribute("aria-pressed", "true")
    expect(desk.text).to_be_focused()
    desk.write("Te respondo por correo")
    expect(desk.message("Te respondo por correo")).to_have_attribute("data-status", re.compile("sent|delivered|read"))
    sent = world.ana.get(f"cases/{case}").json()["messages"][-1]
    assert sent["point"] != card["contact"]["point"]["id"]
    phone.get_by_role("button", name=re.compile("^Más acciones")).click()
    desk.page.get_by_test_id("unlink").locator("visible=true").click()
    expect(side.get_by_test_id("match-search")).to_be_visible()
    desk.page.get_by_test_id("toast").get_by_role("button", name="Deshacer").click()
    expect(rows).to_have_count(2)


def test_td_2_and_td_3_one_icon_for_each_channel_and_the_last_action(open_page, world):
    """A ticket holds what its customer sends by several channels, one icon for each, that by the name the last one's; under the name the last action, below it the tags."""
    queue = world.sofia.get(f"cases/{arrives(world, 'ticket')[0]}").json()["case"]["queue"]
    slug = f"chat-{uuid.uuid4().hex[:6]}"
    world.carla.put(f"channel-accounts/{new()}", {"slug": slug, "channel": "webchat", "alias": "Chat de soporte", "queue": queue, "settings": {"origins": ["*"]}}, expect=201)
    case, card = arrives(world, "ticket", text="Por el primer canal")
    rosa = known(world, card, "Rosa Quispe")
    chat = Customer(world, slug)
    chat.write("Soy Rosa, por el chat")
    other = newest(world)
    world.ana.put(f"cases/{other['number']}/acceptance")
    desk = opened(open_page, world, case)
    shown = desk.card(case)
    expect(shown.locator(".case-card__gutter").get_by_role("img")).to_have_attribute("aria-label", "API")
    expect(shown.locator(".case-card__preview")).to_contain_text("Por el primer canal")
    world.ana.put(f"contacts/{rosa['id']}/points/{other['contact']['point']['id']}")
    world.ana.put(f"cases/{other['number']}/closure")
    chat.write("¿Me ayudan por aquí?")
    expect(desk.message("¿Me ayudan por aquí?")).to_be_visible()
    expect(shown.locator(".case-card__gutter").get_by_role("img")).to_have_attribute("aria-label", re.compile("chat", re.I))
    expect(shown.locator(".case-card__channels").get_by_role("img")).to_have_attribute("aria-label", "API")
    expect(shown.locator(".case-card__preview")).to_contain_text("¿Me ayudan por aquí?")
    reply(world.ana, case, "Ya lo reviso")
    expect(shown.locator(".case-card__preview")).to_contain_text("Ya lo reviso")
    tag = world.sofia.put(f"tags/{new()}", {"name": f"daño {uuid.uuid4().hex[:5]}"}).json()
    world.ana.put(f"cases/{case}/tags/{tag['id']}")
    expect(shown.locator(".case-card__tags .tag")).to_have_text(tag["name"])


def test_ed_1_the_cases_of_this_customer_are_searched(open_page, world):
    phone = new_phone()
    first, card = arrives(world, "campaign", sender=phone, text="La boleta del espejo")
    known(world, card, "Rosa Quispe")
    world.ana.put(f"cases/{first}/closure")
    now, _ = arrives(world, "campaign", sender=phone, text="¿Ya salió mi pedido?")
    desk = opened(open_page, world, now)
    side = tab(desk, "Casos")
    items = side.get_by_test_id("history-item")
    expect(items).to_have_count(2)
    expect(items.first).to_contain_text("· este")
    side.get_by_test_id("case-search").fill("boleta")
    expect(items).to_have_count(1)
    expect(items).to_contain_text(f"#{first}")
    side.get_by_test_id("case-search").fill("nada de eso")
    expect(side.get_by_text("Nada de este cliente coincide con «nada de eso»")).to_be_visible()
    check_accessibility(desk.page)


def test_an_address_changes_hands_after_a_question(open_page, world):
    phone = new_phone()
    case, card = arrives(world, "whatsapp", sender=phone)
    name = f"Rosa Quispe {uuid.uuid4().hex[:6]}"
    rosa = known(world, card, name)
    twin = world.ana.put(f"contacts/{new()}", {"name": name}, expect=201).json()
    desk = opened(open_page, world, case)
    side = tab(desk, "Coincidencias")
    match = side.locator(f'[data-testid="match"][data-contact="{twin["id"]}"]')
    match.get_by_test_id("link").click()
    expect(match.get_by_text(re.compile("pasarán de"))).to_be_visible()
    expect(match.get_by_test_id("confirm-move")).to_be_focused()
    match.get_by_test_id("confirm-move").click()
    expect(side.locator(f'[data-testid="match"][data-contact="{rosa["id"]}"]')).to_be_visible()
    assert world.ana.get(f"cases/{case}").json()["contact"]["id"] == twin["id"]


def test_a_line_that_breaks_is_said_and_mended(open_page, world):
    """Neither suggestions nor products that did not come leave an empty column."""
    case, card = arrives(world, "ticket")
    known(world, card, "Rosa Quispe")
    desk = opened(open_page, world, case, allow=[r"\b503\b"])
    busy = lambda route: route.fulfill(status=503, json={"status": 503, "code": "busy"})
    for path, name in (("**/contacts/matches?*", "Coincidencias"), ("**/products", "Productos")):
        desk.page.route(path, busy)
        side = tab(desk, name)
        again = side.get_by_role("button", name="Reintentar")
        expect(again).to_be_visible()
        desk.page.unroute(path)
        again.click()
        expect(again).to_have_count(0)
