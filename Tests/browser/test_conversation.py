"""What a conversation carries, by hand and by keys: sound, pictures, places, quotes, reactions, failures and calls."""
import json
import re

from playwright.sync_api import expect

from support.chat import Customer
from support.feed import Feed, channels, dispatch, state
from support.media import MICROPHONE, REFUSED, hum
from support.pages import Desk, has_focus_in, shown
from support.scene import newest, upload


def sound(id, **more):
    return {"id": id, "name": "nota.wav", "type": "audio/wav", "size": 96_044, "state": "stored", "voice": True, **more}


def test_a_voice_note_is_heard(desk, day):
    page = desk.page
    one, two = (desk.feed.say(kind="audio", attachments=[sound(upload(day.ana, "nota.wav", "audio/wav", hum()), duration=6)]) for _ in range(2))
    first, second = (page.locator(f'[data-id="{message["id"]}"]') for message in (one, two))
    shape = first.locator(".message__wave")
    expect(shape).to_have_attribute("data-known", "true")
    tops = {top for top in re.findall(r"v([\d.]+)", shape.inner_html())}
    assert len(tops) > 8, f"the shape of a tone that swells is not flat: {tops}"
    expect(first).to_have_accessible_name(re.compile("^Nota de voz, Rosa Quispe Mamani"))
    height = first.bounding_box()["height"]

    # Played, faster, and only one at a time.
    first.get_by_role("button", name="Velocidad").click()
    first.get_by_role("button", name="Reproducir").click()
    playing = "message => { const audio = message.querySelector('audio'); return !audio.paused && audio.currentTime > 0.2 && audio.playbackRate }"
    page.wait_for_function(f"id => ({playing})(document.querySelector(`[data-id='${{id}}']`)) === 1.5", arg=one["id"])
    expect(first.locator(".message__wave-played")).to_have_attribute("d", re.compile("M"))
    second.get_by_role("button", name="Reproducir").click()
    page.wait_for_function(f"id => ({playing})(document.querySelector(`[data-id='${{id}}']`)) === 1.5", arg=two["id"])
    expect(first.get_by_role("button", name="Reproducir")).to_be_visible()
    second.get_by_role("button", name="Pausar").click()

    # By keys: two seconds on, the end, the beginning; space plays.
    seek = first.get_by_role("slider", name="Posición del audio")
    seek.focus()
    seek.press("Home")
    seek.press("ArrowRight")
    expect(seek).to_have_attribute("aria-valuetext", "0:02 de 0:06")
    seek.press("End")
    expect(seek).to_have_attribute("aria-valuetext", "0:06 de 0:06")
    seek.press("Home")
    seek.press("Space")
    expect(first.get_by_role("button", name="Pausar")).to_be_visible()
    seek.press("Space")
    assert first.bounding_box()["height"] == height, "nothing moves while it is played"

    # The shape was kept: a second look asks for nothing.
    page.reload()
    desk.ready()
    assert page.evaluate("id => id in JSON.parse(localStorage.getItem('ventanilla-waves'))", one["attachments"][0]["id"])


def test_a_sound_that_cannot_be_read_says_so(open_page, day):
    desk = Desk(open_page(day, "ana", f"/cases/{day.open}", allow=["404"])).ready()
    message = Feed(desk.page, day.open).say(kind="audio", attachments=[sound("01990000-0000-7000-8000-00000000dead", duration=3)])
    row = desk.page.locator(f'[data-id="{message["id"]}"]')
    row.get_by_role("button", name="Reproducir").click()
    expect(row).to_contain_text("No se puede reproducir")


