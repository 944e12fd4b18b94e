"""The simulator as its page uses it, and a stand-in for the desk's hook that only writes down what arrives."""
import hashlib
import hmac
import http.server
import json
import threading
import time
import uuid

import requests


class Hook:
    """Takes webhooks on this machine. `answers`: the statuses of the next ones; then 200."""

    def __init__(self):
        self.heard = []
        self.answers = []
        hook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                hook.heard.append(("GET", self.path, dict(self.headers), b""))
                self._answer(200)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hook.heard.append(("POST", self.path, dict(self.headers), body))
                self._answer(hook.answers.pop(0) if hook.answers else 200)

            def _answer(self, status):
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/hook"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def posts(self, kind):
        """The values of changes that bring this: `messages` or `statuses`."""
        values = [json.loads(body)["entry"][0]["changes"][0]["value"] for method, _, _, body in self.heard if method == "POST"]
        return [value[kind][0] for value in values if kind in value]

    def wait(self, kind, count=1, timeout=15):
        return until(lambda: self.posts(kind), lambda found: len(found) >= count, timeout)

    def close(self):
        self._server.shutdown()
        self._server.server_close()


class Phones:
    """The simulator's own interface, at a desk that runs with --demo or --simulator."""

    def __init__(self, base):
        self.base = base
        self.session = requests.Session()
        self.session.trust_env = False

    def api(self, method, path, body=None, expect=None, **options):
        answer = self.session.request(method, f"{self.base}/simulator/api/{path}", json=body, timeout=30, **options)
        fits = answer.ok if expect is None else answer.status_code == expect
        assert fits, f"{method} {path} answered {answer.status_code}: {answer.text}"
        return answer.json() if answer.content else None

    def switch(self, **switches):
        return self.api("PUT", "switches", switches)

    def sample(self, name):
        """The bytes of one of the simulator's own files."""
        return self.session.get(f"{self.base}/simulator/api/files/{self.api('POST', f'files?sample={name}')['id']}").content

    @staticmethod
    def id():
        return str(uuid.uuid4())


class Simulator(Phones):
    """`line`: a business number of the test's own, with its hook."""

    def __init__(self, base, hook):
        super().__init__(base)
        self.hook = hook
        tag = uuid.uuid4().hex[:8]
        self.line = {
            "account": f"line-{tag}", "phoneNumberId": str(uuid.uuid4().int)[:15], "display": "+51 1 700 4400", "accessToken": f"token-{tag}",
            "appSecret": f"secret-{tag}", "verifyToken": f"verify-{tag}", "hook": hook.url}
        self.api("POST", "lines", self.line)

    def behave(self):
        """No faults."""
        self.switch(
            double=False, shuffle=False, cut=False, expired=False, delay=0, slow=0, failCode=None, failAs="answer", failTimes=None, answer="normal",
            media="normal")

    def customer(self, name="Elena Ríos", **more):
        return self.api("POST", "phones", {"name": name, "line": self.line["account"], **more})

    def write(self, phone, text=None, **more):
        return self.api("POST", f"phones/{phone['id']}/messages", {"kind": "text", "text": text, **more} if text else more)

    def phone(self, phone):
        return self.api("GET", f"phones/{phone['id']}")

    def graph(self, method, path, token=None, **options):
        headers = {"Authorization": f"Bearer {token or self.line['accessToken']}", **options.pop("headers", {})}
        return self.session.request(method, f"{self.base}/simulator/graph/v23.0/{path}", headers=headers, timeout=options.pop("timeout", 30), **options)

    def send(self, phone, words="Buenas tardes", **more):
        body = {"messaging_product": "whatsapp", "to": phone["number"], "type": "text", "text": {"body": words}, **more}
        return self.graph("POST", f"{self.line['phoneNumberId']}/messages", json=body)

    def wire(self, kind):
        return [entry for entry in self.api("GET", "wire")["items"] if entry["kind"] == kind]

    def is_signed(self, headers, body):
        expected = "sha256=" + hmac.new(self.line["appSecret"].encode(), body, hashlib.sha256).hexdigest()
        return headers["X-Hub-Signature-256"] == expected


def until(look, fits, timeout=15):
    """Looks again until it fits; gives what it saw."""
    deadline = time.monotonic() + timeout
    while not fits(seen := look()):
        assert time.monotonic() < deadline, f"after {timeout} s: {seen}"
        time.sleep(0.02)
    return seen
