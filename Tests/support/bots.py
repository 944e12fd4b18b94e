"""A line of its own that a bot attends first, and the bot's program at the interface."""
import itertools
import uuid

NAMES = itertools.count(1)


class Bot:
    def __init__(self, world, silence=60, queue=None):
        number = next(NAMES)
        self.world = world
        self.name = f"Luz {number}"
        made = world.carla.post("tokens", {"name": self.name, "scopes": ["bot"]}, expect=201).json()
        self.id = made["id"]
        self.client = world.api(made["token"])
        self.line = f"luz-{number}"
        self.account = str(uuid.uuid4())
        queue = queue or world.queue()
        bot = {"token": self.id, "silence": silence}
        world.carla.put(
            f"channel-accounts/{self.account}",
            {"slug": self.line, "channel": "api", "alias": f"WhatsApp con {self.name}", "queue": queue, "settings": {"bot": bot}}, expect=201)

    def customer_writes(self, text="Buenas tardes", **more):
        """Gives the case's number."""
        return self.world.inbound(text, account=self.line, **more)["case"]

    def says(self, case, text, **more):
        return self.client.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "text", "text": text, **more}, expect=201).json()

    def hands_off(self, case, **body):
        self.client.delete(f"cases/{case}/bot", body or None, expect=204)

    def cases(self, **query):
        return [card["number"] for card in self.client.get("cases", params={"state": "bot", "limit": 200, **query}).json()["items"]]

    def events(self):
        return self.client.events(after="")

    def follow(self, make_phone):
        """A stream, a customer's telephone, their first case and its frame. A stream that begins within the line's own set-up hears of that once more and
        ends, as one whose rights have changed does: then it is begun again."""
        while True:
            stream, phone = self.events(), make_phone()
            case = self.customer_writes("Hola", sender=phone)
            frame = stream.wait_for(lambda frame: frame.event in ("case.created", "reset"))
            if frame.event == "case.created":
                return stream, phone, case, frame.json
            stream.close()

    def revoke(self):
        self.world.carla.delete(f"tokens/{self.id}")
