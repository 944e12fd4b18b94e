"""Eight tabs of one browser: each shows everything, and they hold one stream for the desk and one for the shop."""
import re

from playwright.sync_api import expect

from support.browser import watch
from support.pages import Chat, Desk

HALF = 4


def streams(world):
    """How many event streams the server holds."""
    text = world.visitor().get("/metrics", documented=False).text
    return int(float(re.search(r"^ventanilla_streams (\S+)", text, re.M).group(1)))


def tabs(first, path, errors):
    """The first page and three more of its browser."""
    pages = [first, *(first.context.new_page() for _ in range(HALF - 1))]
    for page in pages[1:]:
        errors.append(watch(page))
        page.goto(path)
    return pages


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
    assert streams(fresh_world) == 2
    assert [error for seen in errors for error in seen] == []
