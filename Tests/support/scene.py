"""A believable working day: Ana's open conversation with a picture, a file, a note and ticks; an offer; people who wait."""
import datetime
import uuid

from support.chat import Customer

NAMES = ("Óscar Benavides Soto", "Ximena Cárdenas", "Juan Carlos Huamán", "Lucía Fernández Arce", "Marisol Quiroga")


def ago(minutes):
    at = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(minutes=minutes)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


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


def play(world, picture):
    """Gives the numbers of Ana's open conversation and of the case that is offered to her for ten minutes."""
    campaign = world.ana.get("desk").json()["campaigns"][0]
    world.carla.patch(f"campaigns/{campaign['id']}", {"policy": {"offerTimeout": 600}})

    rosa = Customer(world)
    rosa.write("Buenas noches. Compré la lámpara Ámbar y quisiera cambiarla")
    case = newest(world)["number"]
    world.ana.put(f"cases/{case}/acceptance")
    name_contact(world, newest(world), "Rosa Quispe Mamani", "45 872 310")
    rosa.send("lampara.png", "image/png", picture, "La lámpara me llegó así 😟")
    first = reply(world.ana, case, "Hola, Rosa. Soy Ana, de Garantías. Lamento lo de la lámpara: te la cambiamos sin costo. ¿La enviamos a la misma dirección?")
    rosa.read(first["id"])
    rosa.write("Sí, la misma. Pero después de las 5, por favor, porque trabajo")
    reply(world.ana, case, "@Bruno ¿queda stock de la Ámbar mediana en Villa El Salvador?", kind="note")
    order = upload(world.ana, "Orden de cambio CJ-20931.pdf", "application/pdf", PDF)
    sent = reply(world.ana, case, kind="media", attachments=[order])
    rosa.read(sent["id"])
    reply(world.ana, case, "Listo, Rosa. El recojo queda para mañana de 17:00 a 19:00 🙌")
    seen(world, case)

    for name, text, answer in (
            ("Lucía Fernández Arce", "¿Las medidas de la mesa Cedro son con o sin el vidrio?", "Con el vidrio son 120 × 80 cm, Lucía"),
            ("Juan Carlos Huamán", "Ya dejé la caja en la agencia", None)):
        other = world.inbound(text, name=name)["case"]
        world.ana.put(f"cases/{other}/acceptance")
        name_contact(world, newest(world), name)
        if answer:
            seen(world, other)
            reply(world.ana, other, answer)
        else:
            seen(world, other)
            world.inbound("¿Y en cuántos días me devuelven la plata?", sender=newest(world)["contact"]["point"]["value"])

    ended = world.inbound("Gracias, ya llegó todo", name="Marisol Quiroga")["case"]
    world.ana.put(f"cases/{ended}/acceptance")
    name_contact(world, newest(world), "Marisol Quiroga")
    world.ana.put(f"cases/{ended}/closure", {})

    oscar = world.inbound("Hola, la licuadora que compré bota agua por debajo", name="Óscar Benavides Soto")["case"]
    name_contact(world, newest(world), "Óscar Benavides Soto")
    ana = world.ana.get("me").json()
    world.carla.patch(f"users/{ana['id']}", {"capacity": 4})
    world.ana.put("me/state", {"state": "available"})
    world.inbound("¿La garantía del sofá cubre la tela?", name="Ximena Cárdenas")
    name_contact(world, newest(world), "Ximena Cárdenas")
    Customer(world).write("¿Hacen envíos a Arequipa?")
    return case, oscar


def seen(world, case):
    messages = world.ana.get(f"cases/{case}").json()["messages"]
    world.ana.put(f"cases/{case}/read", {"message": messages[-1]["id"]})


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n" + b"% " + b"orden de cambio " * 6000
