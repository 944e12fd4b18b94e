#!/usr/bin/env python3
"""Deliveries of a provider, each twice, shuffled, in parallel; started by `bin/bench faults`.

Half of it are customers' messages, alone and several in one POST, half receipts of our own answers. Afterwards every message must be there once,
with its text, with its customer, in that customer's one case; every answer read; every delivery in the journal. Whatever is not so is a fault.
"""
import argparse
import hashlib
import hmac
import http.client
import http.server
import itertools
import json
import os
import pathlib
import random
import threading
import time
import uuid
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

from machine import Processes, free_port, run
from stores import ROOT, Postgres, SQLite

PROGRAM = os.environ.get("VENTANILLA_PROGRAM", ROOT / ".build/release/ventanilla")
SECRETS = {"accessToken": "token-de-prueba", "appSecret": "clave-de-prueba", "verifyToken": "verifica"}
PHONE_ID = "106540352242999"
WORKERS, ANSWERED = 8, 40


def main():
    parser = argparse.ArgumentParser(prog="bin/bench faults")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--messages", type=int, default=100_000, help="deliveries in all, of which every other is a repeat")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    lines, faults = [], 0
    for engine in {"sqlite": [SQLite], "postgres": [Postgres], "both": [Postgres, SQLite]}[options.engine]:
        store, processes = engine(pathlib.Path(options.folder), 1), Processes()
        store.start()
        try:
            found = Faults(store, options, processes).run()
        finally:
            processes.stop_all()
            store.stop()
        faults += found["faults"]
        lines += [f"{store.name}:"] + [f"  {name:<44}{value:>12}" for name, value in found.items()]
    print("\n".join(lines))
    pathlib.Path(options.output).write_text("\n".join(lines) + "\n")
    raise SystemExit(1 if faults else 0)


