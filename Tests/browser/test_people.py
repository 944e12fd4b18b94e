"""The contacts module: found, filtered, opened, changed, merged, imported, blocked and erased, by keyboard; live; in three languages; on a phone."""
import csv
import io
import re
import uuid

import pytest
from playwright.sync_api import expect

from support.browser import check_accessibility, inspect
from support.pages import Desk, has_focus_in
from support.world import new_phone


def word():
    """A name that no other test's contact has."""
    return "Zoe" + "".join(chr(ord("a") + int(digit, 16)) for digit in uuid.uuid4().hex[:9])


def known(world, name, by="carla", **more):
    return getattr(world, by).put(f"contacts/{uuid.uuid4()}", {"name": name, **more}, expect=201).json()


def with_case(world, name, text="¿Me ayudan con mi pedido?", **more):
    """A contact who has written: the contact and the number of their case."""
    case = world.inbound(text, name=name, sender=new_phone())["case"]
    world.ana.put(f"cases/{case}/acceptance")
    point = world.ana.get(f"cases/{case}").json()["case"]["contact"]["point"]["id"]
    return world.ana.put(f"contacts/{uuid.uuid4()}", {"name": name, "point": point, **more}, expect=201).json(), case


class People:
    """A page with the contacts in it."""

    def __init__(self, page):
        self.page = page
        Desk(page).ready()
        self.rows = page.get_by_test_id("person-row")
        self.person = page.get_by_test_id("person")
        self.toast = page.get_by_test_id("toast")
        expect(page.get_by_test_id("people")).to_be_visible()

    def row(self, contact):
        return self.page.locator(f'[data-testid="person-row"][data-contact="{contact["id"]}"]')

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def open(self, contact):
        self.row(contact).press("Enter")
        expect(self.person.get_by_role("heading", level=2)).to_have_text(contact["name"])
        return self.person

    def tab(self, name):
        self.person.get_by_role("tab", name=name).click()
        return self.person


@pytest.fixture
def people(open_page, world):
    """people("sofia", "?q=…") gives the page of somebody, at a question."""
    return lambda who="sofia", search="", **options: People(open_page(world, who, f"/contacts{search}", **options))


def test_a_list_longer_than_the_screen_by_keyboard_alone(open_page, world):
    """G P leads there; arrows, J, K, End and Home move over rows that are painted only in sight; Enter opens, Escape comes back to the row."""
    name = word()
    made = [known(world, f"{name} {number:03}") for number in range(120)]
    page = open_page(world, "sofia")
    Desk(page).ready()
    page.keyboard.press("g")
    page.keyboard.press("p")
    people = People(page)
    page.get_by_test_id("people-search").fill(name)
    expect(page.get_by_test_id("people-count")).to_have_text("120 contactos")
    expect(page).to_have_url(re.compile(f"/contacts\\?q={name}$"))
    page.get_by_test_id("people-search").press("ArrowDown")
    expect(people.row(made[0])).to_be_focused()
    people.press("ArrowDown", "j", "j", "k")
    expect(people.row(made[2])).to_be_focused()
    item = people.row(made[2]).locator("xpath=..")
    expect(item).to_have_attribute("aria-posinset", "3")
    expect(item).to_have_attribute("aria-setsize", "120")
    for _ in range(4):
        people.press("End")
        page.wait_for_function("document.activeElement.matches('a.person-row')")
        if page.evaluate("Number(document.activeElement.dataset.at)") == 119:
            break
        at = page.evaluate("Number(document.activeElement.dataset.at)")
        expect(page.locator(f'[data-testid="person-row"][data-at="{at + 1}"]')).to_be_attached()
    expect(people.row(made[119])).to_be_focused()
    assert people.rows.count() < 60
    people.press("Enter")
    expect(people.person.get_by_role("heading", level=2)).to_be_focused()
    expect(people.person.get_by_role("heading", level=2)).to_have_text(f"{name} 119")
    expect(page).to_have_url(re.compile(f"/contacts/{made[119]['id']}\\?q={name}$"))
    people.press("Escape")
    expect(people.person).to_have_count(0)
    expect(people.row(made[119])).to_be_focused()
    people.press("Home")
    expect(people.row(made[0])).to_be_focused()
    page.go_back()
    expect(people.person).to_be_visible()


