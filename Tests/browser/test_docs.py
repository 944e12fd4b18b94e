"""The pictures of the README, taken only on request: VENTANILLA_SCREENSHOTS=docs bin/test browser -k docs."""
import os
import re

import pytest
from playwright.sync_api import expect

from support.browser import take
from support.pages import Chat, Desk, shown
from support.scene import asks_bruno
from support.server import ROOT

pytestmark = pytest.mark.skipif(os.environ.get("VENTANILLA_SCREENSHOTS") != "docs", reason="only with VENTANILLA_SCREENSHOTS=docs")
FOLDER = ROOT / "docs/screenshots"


def test_docs_workspace(open_page, day):
    page = open_page(day, "ana", f"/cases/{day.open}")
    desk = Desk(page).ready()
    assert shown(desk.messages.locator("img")) > 0
    expect(desk.card(day.offered)).to_have_class(re.compile("case-card--offered"))
    desk.text.fill("¿Te parece bien si el transportista te llama 30 minutos antes?")
    expect(page.get_by_text("Borrador guardado")).to_be_visible()
    take(page, FOLDER / "workspace.png")
    page.emulate_media(color_scheme="dark")
    take(page, FOLDER / "workspace-dark.png")


def test_docs_widget(open_page, day):
    page = open_page(day, path="/shop")
    chat = Chat(page).open()
    case = asks_bruno(day, chat)
    chat.write("Para velador 😊")
    day.bruno.put(f"cases/{case}/presence", {"viewing": True, "typing": True})
    expect(page.get_by_test_id("widget-typing")).to_be_visible()
    take(page, FOLDER / "widget.png")
