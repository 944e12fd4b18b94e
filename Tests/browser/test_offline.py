"""What was written is never lost and never sent twice: reload, no line, a server that dies."""
import re

from playwright.sync_api import expect

from support.pages import Chat, Desk, becomes
from support.scene import newest, reply
from support.world import PASSWORD

BROKEN_LINE = [r"ERR_INTERNET_DISCONNECTED", r"ERR_CONNECTION_REFUSED", r"ERR_CONNECTION_RESET", r"ERR_EMPTY_RESPONSE", r"ERR_INCOMPLETE_CHUNKED", r"ERR_NETWORK_IO", r"ERR_ADDRESS_UNREACHABLE"]


def open_case(world, text="¿Dónde está mi pedido?"):
    case = world.inbound(text)["case"]
    world.ana.put(f"cases/{case}/acceptance")
    return case


def texts(world, case):
    return [message["text"] for message in world.ana.get(f"cases/{case}").json()["messages"] if message["kind"] == "text"]


def painted(icon):
    """A reference to a symbol that is not there has no size."""
    return icon.evaluate("use => use.getBBox().width > 0")


def test_drafts_survive_a_reload(open_page, world):
    case, other = open_case(world), open_case(world, "¿Y el otro?")
    desk = Desk(open_page(world, "ana", f"/cases/{case}")).ready()
    desk.text.fill("Lo estoy viendo con")
    desk.page.get_by_role("button", name="Nota privada").click()
    expect(desk.text).to_have_value("")
    desk.text.fill("preguntar a Bruno")
    desk.page.reload()
    desk.ready()
    expect(desk.card(case)).to_contain_text("Borrador: Lo estoy viendo con")
    expect(desk.text).to_have_value("Lo estoy viendo con")
    desk.page.get_by_role("button", name="Nota privada").click()
    expect(desk.text).to_have_value("preguntar a Bruno")
    # A draft follows nobody to another case.
    desk.card(other).click()
    desk.page.get_by_role("button", name="API").click()
    expect(desk.text).to_have_value("")


def test_a_draft_follows_its_author_to_another_device(open_page, world):
    case = open_case(world)
    desk = Desk(open_page(world, "ana", f"/cases/{case}")).ready()
    desk.text.fill("Lo estoy viendo con")
    expect(desk.page.get_by_text("Borrador guardado")).to_be_visible()
    elsewhere = Desk(open_page(world, "ana", f"/cases/{case}")).ready()
    expect(elsewhere.text).to_have_value("Lo estoy viendo con")
    elsewhere.write("Lo estoy viendo con el almacén")
    expect(desk.message("con el almacén")).to_be_visible()
    assert world.ana.get(f"cases/{case}").json()["draft"] is None


def test_a_session_that_ends_leaves_the_screen_and_the_draft(open_page, world):
    """Ended from elsewhere while something is being written: a dialog over a readable screen, and after signing in the same case with the same words."""
    case = open_case(world)
    desk = Desk(open_page(world, "ana", f"/cases/{case}", allow=[r"\b401\b"])).ready()
    desk.text.fill("Lo estoy viendo con")
    expect(desk.page.get_by_text("Borrador guardado")).to_be_visible()
    here = next(one for one in desk.page.request.get("/api/v1/sessions").json()["items"] if one["current"])
    world.ana.delete(f"sessions/{here['id']}")
    dialog = desk.page.get_by_test_id("session-dialog")
    expect(dialog).to_be_visible()
    expect(desk.message("¿Dónde está mi pedido?")).to_be_visible()
    dialog.get_by_role("link").click()
    desk.page.get_by_test_id("login-email").fill("ana@demo.example")
    desk.page.get_by_test_id("login-password").fill(PASSWORD)
    desk.page.get_by_test_id("login-submit").click()
    expect(desk.page).to_have_url(re.compile(f"/cases/{case}$"))
    expect(desk.text).to_have_value("Lo estoy viendo con")


def test_without_a_line_it_waits_and_goes_out_once(open_page, world):
    case = open_case(world)
    desk = Desk(open_page(world, "ana", f"/cases/{case}", allow=BROKEN_LINE)).ready()
    expect(desk.message("¿Dónde está mi pedido?")).to_be_visible()
    desk.page.context.set_offline(True)
    expect(desk.banner).to_have_attribute("data-status", "offline")
    expect(desk.banner).to_contain_text("Sin conexión. Puedes seguir escribiendo")
    assert painted(desk.banner.locator("use")), "an icon that is first shown without a line is blank"
    expect(desk.page.get_by_test_id("close-case")).to_be_disabled()
    for text in ("Sale hoy", "y llega mañana"):
        desk.write(text)
        expect(desk.message(text)).to_have_attribute("data-status", "pending")
    assert painted(desk.message("y llega mañana").locator("use"))
    assert texts(world, case) == ["¿Dónde está mi pedido?"]
    desk.page.context.set_offline(False)
    expect(desk.banner).to_have_attribute("data-status", "back")
    expect(desk.banner).to_contain_text("se enviaron 2")
    for text in ("Sale hoy", "y llega mañana"):
        expect(desk.message(text)).to_have_attribute("data-status", re.compile("sent|delivered|read"))
        expect(desk.message(text)).to_have_count(1)
    assert texts(world, case) == ["¿Dónde está mi pedido?", "Sale hoy", "y llega mañana"]
    expect(desk.banner).to_have_count(0)
    expect(desk.page.get_by_test_id("close-case")).to_be_enabled()


