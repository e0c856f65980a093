"""People in the browser: each has a window and cookies of their own, and remembers what went wrong."""

import os
import re
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect

from wijkdeal.demo.people import PASSWORD

HEIGHTS = {320: 640, 360: 800, 1280: 900}
SHOTS = os.environ.get("WIJKDEAL_SHOTS", "")
SHOTS_FOLDER = Path(__file__).resolve().parents[2] / ".local" / "shots"
VISITOR = ""
_signed_in = {}  # {(address of the portal, role): cookies}: signing in is slow on purpose, so once is enough


class People:
    """`people.open()` is a visitor's page, `people.open("bewoner")` one of who is signed in."""

    def __init__(self, browser, address):
        self.browser = browser
        self.address = address
        self.faults = []
        self.expected = {200}
        self.windows = []

    def open(self, role=VISITOR, *, width=1280, **options):
        window = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": HEIGHTS[width]},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            **options,
        )
        window.set_default_timeout(20_000)
        self.windows.append(window)
        page = window.new_page()
        if role:
            self._sign_in(window, page, role)
        self._watch(page, role or "bezoeker")
        return page

    def expects(self, status):
        """A page that answers with this is no fault in this test."""
        self.expected.add(status)

    def leave(self):
        for window in self.windows:
            window.close()

    def _sign_in(self, window, page, role):
        key = (self.address, role)
        if key not in _signed_in:
            page.goto("/account/login/")
            page.locator("[name=login]").fill(f"{role}@voorbeeld.test")
            page.locator("[name=password]").fill(PASSWORD)
            page.get_by_role("button", name="Ga verder").click()
            page.wait_for_url("**/mijn/")
            _signed_in[key] = window.cookies()
        window.add_cookies(_signed_in[key])

    def _watch(self, page, who):
        def fault(what):
            self.faults.append(f"{who}, {page.url}: {what}")

        page.on("console", lambda message: self._is_fault(message) and fault(message.text))
        page.on("pageerror", lambda error: fault(error.message))
        page.on("requestfailed", lambda request: _is_fault(request) and fault(f"{request.failure} {request.url}"))
        page.on("response", lambda answer: self._refuses(answer) and fault(f"{answer.status} {answer.url}"))

    def _is_fault(self, message):
        expected = any(f"status of {status} " in message.text for status in self.expected)
        return message.type in ("error", "warning") and not expected

    def _refuses(self, answer):
        return answer.status >= 400 and answer.status not in self.expected

    # -- mail --------------------------------------------------------------------------------------------------------
    def mail(self, to, subject):
        """The text of the newest mail to this address with this in its subject, waited for."""
        reader = self.open()
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            reader.goto("/ontwikkeling/post/")
            found = reader.locator("main li", has_text=f"aan {to}").filter(has_text=subject)
            if found.count():
                found.first.get_by_role("link").click()
                text = reader.locator("main").inner_text()
                reader.close()
                return text
            time.sleep(0.3)
        raise AssertionError(f"No mail to {to} about {subject!r}")


def code_in(text):
    return re.search(r"^\s*(\d{6})\s*$", text, re.MULTILINE)[1]


def shoot(page, name):
    """A picture of this step, for who asks for them with WIJKDEAL_SHOTS=1."""
    if SHOTS:
        SHOTS_FOLDER.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS_FOLDER / f"{name}-{page.viewport_size['width']}.png", full_page=True)


def fits(page):
    """Nothing makes the page wider than its window."""
    page.wait_for_load_state()
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"), page.url


def sees(page, *words):
    """Every one of these stands on the page, to be seen; and its scripts are there: a press does not wait for those."""
    for word in words:
        expect(page.locator("main, #container").first).to_contain_text(word)
    page.wait_for_load_state()


@contextmanager
def script_held_up(page, name):
    """Whoever types now does so before this script is there; it comes when the `with` ends."""
    script, held = f"**/js/{name}*.js", []
    page.route(script, lambda route: held.append(route))
    with page.expect_request(script):
        yield
    for route in held:
        route.continue_()
    page.unroute(script)
    page.wait_for_load_state()


def until_shown(page, wanted):
    """Look again until this is there: somebody else is at work on it."""
    deadline = time.monotonic() + 20
    while not wanted.is_visible() and time.monotonic() < deadline:
        time.sleep(0.3)
        page.reload()
    expect(wanted).to_be_visible()


def _is_fault(request):
    """Who walks on before a picture came in breaks its loading off: nobody's fault."""
    return request.failure != "net::ERR_ABORTED"