def test_filters_are_the_address_and_each_has_its_cross(people, world):
    name = word()
    label = world.sofia.put(f"contact-labels/{uuid.uuid4()}", {"name": f"Club {name}"}, expect=201).json()
    member, other, vip = known(world, f"{name} Ana"), known(world, f"{name} Berta"), known(world, f"{name} Carla")
    world.sofia.put(f"contacts/{member['id']}/labels/{label['id']}")
    world.sofia.put(f"contacts/{vip['id']}/vip")
    desk = people(search=f"?q={name}")
    page = desk.page
    expect(desk.rows).to_have_count(3)
    desk.row(other).focus()
    desk.press("f")
    window = page.get_by_test_id("people-filters")
    has_focus_in(page, '[data-testid="people-filters"]')
    window.get_by_label(label["name"]).press("Space")
    expect(desk.rows).to_have_count(1)
    expect(page.get_by_test_id("filters-count")).to_have_text("1 contacto coincide")
    expect(desk.row(member)).to_be_visible()
    check_accessibility(page)
    desk.press("Escape")
    expect(window).to_have_count(0)
    expect(page.get_by_test_id("people-filter")).to_be_focused()
    expect(page.get_by_test_id("people-filter")).to_contain_text("1")
    page.reload()
    expect(desk.rows).to_have_count(1)
    chip = page.get_by_test_id("filter-chip")
    expect(chip).to_contain_text(f"Características Club {name}")
    chip.get_by_role("button").press("Enter")
    expect(desk.rows).to_have_count(3)
    expect(page.get_by_test_id("people-filter")).to_be_focused()
    page.get_by_test_id("people-vip").press("Enter")
    expect(page.get_by_test_id("people-vip")).to_have_attribute("aria-current", "page")
    page.get_by_test_id("people-search").fill(name)
    expect(desk.rows).to_have_count(1)
    expect(desk.row(vip)).to_contain_text("VIP")
    page.get_by_test_id("people-search").fill(f"{name} nadie")
    expect(page.get_by_role("heading", name=f"Nada coincide con «{name} nadie»")).to_be_visible()
    page.get_by_test_id("people-clear").press("Enter")
    expect(desk.rows.first).to_be_visible()


def test_the_order_turns_round(people, world):
    name = word()
    one, two = known(world, f"{name} Ana"), known(world, f"{name} Álvaro")
    desk = people(search=f"?q={name}")
    ids = lambda: desk.rows.evaluate_all("all => all.map(one => one.dataset.contact)")
    expect(desk.rows).to_have_count(2)
    assert ids() == [two["id"], one["id"]], "accents don't matter"
    desk.page.get_by_test_id("people-sort").press("Enter")
    desk.page.locator('[data-sort="-name"]').press("Enter")
    expect(desk.rows.first).to_have_attribute("data-contact", one["id"])
    expect(desk.page).to_have_url(re.compile("sort=-name"))


def test_what_others_change_is_seen_and_what_is_new_is_announced(people, world):
    name = word()
    rosa, berta = known(world, f"{name} Rosa"), known(world, f"{name} Berta")
    desk = people(search=f"?q={name}")
    desk.row(rosa).focus()
    world.carla.patch(f"contacts/{rosa['id']}", {"name": f"{name} Rosario"})
    expect(desk.row(rosa)).to_contain_text(f"{name} Rosario")
    expect(desk.row(rosa)).to_be_focused()
    new = known(world, f"{name} Nueva")
    fresh = desk.page.get_by_test_id("people-fresh")
    expect(fresh).to_have_text("1 nuevo")
    expect(desk.rows).to_have_count(2)
    expect(desk.row(rosa)).to_be_focused()
    fresh.press("Enter")
    expect(desk.row(new)).to_be_visible()
    expect(fresh).to_have_count(0)
    world.carla.patch(f"contacts/{berta['id']}", {"name": "Berta Otra"})
    expect(desk.row(berta)).to_have_count(0)


