#!/usr/bin/env python3
"""Speed and cost of Ventanilla beside floors of the same run; started by bin/bench.

Every figure stands beside what the machine gave at the same moment: the store alone (SQLite in a C loop, PostgreSQL under pgbench), nginx
with a ready body of the same size, NATS for the fan-out. The goals of quality.md were taken from peers on a machine whose bare PostgreSQL
did REFERENCE a second; `goal here` is the goal times what this machine's floor is of that.
"""
import argparse
import os
import pathlib
import statistics
import sys
import time
import uuid

from acceptance import Acceptance
from live import Live
from machine import Processes, free_port, memory
from report import Report
from served import Served
from stores import Postgres, SQLite
from throughput import PEERS, Throughput

WORKS = ["start", "memory", "list", "open", "webhook", "reply", "fanout", "create", "acceptance", "disk", "statements"]
MEMORY_GOAL = {"idle": 60, "after load": 150}


def main():
    options = arguments()
    folder, processes = pathlib.Path(options.folder), Processes()
    report = Report(options.output)
    engines = {"sqlite": [SQLite], "postgres": [Postgres], "both": [Postgres, SQLite]}[options.engine]
    scale = {}
    try:
        for engine in engines:
            store = engine(folder, max(2, options.seconds / 2))
            store.start()
            try:
                Bench(store, options, processes, folder, report, scale).run()
            finally:
                processes.stop_all()
                store.stop()
    finally:
        processes.stop_all()
    report.save()


def arguments():
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("--folder", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--engine", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--messages", type=int, default=20, help="messages in each case")
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--only", type=lambda text: text.split(","), default=WORKS)
    options = parser.parse_args()
    unknown = set(options.only) - set(WORKS)
    if unknown or options.cases < 1000:
        parser.error(f"--only takes {', '.join(WORKS)}" if unknown else "--cases must be at least 1000")
    return options


class Bench(Served, Throughput, Acceptance, Live):
    def __init__(self, store, options, processes, folder, report, scale):
        self.store, self.options, self.processes, self.folder, self.report = store, options, processes, folder, report
        self.scale = scale
        """What this machine's bare PostgreSQL does of the reference, by work; known after its run."""
        self.rows, self.notes = [], []
        self.first = int(time.time()) % 50_000 * 1000
        self.port = free_port()
        self.server = None

    def run(self):
        say, wants = self.report.progress, self.options.only
        print(f"==> {self.store.name}", flush=True)
        say(f"fills a database: {self.options.cases} cases of {self.options.messages} messages")
        self.populate()
        self.know()
        say("the store alone")
        self.floors = self.store.floors(self.options.cases, self.queue)
        if isinstance(self.store, Postgres):
            self.scale.update({work: self.floors[work] / PEERS[work][2] for work in PEERS})
        if "start" in wants:
            self.measure_start()
        else:
            self.start()
        self.set_up()
        if "memory" in wants:
            time.sleep(2)
            self.note_memory("idle")
        for work, measure in (
                ("list", self.measure_list), ("open", self.measure_open), ("webhook", self.measure_webhook), ("reply", self.measure_reply),
                ("fanout", self.measure_fanout), ("create", self.measure_create),
                ("acceptance", self.measure_acceptance), ("statements", self.measure_statements)):
            if work in wants:
                say(work)
                measure()
        if "memory" in wants:
            self.note_memory("after load")
        self.processes.stop(self.server)
        if "disk" in wants:
            self.notes.append(["data on disk as filled, MiB", f"{self.filled:.0f}", "516 with index, at 100k cases", "", ""])
        self.print()

    def measure_start(self):
        times = []
        for _ in range(5):
            if self.server:
                self.processes.stop(self.server)
            times.append(self.start())
        self.notes.append(["start to first list, ms (median of 5)", f"{statistics.median(times) * 1000:.0f}", "1,000 (at 1M cases)", "", ""])

    def note_memory(self, when):
        anonymous, resident = memory(self.server.pid)
        self.notes.append([
            f"memory {when}, anonymous / resident, MiB" + (" (without PostgreSQL)" if isinstance(self.store, Postgres) else ""),
            f"{anonymous:.0f} / {resident:.0f}", f"{MEMORY_GOAL[when]} anonymous (best peer 277)", "", ""])

    def measure_statements(self):
        number = self.held[0]
        verbs = {
            "list": (lambda: self.must("GET", self.list_path, "sofia"), "from cases c"),
            "open": (lambda: self.must("GET", f"/api/v1/cases/{number}", "sofia"), "from message m where m.case_id"),
            "reply": (
                lambda: self.must("PUT", f"/api/v1/cases/{number}/messages/{uuid.uuid4()}", "ana", {"kind": "text", "text": "Hola"}), "insert into message"),
            "create": (lambda: self.must("POST", "/api/v1/inbound/api", "carla", self.inbound(self.another(), "Hola")), "insert into message"),
            "inbound, open case": (lambda: self.must("POST", "/api/v1/inbound/api", "carla", self.inbound(self.senders[1], "Hola")), "insert into message"),
        }
        found = self.store.count_statements(verbs)
        text = "n/a here: the same verbs as on PostgreSQL" if found is None else "  ".join(
            f"{verb} {cost[0]} ({cost[1]})" if cost else f"{verb} ?" for verb, cost in found.items())
        self.notes.append(["statements (round trips) a verb", text, "", "", ""])

    def another(self):
        self.first += 1
        return f"+5197{self.first % 10_000_000:07d}"

    def print(self):
        report = self.report
        report.say(
            f"{self.store.name}, {self.options.cases:,} cases of {self.options.messages} messages, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
            f"16 clients for {self.options.seconds:g} s, then one")
        report.table(
            ["work", "ours/s", "store alone/s", "ratio", "nginx/s", "ratio", "goal/s", "of goal", "of goal here", "CPU ms/req", "store's", "16: p50/p99 ms",
             "1: p50/p99 ms", "refused", "others' CPU"], self.rows)
        report.table(["more", "ours", "goal", "floor", "ratio"], self.notes)


if __name__ == "__main__":
    import signal

    signal.signal(signal.SIGTERM, lambda *_: sys.exit("bench: ended by a signal"))
    main()
