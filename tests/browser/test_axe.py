"""axe finds nothing: on every page, for every role, by day and night, narrow and wide."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.pages import EVERY_PAGE, address_of, status_of

pytestmark = pytest.mark.browser

WIDTHS = (1280, 320)
# At night other colours hold, and nothing else.
SCHEMES = {"light": {}, "dark": {"runOnly": ["color-contrast", "link-in-text-block"]}}
SETTLED = "Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {})))"
RUN = """options => axe.run({...options, resultTypes: ["violations"], preload: false}).then(
    found => found.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.target.join(" ")}: ${node.html.slice(0, 200)} ${node.failureSummary}`)))"""


@pytest.mark.parametrize(("page", "role"), EVERY_PAGE)
def test_axe_finds_nothing(people, reader, page, role):
    tab = people.open(role, reduced_motion="reduce")
    people.expects(status_of(page))
    tab.goto(address_of(page, reader(role)))
    tab.evaluate(AXE_SCRIPT)

    found = {
        finding
        for width in WIDTHS
        for scheme, options in SCHEMES.items()
        for finding in _look(tab, width, scheme, options)
    }

    assert found == set()


def _look(tab, width, scheme, options):
    tab.set_viewport_size({"width": width, "height": 800})
    tab.emulate_media(color_scheme=scheme)
    tab.evaluate(SETTLED)  # the back office fades from one colour to the other
    return [f"{scheme}, {width}: {finding}" for finding in tab.evaluate(RUN, options)]
