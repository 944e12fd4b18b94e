#!/usr/bin/env python3
"""Speed and cost of Ventanilla beside floors of the same run; started by bin/bench.

Every figure stands beside what the machine gave at the same moment: the store alone (SQLite in a C loop, PostgreSQL under pgbench), nginx
with a ready body of the same size, NATS for the fan-out. The goals of quality.md were taken from peers on a machine whose bare PostgreSQL
did REFERENCE a second; `goal here` is the goal times what this machine's floor is of that.
"""
import argparse
import concurrent.futures
import http.client
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time
import uuid

from machine import Noise, Processes, cpu_seconds, free_port, memory, run
from stores import ROOT, Postgres, SQLite

PROGRAM = os.environ.get("VENTANILLA_PROGRAM", ROOT / ".build/release/ventanilla")
PASSWORD = "tres tristes tigres 3"
HERE = pathlib.Path(__file__).resolve().parent
WORKS = ["start", "memory", "list", "open", "webhook", "reply", "fanout", "create", "disk", "statements"]

# quality.md §1: the best peer's requests a second, the factor over it, and bare PostgreSQL beside it; CPU in ms.
PEERS = {"list": (19.9, 300, 34_400, 0.25), "open": (82.6, 100, 34_200, 0.20), "reply": (136, 50, 12_500, None), "create": (121, 50, 12_450, None)}
MEMORY_GOAL = {"idle": 60, "after load": 150}
STREAMS, STREAMS_PER_USER, HELD = 1000, 45, 256
# One account takes 2,000 a second (Brakes.inbound); creating faster than that needs several.
ACCOUNTS = 8


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


class Report:
    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.lines = []

    def say(self, text=""):
        print(text, flush=True)
        self.lines.append(text)

    def progress(self, text):
        print(f"    {time.strftime('%H:%M:%S')} {text}", flush=True)

    def table(self, heads, rows):
        widths = [max(len(str(row[place])) for row in [heads, *rows]) for place in range(len(heads))]
        for row in [heads, ["-" * width for width in widths], *rows]:
            self.say("  ".join(str(cell).ljust(width) if place == 0 else str(cell).rjust(width) for place, (cell, width) in enumerate(zip(row, widths))))
        self.say()

    def save(self):
        self.path.write_text("\n".join(self.lines) + "\n")


