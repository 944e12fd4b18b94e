"""The cases module as a test speaks of it."""
from playwright.sync_api import expect

from support.pages import LIVE


class Cases:
    def __init__(self, page):
        self.page = page
        self.rows = page.get_by_test_id("case-row")
        self.count = page.get_by_test_id("listing-count")
        self.chips = page.get_by_test_id("filter-chip")
        self.filters = page.get_by_test_id("filter-window")
        self.bar = page.get_by_test_id("bulk-bar")
        self.progress = page.get_by_test_id("bulk-progress")

    def ready(self):
        expect(self.page.get_by_test_id("account-button")).to_be_attached()
        expect(self.page.get_by_test_id("cases-module")).to_be_visible()
        expect(self.page.locator(".cases__scroll :is(.skeleton-wait, .skeleton-group)")).to_have_count(0)
        self.page.wait_for_function(LIVE)
        return self

    def row(self, number):
        return self.page.locator(f'[data-testid="case-row"][data-case="{number}"]')

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def numbers(self):
        return [int(number) for number in self.rows.evaluate_all("rows => rows.map(row => row.dataset.case)")]

    def shows(self, *numbers):
        """Exactly these, in this order."""
        wanted = list(numbers)
        self.page.wait_for_function("wanted => JSON.stringify([...document.querySelectorAll('[data-testid=case-row]')].map(row => Number(row.dataset.case))) === JSON.stringify(wanted)", arg=wanted)

    def holds(self, *numbers):
        """These, in any order."""
        wanted = sorted(numbers)
        self.page.wait_for_function("wanted => JSON.stringify([...document.querySelectorAll('[data-testid=case-row]')].map(row => Number(row.dataset.case)).sort((a, b) => a - b)) === JSON.stringify(wanted)", arg=wanted)

    def at(self, number):
        """The keyboard is on this row."""
        expect(self.row(number)).to_be_focused()

    def into(self):
        """J leads from anywhere into the list."""
        return self.press("j")

    def tab_to(self, test_id, most=60):
        for _ in range(most):
            if self.page.evaluate("document.activeElement?.dataset?.testid") == test_id:
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never came to {test_id}")


def waiting(world, count=3, account="api"):
    """Cases that wait, the oldest first. Of the line `api` a supervisor sees the cards without what was said."""
    return [world.inbound(f"Pregunta {index}", name=name, account=account)["case"] for index, name in zip(range(count), ("Rosa Quispe", "Óscar Benavides", "Ximena Cárdenas", "Valentina Rojas", "Pilar Luna", "Iván Alva"))]
