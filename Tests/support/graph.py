"""A small Graph API of Meta's, as far as a line uses it, with every way in which it can fail; and Meta's side of the webhooks."""
import hashlib
import hmac
import http.server
import itertools
import json
import re
import socket
import threading
import time
import uuid

from support.world import new_phone

SECRETS = {"accessToken": "EAAG-prueba-1", "appSecret": "secreto de la app".replace(" ", "-"), "verifyToken": "verifica-esto"}
JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20
NUMBERS = itertools.count(200_000_000_000)


def throttle(code=130429, status=400):
    return status, {"error": {"message": "limit", "type": "OAuthException", "code": code, "fbtrace_id": "x"}}


class Graph:
    """`answer(body)` decides what a send comes to: None accepts; (status, json or bytes) answers so; "cut" accepts and cuts the connection;
    "never" holds the connection open without a word."""

    def __init__(self):
        self.sent, self.uploads, self.downloads, self.lookups = [], [], [], []
        self.media = {}
        self.answer = lambda body: None
        self.upload_answer = lambda number: None
        self.download_answer = lambda id, turn: None
        self.ids = itertools.count(1)
        self.lock = threading.Lock()
        self.over = threading.Event()
        graph = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                if self.headers.get("Authorization") != f"Bearer {SECRETS['accessToken']}":
                    return self.reply(401, {"error": {"message": "bad token", "code": 190, "type": "OAuthException"}})
                if self.path.endswith("/media"):
                    return self.take_upload(raw)
                body = json.loads(raw)
                with graph.lock:
                    wamid = f"wamid.{next(graph.ids)}-{uuid.uuid4().hex[:8]}"
                    graph.sent.append({**body, "wamid": wamid, "path": self.path})
                verdict = graph.answer(graph.sent[-1])
                if verdict == "cut":
                    self.connection.shutdown(socket.SHUT_RDWR)
                elif verdict == "never":
                    graph.over.wait(60)
                elif verdict is None:
                    to = body.get("to") or body.get("recipient")
                    self.reply(200, {"messaging_product": "whatsapp", "contacts": [{"input": to, "wa_id": to}], "messages": [{"id": wamid}]})
                else:
                    self.reply(*verdict)

            def take_upload(self, raw):
                verdict = graph.upload_answer(len(graph.uploads))
                boundary = re.search(r"boundary=(\S+)", self.headers["Content-Type"]).group(1).encode()
                parts = {}
                for part in raw.split(b"--" + boundary)[1:-1]:
                    head, _, content = part.strip(b"\r\n").partition(b"\r\n\r\n")
                    parts[re.search(rb'name="(\w+)"', head).group(1).decode()] = (head.decode(), content)
                graph.uploads.append({"head": parts["file"][0], "content": parts["file"][1], "type": parts["type"][1].decode(), "product": parts["messaging_product"][1]})
                self.reply(*(verdict or (200, {"id": f"{700_000 + len(graph.uploads)}"})))

            def do_GET(self):
                if self.headers.get("Authorization") != f"Bearer {SECRETS['accessToken']}":
                    return self.reply(401, {"error": {"message": "bad token", "code": 190}})
                path = self.path.partition("?")[0]
                if path.startswith("/bytes/"):
                    id, turn = path.split("/")[2:4]
                    graph.downloads.append((id, int(turn)))
                    verdict = graph.download_answer(id, int(turn))
                    return self.reply(*(verdict or (200, graph.media[id]["content"])), type=graph.media[id]["type"])
                id = path.split("/")[-1]
                graph.lookups.append(id)
                if id not in graph.media:
                    return self.reply(404, {"error": {"message": "Unsupported get request", "code": 100}})
                media = graph.media[id]
                size = media.get("size", len(media["content"]))
                self.reply(200, {
                    "messaging_product": "whatsapp", "url": f"{graph.base}/bytes/{id}/{graph.lookups.count(id)}", "mime_type": media["type"],
                    "sha256": hashlib.sha256(media["content"]).hexdigest(), "file_size": str(size), "id": id})

            def reply(self, status, body, type="application/json"):
                data = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", type if not isinstance(body, bytes) or not body.startswith(b"<") else "text/html")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def base(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def keeps(self, content, type="image/jpeg", **more):
        """A file a customer sent; gives its id."""
        id = str(next(NUMBERS))
        self.media[id] = {"content": content, "type": type, **more}
        return id

    def close(self):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