class Bench:
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
        self.fill()
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
                ("fanout", self.measure_fanout), ("create", self.measure_create), ("statements", self.measure_statements)):
            if work in wants:
                say(work)
                measure()
        if "memory" in wants:
            self.note_memory("after load")
        self.processes.stop(self.server)
        if "disk" in wants:
            self.notes.append(["data on disk as filled, MiB", f"{self.filled:.0f}", "516 with index, at 100k cases", "", ""])
        self.print()

    # The database

    def fill(self):
        self.program("demo", "--password", PASSWORD)
        self.program("load", "--cases", self.options.cases, "--messages", self.options.messages)
        self.store.settle()
        self.filled = self.store.disk()
        self.queue = self.store.query("select id from queue where slug = 'garantias'")
        self.api = self.store.query("select id from channel_account where slug = 'api'")
        self.people = dict(
            line.split("|") for line in self.store.query("select email, id from users").splitlines())
        self.tokens = {}
        for name, scopes in (("ana", ["read", "write"]), ("sofia", ["read", "write"]), ("carla", ["read", "write", "admin", "inbound"])):
            self.tokens[name] = self.token(f"{name}@demo.example", scopes)

    def token(self, email, scopes):
        return self.program("token", "add", "--user", email, *[part for scope in scopes for part in ("--scope", scope)])

    def program(self, *command, **more):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("VENTANILLA_") and name != "DATABASE_URL"}
        return run(PROGRAM, *command, *self.store.where, env=clean, cwd=ROOT, **more)

    def start(self):
        """Seconds from the start of the process to the first page of the list."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("VENTANILLA_") and name != "DATABASE_URL"}
        begun = time.monotonic()
        self.server = self.processes.start(
            [PROGRAM, "serve", "--demo", "--host", "127.0.0.1", "--port", self.port, *self.store.where], self.folder / "server.log", env=clean, cwd=ROOT)
        while True:
            try:
                if self.ask("GET", self.list_path, "sofia")[0] == 200:
                    return time.monotonic() - begun
            except OSError:
                if self.server.poll() is not None or time.monotonic() - begun > 60:
                    raise SystemExit(f"bench: the server ended:\n{(self.folder / 'server.log').read_text()[-3000:]}") from None
                time.sleep(0.002)

    def measure_start(self):
        times = []
        for _ in range(5):
            if self.server:
                self.processes.stop(self.server)
            times.append(self.start())
        self.notes.append(["start to first list, ms (median of 5)", f"{statistics.median(times) * 1000:.0f}", "1,000 (at 1M cases)", "", ""])

    @property
    def list_path(self):
        return f"/api/v1/cases?queue={self.queue}&state=open&limit=50"

    def ask(self, method, path, who, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Authorization": f"Bearer {self.tokens[who]}"}
            if body is not None:
                headers["Content-Type"] = "application/json"
                body = json.dumps(body)
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def must(self, *request):
        status, body = self.ask(*request)
        if status >= 300:
            raise SystemExit(f"bench: {request[:2]} answered {status}: {body[:500]}")
        return json.loads(body) if body else None

    def set_up(self):
        """Accounts to create by, and cases that Ana holds."""
        self.accounts = ["api"]
        for number in range(1, ACCOUNTS):
            body = {"slug": f"api-{number}", "channel": "api", "alias": f"API {number}", "queue": self.queue}
            self.must("PUT", f"/api/v1/channel-accounts/{uuid.uuid4()}", "carla", body)
            self.accounts.append(f"api-{number}")
        self.senders = [f"+5198{number:07d}" for number in range(HELD)]
        with concurrent.futures.ThreadPoolExecutor(8) as threads:
            def hold(sender):
                made = self.must("POST", "/api/v1/inbound/api", "carla", self.inbound(sender, "Buenas tardes"))
                self.must("PUT", f"/api/v1/cases/{made['case']}/acceptance", "ana")
                return made["case"]
            self.held = list(threads.map(hold, self.senders))

    @staticmethod
    def inbound(sender, text):
        return {"id": str(uuid.uuid4()), "from": {"kind": "phone", "value": sender}, "kind": "text", "text": text}

    # Throughput

    def measure_list(self):
        for who, title in (("sofia", "list, supervisor"), ("ana", "list, agent")):
            size = len(self.ask("GET", self.list_path, who)[1])
            self.measure(title, "list", who, "read", [self.list_path], self.nginx(size), f"{size / 1024:.1f} KB")

    def measure_open(self):
        """An agent's own cases; a supervisor's opening of an exclusive case is audited, so it writes."""
        rows = self.own_cases()
        for who, title in (("ana", "open, agent"), ("sofia", "open, supervisor (audited)")):
            size = len(self.ask("GET", f"/api/v1/cases/{rows[0]}", who)[1])
            self.measure(title, "open", who, "read", [f"/api/v1/cases/{row}" for row in rows], self.nginx(size), f"{size / 1024:.1f} KB")

    def own_cases(self):
        ana = self.people["ana@demo.example"]
        return self.store.query(f"select number from cases where channel = 'webchat' and state = 'open' and agent_id = '{ana}' order by number limit 500").split()

    def measure_reply(self):
        self.measure("reply, API channel", "reply", "ana", "reply", [f"/api/v1/cases/{case}" for case in self.held])
        self.measure("reply, web chat", "reply", "ana", "reply", [f"/api/v1/cases/{row}" for row in self.own_cases()])

    def measure_create(self):
        self.measure(f"create, {ACCOUNTS} accounts", "create", "carla", "create", [f"/api/v1/inbound/{slug}" for slug in self.accounts])

    def measure(self, title, work, who, verb, paths, nginx=None, size=""):
        url = f"http://127.0.0.1:{self.port}"
        self.wrk(url, 16, 1, verb, paths, who)
        noise, before, store_before = Noise(), cpu_seconds(self.server.pid), self.store.cpu()
        many = self.wrk(url, 16, self.options.seconds, verb, paths, who)
        cpu, store_cpu = cpu_seconds(self.server.pid) - before, self.store.cpu() - store_before
        others = noise.percent(cpu + store_cpu)
        one = self.wrk(url, 1, max(2, self.options.seconds / 2), verb, paths, who)
        best, factor, _, cpu_goal = PEERS[work]
        goal, floor = best * factor, self.floors[work]
        batched = self.floors.get(f"{work} ×32")
        here = self.scale.get(work)
        self.rows.append([
            title + (f" ({size})" if size else ""), f"{many.rate:,.0f}", f"{floor:,.0f}" + (f" | {batched:,.0f}" if batched else ""),
            f"{many.rate / floor:.2f}" + (f" | {many.rate / batched:.2f}" if batched else ""),
            f"{nginx:,.0f}" if nginx else "", f"{many.rate / nginx:.2f}" if nginx else "", f"{goal:,.0f}", f"{many.rate / goal:.2f}",
            f"{many.rate / (goal * here):.2f}" if here else "?", f"{cpu * 1000 / many.count:.3f}" + (f" (≤ {cpu_goal})" if cpu_goal else ""),
            f"{store_cpu * 1000 / many.count:.3f}" if store_cpu else "", f"{many.p50:.2f}/{many.p99:.1f}", f"{one.p50:.2f}/{one.p99:.2f}",
            f"{many.refused + one.refused}", f"{others} %"])
        self.report.progress(f"{title}: {many.rate:,.0f}/s, {cpu * 1000 / many.count:.3f} ms CPU, {many.refused} refused")

    def nginx(self, size):
        """Requests a second of nginx with a body of this size, right beside ours."""
        home, port = self.folder / "nginx", free_port()
        home.mkdir(exist_ok=True)
        (home / "body.json").write_bytes(b"x" * size)
        (home / "nginx.conf").write_text(f"""
            daemon off; worker_processes 2; pid {home}/pid; error_log {home}/error.log;
            events {{ worker_connections 512; }}
            http {{ access_log off; keepalive_requests 100000000; sendfile on; tcp_nopush on; default_type application/json;
              client_body_temp_path {home}/t1; proxy_temp_path {home}/t2; fastcgi_temp_path {home}/t3; uwsgi_temp_path {home}/t4; scgi_temp_path {home}/t5;
              open_file_cache max=10; server {{ listen 127.0.0.1:{port}; root {home}; }} }}""")
        process = self.processes.start(["/usr/sbin/nginx", "-c", home / "nginx.conf", "-e", home / "error.log"], home / "out.log")
        wait_for(port)
        try:
            return self.wrk(f"http://127.0.0.1:{port}", 16, max(2, self.options.seconds / 2), "read", ["/body.json"], "sofia").rate
        finally:
            self.processes.stop(process)

    def wrk(self, url, clients, seconds, verb, paths, who):
        file = self.folder / "paths.txt"
        file.write_text("\n".join(paths) + "\n")
        self.first += 1_000_003
        said = run(
            "wrk", "-t", 1, "-c", clients, "-d", f"{max(1, round(seconds))}s", "--timeout", "20s", "-s", HERE / "load.lua", url, "--", verb, file,
            self.tokens[who], self.first)
        return Answered(said)

    # Streams

    def measure_webhook(self):
        """200 messages a second into cases that Ana holds, as they come on her stream."""
        count = int(200 * max(5, self.options.seconds))
        texts = [
            self.raw("POST", "/api/v1/inbound/api", "carla", self.inbound(self.senders[number % HELD], f"Buenas tardes vbq{number:07d}"))
            for number in range(count)]
        times, said = self.streams("pace", 200, [self.raw_stream("ana")], texts)
        self.notes.append([
            f"webhook to frame at 200/s, ms p50 / p99 / max ({len(times)} of {count}; {said})", f"{pick(times, 50):.2f} / {pick(times, 99):.2f} / {times[-1]:.1f}",
            "10 / 40", "", ""])

    def measure_fanout(self):
        """One message in a case, until the last of 1,000 supervisors' streams has it; the message is durable first."""
        hellos = []
        for number in range(-(-STREAMS // STREAMS_PER_USER)):
            email = f"mira{number}@demo.example"
            self.program("user", "add", "--email", email, "--name", f"Mira {number}", "--role", "supervisor", input=f"{PASSWORD}\n")
            self.tokens[email] = self.token(email, ["read"])
            hellos.append(self.raw_stream(email))
        texts = [
            self.raw("POST", "/api/v1/inbound/api", "carla", self.inbound(self.senders[number % HELD], "Una novedad")) for number in range(30)]
        before, anonymous = cpu_seconds(self.server.pid), memory(self.server.pid)[0]
        ours, said = self.streams("fan", STREAMS, 300, "event: message.received", hellos, texts)
        cpu = cpu_seconds(self.server.pid) - before
        port = free_port()
        nats = self.processes.start(["nats-server", "-a", "127.0.0.1", "-p", port], self.folder / "nats.log")
        wait_for(port)
        payload = "x" * 1400
        hello = 'CONNECT {"verbose":false,"pedantic":false}\r\nSUB x 1\r\n'
        floor, floor_said = self.streams("fan", STREAMS, 100, "MSG x", [hello], [f"PUB x {len(payload)}\r\n{payload}\r\n"] * 30, port=port)
        self.processes.stop(nats)
        ratio = pick(ours, 50) / pick(floor, 50)
        self.notes.append([
            f"one message to {STREAMS} streams, last has it, ms p50 / p99 ({said}; NATS {floor_said})", f"{pick(ours, 50):.1f} / {pick(ours, 99):.1f}",
            "NATS × 1.5", f"{pick(floor, 50):.1f} / {pick(floor, 99):.1f}", f"{ratio:.2f}"])
        self.notes.append([f"  server CPU of it with counts and heartbeats, ms an event (memory before: {anonymous:.0f} MiB)", f"{cpu * 1000 / 30:.1f}", "", "", ""])

    def raw(self, method, path, who, body):
        data = json.dumps(body)
        return (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.tokens[who]}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(data.encode())}\r\n\r\n{data}")

    def raw_stream(self, who):
        return f"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\nAuthorization: Bearer {self.tokens[who]}\r\n\r\n"

    def streams(self, verb, *rest, port=None):
        *figures, hellos, texts = rest
        files = [self.folder / "hellos.txt", self.folder / "texts.txt"]
        for file, parts in zip(files, (hellos, texts)):
            file.write_text("".join(f"{part}\n%%\n" for part in parts), newline="")
        done = subprocess.run(
            [str(part) for part in (self.folder / "streams", verb, port or self.port, *figures, *files)], capture_output=True, text=True, timeout=300)
        if done.returncode != 0 or not done.stdout:
            raise SystemExit(f"bench: streams {verb} ended with {done.returncode}: {done.stderr[-500:]}")
        return sorted(float(line) for line in done.stdout.split()), done.stderr.strip().splitlines()[-1]

    # The rest

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


class Answered:
    def __init__(self, said):
        figures = next((line for line in said.splitlines() if line.startswith("RESULT")), None)
        if figures is None:
            raise SystemExit(f"bench: wrk said:\n{said[-2000:]}")
        self.all, microseconds, p50, p99, self.refused, errors = map(int, figures.split()[1:])
        if errors:
            raise SystemExit(f"bench: {errors} requests failed on the way:\n{said[-2000:]}")
        self.count = max(1, self.all - self.refused)
        self.rate = (self.all - self.refused) * 1e6 / microseconds
        self.p50, self.p99 = p50 / 1000, p99 / 1000


def pick(times, percent):
    return times[min(len(times) - 1, len(times) * percent // 100)]


def wait_for(port):
    import socket

    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"bench: nothing listens on {port}")


if __name__ == "__main__":
    import signal

    signal.signal(signal.SIGTERM, lambda *_: sys.exit("bench: ended by a signal"))
    main()