def test_a_customer_without_a_line(open_page, world):
    chat = Chat(open_page(world, path="/shop", allow=BROKEN_LINE)).open()
    chat.write("¿Tienen la lámpara en verde?")
    expect(chat.messages).to_have_attribute("data-status", re.compile("sent|delivered"))
    case = newest(world)["number"]
    chat.page.context.set_offline(True)
    expect(chat.page.get_by_test_id("widget-notice")).to_contain_text("Sin conexión")
    chat.write("O en azul")
    expect(chat.message("O en azul")).to_have_attribute("data-status", "pending")
    chat.page.context.set_offline(False)
    expect(chat.message("O en azul")).to_have_attribute("data-status", re.compile("sent|delivered"))
    expect(chat.page.get_by_test_id("widget-notice")).to_have_text("")
    inbound = [message["text"] for message in world.carla.get(f"cases/{case}").json()["messages"] if message["direction"] == "in"]
    assert inbound == ["¿Tienen la lámpara en verde?", "O en azul"]


def lose_the_first_answer(page):
    """The server takes the message, and the line breaks before it can say so."""
    lost = []

    def carry(route):
        if route.request.method != "PUT" or lost:
            return route.continue_()
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/messages/*", carry)
    return lost


def test_an_answer_that_is_lost_doubles_nothing(open_page, world):
    case = open_case(world)
    desk = Desk(open_page(world, "ana", f"/cases/{case}", allow=["ERR_FAILED"])).ready()
    expect(desk.card(world.inbound("¿Y el otro?")["case"])).to_be_visible()  # the stream is there: it will not come just now and help
    lost = lose_the_first_answer(desk.page)
    desk.write("Sale hoy")
    desk.page.evaluate(UNTIL_NOTHING_WAITS)
    desk.write("y llega mañana")
    expect(desk.message("y llega mañana")).to_have_attribute("data-status", re.compile("sent|delivered|read"))
    assert lost == [201]
    expect(desk.message("Sale hoy")).to_have_count(1)
    assert texts(world, case) == ["¿Dónde está mi pedido?", "Sale hoy", "y llega mañana"]


def test_a_customers_answer_that_is_lost_doubles_nothing(open_page, world):
    chat = Chat(open_page(world, path="/shop", allow=["ERR_FAILED"])).open()
    lost = lose_the_first_answer(chat.page)
    chat.write("¿Tienen la lámpara en verde?")
    chat.write("O en azul")
    expect(chat.message("O en azul")).to_have_attribute("data-status", re.compile("sent|delivered"))
    assert lost == [201]
    expect(chat.message("en verde")).to_have_count(1)
    inbound = [message["text"] for message in world.carla.get(f"cases/{newest(world)['number']}").json()["messages"] if message["direction"] == "in"]
    assert inbound == ["¿Tienen la lámpara en verde?", "O en azul"]


def test_a_server_that_is_killed_and_comes_back(open_page, fresh_world):
    world = fresh_world
    case = open_case(world)
    desk = Desk(open_page(world, "ana", f"/cases/{case}", allow=BROKEN_LINE)).ready()
    chat = Chat(open_page(world, path="/shop", allow=BROKEN_LINE)).open()
    chat.write("Buenas, ¿hay alguien?")
    expect(desk.cards).to_have_count(2)
    asked = newest(world)["number"]
    # What the server had already said yes to, a moment before it died.
    said = [world.inbound(f"Antes {number}", sender="+51987650000")["case"] for number in range(3)]
    world.kill9()
    expect(desk.banner).to_have_attribute("data-status", "reconnecting")
    desk.write("Lo reviso y te aviso")
    expect(desk.message("Lo reviso y te aviso")).to_have_attribute("data-status", "pending")
    chat.write("¿Hola?")
    expect(chat.message("¿Hola?")).to_have_attribute("data-status", "pending")
    world.start()
    world.inbound("Después", sender="+51987650000")

    expect(desk.banner).to_have_attribute("data-status", "back", timeout=20_000)
    expect(desk.banner).to_contain_text("se envió 1")
    expect(desk.message("Lo reviso y te aviso")).to_have_attribute("data-status", re.compile("sent|delivered|read"))
    expect(chat.message("¿Hola?")).to_have_attribute("data-status", re.compile("sent|delivered"), timeout=20_000)
    expect(chat.message("¿Hola?")).to_have_count(1)
    assert texts(world, case) == ["¿Dónde está mi pedido?", "Lo reviso y te aviso"]
    assert len(set(said)) == 1
    world.ana.put(f"cases/{asked}/acceptance")
    reply(world.ana, asked, "Sí, aquí estamos")
    expect(chat.message("aquí estamos")).to_have_count(1)

    # Caught up exactly: the page that lived through it shows what a new one shows.
    expect(desk.card(said[0])).to_be_visible()
    expect(desk.card(said[0]).locator(".badge")).to_contain_text("4")
    expect(desk.banner).to_have_count(0)
    fresh = Desk(open_page(world, "ana", f"/cases/{case}")).ready()
    expect(fresh.cards).to_have_count(3)
    expect(fresh.message("Lo reviso y te aviso")).to_be_visible()
    becomes(desk.list, fresh.list())
    assert desk.messages.evaluate_all(IDS) == fresh.messages.evaluate_all(IDS)


# The stream has long shown the message as sent; the outbox forgets it only on an answer of its own.
UNTIL_NOTHING_WAITS = """async () => {
    const answer = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const database = await answer(indexedDB.open('ventanilla'));
    const end = performance.now() + 10000;
    for (let waited = false; ;) {
        const count = await answer(database.transaction('outbox').objectStore('outbox').count());
        if (waited && count === 0) return database.close();
        if (performance.now() > end) throw new Error(waited ? 'it still waits' : 'it never waited');
        waited ||= count > 0;
        await new Promise(requestAnimationFrame);
    }
}"""
IDS = "all => all.map(one => [one.dataset.id, one.dataset.status, one.querySelector('.message__bubble').textContent])"
