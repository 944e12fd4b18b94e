"""The desk and the shop's chat as a test speaks of them."""
from playwright.sync_api import expect

from support.provider import until


LIVE = """async () => ["live", "back"].includes((await import("/app/desk.js")).getState().connection.status)"""


class Desk:
    """A page in which somebody is signed in."""

    def __init__(self, page):
        self.page = page
        self.cards = page.get_by_test_id("case-card")
        self.messages = page.get_by_test_id("message")
        self.text = page.get_by_test_id("composer-text")
        self.banner = page.get_by_test_id("connection-banner")
        self.dialog = page.get_by_role("dialog")

    def card(self, number):
        return self.page.locator(f'[data-testid="case-card"][data-case="{number}"]')

    def message(self, text):
        return self.messages.filter(has_text=text)

    def write(self, text):
        self.text.fill(text)
        self.text.press("Enter")

    def ready(self):
        """Signed in, loaded and on the stream: what happens from now on is shown."""
        expect(self.page.get_by_test_id("account-button")).to_be_attached()
        expect(self.banner).to_have_count(0)
        expect(self.page.locator(".case-list :is(.skeleton-wait, .skeleton-group)")).to_have_count(0)
        self.page.wait_for_function(LIVE)
        return self

    def list(self):
        """Every card as [number, state, text without the minute-old time]."""
        return self.page.evaluate("""() => [...document.querySelectorAll('[data-testid="case-card"]')].map(card =>
            [card.dataset.case, card.dataset.state, card.querySelector('.case-card__preview')?.textContent, card.querySelector('.badge')?.textContent ?? ''])""")


class Chat:
    """A page of a shop with the chat in it."""

    def __init__(self, page):
        self.page = page
        self.log = page.get_by_test_id("widget-log")
        self.messages = page.get_by_test_id("widget-message")
        self.text = page.get_by_test_id("widget-text")

    def open(self):
        self.page.get_by_test_id("widget-open").click()
        expect(self.text).to_be_focused()
        return self

    def minimise(self):
        self.page.get_by_test_id("widget-close").click()
        expect(self.page.get_by_test_id("widget-panel")).to_be_hidden()

    def message(self, text):
        return self.messages.filter(has_text=text)

    def write(self, text):
        self.text.fill(text)
        self.text.press("Enter")


class Phone:
    """A customer's telephone on the simulator's page."""

    def __init__(self, page, name):
        self.page = page
        self.place = page.get_by_label(f"Teléfono de {name}")
        self.text = self.place.get_by_test_id("phone-text")
        self.bubbles = self.place.get_by_test_id("bubble")

    @property
    def id(self):
        return self.place.get_attribute("data-phone")

    def bubble(self, text):
        return self.bubbles.filter(has_text=text)

    def write(self, text):
        self.text.fill(text)
        self.text.press("Enter")

    def attach(self, what):
        self.place.get_by_test_id("phone-attach").click()
        self.place.get_by_test_id(f"attach-{what}").click()

    def react(self, text, emoji):
        self.bubble(text).get_by_role("button", name="Responder o reaccionar").click()
        self.bubble(text).get_by_label(f"Reaccionar con {emoji}").click()


def shown(picture):
    """The picture has arrived and can be drawn: its natural width."""
    expect(picture).to_have_js_property("complete", True)
    return picture.evaluate("image => image.naturalWidth")


def becomes(look, wanted):
    """What a look gives is this, or will be in a moment."""
    until(look, lambda seen: seen == wanted)


def has_focus_in(page, selector):
    """The next key goes to something in here."""
    page.wait_for_function("selector => document.querySelector(selector)?.contains(document.activeElement)", arg=selector)


def choose_file(page, button, path):
    with page.expect_file_chooser() as chooser:
        button.click()
    chooser.value.set_files(path)
