#!/usr/bin/env python3
"""The desk in a browser, beside the figures of quality.md: first load, switching cases, and long tasks while events arrive.

usage: .venv/bin/python Bench/screen.py [--cases 500] [--rate 50] [--seconds 15]      VENTANILLA_PROGRAM names another program than the debug build
"""
import argparse
import os
import pathlib
import statistics
import sys
import tempfile
import threading
import time
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Tests"))

from playwright.sync_api import sync_playwright  # noqa: E402

from support.world import PASSWORD, World  # noqa: E402

CHROMIUM = os.environ.get("VENTANILLA_CHROMIUM", "/usr/bin/chromium")
USABLE = """() => new Promise(done => { const look = () => document.querySelector('.case-list a.case-card') ? done(performance.now()) : setTimeout(look, 5); look(); })"""
SWITCH = """number => new Promise(done => {
    const card = document.querySelector(`a.case-card[data-case="${number}"]`);
    card.focus();
    const began = performance.now();
    card.click();
    const look = () => document.querySelector('.conversation__state')?.textContent.includes('#' + number) ? requestAnimationFrame(() => done(performance.now() - began)) : requestAnimationFrame(look);
    look();
})"""
WATCH = """() => { window.tasks = []; new PerformanceObserver(list => window.tasks.push(...list.getEntries().map(one => Math.round(one.duration)))).observe({ type: 'longtask' }); }"""


class Unchecked:
    """The contract is the tests' business."""

    def check(self, response):
        pass


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        world = World(folder, None, Unchecked())
        world.run("demo", "--password", PASSWORD)
        world.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        try:
            cases = fill(world, options.cases)
            print(f"cases open                     {len(cases)}")
            measure_load(browser, world)
            page = sign_in(browser, world)
            page.goto(f"{world.base}/cases/{cases[-1]}")
            page.wait_for_selector(".composer__text")
            page.wait_for_timeout(1500)
            work = Work(page)
            measure_switching(page, cases[-9:-1], work)
            measure_events(page, world, options, work)
        finally:
            browser.close()
            world.kill9()


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--rate", type=int, default=50, help="events a second")
    parser.add_argument("--seconds", type=int, default=15)
    return parser.parse_args()


def fill(world, count):
    cases = []
    for number in range(count):
        case = world.inbound(f"Mensaje {number}", sender=f"+5190{number:07}")["case"]
        world.ana.put(f"cases/{case}/acceptance")
        cases.append(case)
    return cases


def sign_in(browser, world):
    context = browser.new_context(base_url=world.base, viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    answer = context.request.post(f"{world.base}/api/v1/session", data={"email": "ana@demo.example", "password": PASSWORD}, headers={"Origin": world.base})
    assert answer.ok, answer.text()
    return context.new_page()


def measure_load(browser, world):
    """Cold: a context of its own each time. The stream never ends and is not counted."""
    loads = []
    for _ in range(5):
        page = sign_in(browser, world)
        session, sizes, kinds = page.context.new_cdp_session(page), {}, {}
        session.send("Network.enable")
        session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["response"]["url"]}))
        session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
        page.goto("/")
        usable = page.evaluate(USABLE)
        page.wait_for_timeout(400)
        parts = {kinds.get(one, ""): size for one, size in sizes.items()}
        client = sum(size for url, size in parts.items() if "/api/" not in url)
        loads.append((usable, client / 1000, sum(parts.values()) / 1000 - client / 1000, len(parts)))
        page.context.close()
    usable, client, data, requests = (statistics.median(column) for column in zip(*loads))
    print(f"first load, compressed         {client:.0f} KB of client (goal 200) and {data:.0f} KB of data, {requests:.0f} requests, headers counted")
    print(f"usable after                   {usable:.0f} ms, median of 5 (goal 1000); {', '.join(f'{one[0]:.0f}' for one in loads)}")


class Work:
    """The page's own processor time in milliseconds, which a busy machine does not lengthen."""

    def __init__(self, page):
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def done(self):
        metrics = {one["name"]: one["value"] for one in self.session.send("Performance.getMetrics")["metrics"]}
        return metrics["TaskDuration"] * 1000


def measure_switching(page, cases, work):
    for case in cases:
        page.evaluate(SWITCH, case)
        page.wait_for_timeout(250)
    times, began = [], work.done()
    for case in cases * 3:
        times.append(page.evaluate(SWITCH, case))
        page.wait_for_timeout(150)
    spent = (work.done() - began) / len(times)
    print(f"switch case, click to paint    {statistics.median(times):.0f} ms median, {max(times):.0f} ms longest of {len(times)} (goal 50); {spent:.0f} ms of work each")


def measure_events(page, world, options, work):
    page.evaluate(WATCH)
    page.wait_for_timeout(2000)
    before = page.evaluate("window.tasks.length")
    senders = [f"+5190{number:07}" for number in range(options.cases)]
    sent, stop = [0], time.monotonic() + options.seconds

    def write(part):
        client, at = world.program("inbound"), time.monotonic()
        while time.monotonic() < stop:
            body = {"id": str(uuid.uuid4()), "from": {"kind": "phone", "value": senders[(sent[0] * 7 + part) % len(senders)]}, "kind": "text", "text": f"¿Siguen ahí? {sent[0]}"}
            client.post("inbound/api", body)
            sent[0] += 1
            at += 4 / options.rate
            time.sleep(max(0, at - time.monotonic()))

    world.program("inbound")
    began = work.done()
    threads = [threading.Thread(target=write, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    while time.monotonic() < stop:
        page.wait_for_timeout(500)
    for thread in threads:
        thread.join()
    page.wait_for_timeout(1000)
    tasks = page.evaluate("window.tasks")[before:]
    spent = work.done() - began
    print(f"long tasks at {sent[0] / options.seconds:.0f} events/s       {len(tasks)} over 50 ms in {options.seconds} s, the longest {max(tasks, default=0)} ms (goal 0); {spent / max(1, sent[0]):.1f} ms of work an event, {spent / options.seconds / 10:.0f} % of a core")


main()
