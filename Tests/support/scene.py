"""A believable working day: Ana's open conversation with a picture, a file, a note and ticks; an offer; people who wait."""
import json
import re
import uuid

from playwright.sync_api import expect

from support.chat import Customer


def reply(client, case, text=None, kind="text", **more):
    return client.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": kind, **({"text": text} if text else {}), **more}).json()


def upload(client, name, type, data):
    id = str(uuid.uuid4())
    client.put(f"attachments/{id}", data=data, headers={"Content-Type": type, "Content-Disposition": f'attachment; filename="{name}"'})
    return id


def newest(world):
    return world.sofia.get("cases?sort=-created&limit=1").json()["items"][0]


def name_contact(world, card, name, code=None):
    world.ana.put(f"contacts/{uuid.uuid4()}", {"name": name, "point": card["contact"]["point"]["id"], **({"code": code} if code else {})})


def seen(world, case):
    messages = world.ana.get(f"cases/{case}").json()["messages"]
    world.ana.put(f"cases/{case}/read", {"message": messages[-1]["id"]})


def asks_bruno(world, chat):
    """A customer asks in the shop's chat; Bruno takes the case, reads and answers. Gives its number."""
    chat.write("Quiero saber si viene con foco 💡")
    expect(chat.messages).to_have_attribute("data-status", re.compile("sent|delivered"))
    case = newest(world)["number"]
    world.bruno.put(f"cases/{case}/acceptance")
    world.bruno.put(f"cases/{case}/read", {"message": world.bruno.get(f"cases/{case}").json()["messages"][-1]["id"]})
    world.clock.set("2025-11-21T10:42:40")  # the program's own clock never goes back
    reply(world.bruno, case, "Hola, soy Bruno. Sí, trae un foco LED cálido de 9 W. ¿La quieres para velador o escritorio?")
    expect(chat.message("foco LED")).to_be_visible()
    expect(chat.log).to_contain_text("Leído")
    world.clock.set("2025-11-21T10:42:49")
    return case


def play(world, picture):
    """Plays Friday morning, 21 November 2025, up to 10:42:31, on a world with a standing clock.
    Gives the numbers of Ana's open conversation and of the case that is offered to her for ten minutes."""
    at = lambda time: world.clock.set(f"2025-11-21T{time}")

    def accepts(text, sender, name):
        case = world.inbound(text, sender=sender, name=name)["case"]
        world.ana.put(f"cases/{case}/acceptance")
        name_contact(world, newest(world), name)
        seen(world, case)
        return case

    def waits(text, sender, name):
        case = world.inbound(text, sender=sender, name=name)["case"]
        name_contact(world, newest(world), name)
        return case

    world.carla.patch(f"campaigns/{world.campaign()}", {"policy": {"offerTimeout": 600}})
    world.carla.patch(f"users/{world.ana.get('me').json()['id']}", {"capacity": 4})

    elsewhere(world, at)
    at("09:48:10")
    ended = accepts("Gracias, ya llegó todo", "+51900555017", "Marisol Quiroga")
    at("09:55:02")
    world.ana.put(f"cases/{ended}/closure", {"disposition": {"id": str(uuid.uuid4()), "formVersion": 1, "values": {"reason": "coverage", "result": "answered"}}})
    at("10:18:40")
    lucia = accepts("¿Las medidas de la mesa Cedro son con o sin el vidrio?", "+51900555062", "Lucía Fernández Arce")
    at("10:20:05")
    reply(world.ana, lucia, "Con el vidrio son 120 × 80 cm, Lucía")

    at("10:21:12")
    rosa = Customer(world)
    rosa.write("Buenos días. Compré la lámpara Ámbar y quisiera cambiarla")
    case = newest(world)["number"]
    at("10:23:30")
    world.ana.put(f"cases/{case}/acceptance")
    name_contact(world, newest(world), "Rosa Quispe Mamani", "45 872 310")
    at("10:24:40")
    rosa.send("lampara.png", "image/png", picture, "La lámpara me llegó así 😟")
    at("10:34:07")
    first = reply(world.ana, case, "Hola, Rosa. Soy Ana, de Garantías. Lamento lo de la lámpara: te la cambiamos sin costo. ¿La enviamos a la misma dirección?")
    rosa.read(first["id"])
    at("10:36:02")
    rosa.write("Sí, la misma. Pero después de las 5, por favor, porque trabajo")
    at("10:37:20")
    reply(world.ana, case, "@Bruno ¿queda stock de la Ámbar mediana en Villa El Salvador?", kind="note")
    at("10:38:15")
    accepts("Ya dejé la caja en la agencia", "+51900555038", "Juan Carlos Huamán")
    at("10:39:11")
    order = upload(world.ana, "Orden de cambio CJ-20931.pdf", "application/pdf", PDF)
    rosa.read(reply(world.ana, case, kind="media", attachments=[order])["id"])
    world.inbound("¿Y en cuántos días me devuelven la plata?", sender="+51900555038")

    at("10:40:30")
    oscar = waits("Hola, la licuadora que compré bota agua por debajo", "+51900555071", "Óscar Benavides Soto")
    at("10:41:05")
    waits("¿La garantía del sofá cubre la tela?", "+51900555029", "Ximena Cárdenas")
    Customer(world).write("¿Hacen envíos a Arequipa?")
    at("10:41:20")
    begun = {"campaign": world.campaign(), "formVersion": 1, "values": {
        "reason": "transport", "result": "exchange", "order": "CJ-20931", "notes": "Cliente recibe después de las 17:00. Enviar con doble embalaje."}}
    world.ana.put(f"cases/{case}/draft", {"kind": "form", "text": json.dumps(begun)})
    at("10:41:50")
    world.ana.put("me/state", {"state": "available"})
    at("10:42:20")
    reply(world.ana, case, "Listo, Rosa. El recojo queda para mañana de 17:00 a 19:00 🙌")
    seen(world, case)
    at("10:42:31")
    return case, oscar


def elsewhere(world, at):
    """What Bruno attends in the demo's other campaigns: one is done, one each goes on."""
    for number, (time, line, name, text) in enumerate((
        ("09:41:12", "api-group", "Pilar Rojas", "¿La mesa Cedro viene también en roble?"),
        ("09:43:30", "api-group", "Andrés Loayza", "¿Hay descuento si llevo dos sillas Olmo?"),
        ("09:44:05", "api-campaign", "Diego Alva", "¿Ya salió mi pedido CJ-20877?"),
        ("09:45:48", "api-ticket", "Iván Luna", "La lámpara enciende y se apaga sola"),
    )):
        at(time)
        case = world.inbound(text, account=line, sender=f"+5190055508{number}", name=name)["case"]
        world.bruno.put(f"cases/{case}/acceptance")
        if number == 0:
            world.bruno.put(f"cases/{case}/closure", {})


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n" + b"% " + b"orden de cambio " * 6000
