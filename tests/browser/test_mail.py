"""A mail with layout, as a mail program shows it: narrow and wide, by day and night, whatever words are in it."""

from types import SimpleNamespace

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.template.loader import render_to_string

from core.models import SiteSettings
from tests.browser.test_axe import RUN

pytestmark = pytest.mark.browser

LONG = "Verkeersveiligheidsmaatregelenbijeenkomstvoorbereidingscommissievergadering"
ADDRESS = f"https://voorbeeld.test/{'a' * 150}"


def newsletter():
    item = SimpleNamespace(title=f"Kom je ook? {LONG}", text=f"{LONG}\n\n{ADDRESS}", address=ADDRESS)
    made = SimpleNamespace(title=LONG, intro=LONG, parts=[("Verder", [item])], get_absolute_url="/nieuwsbrief/2026-11/")
    return {"newsletter": made, "leave": "/nieuwsbrief/afmelden/a/", "SITE": "https://voorbeeld.test"}


def week():
    latest = SimpleNamespace(title=LONG, said="begonnen, vandaag", reason=f"{LONG} {ADDRESS}", href="/")
    return {"parts": [("Van jou", [SimpleNamespace(latest=latest, count=3)])], "choices": ADDRESS, "SITE": ""}


@pytest.mark.parametrize(("template", "told"), [("newsletter", newsletter()), ("week-news", week())])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_reader_sees_all_of_a_mail_in_a_narrow_window(browser, template, told, scheme):
    html = render_to_string(f"communication/mail/{template}.html", told | {"site": SiteSettings()})
    tab = browser.new_page(viewport={"width": 360, "height": 800}, color_scheme=scheme)
    tab.set_content(html)
    tab.evaluate(AXE_SCRIPT)

    found = tab.evaluate(RUN, {"runOnly": ["color-contrast", "link-in-text-block", "heading-order", "list"]})
    width = tab.evaluate("document.scrollingElement.scrollWidth")
    tab.close()

    assert (found, width) == ([], 360)
