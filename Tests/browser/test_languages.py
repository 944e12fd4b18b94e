"""Three languages at the desk and in the shop's chat, and nothing of another between them."""
import json
import re

import pytest
from playwright.sync_api import expect

from support.pages import Chat, Desk
from support.server import ROOT

TEXTS = """() => {
    const out = [];
    const walk = (root) => {
        for (const one of root.querySelectorAll('*')) {
            for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-tip']) if (one.hasAttribute(name)) out.push(one.getAttribute(name));
            for (const child of one.childNodes) if (child.nodeType === 3 && child.textContent.trim()) out.push(child.textContent.trim());
            if (one.shadowRoot) walk(one.shadowRoot);
        }
    };
    walk(document);
    return [...out, document.title];
}"""


def test_three_languages_and_no_missing_key(open_page, day):
    """Whatever stands on the screen, visible or for readers, is words: never a key, and never another language's."""
    day.ana.put(f"cases/{day.open}/flag")
    page = open_page(day, "ana", f"/cases/{day.open}")
    desk = Desk(page).ready()
    texts = {language: json.loads((ROOT / f"Web/i18n/{language}.json").read_text()) for language in ("es", "en", "pt")}
    try:
        for language in ("en", "pt", "es"):
            page.get_by_test_id("account-button").click()
            page.get_by_test_id(f"language-{language}").click()
            expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}"))
            expect(page.get_by_test_id("composer-send")).to_contain_text(texts[language]["composer.send"])
            expect(desk.message("Listo, Rosa")).to_be_visible()
            page.get_by_role("heading", name=texts[language]["list.short"]).wait_for()
            page.get_by_role("button", name=re.compile("^" + re.sub(r".*other \{(\w+)\}\}$", r"\1", texts[language]["list.attended"]))).click()
            page.get_by_role("tab", name=texts[language]["side.history"]).click()
            seen = page.evaluate(TEXTS)
            page.get_by_role("tab", name=texts[language]["side.contact"]).click()
            page.get_by_test_id("close-case").click()
            expect(page.get_by_test_id("close-dialog")).to_be_visible()
            seen += page.evaluate(TEXTS)
            page.keyboard.press("Escape")
            page.locator(".module-rail button").click()
            expect(page.get_by_test_id("shortcuts-dialog")).to_be_visible()
            seen += page.evaluate(TEXTS)
            page.keyboard.press("Escape")
            bare = [text for text in seen if text in texts["es"] or re.fullmatch(r"[a-z]+(\.[a-zA-Z_]+)+", text)]
            assert bare == [], f"{language}: {bare}"
            left = {text for text in seen if re.search(r"[{}]|\bundefined\b|\bnull\b|\bNaN\b", text)}
            assert left == set(), f"{language}: {left}"
            own = {word for value in texts[language].values() for word in (value, *re.findall(r"\{([^{}]*)\}", value))}
            others = {value for other in texts if other != language for value in texts[other].values()} - own
            foreign = {text for text in seen if text in others}
            assert foreign <= {"Español", "English", "Português"}, f"{language} shows words of another language: {foreign}"
            page.reload()
            desk.ready()
            expect(page.locator("html")).to_have_attribute("lang", re.compile(f"^{language}"))
    finally:
        day.ana.patch("me", {"locale": "es"})
        day.ana.delete(f"cases/{day.open}/flag")


@pytest.mark.parametrize("locale, placeholder", [("en-GB", "Write your message"), ("pt-BR", "Escreva sua mensagem"), ("es-PE", "Escribe tu mensaje"), ("fr-FR", "Escribe tu mensaje")])
def test_the_chat_speaks_the_customers_language(open_page, world, locale, placeholder):
    page = open_page(world, path="/shop", locale=locale)
    chat = Chat(page).open()
    expect(chat.text).to_have_attribute("placeholder", placeholder)
    expect(page.locator(".chat-widget__status")).not_to_be_empty()
    assert not [text for text in page.evaluate(TEXTS) if re.search(r"\bundefined\b|\[object|=>", text)]
