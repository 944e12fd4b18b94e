"""What the stream would say, put into an open desk by its own store: shapes of the interface that a test wants exactly so."""
import copy
import datetime
import uuid


def dispatch(page, *actions):
    page.evaluate("""async actions => { const { dispatch } = await import("/app/desk.js"); for (const action of actions) dispatch(action) }""", list(actions))


def state(page, path):
    """A part of the desk's state, as "cases.byId"."""
    return page.evaluate("""async path => { const { getState } = await import("/app/desk.js"); return path.split(".").reduce((one, key) => one?.[key], getState()) }""", path)


class Feed:
    """Frames about one open case of a page."""

    def __init__(self, page, number):
        self.page = page
        self.card = page.evaluate("""async number => { const { getState } = await import("/app/desk.js");
            return Object.values(getState().cases.byId).find(card => card.number === number) }""", number)
        now = page.evaluate("""async () => (await import("/app/lib/api.js")).serverNow()""")
        self.ahead = datetime.datetime.fromtimestamp(now / 1000, datetime.timezone.utc) - datetime.datetime.now(datetime.timezone.utc)

    def at(self, minutes=0, seconds=0):
        """RFC 3339, so many minutes before the server's now: its clock may stand in another year."""
        moment = datetime.datetime.now(datetime.timezone.utc) + self.ahead - datetime.timedelta(minutes=minutes, seconds=seconds)
        return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def change(self, **more):
        """The card becomes so."""
        self.card = {**self.card, **more, "version": self.card["version"] + 1}
        self._tell("case.updated", {"case": self.card})
        return self.card

    def whatsapp(self, ends=None, **more):
        """The case as one of WhatsApp, its window ending in `ends` minutes."""
        window = {"endsAt": self.at(-ends)} if ends is not None else None
        point = {**self.card["contact"]["point"], "kind": "whatsapp", "value": "+51900555014", "display": "+51 900 555 014"}
        return self.change(channel="whatsapp", window=window, contact={**self.card["contact"], "point": point}, **more)

    def say(self, text=None, kind="text", direction="in", **more):
        """A message comes or goes; gives it as it was told."""
        author = {"in": {"kind": "customer", "id": None, "name": "Rosa Quispe Mamani"}, "out": {"kind": "agent", "id": self.card["agent"], "name": "Ana Torres"}}[direction]
        message = {
            "id": str(uuid.uuid4()), "case": self.card["id"], "version": 1, "kind": kind, "direction": direction, "author": author, "text": text, "attachments": [],
            "status": "sent" if direction == "out" else None, "reason": None, "at": self.at(), "replyTo": None, "reactions": [], "channel": self.card["channel"],
            "account": self.card["account"], "point": self.card["contact"]["point"]["id"], **more,
        }
        self.tell(message)
        return message

    def tell(self, message, **changes):
        """The message again, changed; a higher version."""
        message.update({**copy.deepcopy(changes), "version": message["version"] + 1})
        self._tell("message.updated", {"case": self.card, "message": message})

    def _tell(self, kind, data):
        dispatch(self.page, {"type": "events", "frames": [{"id": None, "kind": kind, "data": data}], "now": 0})


def channels(feed, other=None, **more):
    """That the case's customer can be reached by its own channel and by e-mail, to be dispatched."""
    own = {"channel": "whatsapp", "account": feed.card["account"], "point": feed.card["contact"]["point"]["id"], "display": "+51 900 555 014", "window": feed.card["window"], "current": True}
    email = {"channel": "email", "account": other, "point": "01990000-0000-7000-8000-00000000a11a", "display": "rosa@correo.example", "window": None, "current": False}
    return {"type": "conversation.loaded", "case": feed.card["id"], "messages": [], "earlier": None, "contact": None, "draft": None, "channels": [own, email], **more}