def test_a_voice_note_is_recorded_heard_and_sent(open_page, day):
    customer = Customer(day)
    customer.write("¿Me lo pueden decir de voz?")
    case = newest(day)["number"]
    day.ana.put(f"cases/{case}/acceptance")
    desk = Desk(open_page(day, "ana", f"/cases/{case}")).ready()
    page, keys = desk.page, desk.page.keyboard
    recording = page.get_by_test_id("recording")

    # Without leave there are words, and no trap.
    page.evaluate(REFUSED)
    page.get_by_test_id("composer-record").click()
    expect(page.get_by_role("alert").filter(has_text="no dio permiso para el micrófono")).to_contain_text("candado")
    page.evaluate(MICROPHONE)
    page.get_by_role("button", name="Reintentar").click()
    expect(recording).to_have_attribute("data-phase", "recording")

    # Escape discards: nothing is sent, the microphone is let go, the focus is in the text.
    keys.press("Escape")
    expect(desk.text).to_be_focused()
    assert page.evaluate("window.microphone.getTracks()[0].readyState") == "ended"

    # Time runs, a pause stops it and lets it be heard, Enter sends.
    page.get_by_test_id("composer-record").click()
    expect(recording.get_by_role("timer")).to_have_text("0:01")
    keys.press("Space")
    expect(recording).to_have_attribute("data-phase", "paused")
    recording.get_by_role("button", name="Escuchar lo grabado").click()
    page.wait_for_function("() => document.querySelector('.composer__recording audio')?.currentTime > 0.1")
    recording.focus()
    keys.press("Space")
    expect(recording).to_have_attribute("data-phase", "recording")
    keys.press("Enter")
    sent = page.locator('[data-testid="message"][data-direction="out"] .message__voice')
    expect(sent).to_be_visible()
    expect(desk.text).to_be_focused()
    (message,) = [one for one in day.ana.get(f"cases/{case}").json()["messages"] if one["direction"] == "out"]
    assert message["kind"] == "audio" and message["attachments"][0]["type"] in ("audio/webm", "audio/ogg")
    assert page.evaluate("window.microphone.getTracks()[0].readyState") == "ended"

    # Left for another case, what was said waits in this one's tray.
    page.get_by_test_id("composer-record").click()
    expect(recording.get_by_role("timer")).to_have_text("0:01")
    desk.card(day.open).click()
    expect(desk.message("Listo, Rosa")).to_be_visible()
    expect(page.get_by_role("list", name="Archivos por enviar")).to_have_count(0)
    desk.card(case).click()
    expect(page.get_by_role("list", name="Archivos por enviar").get_by_role("listitem")).to_contain_text(re.compile("nota-de-voz.*0:0[12]"))


def test_a_picture_is_looked_at(desk, day, picture):
    page, keys = desk.page, desk.page.keyboard
    for name in ("uno.png", "dos.png"):
        id = upload(day.ana, name, "image/png", picture.read_bytes())
        desk.feed.say(kind="image", attachments=[{"id": id, "name": name, "type": "image/png", "size": 9, "state": "stored"}])
    link = desk.messages.locator("a.message__media").nth(1)
    link.focus()
    keys.press("Enter")
    viewer = page.get_by_test_id("image-viewer")
    expect(viewer.get_by_role("img")).to_have_attribute("alt", "Imagen: uno.png")
    expect(viewer).to_contain_text("2 de 3")
    has_focus_in(page, "dialog.viewer")
    keys.press("ArrowRight")
    expect(viewer.get_by_role("img")).to_have_attribute("alt", "Imagen: dos.png")
    expect(viewer.get_by_role("button", name="Siguiente")).to_be_disabled()
    assert shown(viewer.get_by_role("img")) > 0
    width = viewer.get_by_role("img").bounding_box()["width"]
    wide = lambda times: page.wait_for_function("wide => Math.abs(document.querySelector('.viewer__image').getBoundingClientRect().width - wide) < 2", arg=width * times)
    keys.press("+")
    wide(1.5)
    keys.press("0")
    wide(1)
    viewer.get_by_role("img").dblclick()
    wide(2.5)
    with page.expect_download() as download:
        viewer.get_by_role("link", name="Descargar dos.png").click()
    assert download.value.suggested_filename == "dos.png"
    keys.press("Escape")
    expect(viewer).to_have_count(0)
    expect(link).to_be_focused()


def test_places_people_and_what_cannot_be_shown(desk):
    place = desk.feed.say(kind="location", location={"latitude": -12.07234, "longitude": -77.03431, "name": "Casa de Rosa", "address": "Jr. Huáscar 1420"})
    people = desk.feed.say(kind="contacts", contacts=[{"name": "Pedro Rojas", "phones": ["+51 900 111 222"], "emails": ["pedro@correo.example"], "organisation": "Transportes Rojas"}])
    order = desk.feed.say(kind="unsupported", unsupported={"type": "order"})
    row = desk.page.locator(f'[data-id="{place["id"]}"]')
    expect(row).to_contain_text("Jr. Huáscar 1420")
    expect(row).to_contain_text("-12.07234, -77.03431")
    link = row.get_by_role("link", name="Ver en OpenStreetMap")
    assert link.get_attribute("href").startswith("https://www.openstreetmap.org/?mlat=-12.07234&mlon=-77.03431")
    assert {"noopener", "noreferrer"} <= set(link.get_attribute("rel").split())
    row = desk.page.locator(f'[data-id="{people["id"]}"]')
    for words in ("Pedro Rojas", "Transportes Rojas", "+51 900 111 222", "pedro@correo.example"):
        expect(row).to_contain_text(words)
    expect(desk.page.locator(f'[data-id="{order["id"]}"]')).to_contain_text("Este mensaje no se puede mostrar aquí.Tipo: order")