class Graph(http.server.ThreadingHTTPServer):
    """Takes every message and keeps its id."""
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.sent, self.ids, self.lock = {}, itertools.count(1), threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            wamid = f"wamid.OUT{next(self.server.ids)}"
            self.server.sent[wamid] = body["biz_opaque_callback_data"]
        answer = json.dumps({"messaging_product": "whatsapp", "messages": [{"id": wamid}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


class Faults:
    def __init__(self, store, options, processes):
        self.store, self.options, self.processes = store, options, processes
        self.chance = random.Random(options.seed)
        self.port = free_port()
        self.log = pathlib.Path(options.folder) / "faults.log"

    def run(self):
        print(f"==> {self.store.name}, seed {self.options.seed}", flush=True)
        graph = Graph()
        self.start(graph)
        posts = self.options.messages // 2
        outbound = max(1, min(2000, posts // 25))
        statuses = ("sent", "delivered", "read")
        self.say("customers, cases, answers")
        customers = [f"519{number:08d}" for number in range(max(ANSWERED, posts // 40))]
        expected = self.open_cases(customers[:ANSWERED])
        self.answer(outbound, graph)
        self.say(f"{2 * posts} deliveries, {WORKERS} at a time")
        items = [self.status(wamid, status, mark) for wamid, mark in graph.sent.items() for status in statuses]
        wanted = max(0, posts + posts // 4 - len(items))  # every fifth item shares its POST with another
        for number in range(wanted):
            phone = self.chance.choice(customers)
            expected[f"wamid.IN{number}"] = (phone, f"mensaje {number} de {phone}")
            items.append(self.message(phone, f"wamid.IN{number}", expected[f"wamid.IN{number}"][1]))
        self.chance.shuffle(items)
        bodies = [[item] for item in items[:posts]]
        for item in items[posts:]:
            self.chance.choice(bodies).append(item)
        deliveries = [self.signed(body) for body in bodies * 2]
        self.chance.shuffle(deliveries)
        begun = time.monotonic()
        share = -(-len(deliveries) // WORKERS)
        with ProcessPoolExecutor(WORKERS) as workers:
            parts = [deliveries[start:start + share] for start in range(0, len(deliveries), share)]
            answers = list(workers.map(post, [self.port] * len(parts), parts))
        took = time.monotonic() - begun
        return self.judge(expected, graph, len(bodies), deliveries, answers, took)

    def judge(self, expected, graph, unique, deliveries, answers, took):
        self.say("looks for what is lost, doubled or wrong")
        self.settle(graph)
        figures = self.ask("GET", "/metrics", "carla", raw=True)
        self.processes.stop(self.server)
        rows = [line.split("|") for line in self.store.query(
            f"select m.provider_id, p.value, m.body from message m join contact_point p on p.id = m.point_id where m.direction = 'in' and m.account_id = '{self.account}'"
        ).splitlines()]
        held = {row[0]: (row[1], row[2]) for row in rows}
        lost = sum(id not in held for id in expected)
        wrong = sum(held[id] != (f"+{phone}", text) for id, (phone, text) in expected.items() if id in held)
        phones = {phone for phone, _ in expected.values()}
        cases = int(self.store.query(f"select count(*) from cases where account_id = '{self.account}'"))
        unread = int(self.store.query(f"select count(*) from message where account_id = '{self.account}' and direction = 'out' and status <> 'read'"))
        kept = int(self.store.query(f"select count(*) from journal where account_id = '{self.account}' and state = 'done'"))
        notdone = int(self.store.query(f"select count(*) from journal where account_id = '{self.account}' and state <> 'done'"))
        broken = sum(status != 200 for part in answers for status in part["last"])
        clean = self.counters_agree()
        errors = sum(" error " in line[:60] for line in self.log.read_text().splitlines())
        retries = next((line.split()[-1] for line in figures.decode().splitlines() if "retries" in line and not line.startswith("#")), "0")
        faults = {
            "messages lost": lost, "messages doubled": len(rows) - len(held), "messages with another text or customer": wrong,
            "cases beside a customer's own": abs(cases - len(phones)), "answers that are not read": unread, "deliveries not answered 200": broken,
            "deliveries missing from the journal": max(0, len(deliveries) + ANSWERED - kept - notdone), "deliveries not applied": notdone,
            "errors in the server's log": errors, "counters that do not agree": 0 if clean else 1,
        }
        return {
            "deliveries": len(deliveries), "of them repeats": len(deliveries) - unique, "messages in": len(expected), "answers out": len(graph.sent),
            "receipts": 3 * len(graph.sent), "told to come again (429, 503)": sum(part["again"] for part in answers),
            "transactions run again": retries, "deliveries a second": round(len(deliveries) / took), **faults, "faults": sum(faults.values()),
        }

    def settle(self, graph):
        """Answers still under way."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and int(self.store.query("select count(*) from job")):
            time.sleep(0.2)

    # The desk

    def start(self, graph):
        self.program("demo", "--password", "tres tristes tigres 3")
        self.tokens = {
            name: self.program("token", "add", "--user", f"{name}@demo.example", *[part for scope in scopes for part in ("--scope", scope)])
            for name, scopes in (("ana", ["read", "write"]), ("carla", ["read", "write", "admin"]))}
        self.server = self.processes.start(
            [PROGRAM, "serve", "--demo", "--quiet", "--host", "127.0.0.1", "--port", self.port, *self.store.where], self.log, env=environment(), cwd=ROOT)
        deadline = time.monotonic() + 60
        while True:
            try:
                queue = self.ask("GET", "/api/v1/queues", "carla")["items"][0]["id"]
                break
            except OSError:
                if self.server.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"bench: the server ended:\n{self.log.read_text()[-3000:]}") from None
                time.sleep(0.05)
        self.account = str(uuid.uuid4())
        self.ask("PUT", f"/api/v1/channel-accounts/{self.account}", "carla", {
            "slug": "linea", "channel": "whatsapp", "alias": "Línea", "queue": queue, "secrets": SECRETS,
            "settings": {"phoneNumberId": PHONE_ID, "graphURL": f"http://127.0.0.1:{graph.server_address[1]}"}})

    def open_cases(self, phones):
        """The first word of those whom Ana answers; gives what must be there afterwards."""
        expected = {}
        for number, phone in enumerate(phones):
            expected[f"wamid.FIRST{number}"] = (phone, "Buenas tardes")
            answers = post(self.port, [self.signed([self.message(phone, f"wamid.FIRST{number}", "Buenas tardes")])])
            assert answers["last"] == [200], answers
        cards = self.ask("GET", "/api/v1/cases?limit=200&channel=whatsapp", "carla")["items"]
        self.cases = [card["number"] for card in cards if card["account"] == self.account]
        for number in self.cases:
            self.ask("PUT", f"/api/v1/cases/{number}/acceptance", "ana")
        return expected

    def answer(self, count, graph):
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(
                lambda number: self.ask(
                    "PUT", f"/api/v1/cases/{self.cases[number % len(self.cases)]}/messages/{uuid.uuid4()}", "ana",
                    {"kind": "text", "text": f"respuesta {number}"}), range(count)))
        deadline = time.monotonic() + 300
        while len(graph.sent) < count:
            if time.monotonic() > deadline:
                raise SystemExit(f"bench: only {len(graph.sent)} of {count} answers went out")
            time.sleep(0.1)

    def ask(self, method, path, who, body=None, raw=False):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            headers = {"Authorization": f"Bearer {self.tokens[who]}", **({"Content-Type": "application/json"} if body is not None else {})}
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            read = answer.read()
            if answer.status >= 300:
                raise SystemExit(f"bench: {method} {path} answered {answer.status}: {read[:500]}")
            return read if raw else json.loads(read) if read else None
        finally:
            connection.close()

    def counters_agree(self):
        try:
            return "All counters are right" in self.program("check")
        except SystemExit as wrong:
            print(wrong)
            return False

    def program(self, *command):
        return run(PROGRAM, *command, *self.store.where, env=environment(), cwd=ROOT)

    # Meta's side

    @staticmethod
    def value(**members):
        return {"messaging_product": "whatsapp", "metadata": {"display_phone_number": "5117004400", "phone_number_id": PHONE_ID}, **members}

    def message(self, phone, id, text):
        return self.value(
            contacts=[{"profile": {"name": f"Cliente {phone[-4:]}"}, "wa_id": phone}],
            messages=[{"from": phone, "id": id, "timestamp": str(int(time.time()) - self.chance.randrange(3600)), "type": "text", "text": {"body": text}}])

    def status(self, wamid, status, mark):
        """With our own id said back, as the provider does: an answer whose outcome stayed unknown is settled by it."""
        return self.value(statuses=[{
            "id": wamid, "status": status, "timestamp": str(int(time.time())), "recipient_id": "51900000000", "biz_opaque_callback_data": mark}])

    @staticmethod
    def signed(values):
        body = json.dumps({
            "object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [{"field": "messages", "value": value} for value in values]}]}).encode()
        return body, "sha256=" + hmac.new(SECRETS["appSecret"].encode(), body, hashlib.sha256).hexdigest()

    @staticmethod
    def say(text):
        print(f"    {time.strftime('%H:%M:%S')} {text}", flush=True)


def post(port, deliveries):
    """Delivers as Meta does: again where it is told to come again, or where the connection breaks."""
    connection, last, again = http.client.HTTPConnection("127.0.0.1", port, timeout=60), [], 0
    for body, signature in deliveries:
        for _ in range(50):
            try:
                connection.request("POST", "/hooks/whatsapp/linea", body, {"Content-Type": "application/json", "X-Hub-Signature-256": signature})
                answer = connection.getresponse()
                answer.read()
                status = answer.status
            except (OSError, http.client.HTTPException):
                connection.close()
                status = 0
            if status not in (0, 429, 503):
                break
            again += 1
            time.sleep(0.05)
        last.append(status)
    connection.close()
    return {"last": last, "again": again}


def environment():
    return {name: value for name, value in os.environ.items() if not name.startswith("VENTANILLA_") and name != "DATABASE_URL"}


if __name__ == "__main__":
    main()
