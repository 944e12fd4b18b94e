"""Fixtures for tests in Chromium: one browser a run, one context a page, and no error in any page that the test did not allow."""
import os
import re

import pytest
from playwright.sync_api import expect, sync_playwright

from support.browser import SIZES, watch
from support.cases import Cases
from support.clock import StandingClock
from support.feed import Feed
from support.pages import Desk
from support.scene import play
from support.server import ROOT
from support.shop import Shop
from support.world import PASSWORD, World

CHROMIUM = os.environ.get("VENTANILLA_CHROMIUM", "/usr/bin/chromium")
PAGES = pytest.StashKey()
expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def engine():
    """The screen does not know the engine: one is enough."""
    return os.environ.get("VENTANILLA_BROWSER_ENGINE", "sqlite")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, env={**os.environ, "FONTCONFIG_FILE": str(ROOT / "Tests/support/fonts.conf")})
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, request):
    """A function that opens a page in a context of its own:
    open_page(world, "ana", "/", theme="dark", size="phone", clock="2025-11-21T10:42:31-05:00", allow=["409"]).
    Without a name nobody is signed in; without a world the page is blank. On a world whose clock stands, the page's stands too.
    At the end each page must have had no error but those that `allow` (patterns) names."""
    opened, contexts = [], []

    def open_page(world=None, who=None, path="/", *, theme="light", size="desktop", locale="es-PE", clock=None, allow=(), **options):
        options = {"reduced_motion": "reduce", "timezone_id": "America/Lima", **options}
        context = browser.new_context(
            base_url=world.base if world else None, viewport=SIZES[size], color_scheme=theme, locale=locale, **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.set_default_navigation_timeout(30_000)
        if who:
            sign_in(context, world, who)
        page = context.new_page()
        opened.append((page, watch(page, allow)))
        if clock or (world and world.clock):
            page.clock.set_fixed_time(clock or world.clock.now)
        if world:
            page.goto(path)
        return page

    request.node.stash[PAGES] = opened
    yield open_page
    errors = [error for _, seen in opened for error in seen]
    for context in contexts:
        context.close()
    assert errors == [], "\n".join(["errors in the pages that the test did not allow:", *errors])


def sign_in(context, world, who):
    """By the interface, into the context's cookies: quicker than the form, which has its own test."""
    answer = context.request.post(
        f"{world.base}/api/v1/session", data={"email": f"{who}@demo.example", "password": PASSWORD}, headers={"Origin": world.base})
    assert answer.ok, f"{who} could not sign in: {answer.status} {answer.text()}"


@pytest.fixture(autouse=True)
def tidy(request):
    """The shared world as the demo made it: no case of this test's, nobody on duty, nobody's preferences."""
    world = request.getfixturevalue("world") if "world" in request.fixturenames else None
    yield
    if world:
        world.tidy()


@pytest.fixture
def page(open_page, world):
    """Nobody signed in, which the desk learns from a 401."""
    return open_page(world, allow=[r"\b401\b"])


@pytest.fixture
def ana(open_page, world):
    return open_page(world, "ana")


@pytest.fixture
def bruno(open_page, world):
    return open_page(world, "bruno")


@pytest.fixture
def sofia(open_page, world):
    return open_page(world, "sofia")


@pytest.fixture
def carla(open_page, world):
    return open_page(world, "carla")


@pytest.fixture
def open_cases(open_page, world):
    def open_cases(search="?state=queued&state=offered&state=open&state=bot", who="sofia", allow=(), **options):
        return Cases(open_page(world, who, f"/cases{search}", allow=allow, **options)).ready()

    return open_cases


@pytest.fixture(scope="session")
def picture(browser, tmp_path_factory):
    """A photograph as a PNG file."""
    page = browser.new_page(viewport={"width": 804, "height": 354})
    page.set_content(f"<style>body {{ margin: 0 }}</style>{(ROOT / 'Tests/support/parcel.svg').read_text()}")
    path = tmp_path_factory.mktemp("pictures") / "lámpara.png"
    page.screenshot(path=path)
    page.close()
    return path


@pytest.fixture(scope="module")
def new_day(contract, picture, tmp_path_factory):
    """A function that gives a world which stands still in the middle of a working day, with `open` and `offered`, the numbers of two cases of Ana's."""
    worlds = []

    def new_day():
        folder = tmp_path_factory.mktemp("day")
        world = World(folder, None, contract, clock=StandingClock(folder, "2025-11-21T09:30:00"))
        worlds.append(world)
        world.run("demo", "--password", PASSWORD)
        world.start()
        world.open, world.offered = play(world, picture.read_bytes())
        return world

    yield new_day
    for world in worlds:
        world.kill9()


@pytest.fixture(scope="module")
def day(new_day):
    """One for all tests of a module."""
    return new_day()


@pytest.fixture
def desk(open_page, day):
    """Ana with Rosa's conversation open, as one of WhatsApp; `desk.feed` says what comes into it."""
    desk = Desk(open_page(day, "ana", f"/cases/{day.open}")).ready()
    expect(desk.text).to_be_focused()
    desk.feed = Feed(desk.page, day.open)
    desk.feed.whatsapp(ends=23 * 60 + 57.5)
    return desk


@pytest.fixture(scope="session")
def other_site(world):
    """A customer's site on an origin of its own, with the chat of the channel account tienda in it."""
    shop = Shop(world.base)
    yield shop
    shop.close()


@pytest.fixture
def open_shop(world, other_site):
    """A function that brings a page (open_page(), of nobody) to the demo's shop, or `elsewhere`: to a site of another origin."""

    def open_shop(page, elsewhere=False):
        page.goto(f"{other_site.base}/" if elsewhere else f"{world.base}/shop")
        return page

    return open_shop


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    """Keeps a picture of every page that a failed test had open, and says what went wrong in them."""
    report = yield
    if report.failed and call.when == "call":
        folder = ROOT / "test-output/failures"
        folder.mkdir(parents=True, exist_ok=True)
        for number, (page, errors) in enumerate(item.stash.get(PAGES, []), 1):
            path = folder / f"{re.sub(r'[^A-Za-z0-9]+', '-', item.name).strip('-')}-{number}.png"
            try:
                page.screenshot(path=path, timeout=5_000)
                report.sections.append((f"page {number}", "\n".join([page.url, str(path.relative_to(ROOT)), *errors])))
            except Exception as error:
                report.sections.append((f"page {number}", f"no picture: {error}"))
    return report
