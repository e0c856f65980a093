"""On paper: letters that somebody of 75 reads, nothing that can only be pressed, and a receipt on one sheet."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import fits

pytestmark = pytest.mark.browser

A4 = {"width": 688, "height": 1009}  # what is left of it within the margins, in CSS pixels
LEAST = 12  # CSS pixels, which are 9 points
SMALLER = """least => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const box = texts.currentNode.parentElement;
    const isRead = texts.currentNode.data.trim() && box.checkVisibility() && !box.closest("svg, script, style, .vh");
    if (isRead && parseFloat(getComputedStyle(box).fontSize) < least) found.push(texts.currentNode.data.trim());
  }
  return found;
}"""
ONLY_PRESSED = [
    *("Deel met WhatsApp", "Meld deze vraag", "Stel een vraag aan deze groep", "Maak je eigen kalender"),
    re.compile(r"^Heel \w+ 20\d\d$"),
]
SHEET = re.compile(rb"/Type /Page\b")


@pytest.mark.parametrize(
    "page", ["/", "/agenda/", "/gedeelde-agenda/", "/projecten/plukfruit-van-lenneplaan/", "/groepen/koplopersgroep/"]
)
def test_resident_reads_a_printed_page_without_what_can_only_be_pressed(people, page):
    paper = people.open()
    paper.set_viewport_size(A4)
    paper.emulate_media(media="print")
    paper.goto(page)

    assert paper.evaluate(SMALLER, LEAST) == []
    for only_pressed in ONLY_PRESSED:
        expect(paper.get_by_text(only_pressed).and_(paper.locator(":visible"))).to_have_count(0)
    fits(paper)


def test_asker_without_mail_gets_a_receipt_on_one_sheet_however_long_the_subject(people):
    asker = people.open()
    asker.goto("/communicatie/aanvragen/")
    asker.locator("[name=kind][value=poster]").check()
    asker.locator("[name=subject]").fill(
        "Een uitnodiging voor de burendag op het veld " * 2 + "en nog wat meer daarna."
    )
    asker.locator("[name=text]").fill("Zaterdag om twaalf uur is er soep voor iedereen.")
    asker.locator("[name=name]").fill("Truus Wolters")
    asker.locator("[name=phone]").fill("050 123 47 88")
    asker.get_by_role("button", name="Verstuur je aanvraag").click()
    asker.get_by_role("link", name="Print dit, dan heb je het op papier").click()

    printed = asker.pdf(prefer_css_page_size=True, print_background=True)

    assert len(SHEET.findall(printed)) == 1
    expect(asker.get_by_alt_text("QR-code naar je eigen pagina")).to_be_visible()
