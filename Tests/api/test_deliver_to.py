"""The API channel's way out: the account's deliverTo, signed, with whatever its server answers."""
import hashlib
import hmac
import http.server
import json
import threading
import time
import uuid

import pytest

SECRET = "secreto-de-la-integracion"


class Receiver:
    """A server of an integrator's: `answer(body)` gives status and JSON, or does something worse."""

    def __init__(self):
        self.seen, self.answer = [], lambda body: (200, {"providerId": f"p-{body['id']}"})
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                raw = self.rfile.read(int(self.headers["Content-Length"]))
                body = json.loads(raw)
                receiver.seen.append((body, self.headers, raw))
                answer = receiver.answer(body)
                if answer is None:  # cut the connection
                    self.connection.close()
                    return
                data = answer[1] if isinstance(answer[1], bytes) else json.dumps(answer[1]).encode()
                self.send_response(answer[0])
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}/out"


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.server.shutdown()


@pytest.fixture
def line(world, receiver, quiet):
    """A line that delivers to the receiver."""
    base = world.carla.get("channel-accounts").json()["items"]
    api = next(account for account in base if account["slug"] == "api")
    slug = f"crm-{uuid.uuid4().hex[:8]}"
    world.carla.put(
        f"channel-accounts/{uuid.uuid4()}",
        {"slug": slug, "channel": "api", "alias": "CRM", "campaign": api["campaign"], "queue": api["queue"], "settings": {"deliverTo": receiver.url}, "secret": SECRET},
    )
    return slug


def reply(world, line, text="Listo"):
    case = world.inbound(account=line)["case"]
    world.ana.put(f"cases/{case}/acceptance")
    message = world.ana.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "text", "text": text}).json()
    assert message["status"] == "pending"
    return case, message


def until_status(world, case, message, wanted, timeout=20):
    deadline = time.monotonic() + timeout
    while True:
        held = next(m for m in world.ana.get(f"cases/{case}").json()["messages"] if m["id"] == message["id"])
        if held["status"] == wanted:
            return held
        assert time.monotonic() < deadline, held
        time.sleep(0.05)  # the job runs in its own time; looked at again until the deadline


def test_it_is_signed_and_sent_once(world, line, receiver):
    case, message = reply(world, line)
    until_status(world, case, message, "sent")
    [(body, headers, raw)] = receiver.seen
    assert body["id"] == message["id"] and body["case"] == case and body["kind"] == "text" and body["text"] == "Listo" and body["to"]["kind"] == "phone"
    assert headers["X-Ventanilla-Signature"] == "sha256=" + hmac.new(SECRET.encode(), raw, hashlib.sha256).hexdigest()
    world.program("inbound").post(f"inbound/{line}/receipts", {"providerId": f"p-{message['id']}", "status": "read"})
    until_status(world, case, message, "read")


def test_a_receipt_before_the_answer(world, line, receiver):
    def early(body):
        world.program("inbound").post(f"inbound/{line}/receipts", {"providerId": f"p-{body['id']}", "status": "delivered"})
        return 200, {"providerId": f"p-{body['id']}"}

    receiver.answer = early
    case, message = reply(world, line)
    until_status(world, case, message, "delivered")


def test_a_refusal_says_why(world, line, receiver):
    receiver.answer = lambda body: (422, {"reason": "El número no existe"})
    case, message = reply(world, line)
    assert until_status(world, case, message, "failed")["reason"] == "El número no existe"
    receiver.answer = lambda body: (200, {"providerId": "p-2"})
    world.ana.post(f"cases/{case}/messages/{message['id']}/retry")
    until_status(world, case, message, "sent")
    assert len(receiver.seen) == 2


def test_a_busy_provider_is_tried_again_in_order(world, line, receiver):
    tries = []
    receiver.answer = lambda body: (tries.append(body["text"]), (503, {}) if len(tries) == 1 else (200, {"providerId": body["id"]}))[1]
    case, first = reply(world, line, "uno")
    second = world.ana.put(f"cases/{case}/messages/{uuid.uuid4()}", {"kind": "text", "text": "dos"}).json()
    until_status(world, case, second, "sent")
    assert tries == ["uno", "uno", "dos"]


@pytest.mark.parametrize("answer", [None, (200, b"<html>Bad gateway</html>"), (200, {"ok": True})])
def test_an_unknown_outcome_is_uncertain_and_not_repeated(world, line, receiver, answer):
    receiver.answer = lambda body: answer
    case, message = reply(world, line)
    assert until_status(world, case, message, "uncertain")["reason"]
    assert len(receiver.seen) == 1
    # A receipt by our own id settles it.
    world.program("inbound").post(f"inbound/{line}/receipts", {"message": message["id"], "status": "delivered"})
    until_status(world, case, message, "delivered")


def test_a_remote_file_is_fetched_by_a_job(world, quiet, tmp_path):
    png = b"\x89PNG\r\n\x1a\n" + b"\1" * 500

    class Files(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/foto.png" else 404)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(png if self.path == "/foto.png" else b"")

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        base = f"http://127.0.0.1:{server.server_address[1]}"
        with world.carla.events() as stream:
            world.inbound("", kind="image", attachments=[{"url": f"{base}/foto.png"}])
            done = stream.wait_for(lambda f: f.event == "message.updated").json["message"]["attachments"][0]
        assert done["state"] == "stored" and done["size"] == len(png)
        assert world.carla.get(done["url"]).content == png
        with world.carla.events() as stream:
            world.inbound("", kind="image", attachments=[{"url": f"{base}/nada.png"}])
            assert stream.wait_for(lambda f: f.event == "message.updated").json["message"]["attachments"][0]["state"] == "failed"
    finally:
        server.shutdown()