def test_a_quote_leads_to_its_message_and_goes_out_with_the_answer(open_page, day):
    desk = Desk(open_page(day, "ana", f"/cases/{day.open}", allow=["400", "422"])).ready()  # the server does not know what is quoted here
    page, keys, desk.feed = desk.page, desk.page.keyboard, Feed(desk.page, day.open)
    desk.feed.whatsapp(ends=600)
    first = page.locator(f'[data-id="{desk.feed.say("¿Cuál de las dos?")["id"]}"]')
    for number in range(30):
        desk.feed.say(f"Otra cosa {number}")
    answer = desk.feed.say("Sí, esa", replyTo=first.get_attribute("data-id"))
    expect(first).not_to_be_in_viewport()
    page.locator(f'[data-id="{answer["id"]}"]').get_by_role("button", name=re.compile("^Ir al mensaje citado de Rosa")).click()
    expect(first).to_be_in_viewport()
    expect(first).to_be_focused()
    unknown = desk.feed.say("Y esa otra", quote={"text": "Oferta de noviembre"})
    expect(page.locator(f'[data-id="{unknown["id"]}"] .message__quote')).to_have_text("Oferta de noviembre")

    # With the focus on it, Q answers it; the quote can be dropped, and goes out once.
    keys.press("q")
    quote = page.get_by_test_id("composer-quote")
    expect(quote).to_contain_text("Respondes a: Rosa Quispe Mamani")
    expect(desk.text).to_be_focused()
    quote.get_by_role("button", name="No citar").click()
    expect(quote).to_have_count(0)
    first.focus()
    keys.press("q")
    keys.type("Con mucho gusto")
    with page.expect_request(lambda request: request.method == "PUT" and "/messages/" in request.url) as sent:
        keys.press("Enter")
    assert sent.value.post_data_json["replyTo"] == first.get_attribute("data-id")
    expect(quote).to_have_count(0)


def test_a_reaction_by_keys_and_its_failure(desk):
    page, keys = desk.page, desk.page.keyboard
    asked = []

    def answer(route):
        asked.append((route.request.method, route.request.post_data_json if route.request.method == "PUT" else None))
        emoji = asked[-1][1]["emoji"] if asked[-1][1] else None
        said = {**message, "version": message["version"] + len(asked), "reactions": [{"emoji": emoji, "by": "agent", "name": "Ana Torres", "status": "sent"}] if emoji else []}
        route.fulfill(status=200, content_type="application/json", body=json.dumps(said))

    message = desk.feed.say("¡Gracias!", reactions=[])
    page.route("**/reaction", answer)
    row = page.locator(f'[data-id="{message["id"]}"]')
    row.focus()
    desk.message("Listo, Rosa").hover()  # the key is for what has the focus, wherever the pointer rests
    keys.press(":")
    expect(page.get_by_role("button", name="Reaccionar con 👍")).to_be_focused()
    keys.press("ArrowRight")
    keys.press("Enter")
    mine = row.get_by_role("button", name="Quitar tu ❤️")
    expect(mine).to_be_visible()
    expect(row).to_be_focused()
    assert asked == [("PUT", {"emoji": "❤️"})]
    desk.feed.tell(message, version=20, reactions=[{"emoji": "❤️", "by": "agent", "name": "Ana Torres", "status": "failed"}, {"emoji": "🙏", "by": "customer", "name": "Rosa"}])
    expect(row.get_by_role("img", name="🙏 de Rosa")).to_be_visible()
    message["version"] = 40
    row.get_by_role("button", name="❤️ no llegó. Reintentar").click()
    expect(mine).to_be_visible()
    mine.click()
    expect(mine).to_have_count(0)
    assert [method for method, _ in asked] == ["PUT", "PUT", "DELETE"]

    # Escape goes back, and a refusal puts back what stood.
    row.focus()
    keys.press(":")
    expect(page.get_by_role("button", name="Reaccionar con 👍")).to_be_focused()
    keys.press("Escape")
    expect(row).to_be_focused()


