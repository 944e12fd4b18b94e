"""Outcome forms for tests, and campaigns of their own to ask them."""
import uuid

WARRANTY = [
    {"id": "reason", "label": "Motivo", "kind": "tree", "required": True, "options": [
        {"id": "damaged", "label": "Producto dañado", "options": [{"id": "transport", "label": "Golpe en el transporte"}, {"id": "wet", "label": "Mojado"}]},
        {"id": "other", "label": "Otro"}]},
    {"id": "result", "label": "Resultado", "kind": "choice", "required": True, "primary": True, "options": [
        {"id": "exchange", "label": "Cambio"}, {"id": "refund", "label": "Reembolso"}, {"id": "pending", "label": "Queda pendiente", "code": "nonFinal"},
        {"id": "spam", "label": "No es cliente", "code": "spam"}]},
    {"id": "order", "label": "N.º de orden", "kind": "text", "required": True, "shownIf": {"field": "result", "is": ["exchange"]}},
    {"id": "notes", "label": "Observaciones", "kind": "longText"},
]
DONE = {"reason": "transport", "result": "refund"}
PENDING = {"reason": "other", "result": "pending"}


def publish(world, campaign, fields, name="Garantías"):
    """The campaign's next version; gives its number."""
    held = world.carla.get(f"forms?campaign={campaign}").json()["items"]
    version = held[0]["version"] if held else 0
    return world.carla.put(f"forms/{campaign}", {"version": version, "name": name, "fields": fields}).json()["version"]


class Desk:
    """A campaign of the test's own, of a preset, with a queue of Ana and Bruno, a line, and a form."""

    made = []

    def __init__(self, world, preset="whatsapp", fields=WARRANTY, **policy):
        self.world = world
        slug = f"f-{uuid.uuid4().hex[:10]}"
        self.campaign, self.queue, line = (str(uuid.uuid4()) for _ in range(3))
        world.carla.put(f"campaigns/{self.campaign}", {"slug": slug, "name": f"Campaña {slug}", "preset": preset})
        if policy:
            world.carla.patch(f"campaigns/{self.campaign}", {"policy": policy})
        members = [client.get("me").json()["id"] for client in (world.ana, world.bruno)]
        world.carla.put(f"queues/{self.queue}", {"slug": slug, "name": f"Cola {slug}", "campaign": self.campaign, "members": members})
        world.carla.put(f"channel-accounts/{line}", {"slug": slug, "channel": "api", "alias": f"Línea {slug}", "queue": self.queue})
        self.line = slug
        self.version = publish(world, self.campaign, fields) if fields else 0
        self.cases = []
        Desk.made.append(self)

    def case(self, holder=None, text="Mi lámpara llegó rota", **more):
        """A case that a person holds (Ana, where nobody is named), or nobody (`holder=False`)."""
        case = self.world.inbound(text, account=self.line, **more)["case"]
        if holder is not False:
            (holder or self.world.ana).put(f"cases/{case}/acceptance")
        self.cases.append(case)
        return case

    def tidy(self):
        """Ends what is still open, also where the form is required."""
        for case in self.cases:
            answer = self.world.carla.put(f"cases/{case}/closure", {}, expect=(200, 409, 422))
            if answer.status_code == 422:
                self.world.carla.put(f"cases/{case}/closure", {"disposition": {"id": str(uuid.uuid4()), **self.answer()}})
        self.cases = []

    def answer(self, values=None, **more):
        return {"formVersion": self.version, "values": DONE if values is None else values, **more}

    def classify(self, client, case, values=None, id=None, **more):
        options = {name: more.pop(name) for name in ("expect",) if name in more}
        return client.put(f"cases/{case}/dispositions/{id or uuid.uuid4()}", self.answer(values, **more), **options).json()