def test_one_is_made_by_hand_and_a_document_that_is_somebodys_leads_to_them(people, world):
    name, code = word(), str(uuid.uuid4().int)[:9]
    holder = known(world, f"{name} Marta", code=code)
    desk = people(search=f"?q={name}", allow=[r"\b409\b"])
    desk.row(holder).focus()
    desk.press("n")
    dialog = desk.page.get_by_test_id("person-new")
    expect(dialog.get_by_label("Nombre")).to_be_focused()
    desk.press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text("Escribe su nombre.")
    dialog.get_by_label("Nombre").fill(f"{name} Elena")
    dialog.get_by_label(re.compile("^Documento")).fill(code)
    check_accessibility(desk.page)
    desk.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text(holder["name"])
    dialog.get_by_label(re.compile("^Documento")).fill(f"{code}7")
    desk.press("Enter")
    expect(dialog).to_have_count(0)
    expect(desk.person.get_by_role("heading", level=2)).to_have_text(f"{name} Elena")
    made = world.sofia.get(f"contacts?q={code}7").json()["items"]
    assert [one["name"] for one in made] == [f"{name} Elena"]


def test_an_address_is_typed_taken_away_and_one_of_somebody_else_moved_or_merged(people, world):
    """A new contact with a telephone and a mail address; another one on its card; one that is somebody's leads to them, to a merge, or changes hands."""
    name, phone, mail = word(), new_phone(), f"{word().lower()}@correo.example"
    holder, case = with_case(world, f"{name} Marta")
    taken = holder["points"][0]
    desk = people(search=f"?q={name}", allow=[r"\b409\b", r"\b400\b"])
    page = desk.page
    desk.row(holder).focus()
    desk.press("n")
    dialog = page.get_by_test_id("person-new")
    dialog.get_by_label("Nombre").fill(f"{name} Elena")
    dialog.get_by_label(re.compile("^Celular")).fill("abc")
    dialog.get_by_label(re.compile("^Correo")).fill(mail.upper())
    desk.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("no es un teléfono")
    dialog.get_by_label(re.compile("^Celular")).fill(phone)
    check_accessibility(page)
    dialog.get_by_label(re.compile("^Celular")).press("Enter")
    expect(dialog).to_have_count(0)
    points = desk.person.get_by_test_id("point-row")
    expect(points).to_have_count(2)
    elena = world.sofia.get(f"contacts?q={mail}").json()["items"][0]
    assert {(one["kind"], one["value"]) for one in elena["points"]} == {("phone", phone), ("email", mail)}

    add = desk.person.get_by_test_id("person-add-point")
    add.press("Enter")
    dialog = page.get_by_test_id("person-point-dialog")
    expect(dialog.get_by_label("Celular")).to_be_focused()
    check_accessibility(page)
    desk.press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text("Escribe la dirección.")
    dialog.get_by_label("Qué es").select_option("handle")
    dialog.get_by_label("Usuario").fill(f"@{name}")
    dialog.get_by_label("Usuario").press("Enter")
    expect(dialog).to_have_count(0)
    expect(points).to_have_count(3)
    expect(add).to_be_focused()
    # Taken away, and back, though nobody ever wrote from there.
    row = points.filter(has_text=f"@{name}")
    row.get_by_role("button", name=re.compile("^Más")).press("Enter")
    page.get_by_test_id("drop-point").and_(page.locator(":visible")).press("Enter")
    expect(points).to_have_count(2)
    desk.toast.get_by_role("button", name="Deshacer").press("Enter")
    expect(points).to_have_count(3)

    add.press("Enter")
    dialog.get_by_label("Celular").fill(taken["value"])
    desk.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text(holder["name"])
    check_accessibility(page)
    page.get_by_test_id("point-merge").press("Enter")
    expect(page.get_by_test_id("person-merge-dialog")).to_contain_text(f"con {holder['name']}")
    desk.press("Escape")
    expect(page.get_by_test_id("person-merge-dialog")).to_have_count(0)
    add.press("Enter")
    dialog.get_by_label("Celular").fill(taken["value"])
    desk.press("Enter")
    page.get_by_test_id("point-move").press("Enter")
    expect(dialog).to_have_count(0)
    expect(points).to_have_count(4)
    assert world.sofia.get(f"contacts/{holder['id']}").json()["points"] == []
    assert world.sofia.get(f"cases/{case}").json()["case"]["contact"]["id"] == elena["id"]


