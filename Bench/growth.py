#!/usr/bin/env python3
"""What a request costs as the database grows: one client, each work at each size, on each engine; started by `bin/bench growth`.

A request's time hangs on what it reads, never on how much there is: quality.md's goal is that p50 at the largest size is at most 1.3 times that
at the smallest, and that a search of all history takes at most 20 ms (p99 100). The cases are `ventanilla load`'s, ten messages each on average.
"""
import argparse
import http.client
import json
import pathlib
import shutil
import statistics
import sys
import time
import uuid

from machine import Processes, free_port, memory
from report import Report
from served import Served
from stores import Postgres, SQLite

GROWTH, SEARCH_P50, SEARCH_P99 = 1.3, 20, 100


def main():
    options = arguments()
    report, processes = Report(options.output), Processes()
    try:
        for engine in {"sqlite": [SQLite], "postgres": [Postgres], "both": [SQLite, Postgres]}[options.engine]:
            columns = []
            for size in options.sizes:
                folder = pathlib.Path(options.folder) / f"{engine.__name__}-{size}"
                folder.mkdir()
                folder.chmod(0o755)
                store = engine(folder, 2, options.keep)
                store.start()
                try:
                    columns.append(Grown(store, argparse.Namespace(cases=size, messages=10, only=options.only), processes, folder, report).measured(options.requests))
                finally:
                    processes.stop_all()
                    store.stop()
                    shutil.rmtree(folder)
            show(engine.name, options.sizes, columns, report)
    finally:
        processes.stop_all()
    report.save()


def arguments():
    parser = argparse.ArgumentParser(prog="bin/bench growth")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--only", default="", help="works whose name has one of these words, by commas")
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=[1_000, 100_000, 1_000_000])
    parser.add_argument("--requests", type=int, default=200, help="of each work")
    parser.add_argument("--keep", type=pathlib.Path, help="a folder in which the filled databases stay, to be measured again without filling them")
    options = parser.parse_args()
    if any(size < 1000 for size in options.sizes):
        parser.error("--sizes must each be at least 1000")
    return options


