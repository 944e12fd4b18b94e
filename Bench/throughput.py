"""Requests a second of one verb, under wrk, beside what the store alone and nginx do."""
import pathlib

from machine import Noise, cpu_seconds, free_port, run, wait_for
from served import ACCOUNTS

HERE = pathlib.Path(__file__).resolve().parent

# quality.md §1: the best peer's requests a second, the factor over it, and bare PostgreSQL beside it; CPU in ms.
PEERS = {"list": (19.9, 300, 34_400, 0.25), "open": (82.6, 100, 34_200, 0.20), "reply": (136, 50, 12_500, None), "create": (121, 50, 12_450, None)}


class Throughput:
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
