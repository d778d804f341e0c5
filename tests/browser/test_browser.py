"""The basis of the other browser tests: no request leaves, and barriers are reported."""

import pytest

from tests.support import browser


@pytest.fixture
def site(tmp_path):
    """site(body) writes a page, and returns the address of its folder and that of the page."""

    def site(body: str) -> tuple[str, str]:
        content = f"<!doctype html><html lang=en><title>A page</title><main>{body}</main></html>"
        (tmp_path / "page.html").write_text(content, encoding="utf-8")
        return f"{tmp_path.as_uri()}/", (tmp_path / "page.html").as_uri()

    return site


@pytest.mark.parametrize(
    "body",
    [
        "<img alt='' src=http://example.org/x.png>",
        "<link rel=stylesheet href=https://example.org/x.css>",
        "<iframe title=x src=//example.org></iframe>",
        "<script>fetch('http://127.0.0.1:1/').catch(() => 0)</script>",
        "<script>var socket = new WebSocket('ws://example.org/')</script>",
        "<img alt='' src=../elsewhere.png>",
    ],
)
def test_a_request_to_elsewhere_fails(chromium_browser, site, body):
    home, address = site(body)

    def visit():
        with browser.opened(chromium_browser, home) as page:
            page.goto(address)
            page.wait_for_load_state("networkidle")
            page.wait_for_function("!window.socket || socket.readyState === WebSocket.CLOSED")

    with pytest.raises(AssertionError, match="requests to elsewhere"):
        visit()


def test_local_addresses_are_allowed(page, site):
    home, address = site(
        "<a href=page.html#x>x</a><img alt='' src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
    )
    shown = page(home)
    shown.goto(address)
    shown.get_by_role("link").click()
    assert shown.url == f"{address}#x"


def test_a_barrier_is_reported_with_its_element_and_the_reason(page, site, axe):
    home, address = site("<h1>A page</h1><p style='color:#ccc;background:#fff'>pale</p>")
    shown = page(home)
    shown.goto(address)
    (told,) = axe(shown)
    assert told.startswith("color-contrast: p: Fix any of the following")
    assert axe(shown, "h1") == axe(shown, without=["color-contrast"]) == []
