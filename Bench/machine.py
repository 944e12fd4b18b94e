"""Processes that a run starts and ends, and what they cost."""
import os
import pathlib
import resource
import signal
import socket
import subprocess
import time

TICK = os.sysconf("SC_CLK_TCK")


class Processes:
    """What was started, ended in reverse order whatever happens."""

    def __init__(self):
        self._running = []

    def start(self, command, log, **options):
        with open(log, "ab") as out:
            process = subprocess.Popen([*map(str, command)], stdin=subprocess.DEVNULL, stdout=out, stderr=out, **options)
        self._running.append(process)
        return process

    def stop(self, process, wait=20):
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(wait)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._running.remove(process)

    def stop_all(self):
        for process in reversed(self._running[:]):
            self.stop(process)


def run(*command, input=None, timeout=3600, **options):
    """Runs a command to its end; gives its standard output."""
    done = subprocess.run([*map(str, command)], input=input or "", capture_output=True, text=True, timeout=timeout, **options)
    if done.returncode != 0:
        raise SystemExit(f"bench: {' '.join(map(str, command))[:400]} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout.strip()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pid):
    """Of the process with all its threads; with its children, for a postmaster, use `cpu_of_family`."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def cpu_of_family(pid):
    """The process, its children, and those of them that have ended."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    total = sum(int(fields[place]) for place in (11, 12, 13, 14)) / TICK
    for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        try:
            total += cpu_seconds(child)
        except FileNotFoundError:
            pass
    return total


def memory(pid):
    """(anonymous, resident) in MiB."""
    status = dict(line.split(":", 1) for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line)
    return tuple(int(status[name].split()[0]) / 1024 for name in ("RssAnon", "VmRSS"))


class Noise:
    """How much of the machine went to others: all time that was busy, less what is known to be ours."""

    def __init__(self):
        self._begun, self._busy, self._helpers = time.monotonic(), busy_seconds(), helpers_seconds()

    def percent(self, ours):
        """`ours`: CPU seconds of what is measured; helpers that ended count by themselves."""
        whole = (time.monotonic() - self._begun) * os.cpu_count()
        others = busy_seconds() - self._busy - ours - (helpers_seconds() - self._helpers)
        return max(0, round(100 * others / whole))


def busy_seconds():
    user, nice, system, _, _, irq, softirq, steal = map(int, pathlib.Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + irq + softirq + steal) / TICK


def helpers_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"bench: nothing listens on {port}")