class Line:
    """A WhatsApp line of the world's, and Meta's side of it."""

    def __init__(self, world, graph, **settings):
        self.world, self.graph = world, graph
        accounts = world.carla.get("channel-accounts").json()["items"]
        api = next(account for account in accounts if account["slug"] == "api")
        self.slug, self.phone_id, self.id = f"wa-{uuid.uuid4().hex[:8]}", str(next(NUMBERS)), str(uuid.uuid4())
        self.account = world.carla.put(f"channel-accounts/{self.id}", {
            "slug": self.slug, "channel": "whatsapp", "alias": "WhatsApp", "address": "+5117004400", "queue": api["queue"],
            "settings": {"phoneNumberId": self.phone_id, "graphURL": graph.base, **settings}, "secrets": SECRETS}).json()

    def value(self, **members):
        return {"messaging_product": "whatsapp", "metadata": {"display_phone_number": "5117004400", "phone_number_id": self.phone_id}, **members}

    def body(self, *values, field="messages"):
        return {"object": "whatsapp_business_account", "entry": [{"id": "102290129340398", "changes": [{"value": value, "field": field} for value in values]}]}

    def deliver(self, body, expect=200, secret=SECRETS["appSecret"], signature=None, session=None, documented=True):
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=True).encode()
        signature = signature or "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()
        client = session or self.world.visitor()
        return client.post(
            f"/hooks/whatsapp/{self.slug}", data=raw, expect=expect, documented=documented,
            headers={"Content-Type": "application/json", "X-Hub-Signature-256": signature, "Origin": None})

    def message(self, phone, type="text", id=None, name="Elena Quispe", at=None, user=None, context=None, **content):
        """The value of one change with one message; `phone` None for a customer who has only a user id."""
        contact = {"profile": {"name": name}, **({"wa_id": phone} if phone else {}), **({"user_id": user} if user else {})}
        who = {**({"from": phone} if phone else {}), **({"from_user_id": user} if user else {})}
        body = {**who, "id": id or wamid(), "timestamp": str(int(at or time.time())), "type": type, **content, **({"context": context} if context else {})}
        return self.value(contacts=[contact], messages=[body])

    def says(self, phone, text="Buenas tardes", **more):
        value = self.message(phone, text={"body": text}, **more)
        self.deliver(self.body(value))
        return value["messages"][0]["id"]

    def status(self, sent, status, at=None, mark=True, **more):
        return self.value(statuses=[{
            "id": sent["wamid"], "status": status, "timestamp": str(int(at or time.time())), "recipient_id": sent.get("to", ""),
            **({"biz_opaque_callback_data": sent["biz_opaque_callback_data"]} if mark else {}), **more}])

    def case(self, phone=None, client=None):
        """The newest live case of this line, with this phone's customer."""
        for card in (client or self.world.carla).get("cases?limit=200&sort=-created").json()["items"]:
            if card["account"] == self.id and card["state"] != "closed" and (phone is None or card["contact"]["point"]["value"].endswith(phone[-8:])):
                return card
        return None

    def taken(self, phone, text="Buenas tardes", **more):
        """A customer writes and Ana takes the case; gives the card."""
        self.says(phone, text, **more)
        card = self.case(phone)
        return self.world.ana.put(f"cases/{card['id']}/acceptance").json()["case"]

    def messages(self, case):
        return self.world.ana.get(f"cases/{case['id']}").json()["messages"]


def wamid():
    return f"wamid.in-{uuid.uuid4().hex}"


def until(look, what="", timeout=20):
    """Looks again until there is an answer: jobs run in their own time."""
    deadline = time.monotonic() + timeout
    while not (found := look()):
        assert time.monotonic() < deadline, f"not within {timeout} s: {what}"
        time.sleep(0.05)
    return found


def phone():
    return new_phone().lstrip("+")


def send(world, case, expect=201, **body):
    return world.ana.put(f"cases/{case['id']}/messages/{uuid.uuid4()}", {"kind": "text", "text": "Con gusto", **body}, expect=expect).json()


def until_status(line, case, message, status, timeout=20):
    def look():
        held = next(m for m in line.messages(case) if m["id"] == message["id"])
        return held if held["status"] == status else None

    return until(look, f"{message['id']} {status}: {[m['status'] for m in line.messages(case)]}", timeout)


def deliveries(world, line):
    return world.carla.get(f"channel-accounts/{line.id}/journal?limit=200").json()["items"]


def live(world, line):
    return [card for card in world.carla.get("cases?limit=200").json()["items"] if card["account"] == line.id and card["state"] != "closed"]
