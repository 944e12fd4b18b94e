"""What the page's own thread worked, in milliseconds of processor time: a busy machine makes everything late, and nothing more work."""
import collections
import contextlib
import json

CATEGORIES = ["devtools.timeline", "toplevel", "disabled-by-default-devtools.timeline"]


class Trace:
    """The tasks of a page's main thread."""

    def __init__(self, events):
        typed = collections.Counter((one["pid"], one["tid"]) for one in events if one.get("name") == "EventDispatch" or one.get("name") == "FunctionCall")
        self.thread = typed.most_common(1)[0][0]
        mine = [one for one in events if (one["pid"], one["tid"]) == self.thread and "ts" in one]
        self.tasks = sorted((one for one in mine if one["name"] == "RunTask" and "tdur" in one), key=lambda one: one["ts"])
        self.keys = sorted((one for one in mine if one["name"] == "EventDispatch" and one["args"]["data"]["type"] == "keydown"), key=lambda one: one["ts"])
        self.commits = sorted((one for one in mine if one["name"] == "Commit"), key=lambda one: one["ts"])

    @property
    def longest(self):
        return sorted((round(one["tdur"] / 1000, 1) for one in self.tasks), reverse=True)

    def work_until_painted(self, key):
        """Of all tasks from a key's own to the one that hands its frame over."""
        end = next(one for one in self.commits if one["ts"] > key["ts"])
        last = end["ts"] + end.get("dur", 0)
        return sum(one["tdur"] for one in self.tasks if one["ts"] + one["dur"] >= key["ts"] and one["ts"] <= last) / 1000


@contextlib.contextmanager
def traced(page):
    """`with traced(page) as found: …`, then found[0] is its Trace."""
    browser, found = page.context.browser, []
    browser.start_tracing(page=page, categories=CATEGORIES)
    try:
        yield found
    finally:
        found.append(Trace(json.loads(browser.stop_tracing())["traceEvents"]))