def test_one_is_changed_in_place_with_products_and_all_their_cases(people, world):
    name = word()
    rosa, case = with_case(world, f"{name} Rosa", "La lámpara llegó rota")
    desk = people(search=f"?q={name}")
    person = desk.open(rosa)
    check_accessibility(desk.page)
    person.get_by_role("button", name=re.compile("^Editar Dirección:")).press("Enter")
    desk.page.keyboard.type("Jr. Unión 123")
    desk.press("Enter")
    expect(person.get_by_role("button", name="Editar Dirección: Jr. Unión 123")).to_be_focused()
    assert world.sofia.get(f"contacts/{rosa['id']}").json()["address"] == "Jr. Unión 123"
    person.get_by_role("tab", name="Datos").focus()
    desk.press("ArrowRight")
    expect(person.get_by_test_id("add-product")).to_be_visible()
    person.get_by_test_id("add-product").press("Enter")
    desk.page.get_by_test_id("product-form").get_by_label("Nombre").fill("Lámpara Luna")
    desk.press("Enter")
    expect(person.get_by_test_id("product")).to_contain_text("Lámpara Luna")
    person.get_by_role("tab", name=re.compile("Productos")).focus()
    desk.press("ArrowRight")
    item = person.get_by_test_id("history-item")
    expect(item).to_contain_text(f"#{case}")
    person.get_by_test_id("person-case-search").fill("nada de esto")
    expect(person.get_by_text("Nada de este cliente coincide con «nada de esto»")).to_be_visible()
    person.get_by_test_id("person-case-search").press("Escape")
    item.get_by_role("link").press("Enter")
    expect(desk.page.locator(".conversation__name")).to_contain_text(f"{name} Rosa")
    desk.page.go_back()
    expect(desk.person).to_be_visible()


def test_two_that_are_one_person_are_compared_merged_and_parted_again(people, world):
    name = word()
    kept, case = with_case(world, f"{name} Rosa Quispe")
    gone, other = with_case(world, f"{name} Rosa Quizpe")
    world.sofia.patch(f"contacts/{kept['id']}", {"address": "Lima"})
    world.sofia.patch(f"contacts/{gone['id']}", {"address": "Cusco", "executive": "Luis"})
    desk = people(search=f"?q={name}")
    desk.open(kept)
    twin = desk.tab("Duplicados").get_by_test_id("twin").filter(has_text=gone["name"])
    twin.get_by_role("button").press("Enter")
    dialog = desk.page.get_by_test_id("person-merge-dialog")
    expect(dialog.get_by_test_id("merge-moves")).to_have_text(re.compile("1 dirección, 1 caso"))
    fields = dialog.get_by_test_id("merge-field")
    expect(fields.filter(has_text="Dirección").get_by_label("Lima")).to_be_checked()
    fields.filter(has_text="Dirección").get_by_label("Cusco").press("Space")
    check_accessibility(desk.page)
    dialog.get_by_test_id("merge-confirm").press("Enter")
    expect(dialog).to_have_count(0)
    expect(desk.row(gone)).to_have_count(0)
    merged = world.sofia.get(f"contacts/{kept['id']}").json()
    assert (merged["name"], merged["address"], merged["executive"], len(merged["points"])) == (kept["name"], "Cusco", "Luis", 2)
    assert {one["case"]["number"] for one in world.sofia.get(f"contacts/{kept['id']}/cases").json()["items"]} == {int(case), int(other)}
    expect(desk.person.get_by_test_id("recent-merge")).to_contain_text(gone["name"])
    desk.toast.get_by_role("button", name="Deshacer").press("Enter")
    expect(desk.toast.filter(has_text="Otra vez son dos contactos")).to_be_visible()
    assert world.sofia.get(f"contacts/{gone['id']}").json()["address"] == "Cusco"
    assert world.sofia.get(f"contacts/{kept['id']}").json()["address"] == "Lima"
    desk.page.get_by_test_id("people-fresh").press("Enter")
    expect(desk.row(gone)).to_be_visible()


