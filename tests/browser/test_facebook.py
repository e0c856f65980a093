"""The messages of Facebook: nobody outside is asked before the press, and then only Facebook, in its frame."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.test_axe import RUN

pytestmark = pytest.mark.browser

FACEBOOK = "https://www.facebook.com/**"
SHOWN = "<!doctype html><html lang=nl><title>Facebook</title><main><h1>Een bericht van Facebook</h1></main>"


def test_visitor_presses_and_only_then_facebook_is_asked_without_where_it_stands(people):
    tab, asked = people.open(width=360), []
    tab.context.route(FACEBOOK, lambda route: (asked.append(route.request), route.fulfill(body=SHOWN)))

    tab.goto("/over/")
    before = list(asked)
    tab.get_by_role("button", name="Laat de berichten van Facebook zien").click()

    frame = tab.frame_locator("iframe.feed")
    frame.get_by_text("Een bericht van Facebook").wait_for()
    tab.evaluate(AXE_SCRIPT)
    assert before == []
    assert [request.url.split("?")[0] for request in asked] == ["https://www.facebook.com/plugins/page.php"]
    assert "referer" not in asked[0].headers
    assert tab.context.cookies() == []
    assert tab.evaluate("document.scrollingElement.scrollWidth") == 360
    assert tab.evaluate(RUN, {}) == []
