"""The back office as the communicatieteam sees it: the queue on a phone, and the page of one request."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

QUEUE = "/beheer/communication/request/"
LABELS = """root => [...root.querySelectorAll("[class*=field-]")]
  .map((box) => getComputedStyle(box, "::before").content)
  .filter((words) => !["none", "normal"].includes(words))"""


def test_member_on_a_phone_reads_once_what_each_thing_of_a_request_is(people):
    team = people.open("communicatie", width=360)
    team.goto(QUEUE)
    row = team.locator("#result_list tbody tr").first
    assert set(row.evaluate(LABELS)) == {'"Klaar op: "', '"Stand: "', '"Wie doet het: "', '"Wat: "', '"Van: "'}

    row.locator("th a").click()

    expect(team.locator(".field-kind").first).to_be_visible()
    assert team.locator("#content").evaluate(LABELS) == []
