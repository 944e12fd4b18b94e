"""What an offer and its acceptance cost beside a reply, in CPU of the server and of the store: an agent of their own queue, one client."""
import uuid

from machine import cpu_seconds

OFFERS = 400
GOAL = "≤ 1.5 × a reply"


class Acceptance:
    def measure_acceptance(self):
        agent = self.own_agent()
        waiting = self.cost(lambda n: self.arrive())
        self.must("PUT", "/api/v1/me/state", agent, {"state": "available"})
        # Those that waited are hers at once; what follows is offered in the transaction in which it arrives.
        offered = []
        both = self.cost(lambda n: offered.append(self.arrive()))
        accepted = self.cost(lambda n: self.must("PUT", f"/api/v1/cases/{offered[n]}/acceptance", agent))
        reply = self.cost(lambda n: self.must("PUT", f"/api/v1/cases/{offered[n]}/messages/{uuid.uuid4()}", agent, {"kind": "text", "text": "Con gusto"}))
        for title, cost in (("offer (arriving, less arriving with nobody free)", both - waiting), ("acceptance", accepted)):
            self.notes.append([f"{title}, CPU ms with the store's", f"{cost:.2f}", GOAL, f"{reply:.2f}", f"{cost / reply:.2f}"])

    def own_agent(self):
        campaign, queue, account, user = (str(uuid.uuid4()) for _ in range(4))
        email = f"{user[:8]}@demo.example"
        self.must("PUT", f"/api/v1/campaigns/{campaign}", "carla", {"slug": f"c{campaign[:8]}", "name": "Ofertas", "preset": "whatsapp"})
        self.must("PUT", f"/api/v1/users/{user}", "carla", {"email": email, "name": "Oferta", "role": "agent", "capacity": 1000, "password": "tres tristes tigres 4"})
        self.must("PUT", f"/api/v1/queues/{queue}", "carla", {"slug": f"q{queue[:8]}", "name": "Ofertas", "campaign": campaign, "members": [user]})
        self.offers = f"a{account[:8]}"
        self.must("PUT", f"/api/v1/channel-accounts/{account}", "carla", {"slug": self.offers, "channel": "api", "alias": "Ofertas", "queue": queue})
        self.tokens[email] = self.token(email, ["read", "write"])
        return email

    def arrive(self):
        return self.must("POST", f"/api/v1/inbound/{self.offers}", "carla", self.inbound(self.another(), "Hola"))["case"]

    def cost(self, act):
        """Milliseconds of CPU for each of `OFFERS` acts."""
        before = cpu_seconds(self.server.pid) + self.store.cpu()
        for n in range(OFFERS):
            act(n)
        return (cpu_seconds(self.server.pid) + self.store.cpu() - before) * 1000 / OFFERS
