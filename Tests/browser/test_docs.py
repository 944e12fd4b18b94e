"""The pictures of the README, taken only on request: VENTANILLA_SCREENSHOTS=docs bin/test browser -k docs."""
import os
import re

import pytest
from playwright.sync_api import expect

from support.pages import Chat, Desk, shown
from support.scene import newest, reply
from support.server import ROOT

pytestmark = pytest.mark.skipif(os.environ.get("VENTANILLA_SCREENSHOTS") != "docs", reason="only with VENTANILLA_SCREENSHOTS=docs")
FOLDER = ROOT / "docs/screenshots"


def take(page, name):
    FOLDER.mkdir(parents=True, exist_ok=True)
    page.evaluate("document.fonts.ready")
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled", caret="hide")


def test_docs_workspace(open_page, day):
    page = open_page(day, "ana", f"/cases/{day.open}")
    desk = Desk(page).ready()
    assert shown(desk.messages.locator("img")) > 0
    expect(desk.card(day.offered)).to_have_class(re.compile("case-card--offered"))
    desk.text.fill("¿Te parece bien si el transportista te llama 30 minutos antes?")
    expect(page.get_by_text("Borrador guardado")).to_be_visible()
    take(page, "workspace")
    page.emulate_media(color_scheme="dark")
    take(page, "workspace-dark")


def test_docs_widget(open_page, day):
    page = open_page(day, path="/shop")
    chat = Chat(page).open()
    chat.write("Quiero saber si viene con foco 💡")
    expect(chat.messages).to_have_attribute("data-status", re.compile("sent|delivered"))
    case = newest(day)["number"]
    day.bruno.put(f"cases/{case}/acceptance")
    day.bruno.put(f"cases/{case}/read", {"message": day.bruno.get(f"cases/{case}").json()["messages"][-1]["id"]})
    reply(day.bruno, case, "Hola, soy Bruno. Sí, trae un foco LED cálido de 9 W. ¿La quieres para velador o escritorio?")
    expect(chat.message("foco LED")).to_be_visible()
    chat.write("Para velador 😊")
    day.bruno.put(f"cases/{case}/presence", {"viewing": True, "typing": True})
    expect(page.get_by_test_id("widget-typing")).to_be_visible()
    take(page, "widget")
