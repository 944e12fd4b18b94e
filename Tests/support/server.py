"""The real program, run as a process of its own."""
import os
import pathlib
import socket
import subprocess
import time

import requests

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("VENTANILLA_PROGRAM", ROOT / ".build/debug/ventanilla"))


def environment(more=None):
    """Ours, without what would set the program's options behind a test's back."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("VENTANILLA_") and name not in ("DATABASE_URL", "PORT")}
    return {**ours, **(more or {})}


def run(*arguments, input=None, expect=0, timeout=60, env=None):
    """Runs a subcommand to its end; gives its standard output, or the finished process where it should fail."""
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)], input=input or "", capture_output=True, text=True, timeout=timeout, cwd=ROOT, env=environment(env))
    said = f"ventanilla {' '.join(map(str, arguments))} ended with {done.returncode}, expected {expect}:\n{done.stdout}{done.stderr}"
    assert done.returncode == expect, said
    return done.stdout.strip() if expect == 0 else done


class Server:
    def __init__(self, arguments, log, env=None):
        """`arguments`: what follows `ventanilla serve`, but host and port."""
        self.arguments = [*map(str, arguments)]
        self.log = pathlib.Path(log)
        self.env = env
        self.process = None
        self.port = free_port()

    @property
    def base(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, timeout=60):
        """Returns when it is ready. The port stays over a restart; only at the first start a clash takes another."""
        for attempt in range(3):
            before = self.log.stat().st_size if self.log.exists() else 0
            with self.log.open("ab") as log:
                command = [PROGRAM, "serve", "--host", "127.0.0.1", "--port", str(self.port), *self.arguments]
                self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=ROOT, env=environment(self.env))
            if self._becomes_ready(timeout):
                return self
            said = self.log.read_bytes()[before:].decode("utf-8", "replace")
            if before or "address already in use" not in said.lower():
                break
            self.log.unlink()
            self.port = free_port()
        self.kill9()
        raise AssertionError(f"the server was not ready within {timeout} s, or ended ({self.process}):\n{said[-4000:]}")

    def stop(self, timeout=20):
        """Asks it to end, as an operator does, and fails if it does not."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill9()
            raise AssertionError(f"the server did not end within {timeout} s of SIGTERM") from None
        self.process = None

    def kill9(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)
            self.process = None

    def restart(self):
        self.stop()
        return self.start()

    def _becomes_ready(self, timeout):
        deadline = time.monotonic() + timeout
        with requests.Session() as session:
            session.trust_env = False
            while time.monotonic() < deadline and self.process.poll() is None:
                try:
                    if session.get(f"{self.base}/health/ready", timeout=5).status_code == 200:
                        return self.process.poll() is None
                except requests.RequestException:
                    pass
                time.sleep(0.02)
        return False


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