def test_one_to_merge_with_is_looked_for_by_hand(people, world):
    name = word()
    kept, gone = known(world, f"{name} Rosa"), known(world, f"{name} Óscar", code=str(uuid.uuid4().int)[:9])
    desk = people(search=f"?q={name}")
    desk.open(kept).get_by_test_id("person-merge").press("Enter")
    field = desk.page.get_by_test_id("person-pick")
    expect(field).to_be_focused()
    field.fill(gone["code"])
    expect(desk.page.get_by_test_id("person-pick-one")).to_have_count(1)
    desk.press("ArrowDown", "Enter")
    expect(desk.page.get_by_test_id("merge-moves")).to_be_visible()
    desk.press("Escape")
    expect(desk.page.get_by_test_id("person-merge")).to_be_focused()
    assert world.sofia.get(f"contacts/{gone['id']}").json()["id"] == gone["id"]


def test_those_that_may_be_twice_are_listed(people, world):
    name = word()
    one, two = known(world, f"{name} Salazar"), known(world, f"{name} Salazár")
    desk = people(search="/duplicates")
    pair = desk.page.get_by_test_id("pair").filter(has_text=one["name"]).filter(has_text=two["name"])
    expect(pair).to_have_count(1)
    check_accessibility(desk.page)
    pair.get_by_role("button").press("Enter")
    desk.page.get_by_test_id("merge-confirm").press("Enter")
    expect(pair).to_have_count(0)


def test_a_vip_comes_first_and_a_blocked_one_is_said_so(people, world):
    name = word()
    rosa, case = with_case(world, f"{name} Rosa")
    desk = people(search=f"?q={name}")
    person = desk.open(rosa)
    person.get_by_test_id("person-vip").press("Enter")
    expect(person.get_by_test_id("person-vip")).to_have_attribute("aria-pressed", "true")
    expect(desk.row(rosa)).to_contain_text("VIP")
    assert world.ana.get(f"cases/{case}").json()["case"]["priority"] == "high"
    desk.toast.get_by_role("button", name="Deshacer").press("Enter")
    expect(person.get_by_test_id("person-vip")).to_have_attribute("aria-pressed", "false")
    person.get_by_test_id("person-block").press("Enter")
    dialog = desk.page.get_by_test_id("person-block-dialog")
    expect(dialog.get_by_label("Motivo")).to_be_focused()
    desk.page.keyboard.type("Amenazas")
    check_accessibility(desk.page)
    desk.press("Enter")
    expect(dialog).to_have_count(0)
    expect(person.get_by_text("Amenazas")).to_be_visible()
    expect(desk.row(rosa)).to_contain_text("Bloqueado")
    assert world.sofia.get(f"contacts/{rosa['id']}").json()["blocked"]["reason"] == "Amenazas"
    person.get_by_test_id("person-unblock").press("Enter")
    expect(person.get_by_test_id("person-block")).to_be_visible()
    assert world.sofia.get(f"contacts/{rosa['id']}").json()["blocked"] is None


def test_the_list_as_a_file(people, world):
    name = word()
    made = {known(world, f"{name} {number}")["name"] for number in range(3)}
    desk = people(search=f"?q={name}")
    expect(desk.rows).to_have_count(3)
    desk.page.get_by_test_id("people-more").press("Enter")
    with desk.page.expect_download() as download:
        desk.page.get_by_test_id("people-csv").press("Enter")
    rows = list(csv.reader(open(download.value.path(), encoding="utf-8-sig", newline="")))
    assert made <= {cell for row in rows for cell in row} and len(rows) == 4


