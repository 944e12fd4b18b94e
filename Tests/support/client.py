"""A person or program at the HTTP interface: every answer is checked against the contract and against what the test expects."""
import requests

from support.contract import shorten
from support.stream import Stream

UNSAFE = ("PUT", "POST", "PATCH", "DELETE")


class Client:
    """A path without a leading slash is below /api/v1/: client.get("cases")."""

    def __init__(self, base, contract, token=None):
        self.base = base
        self.contract = contract
        self.session = requests.Session()
        self.session.trust_env = False
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def sign_in(self, email, password, **options):
        self.post("session", {"email": email, "password": password}, **options)
        return self

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def put(self, path, json=None, **options):
        return self.request("PUT", path, json=json, **options)

    def post(self, path, json=None, **options):
        return self.request("POST", path, json=json, **options)

    def patch(self, path, json=None, **options):
        return self.request("PATCH", path, json=json, **options)

    def delete(self, path, json=None, **options):
        return self.request("DELETE", path, json=json, **options)

    def request(self, method, path, expect=None, documented=True, headers=None, **options):
        """`expect`: a status or several, else any 2xx. `documented=False`: for what is not in openapi.yaml, such as pages and
        routes that must not exist. `headers={"Origin": None}` takes away the Origin that unsafe methods get."""
        headers = {**({"Origin": self.base} if method in UNSAFE else {}), **(headers or {})}
        options = {"timeout": 30, "allow_redirects": False, **options}
        response = self.session.request(method, self.url(path), headers=headers, **options)
        fits = 200 <= response.status_code < 300 if expect is None else response.status_code in as_tuple(expect)
        assert fits, f"{method} {path} answered {response.status_code}, expected {expect or '2xx'}: {shorten(response.content, 2000)}"
        if documented:
            self.contract.check(response)
        return response

    def refused(self, method, path, status, code, **options):
        """Expects a problem with this status and code, and gives it."""
        problem = self.request(method, path, expect=status, **options).json()
        assert problem["code"] == code, f"{method} {path} was refused with {problem}, expected {code}"
        assert problem["status"] == status
        return problem

    def events(self, after=None, last_event_id=None, path="events"):
        """The live stream, from `after`, else from the newest snapshot's position, so that nothing later is missed."""
        if after is None and last_event_id is None:
            after = self.get("desk").json()["position"]
        request = requests.Request("GET", self.url(path), params={"after": after} if after else {})
        prepared = self.session.prepare_request(request)
        headers = {name: prepared.headers[name] for name in ("Cookie", "Authorization") if name in prepared.headers}
        if last_event_id:
            headers["Last-Event-ID"] = last_event_id
        return Stream(prepared.url, headers, self.contract)

    def url(self, path):
        return self.base + (path if path.startswith("/") else f"/api/v1/{path}")


def as_tuple(expect):
    return (expect,) if isinstance(expect, int) else tuple(expect)
