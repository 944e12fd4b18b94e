"""What the browser tests do with a page: watch it for errors, judge its accessibility, take its picture."""
import base64
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError

from support.server import ROOT

SIZES = {"desktop": {"width": 1440, "height": 900}, "small": {"width": 1280, "height": 720}, "phone": {"width": 390, "height": 844}}
WIDTHS = (320, 360, 390, 480, 720, 1024, 1120, 1280, 1360)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def watch(page, allow=()):
    """A list that fills with whatever goes wrong in the page, but for what a pattern in `allow` is found in.
    Chromium reports a refused request twice, as a response and on the console: a pattern such as "409" allows both."""
    errors = []

    def note(text):
        if not any(re.search(pattern, text) for pattern in allow):
            errors.append(text)

    page.on("console", lambda message: message.type == "error" and note(f"console: {message.text} @ {message.location.get('url')}"))
    page.on("pageerror", lambda error: note(f"error: {error}"))
    # A page that leaves cuts its own requests off: that is no failure.
    page.on("requestfailed", lambda request: "ERR_ABORTED" not in (request.failure or "") and note(f"failed: {request.method} {request.url} {request.failure}"))
    page.on("response", lambda response: response.status >= 400 and note(f"{response.status}: {response.request.method} {response.url}"))
    return errors


def check_accessibility(page, within=None, without=()):
    """Fails on any violation of WCAG 2.2 AA that axe finds. `within`: a selector; `without`: ids of rules to leave out."""
    options = {"runOnly": RULES, "rules": {rule: {"enabled": False} for rule in without}}
    found = Axe().run(page, context=within, options=options).response["violations"]
    lines = [f"{violation['id']}: {violation['help']}: {node['html'][:200]}" for violation in found for node in violation["nodes"]]
    assert not lines, "\n".join([f"axe found {len(lines)} violations at {page.url}", *lines])


def shoot(page, name, themes=("light", "dark"), sizes=("desktop",)):
    """Writes test-output/screenshots/NAME-THEME-SIZE.png for each theme and size; the page is left in the first of them."""
    folder = ROOT / "test-output/screenshots"
    for size in reversed(sizes):
        page.set_viewport_size(SIZES[size])
        for theme in reversed(themes):
            page.emulate_media(color_scheme=theme)
            take(page, folder / f"{name}-{theme}-{size}.png")


def take(page, path):
    """A picture of the page, without what moves by itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, animations="disabled", caret="hide")


DIFFERENT = """async (pictures) => {
    const [one, two] = await Promise.all(pictures.map(async (data) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
        const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
        canvas.drawImage(image, 0, 0);
        return canvas.getImageData(0, 0, image.width, image.height).data;
    }));
    if (one.length !== two.length) return 1;
    let different = 0;
    for (let at = 0; at < one.length; at += 4) if (one[at] !== two[at] || one[at + 1] !== two[at + 1] || one[at + 2] !== two[at + 2]) different += 1;
    return different / (one.length / 4);
}"""


def difference(browser, one, two):
    """The part of the pixels, from 0 to 1, in which two pictures differ."""
    page = browser.new_page()
    try:
        return page.evaluate(DIFFERENT, [base64.b64encode(path.read_bytes()).decode() for path in (one, two)])
    finally:
        page.close()


def fonts(element):
    """The families of the faces that the words right in an element are drawn with."""
    page = element.page
    element.evaluate("one => one.id ||= 'asked-for-fonts'")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": f"#{element.get_attribute('id')}"})["nodeId"]
    found = {font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]}
    session.detach()
    return found


BLANK = """() => [...document.querySelectorAll('.icon use')].filter(one => one.checkVisibility() && one.getBBox().width === 0)
    .map(one => one.getAttribute('href'))"""


def blank_icons(page):
    """What the page's icons refer to that is not drawn, also once its file has had the time to come."""
    try:
        page.wait_for_function(f"() => ({BLANK})().length === 0")
    except TimeoutError:
        return page.evaluate(BLANK)
    return []


def inspect(page, name):
    """Pictures in both themes and sizes, nothing for axe to find in any of them, no icon blank, and no width with a horizontal scroll."""
    assert blank_icons(page) == [], name
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 720})
        wide = page.evaluate("""() => [document.scrollingElement, ...document.querySelectorAll('main, .timeline, .case-list__scroll, .side-panel__body')]
            .filter(one => one && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0).map(one => `${one.tagName}.${one.className} ${one.scrollWidth} > ${one.clientWidth}`)""")
        assert wide == [], f"{name} scrolls sideways at {width} px: {wide}"
    for size in ("desktop", "small", "phone"):
        for theme in ("light", "dark"):
            shoot(page, name, themes=(theme,), sizes=(size,))
            check_accessibility(page)
    page.set_viewport_size(SIZES["desktop"])
