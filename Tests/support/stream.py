"""One connection to a Server-Sent Events route, read by a thread of its own."""
import dataclasses
import http.client
import json
import socket
import threading
import time
from urllib.parse import urlsplit


@dataclasses.dataclass(frozen=True)
class Frame:
    id: str | None
    """None for a frame without `id:`, which no resume asks for."""
    event: str
    data: str

    @property
    def json(self):
        return json.loads(self.data)


class Stream:
    """Frames gather in `frames` from the moment it is made; use it in a `with`, or close it."""

    def __init__(self, url, headers, contract=None):
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        self.frames = []
        self.heartbeats = 0
        self.last_id = headers.get("Last-Event-ID")
        self.ended = False
        self._changed = threading.Condition()
        self._connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
        self._connection.request("GET", path, headers={"Accept": "text/event-stream", **headers})
        self._socket = self._connection.sock
        self._response = self._connection.getresponse()
        self.status = self._response.status
        body = None if self.status == 200 else self._response.read()
        if contract:
            contract.check_exchange("GET", path, self.status, self._response.headers, body)
        assert self.status == 200, f"GET {path} answered {self.status}: {body}"
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def wait_for(self, wanted, timeout=10, since=0):
        """The first frame from `since` on that is of the kind `wanted`, or for which `wanted(frame)` holds."""
        fits = (lambda frame: frame.event == wanted) if isinstance(wanted, str) else wanted
        deadline, at = time.monotonic() + timeout, since
        with self._changed:
            while True:
                for frame in self.frames[at:]:
                    if fits(frame):
                        return frame
                at = len(self.frames)
                left = deadline - time.monotonic()
                if left <= 0 or self.ended:
                    why = "the stream ended" if self.ended else f"nothing in {timeout} s"
                    seen = [f"{frame.event} {frame.data[:120]}" for frame in self.frames[since:]]
                    raise AssertionError(f"{why}; wanted {wanted}; came: {seen}")
                self._changed.wait(left)

    def wait_for_end(self, timeout=10):
        self._thread.join(timeout)
        assert self.ended, f"the stream is still open after {timeout} s"

    def close(self):
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._thread.join(5)
        self._connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _read(self):
        try:
            for frame in frames_of(iter(self._response.readline, b""), self._heartbeat):
                with self._changed:
                    self.frames.append(frame)
                    self.last_id = frame.id or self.last_id
                    self._changed.notify_all()
        except (OSError, http.client.HTTPException, ValueError):
            pass
        finally:
            with self._changed:
                self.ended = True
                self._changed.notify_all()

    def _heartbeat(self):
        self.heartbeats += 1


def frames_of(lines, on_comment=lambda: None):
    """The frames in an event stream's lines; what a cut connection left unfinished is none."""
    id, event, data = None, "message", []
    for line in lines:
        if not line.endswith(b"\n"):
            return
        text = line.decode("utf-8").rstrip("\r\n")
        if text.startswith(":"):
            on_comment()
        elif text:
            field, _, value = text.partition(":")
            value = value.removeprefix(" ")
            if field == "data":
                data.append(value)
            elif field == "event":
                event = value
            elif field == "id":
                id = value
        else:
            if data:
                yield Frame(id, event, "\n".join(data))
            id, event, data = None, "message", []