class Grown(Served):
    def __init__(self, store, options, processes, folder, report):
        self.store, self.options, self.processes, self.folder, self.report = store, options, processes, folder, report
        self.port, self.server, self.wire = free_port(), None, None

    def measured(self, requests):
        """{work: milliseconds, sorted} and {what: figure} of this size."""
        say = self.report.progress
        say(f"{self.store.name}: fills {self.options.cases:,} cases")
        begun = time.monotonic()
        kept = f"filled_{self.options.cases}"
        if not self.store.take(kept):
            self.populate()
            self.store.keep(kept)
        self.know()
        figures = {"filled in, s": f"{time.monotonic() - begun:,.0f}", "data on disk, MiB": f"{self.filled:,.0f}"}
        figures["start to first list, ms"] = f"{self.start() * 1000:,.0f}"
        self.set_up()
        self.hire()
        self.wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        times = {}
        for work, (who, request) in self.works().items():
            if not any(word in work for word in self.options.only.split(",")):
                continue
            for number in range(requests // 10 + 1):
                self.timed(who, *request(number))
            times[work] = sorted(self.timed(who, *request(number + 1000)) for number in range(requests))
            say(f"{work}: {at(times[work], 50):.2f}/{at(times[work], 99):.2f} ms")
        figures["memory after, anonymous / resident, MiB"] = " / ".join(f"{size:.0f}" for size in memory(self.server.pid))
        self.wire.close()
        self.processes.stop(self.server)
        return times, figures

    def hire(self):
        """Nora serves one small queue and nothing else."""
        campaign = self.store.query("select id from campaign where slug = 'ventas'")
        nora, queue, account = (str(uuid.uuid4()) for _ in range(3))
        self.must("PUT", f"/api/v1/users/{nora}", "carla", {"email": "nora@demo.example", "name": "Nora Vidal", "role": "agent", "password": "tres tristes tigres 3"})
        self.must("PUT", f"/api/v1/queues/{queue}", "carla", {"slug": "pequena", "name": "Pequeña", "campaign": campaign, "members": [nora]})
        self.must("PUT", f"/api/v1/channel-accounts/{account}", "carla", {"slug": "api-pequena", "channel": "api", "alias": "Pequeña", "queue": queue})
        for number in range(40):
            self.must("POST", "/api/v1/inbound/api-pequena", "carla", self.inbound(f"+5197{number:07d}", f"Hola, ¿y la entrega de mi pedido {number}?"))
        self.tokens["nora"] = self.token("nora@demo.example", ["read", "write"])

    def works(self):
        """Who asks what: (method, path, body) by the request's number."""
        tag = self.must("GET", "/api/v1/tags", "carla")["items"][0]["id"]
        campaign = self.store.query("select id from campaign where slug = 'pedidos'")
        ana = self.people["ana@demo.example"]
        own = self.store.query(f"select number from cases where agent_id = '{ana}' and state = 'open' order by number desc limit 100").split()
        cases = "/api/v1/cases?limit=50"

        def get(path):
            return lambda number: ("GET", path, None)

        return {
            "list: a queue's open, supervisor": ("sofia", get(self.list_path)),
            "list: a queue's open, agent": ("ana", get(self.list_path)),
            "list: all, newest first": ("sofia", get(cases)),
            "list: all an agent may see": ("ana", get(cases)),
            "list: a campaign's, last touched first": ("sofia", get(f"{cases}&campaign={campaign}&sort=-updated")),
            "list: by priority": ("sofia", get(f"{cases}&state=open&sort=priority")),
            "list: by name": ("sofia", get(f"{cases}&sort=from")),
            "list: of a tag": ("sofia", get(f"{cases}&tag={tag}")),
            "list: tag, critical, unread": ("sofia", get(f"{cases}&tag={tag}&priority=critical&unread=true")),
            "list: closed with a text": ("sofia", get(f"{cases}&state=closed&q=mojó")),
            "count: a queue's open": ("sofia", get(f"/api/v1/cases/count?queue={self.queue}&state=open")),
            "open": ("ana", lambda number: ("GET", f"/api/v1/cases/{own[number % len(own)]}", None)),
            "reply": ("ana", lambda number: ("PUT", f"/api/v1/cases/{self.held[number % len(self.held)]}/messages/{uuid.uuid4()}", {"kind": "text", "text": "Hola"})),
            "create": ("carla", lambda number: ("POST", "/api/v1/inbound/api-1", self.inbound(f"+5196{number:07d}", "Buenas tardes"))),
            "contacts: by name": ("sofia", get("/api/v1/contacts?q=nunez+zuniga")),
            "search: a number of an order": ("sofia", get("/api/v1/search?scope=messages&q=31337")),
            "search: one message in fifty": ("sofia", get("/api/v1/search?scope=messages&q=mojó")),
            "search: a phrase": ("sofia", get("/api/v1/search?scope=messages&q=%22pata+rota%22")),
            "search: the commonest word": ("sofia", get("/api/v1/search?scope=messages&q=la")),
            "search: the commonest word, small queue": ("nora", get("/api/v1/search?scope=messages&q=la")),
            "search: all kinds while typing": ("sofia", get("/api/v1/search?q=entreg")),
            "search: by name, with a slip": ("sofia", get("/api/v1/search?scope=contacts&q=fernandes")),
            "report: a year's attentions": ("sofia", lambda number: ("GET", f"/api/v1/reports/attentions?from={day(365)}&to={day(0)}", None)),
        }

    def timed(self, who, method, path, body):
        headers = {"Authorization": f"Bearer {self.tokens[who]}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        text = json.dumps(body) if body is not None else None
        begun = time.perf_counter()
        self.wire.request(method, quoted(path), text, headers)
        answer = self.wire.getresponse()
        said = answer.read()
        took = (time.perf_counter() - begun) * 1000
        if answer.status >= 300:
            raise SystemExit(f"bench: {method} {path} answered {answer.status}: {said[:500]!r}")
        return took


def quoted(path):
    return "".join(character if character.isascii() else "".join(f"%{byte:02X}" for byte in character.encode()) for character in path)


def day(ago):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - ago * 86_400))


def at(times, percent):
    return times[min(len(times) - 1, round(len(times) * percent / 100))]


def show(name, sizes, columns, report):
    report.say(f"{name}; one client, milliseconds p50/p99; growth is p50 at {sizes[-1]:,} cases against {sizes[0]:,}")
    rows = []
    for work in columns[0][0]:
        first, last = statistics.median(columns[0][0][work]), statistics.median(columns[-1][0][work])
        p99 = at(columns[-1][0][work], 99)
        if work.startswith("search"):
            goal, isMet = f"≤ {SEARCH_P50}/{SEARCH_P99} ms", last <= SEARCH_P50 and p99 <= SEARCH_P99
        elif work.startswith("report"):
            goal, isMet = "≤ 1,000 ms", last <= 1000
        else:
            goal, isMet = f"≤ {GROWTH} ×", last <= GROWTH * first
        rows.append([work, *[f"{at(times[work], 50):.2f}/{at(times[work], 99):.2f}" for times, _ in columns], f"{last / first:.2f} ×", goal, "met" if isMet else "missed"])
    report.table(["work", *[f"{size:,}" for size in sizes], "growth", "goal", ""], rows)
    report.table(["more", *[f"{size:,}" for size in sizes]], [[what, *[figures[what] for _, figures in columns]] for what in columns[0][1]])


if __name__ == "__main__":
    sys.exit(main())
