"""The watching itself: each kind of error must be seen, or a broken page would pass."""
import pytest

from support.browser import check_accessibility, watch

SOUND = '<!doctype html><html lang="es"><title>Página</title><link rel="icon" href="data:,"><main><h1>Página</h1>{}</main>'


@pytest.fixture
def broken(browser, tmp_path):
    """A function that shows a page with this in it and gives the page."""
    context = browser.new_context()

    def show(markup):
        page = context.new_page()
        page.route("http://shop.test/**", lambda route: route.fulfill(status=200 if route.request.url.endswith("/") else 404, content_type="text/html", body=SOUND.format(markup)))
        return page

    yield show
    context.close()


@pytest.mark.parametrize("markup, sign", [
    ("<script>console.error('boom')</script>", "console: boom"),
    ("<script>setTimeout(() => { throw new Error('late') })</script>", "error: late"),
    ("<script>fetch('/missing')</script>", "404: GET http://shop.test/missing"),
    ('<img alt="" src="http://127.0.0.1:9/x.png">', "failed: GET http://127.0.0.1:9/x.png"),
])
def test_an_error_is_seen(broken, markup, sign):
    page = broken(markup)
    errors, none = watch(page), watch(page, allow=["boom", "late", "404", "127.0.0.1:9"])
    page.goto("http://shop.test/")
    page.wait_for_load_state("networkidle")
    assert any(error.startswith(sign) for error in errors), errors
    assert none == []


def test_axe_sees_a_violation(broken):
    page = broken('<button></button><p>Hola</p>')
    page.goto("http://shop.test/")
    with pytest.raises(AssertionError, match="button-name"):
        check_accessibility(page)
    check_accessibility(page, without=["button-name"])
    check_accessibility(page, within="p")