def sheet(*rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return {"name": "clientes.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}


def test_a_file_of_contacts_is_mapped_and_imported_with_its_errors(people, world):
    """What a column is, is guessed and can be changed; rows that are wrong are told one by one; the address finds the import again."""
    name, code = word(), int(str(uuid.uuid4().int)[:8])
    here = known(world, f"{name} Antes", code=str(code))
    rows = [[f"{name} {number}", code + number, new_phone(), "Cusco"] for number in range(30)]
    rows[7][2] = "esto no es un teléfono"
    desk = people()
    page = desk.page
    page.get_by_test_id("people-import").press("Enter")
    expect(page.get_by_test_id("import-choose")).to_be_visible()
    check_accessibility(page)
    page.get_by_test_id("import-file").set_input_files(files=[sheet(["Nombre", "DNI", "Celular", "Ciudad"], *rows)])
    plan = page.get_by_test_id("import-plan")
    expect(plan.get_by_test_id("import-column")).to_have_count(4)
    expect(plan.get_by_label("Qué es la columna Nombre")).to_have_value("name")
    expect(plan.get_by_label("Qué es la columna Celular")).to_have_value("phone")
    expect(plan.get_by_test_id("import-preview")).to_contain_text("Fila 2 se actualiza")
    expect(plan.get_by_test_id("import-preview")).to_contain_text("Fila 3 se crea")
    check_accessibility(page)
    plan.get_by_label("Qué es la columna Nombre").select_option("")
    plan.get_by_test_id("import-run").press("Enter")
    expect(page.get_by_test_id("import-wrong")).to_have_text("Falta decir qué columna es el nombre.")
    plan.get_by_label("Qué es la columna Nombre").select_option("name")
    plan.get_by_label("Qué es la columna Ciudad").select_option("address")
    plan.get_by_label("Es el mismo contacto si coincide").select_option("code")
    plan.get_by_test_id("import-run").press("Enter")
    progress = page.get_by_test_id("import-progress")
    expect(progress).to_have_attribute("data-state", "done", timeout=30_000)
    expect(page.get_by_test_id("import-created")).to_have_text("28")
    expect(page.get_by_test_id("import-updated")).to_have_text("1")
    expect(page.get_by_test_id("import-failed")).to_have_text("1")
    error = page.get_by_test_id("import-error")
    expect(error).to_contain_text("esto no es un teléfono")
    check_accessibility(page)
    page.reload()
    expect(page.get_by_test_id("import-created")).to_have_text("28")
    page.get_by_test_id("people-import").press("Enter")
    page.get_by_test_id("import-recent").first.press("Enter")
    expect(page.get_by_test_id("import-created")).to_have_text("28")
    page.get_by_test_id("import-see").press("Enter")
    page.get_by_test_id("people-search").fill(name)
    expect(page.get_by_test_id("people-count")).to_have_text("29 contactos")
    assert world.sofia.get(f"contacts/{here['id']}").json()["address"] == "Cusco"


def test_a_file_that_is_none_is_refused_in_words(people):
    desk = people(allow=[r"\b(400|413|415|422)\b"])
    desk.page.get_by_test_id("people-import").press("Enter")
    desk.page.get_by_test_id("import-file").set_input_files(files=[{"name": "foto.png", "mimeType": "image/png", "buffer": b"\x89PNG"}])
    wrong = desk.page.get_by_test_id("import-drop").get_by_role("alert")
    expect(wrong).to_have_text("«foto.png» no es CSV ni XLSX.")
    desk.page.get_by_test_id("import-file").set_input_files(files=[{"name": "roto.xlsx", "mimeType": "application/octet-stream", "buffer": b"PK\x03\x04 roto"}])
    expect(wrong).not_to_contain_text("foto.png")
    expect(wrong).not_to_be_empty()
    expect(desk.page.get_by_test_id("import-plan")).to_have_count(0)


def test_a_persons_data_are_erased_by_administrators_with_a_report(people, world):
    name = word()
    rosa, case = with_case(world, f"{name} Rosa", "Mi tarjeta es 4111")
    sofia = people(search=f"?q={name}", allow=[r"\b404\b"])
    expect(sofia.open(rosa).get_by_test_id("person-merge")).to_be_visible()
    expect(sofia.page.get_by_test_id("person-more")).to_have_count(0)
    desk = people("carla", f"?q={name}", allow=[r"\b404\b"])
    person = desk.open(rosa)
    person.get_by_test_id("person-more").press("Enter")
    with desk.page.expect_download() as download:
        person.get_by_test_id("person-download").press("Enter")
    assert download.value.suggested_filename.startswith("Datos de")
    person.get_by_test_id("person-more").press("Enter")
    person.get_by_test_id("person-erase").press("Enter")
    dialog = desk.page.get_by_test_id("person-erase-dialog")
    confirm = dialog.get_by_test_id("erase-confirm")
    expect(confirm).to_be_disabled()
    desk.page.keyboard.type(f"{name} Ros")
    expect(confirm).to_be_disabled()
    desk.page.keyboard.type("a")
    expect(confirm).to_be_enabled()
    check_accessibility(desk.page)
    desk.press("Enter")
    report = dialog.get_by_test_id("erase-report")
    expect(report).to_contain_text("Ya no queda nada", timeout=30_000)
    expect(report).to_contain_text("Mensajes")
    check_accessibility(desk.page)
    dialog.locator(".dialog__foot").get_by_role("button", name="Cerrar").press("Enter")
    expect(desk.row(rosa)).to_have_count(0)
    assert world.carla.get(f"contacts?q={name}").json()["items"] == []


def test_an_agent_sees_those_of_their_campaigns(people, world):
    name = word()
    rosa, _ = with_case(world, f"{name} Rosa")
    desk = people("ana", f"?q={name}")
    person = desk.open(rosa)
    expect(person.get_by_test_id("person-merge")).to_be_visible()
    expect(person.get_by_test_id("person-more")).to_have_count(0)
    expect(desk.page.get_by_test_id("people-import")).to_have_count(0)


def test_offline_nothing_is_lost_and_acts_say_why(people, world):
    name = word()
    rosa = known(world, f"{name} Rosa")
    desk = people(search=f"?q={name}", allow=["ERR_INTERNET_DISCONNECTED", "failed:"])
    person = desk.open(rosa)
    desk.page.context.set_offline(True)
    expect(desk.page.get_by_test_id("people-new")).to_be_disabled()
    expect(person.get_by_test_id("person-block")).to_be_disabled()
    expect(person.get_by_test_id("person-block")).to_have_attribute("title", "Sin conexión: hazlo cuando vuelva")
    expect(desk.row(rosa)).to_be_visible()
    desk.page.context.set_offline(False)
    expect(desk.page.get_by_test_id("people-new")).to_be_enabled(timeout=30_000)


@pytest.mark.parametrize("locale, title, new", [("en", "Contacts", "New contact"), ("pt", "Contatos", "Novo contato")])
def test_in_other_languages(open_page, world, locale, title, new):
    world.bruno.patch("me", {"locale": locale})
    page = open_page(world, "bruno", "/contacts", locale="en-US" if locale == "en" else "pt-BR")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page).to_have_title(f"{title} · Ventanilla")
    page.get_by_test_id("people-new").click()
    expect(page.get_by_role("dialog", name=new)).to_be_visible()


@pytest.fixture
def two(people, world):
    name = word()
    rosa, _ = with_case(world, f"{name} Rosa Quispe Mamani de la Torre")
    world.sofia.put(f"contacts/{rosa['id']}/vip")
    known(world, f"{name} Óscar Benavides")
    desk = people(search=f"?q={name}")
    expect(desk.rows).to_have_count(2)
    return desk, rosa


def test_the_list_on_every_width_and_in_both_themes(two):
    """No horizontal scroll from 320 px, and nothing for axe."""
    inspect(two[0].page, "people")


def test_one_contact_on_every_width_and_in_both_themes(two):
    desk, rosa = two
    desk.open(rosa)
    inspect(desk.page, "people-person")


def test_on_a_phone_one_contact_and_the_filters_lie_over_the_list(two):
    desk, rosa = two
    desk.page.set_viewport_size({"width": 390, "height": 844})
    desk.row(rosa).click()
    expect(desk.person).to_be_visible()
    box = desk.person.bounding_box()
    assert box["x"] == 0 and box["width"] == 390
    desk.person.get_by_test_id("person-close").click()
    expect(desk.row(rosa)).to_be_visible()
    desk.page.get_by_test_id("people-filter").click()
    inspect(desk.page, "people-filters")
