"""How soon a message is on the streams that may see it."""
import json
import subprocess

from machine import cpu_seconds, free_port, memory, wait_for
from served import HELD, PASSWORD

STREAMS, STREAMS_PER_USER = 1000, 45


class Live:
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


def pick(times, percent):
    return times[min(len(times) - 1, len(times) * percent // 100)]