def test_what_failed_says_why_and_what_to_do(open_page, day):
    desk = Desk(open_page(day, "ana", f"/cases/{day.open}", allow=["404", "409"])).ready()
    feed = Feed(desk.page, day.open)
    feed.whatsapp(ends=600)
    failed = feed.say("¿Me confirmas la boleta?", direction="out", status="failed", reason="131026: Message undeliverable")
    row = desk.page.locator(f'[data-id="{failed["id"]}"]')
    expect(row.get_by_role("alert")).to_contain_text("El número no recibe mensajes ahora (131026)")
    dispatch(desk.page, channels(feed, "01990000-0000-7000-8000-00000000acc0"))
    with desk.page.expect_request("**/retry") as retried:
        row.get_by_role("button", name="Reintentar").click()
    assert failed["id"] in retried.value.url
    row.get_by_role("button", name="Enviar por correo").click()
    expect(desk.text).to_have_value("¿Me confirmas la boleta?")
    expect(desk.page.get_by_role("button", name=re.compile("^Responder por correo"))).to_have_attribute("aria-pressed", "true")
    desk.text.fill("")

    # What may have arrived is sent again only when asked for twice.
    unsure = feed.say("¿Sigues ahí?", direction="out", status="uncertain")
    asked = []
    desk.page.on("request", lambda request: "/retry" in request.url and asked.append(request.url))
    row = desk.page.locator(f'[data-id="{unsure["id"]}"]')
    expect(row).to_contain_text("Quizá enviado")
    row.get_by_role("button", name="Reintentar").click()
    expect(desk.dialog).to_contain_text("podría recibirlo dos veces")
    expect(desk.dialog.get_by_role("button", name="Esperar")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.dialog).to_have_count(0)
    assert asked == []


def test_a_call_shows_while_it_lasts(desk):
    page = desk.page
    desk.feed.change(call={"callId": "c1", "status": "ringing", "direction": "in", "startedAt": desk.feed.at()})
    bar = page.get_by_test_id("call-bar")
    expect(bar).to_contain_text("Llamada entrante")
    button = bar.get_by_role("button", name="Audio en el navegador: más adelante")
    expect(button).to_have_attribute("aria-disabled", "true")
    desk.feed.change(call={"callId": "c1", "status": "answered", "direction": "in", "startedAt": desk.feed.at(2, 10)})
    expect(bar).to_contain_text(re.compile(r"Llamada en curso 2:[01]\d"))
    call = desk.feed.say(kind="call", call={"callId": "c1", "direction": "in", "status": "answered", "duration": None, "recording": None})
    row = page.locator(f'[data-id="{call["id"]}"]')
    expect(row).to_contain_text("Llamada en curso")
    desk.feed.change(call=None)
    desk.feed.tell(call, call={"callId": "c1", "direction": "in", "status": "ended", "duration": 131, "recording": None})
    expect(bar).to_have_count(0)
    expect(row).to_contain_text("Llamada terminadaEntrante · 2:11")


def test_who_looks_and_who_types(desk):
    page = desk.page
    bruno = next(agent for agent in state(page, "directory.agents").values() if agent["name"].startswith("Bruno"))
    look = {"case": desk.feed.card["id"], "agent": bruno["id"], "viewing": True, "typing": False}
    frame = lambda **more: {"type": "events", "frames": [{"id": None, "kind": "presence", "data": {**look, **more}}], "now": page.evaluate("Date.now()")}
    dispatch(page, frame())
    expect(page.get_by_test_id("watchers")).to_have_text(re.compile(f"{bruno['name']} también mira$"))
    dispatch(page, frame(typing=True))
    expect(page.get_by_test_id("watchers")).to_have_text(re.compile(f"{bruno['name']} está escribiendo aquí$"))
    expect(page.locator(".timeline__typing")).to_contain_text(f"{bruno['name']} está escribiendo")
    dispatch(page, frame(viewing=False))
    expect(page.get_by_test_id("watchers")).to_have_count(0)


def test_another_open_case_of_the_customer_is_told(desk):
    other = {**desk.feed.card, "id": "01990000-0000-7000-8000-00000000ca5e", "number": 48160, "version": 1, "agent": None, "state": "queued"}
    dispatch(desk.page, {"type": "case", "card": other})
    alert = desk.page.get_by_test_id("other-case")
    expect(alert).to_contain_text("Este cliente tiene otra atención abierta: #48160")
    dispatch(desk.page, {"type": "case", "card": {**other, "version": 2, "state": "closed"}})
    expect(alert).to_have_count(0)
