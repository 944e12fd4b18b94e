"""Eight tabs of one browser: each shows everything, and they hold one stream for the desk and one for the shop."""
import re

from playwright.sync_api import expect

from support.browser import watch
from support.pages import Chat, Desk, Phone, becomes

HALF = 4


def streams(world):
    """How many event streams the server holds."""
    text = world.visitor().get("/metrics", documented=False).text
    return int(float(re.search(r"^ventanilla_streams (\S+)", text, re.M).group(1)))


def tabs(first, path, errors):
    """The first page and three more of its browser."""
    return [first, *(tab(first.context, path, errors) for _ in range(HALF - 1))]


def test_eight_tabs_at_once(open_page, fresh_world):
    errors = []
    fresh_world.ana.put("me/state", {"state": "available"})
    desks = [Desk(page).ready() for page in tabs(open_page(fresh_world, "ana"), "/", errors)]
    shop = open_page(fresh_world, path="/shop")
    chats = [Chat(shop).open()]
    chats[0].write("¿Tienen talla 38?")
    expect(chats[0].messages).to_have_attribute("data-status", re.compile("sent|delivered"))
    chats += [Chat(page).open() for page in tabs(shop, "/shop", errors)[1:]]

    for chat in chats:
        expect(chat.message("talla 38")).to_be_visible()
    for desk in desks:
        expect(desk.cards).to_have_class(re.compile("case-card--offered"))
    desks[0].cards.click()
    for desk in desks[1:]:
        expect(desk.cards).to_have_attribute("data-state", "open")
        desk.cards.click()
    for desk in desks:
        expect(desk.message("talla 38")).to_be_visible()
    assert streams(fresh_world) == 2, "one stream for the desk's browser, one for the shop's"

    # From any tab to every other.
    desks[-1].write("Sí, en negro y en marrón")
    for page in (*desks, *chats):
        expect(page.message("en negro y en marrón")).to_have_count(1)
    chats[-1].write("Quiero la marrón")
    for page in (*desks, *chats):
        expect(page.message("Quiero la marrón")).to_have_count(1)

    # The tab that led is gone: another takes over, and nothing is lost or doubled meanwhile.
    chats.pop(0).page.close()
    desks.pop(0).page.close()
    desks[0].write("Te la separo hasta mañana")
    chats[0].write("Gracias, paso hoy")
    for page in (*desks, *chats):
        expect(page.message("Te la separo")).to_have_count(1)
        expect(page.message("paso hoy")).to_have_count(1)
    becomes(lambda: streams(fresh_world), 2)
    assert [error for seen in errors for error in seen] == []


def test_eight_desk_tabs_the_shop_and_four_phones_in_one_browser(open_page, fresh_world):
    """Ten tabs of one browser, which gives a page six connections in all; in each of them everything is live."""
    world, errors = fresh_world, []
    world.carla.patch(f"users/{world.ana.get('me').json()['id']}", {"capacity": 8})
    world.ana.put("me/state", {"state": "available"})
    first = open_page(world, "ana")
    open_tab = lambda path: tab(first.context, path, errors)
    desks = [Desk(page).ready() for page in (first, *(open_tab("/") for _ in range(7)))]
    chat = Chat(open_tab("/shop")).open()
    simulator = open_tab("/simulator")
    names = ("Elena Ríos", "Rosa Quispe", "Óscar Benavides", "Ximena Cárdenas")
    phones = [telephone(simulator, name) for name in names]

    # Each of the five customers writes, and every desk has them all.
    for phone, name in zip(phones, names):
        phone.write(f"Soy {name}")
    chat.write("Soy la visita")
    for desk in desks:
        expect(desk.cards).to_have_count(5)
    for words in (*(f"Soy {name}" for name in names), "Soy la visita"):
        desks[0].cards.filter(has_text=words).click()
        expect(desks[0].message(words)).to_be_visible()
    for desk in desks:
        expect(desk.page.locator('[data-testid="case-card"][data-state="open"]')).to_have_count(5)

    # Two desks with each telephone's case before them: what one writes is at the telephone and at the other, and the other way round.
    for number, desk in enumerate(desks):
        desk.cards.filter(has_text=f"Soy {names[number % 4]}").click()
        expect(desk.message(f"Soy {names[number % 4]}")).to_be_visible()
    for number, desk in enumerate(desks):
        desk.write(f"Respuesta {number}")
        expect(phones[number % 4].bubble(f"Respuesta {number}")).to_be_visible()
        expect(desks[(number + 4) % 8].message(f"Respuesta {number}")).to_have_count(1)
    for number, phone in enumerate(phones):
        phone.write(f"Gracias {number}")
        for desk in (desks[number], desks[number + 4]):
            expect(desk.message(f"Gracias {number}")).to_have_count(1)
        for desk in desks:
            expect(desk.cards.filter(has_text=f"Gracias {number}")).to_have_count(1)
    desks[3].cards.filter(has_text="Soy la visita").click()
    desks[3].write("Hola, visita")
    expect(chat.message("Hola, visita")).to_have_count(1)
    chat.write("Hola, Ana")
    for desk in desks:
        expect(desk.cards.filter(has_text="Hola, Ana")).to_have_count(1)
    for number, desk in enumerate(desks):
        for text in (f"Respuesta {number % 4}", f"Respuesta {number % 4 + 4}"):
            if number != 3:
                expect(desk.message(text)).to_have_count(1)
    assert streams(world) == 2, "one stream for the eight desks, one for the shop"
    assert [error for seen in errors for error in seen] == []


def tab(context, path, errors):
    """One more tab of a browser, with what goes wrong in it."""
    page = context.new_page()
    errors.append(watch(page))
    page.goto(path)
    return page


def telephone(page, name):
    page.get_by_test_id("add-name").fill(name)
    page.get_by_test_id("add-phone").click()
    phone = Phone(page, name)
    expect(phone.place).to_be_visible()
    return phone
