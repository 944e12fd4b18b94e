"""From the shop's chat to the desk and back, in two real pages, on both engines."""
import re
import time

import pytest
from playwright.sync_api import expect

from support.pages import Chat, Desk, choose_file, shown
from support.scene import newest

on_both_engines = pytest.mark.parametrize("engine", ["sqlite", "postgres"], scope="session")

NOTICE_THE_OFFER = """() => {
    const look = () => { if (!window.offeredAt && document.querySelector('.case-card--offered')) window.offeredAt = Date.now(); };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
}"""


@pytest.fixture
def sides(open_page, fresh_world):
    """Ana, available and at her desk, and a customer in the shop with the chat open; both see what moves."""
    fresh_world.ana.put("me/state", {"state": "available"})
    desk = Desk(open_page(fresh_world, "ana", reduced_motion="no-preference")).ready()
    chat = Chat(open_page(fresh_world, path="/shop", reduced_motion="no-preference")).open()
    return desk, chat


@on_both_engines
def test_a_conversation_from_the_first_word_to_the_next_case(sides, fresh_world, picture):
    desk, chat = sides
    desk.page.evaluate(NOTICE_THE_OFFER)

    # The customer writes; the card pulses at Ana's desk within a second.
    chat.text.fill("Hola, ¿la lámpara Ámbar trae foco? 💡")
    wrote = time.time()
    chat.text.press("Enter")
    card = desk.cards
    expect(card).to_have_class(re.compile(r"case-card--offered"))
    took = desk.page.evaluate("window.offeredAt") / 1000 - wrote
    assert took < 1, f"the offer was shown after {took:.2f} s"
    assert card.evaluate("card => card.getAnimations().map(one => one.animationName)") == ["case-card-pulse"]
    expect(card).to_contain_text("Asignada")
    expect(card).to_contain_text("Ábrela en")
    expect(desk.page).to_have_title(re.compile(r"^\(1\) Asignada"))
    expect(chat.messages).to_have_attribute("data-status", re.compile("sent|delivered"))
    expect(chat.log).not_to_contain_text("Leído")

    # To select it is to accept it; what she sees is read.
    card.click()
    number = int(card.get_attribute("data-case"))
    expect(card).to_have_attribute("data-state", "open")
    expect(card).not_to_have_class(re.compile(r"case-card--offered"))
    expect(desk.message("¿la lámpara Ámbar trae foco? 💡")).to_have_attribute("data-direction", "in")
    expect(desk.text).to_be_focused()
    expect(chat.log).to_contain_text("Leído")
    expect(chat.page.get_by_text("Te atiende Ana Torres")).to_be_visible()

    # She types, and answers.
    desk.text.press_sequentially("¡Hola! Sí, ")
    expect(chat.page.get_by_test_id("widget-typing")).to_contain_text("Ana Torres está escribiendo")
    desk.text.press_sequentially("trae uno LED 😊")
    desk.text.press("Enter")
    expect(chat.message("trae uno LED 😊")).to_have_attribute("data-mine", "false")
    expect(chat.page.get_by_test_id("widget-typing")).to_have_count(0)
    expect(desk.message("trae uno LED 😊")).to_have_attribute("data-status", "read")
    expect(desk.text).to_have_value("")

    # Nobody reads a chat that is minimised: sent, and read once it is open again.
    chat.minimise()
    desk.write("¿La quieres para velador o escritorio?")
    expect(chat.page.get_by_test_id("widget-unread")).to_have_text("1")
    expect(desk.message("velador o escritorio")).to_have_attribute("data-status", re.compile("sent|delivered"))
    chat.open()
    expect(desk.message("velador o escritorio")).to_have_attribute("data-status", "read")
    expect(chat.page.get_by_test_id("widget-unread")).to_be_hidden()

    # The customer types, and answers.
    chat.text.press_sequentially("Para mi cuarto", delay=250)  # at a hand's speed: typing is told once in three seconds
    expect(desk.page.locator(".timeline__typing")).to_be_visible()
    chat.text.press("Enter")
    expect(desk.message("Para mi cuarto")).to_have_attribute("data-direction", "in")

    # A picture from each side, by the clip.
    choose_file(desk.page, desk.page.get_by_role("button", name="Adjuntar archivo"), picture)
    expect(desk.page.get_by_text(picture.name, exact=True)).to_be_visible()
    desk.page.get_by_test_id("composer-send").click()
    expect(desk.text).to_be_focused()
    ours = chat.page.locator('[data-testid="widget-message"][data-mine="false"] img')
    expect(ours).to_be_visible()
    assert shown(ours) == 804
    choose_file(chat.page, chat.page.get_by_test_id("widget-attach"), picture)
    chat.text.fill("La mía llegó así")
    chat.page.get_by_test_id("widget-send").click()
    theirs = desk.page.locator('[data-testid="message"][data-direction="in"] img')
    expect(theirs).to_be_visible()
    assert shown(theirs) == 804
    expect(desk.message("La mía llegó así")).to_be_visible()

    # A private note stays private: what comes after it arrives, and it does not.
    desk.page.get_by_role("button", name="Nota privada").click()
    desk.write("Ojo: cliente frecuente")
    note = desk.message("Ojo: cliente frecuente")
    expect(note).to_have_attribute("data-kind", "note")
    expect(note).to_have_attribute("data-status", "")
    desk.page.get_by_role("button", name="Chat web").click()
    desk.write("Te envío una nueva")
    expect(chat.message("Te envío una nueva")).to_be_visible()
    expect(chat.message("Ojo")).to_have_count(0)
    chat.page.reload()
    expect(chat.message("Te envío una nueva")).to_be_visible()
    expect(chat.message("Ojo")).to_have_count(0)

    # Closed for good, after one question.
    desk.page.get_by_test_id("close-case").click()
    expect(desk.page.get_by_test_id("close-dialog")).to_contain_text("¿Terminar la atención")
    expect(chat.page.get_by_test_id("widget-closed")).to_have_count(0)
    desk.page.get_by_test_id("confirm-close").click()
    expect(chat.page.get_by_test_id("widget-closed")).to_contain_text("La conversación se cerró")
    expect(desk.page.get_by_test_id("toast")).to_contain_text(f"Terminaste #{number}")
    expect(desk.cards).to_have_count(0)
    expect(desk.page.get_by_test_id("my-closed")).to_contain_text("1")

    # Another word is another case.
    chat.write("Una cosa más")
    expect(desk.cards).to_have_class(re.compile(r"case-card--offered"))
    expect(desk.cards).not_to_have_attribute("data-case", str(number))
    assert newest(fresh_world)["number"] == int(desk.cards.get_attribute("data-case"))


def test_a_site_of_another_origin(open_page, open_shop, world):
    """The same script tag on somebody else's site, with nobody at the desk: the case waits."""
    chat = Chat(open_shop(open_page(), elsewhere=True)).open()
    chat.write("¿Abren los domingos?")
    expect(chat.messages).to_have_attribute("data-status", re.compile("sent|delivered"))
    case = newest(world)
    assert case["state"] in ("queued", "offered")
    chat.page.goto(f"{chat.page.url}ofertas")
    expect(chat.message("¿Abren los domingos?")).to_be_visible()
