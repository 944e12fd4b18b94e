"""What a desk holds: a snapshot and then the events, by the same rules as the browser's reducers."""
import time


class Mirror:
    def __init__(self, client, snapshot=None):
        self.client = client
        self.load(snapshot or client.get("desk").json())

    def load(self, snapshot):
        self.me = snapshot["me"]
        self.cases = {card["id"]: bare(card) for card in snapshot["cases"] if not passed_on(card)}
        self.attended = {card["id"]: bare(card) for card in snapshot["cases"] if passed_on(card)}
        self.messages = {}
        self.applied = 0
        self.stream = self.client.events(after=snapshot["position"])

    def resume(self):
        """A new connection from the last position, as a browser makes it after a cut."""
        self.catch_up()
        last, self.applied = self.stream.last_id, 0
        self.stream.close()
        self.stream = self.client.events(last_event_id=last) if last else self.client.events()

    def catch_up(self):
        frames = list(self.stream.frames[self.applied :])
        self.applied += len(frames)
        for frame in frames:
            if frame.event == "reset":
                # Whose sight has changed loads anew, as a browser does; nobody else is ever told to.
                assert frame.json["reason"] in ("policy", "access"), frame.data
                self.stream.close()
                return self.load(self.client.get("desk").json())
            self.apply(frame)

    def apply(self, frame):
        data = frame.json
        if frame.event == "case.gone":
            held = self.cases.get(data["id"])
            if held and data["version"] >= held["version"]:
                del self.cases[data["id"]]
        elif frame.event == "attended.added":
            # The card of a case that a close itself already brought is no news.
            if passed_on(data["case"]):
                self.attended[data["case"]["id"]] = bare(data["case"])
        elif frame.event == "contact.updated":
            self.rename(**data)
        elif "case" in data and isinstance(data["case"], dict):
            card = bare(data["case"])
            held = self.cases.get(card["id"])
            if held is None or card["version"] > held["version"]:
                self.cases[card["id"]] = card
            if message := data.get("message"):
                known = self.messages.get(message["id"])
                if known is None or message["version"] >= known["version"]:
                    self.messages[message["id"]] = message

    def rename(self, contact, point=None, gone=None, products=False, merged=None):
        """A contact's name and code stand on the cards of their cases, also on those that nothing happens to any more."""
        for id, card in self.cases.items():
            held = card["contact"]
            if held["id"] not in (contact["id"], merged or contact["id"]) and held["point"]["id"] != point:
                continue
            free = gone and held["point"]["id"] == gone["point"]
            named = {"id": None, "name": gone["name"], "code": None, "vip": False, "blocked": False} if free else {key: contact[key] for key in ("id", "name", "code", "vip", "blocked")}
            self.cases[id] = {**card, "contact": {**held, **named}}

    def shown(self):
        """The part a snapshot would hold: what is live, and what I closed."""
        return {id: card for id, card in self.cases.items() if card["state"] != "closed" or card["closedBy"] == self.me["id"]}

    def verify(self, timeout=10):
        """Old state and events give what a fresh snapshot gives."""
        deadline = time.monotonic() + timeout
        while True:
            cards = self.client.get("desk").json()["cases"]
            fresh = {card["id"]: bare(card) for card in cards if not passed_on(card)}
            self.catch_up()
            difference = self.difference(fresh)
            # Of what they passed on, and what came back to them since.
            kept = {card["id"]: bare(card) for card in cards if passed_on(card)}
            difference += [f"attended {card['number']}: fresh {card}, held {self.attended.get(id)}" for id, card in kept.items() if self.attended.get(id) != card]
            if not difference:
                break
            assert time.monotonic() < deadline, f"{self.me['name']}'s desk differs from a fresh snapshot:\n" + "\n".join(difference)
            time.sleep(0.05)  # events on their way: looked at again until the deadline
        self.verify_messages()

    def difference(self, fresh):
        shown = self.shown()
        lines = [f"missing {id}: {fresh[id]}" for id in fresh.keys() - shown.keys()]
        # A snapshot holds the newest only; what it left out is no difference.
        lines += [f"left over {id}: {shown[id]}" for id in shown.keys() - fresh.keys() if len(fresh) < 50]
        for id in fresh.keys() & shown.keys():
            if fresh[id] != shown[id]:
                keys = [key for key in fresh[id] if fresh[id][key] != shown[id].get(key)]
                lines.append(f"case {fresh[id]['number']}: " + ", ".join(f"{key}: fresh {fresh[id][key]}, held {shown[id].get(key)}" for key in keys))
        return lines

    def verify_messages(self):
        for id, card in self.shown().items():
            if card["sight"] != "full":
                continue
            held = {key: message for key, message in self.messages.items() if message["case"] == id}
            if not held:
                continue
            fresh = {message["id"]: message for message in self.client.get(f"cases/{id}/messages?limit=200").json()["items"]}
            self.catch_up()
            for key in held:
                assert self.messages[key] == fresh.get(key), f"message {key}: held {self.messages[key]}, fresh {fresh.get(key)}"

    def close(self):
        self.stream.close()


def passed_on(card):
    """A row frozen when its reader passed the case on: not the case as it is."""
    return card.get("attended", False) and card["state"] != "closed"


def bare(card):
    return {key: value for key, value in card.items() if key != "attended"}
