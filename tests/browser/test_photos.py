"""Who sends photos is asked for descriptions and consent before sending: the browser keeps what was chosen."""

import re
from io import BytesIO

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from tests.browser.people import fits, script_held_up, sees, shoot
from tests.browser.test_axe import RUN

pytestmark = pytest.mark.browser

CHOSEN = "document.querySelector('[name=photo]').files.length"


def photo(number, kind="PNG"):
    drawn = BytesIO()
    Image.new("RGB", (64, 48), (number * 30, 90, 40)).save(drawn, kind)
    return {"name": f"{number}.png", "mimeType": "image/png", "buffer": drawn.getvalue()}


def to_the_photos(page):
    page.goto("/projecten/voorstellen/")
    page.get_by_label("Geef je idee een titel").fill(f"Een pergola {timezone.now():%H%M%S%f}")
    page.get_by_role("button", name="Volgende").click()
    page.get_by_label("Wat wil je, in één zin?").fill("Met druiven.")
    page.get_by_role("button", name="Volgende").click()
    for question in ("Vraag 3", "Vraag 4", "Vraag 5"):
        sees(page, question)
        page.get_by_role("button", name="Volgende").click()


def at_the_photos(page):
    to_the_photos(page)
    sees(page, "Heb je er foto’s bij?")
    return page


@pytest.mark.parametrize("width", [360, 1280])
def test_writer_is_asked_for_what_is_missing_before_photos_are_sent(people, width):
    page = at_the_photos(people.open("buurvrouw", width=width))
    texts = page.locator("[name=photo_alt]")
    expect(texts.first).to_be_hidden()

    page.locator("[name=photo]").set_input_files([photo(1), photo(2), photo(3)])
    expect(texts.locator("visible=true")).to_have_count(3)
    texts.nth(1).fill("De pergola van opzij")
    page.get_by_role("button", name="Volgende").click()

    expect(texts.first).to_be_focused()
    expect(texts.nth(2)).to_have_accessible_description(
        re.compile("^Voor wie .* wat je ziet op foto 1 en 3. Weet je niets")
    )
    consent = page.get_by_label("De mensen op de foto vinden het goed")
    expect(consent).to_have_accessible_description("Zet een vinkje als de mensen op de foto het goed vinden.")
    assert page.evaluate(CHOSEN) == 3
    fits(page)
    shoot(page, "fotos-gevraagd")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(RUN, {}) == []

    texts.first.fill("De pergola van voren")
    consent.check()
    page.get_by_role("button", name="Volgende").click()

    sees(page, "Klopt alles?", "De pergola van voren", "De pergola van opzij")
    shoot(page, "fotos-klaar")


def test_writer_without_consent_is_asked_again_and_keeps_the_photo(people):
    page = at_the_photos(people.open("buurvrouw", width=360))
    page.locator("[name=photo]").set_input_files([photo(4)])
    next_one = page.get_by_role("button", name="Volgende")

    for _ in range(2):
        next_one.click()
        sees(page, "Zet een vinkje als de mensen op de foto het goed vinden.")
    expect(page.get_by_label("De mensen op de foto vinden het goed")).to_be_focused()
    assert page.evaluate(CHOSEN) == 1
    page.get_by_label("De mensen op de foto vinden het goed").check()
    next_one.click()

    sees(page, "Klopt alles?", "Foto bij ‘Een pergola")


def test_writer_reads_first_which_files_are_no_photos_and_then_what_is_missing(people):
    page = at_the_photos(people.open("buurvrouw", width=360))
    chooser, next_one = page.locator("[name=photo]"), page.get_by_role("button", name="Volgende")
    text = {"name": "brief.jpg", "mimeType": "image/jpeg", "buffer": b"Beste buren"}
    cut_off = photo(2) | {"name": "half.png", "buffer": photo(2)["buffer"][:60]}

    chooser.set_input_files([photo(1), text, cut_off])
    next_one.click()

    sees(page, "We kunnen brief.jpg en half.png niet openen.")
    expect(chooser).to_be_focused()
    expect(page.get_by_text("Schrijf in één zin")).to_have_count(0)
    chooser.set_input_files([photo(1), photo(2)])
    expect(page.get_by_text("We kunnen brief.jpg")).to_have_count(0)
    next_one.click()
    sees(page, "Schrijf in één zin wat je ziet op foto 1 en 2.")


def test_writer_who_chooses_seven_reads_first_that_six_is_the_most(people):
    page = at_the_photos(people.open("buurvrouw", width=360))
    page.locator("[name=photo]").set_input_files([photo(number) for number in range(1, 8)])
    page.get_by_role("button", name="Volgende").click()

    sees(page, "Kies hoogstens 6 foto’s. Nu zijn het er 7.")
    expect(page.locator("[name=photo]")).to_be_focused()
    expect(page.get_by_text("Zet een vinkje als")).to_have_count(0)


def test_writer_without_script_sees_a_description_at_once(people):
    page = at_the_photos(people.open("buurvrouw", width=360, java_script_enabled=False))

    expect(page.locator("[name=photo_alt]").first).to_be_visible()


def test_writer_who_chooses_other_photos_reads_no_more_of_those_that_were_refused(people):
    page = at_the_photos(people.open("buurvrouw", width=360))
    texts, chooser = page.locator("[name=photo_alt]"), page.locator("[name=photo]")
    other = photo(3, "GIF") | {"name": "nep.png"}
    chooser.set_input_files([photo(1), other])
    texts.nth(0).fill("De pergola van voren")
    texts.nth(1).fill("Niets")
    page.get_by_label("De mensen op de foto vinden het goed").check()
    page.get_by_role("button", name="Volgende").click()
    sees(page, "nep.png: ", "Kies al je foto’s nog een keer, ook 1.png.")
    shoot(page, "foto-geweigerd")

    chooser.set_input_files([photo(2), photo(1)])

    expect(page.locator("[data-summary]")).to_have_count(0)
    expect(page.get_by_text("nep.png")).to_have_count(0)
    assert values(texts, 2) == ["Niets", "De pergola van voren"]
    texts.nth(0).fill("De druiven")
    page.get_by_role("button", name="Volgende").click()
    sees(page, "Klopt alles?", "De druiven", "De pergola van voren")


def test_words_go_along_to_the_mended_photo_and_back(people):
    page = at_the_photos(people.open("buurvrouw", width=360))
    texts, chooser = page.locator("[name=photo_alt]"), page.locator("[name=photo]")
    chooser.set_input_files([photo(1), photo(2)])
    texts.nth(1).fill("De brief")

    chooser.set_input_files([photo(1), photo(3)])
    assert values(texts, 2) == ["", "De brief"]
    chooser.set_input_files([photo(2), photo(1)])
    assert values(texts, 3) == ["De brief", "", ""]


def test_photos_that_were_chosen_before_the_script_is_there_count(people):
    page = people.open("buurvrouw", width=360)
    texts, chooser = page.locator("[name=photo_alt]"), page.locator("[name=photo]")
    with script_held_up(page, "photos"):
        to_the_photos(page)
        chooser.set_input_files([photo(1), photo(2)])
        texts.nth(0).fill("Van voren")
    expect(texts.locator("visible=true")).to_have_count(2)
    texts.nth(1).fill("Van opzij")

    chooser.set_input_files([photo(2), photo(1)])
    assert values(texts, 2) == ["Van opzij", "Van voren"]


@pytest.mark.parametrize("width", [360, 1280])
def test_writer_is_told_once_of_words_that_are_of_no_photo(people, width):
    page = at_the_photos(people.open("buurvrouw", width=width))
    texts, chooser = page.locator("[name=photo_alt]"), page.locator("[name=photo]")
    chooser.set_input_files([photo(number) for number in range(1, 6)])
    for number in range(5):
        texts.nth(number).fill(f"Tekst {number + 1}")
    chooser.set_input_files([photo(6), photo(5), photo(7)])

    expect(texts.locator("visible=true")).to_have_count(7)
    assert values(texts, 7) == ["", "Tekst 5", "", "Tekst 1", "Tekst 2", "Tekst 3", "Tekst 4"]
    texts.nth(0).fill("Zes")
    texts.nth(2).fill("Zeven")
    page.get_by_label("De mensen op de foto vinden het goed").check()
    page.get_by_role("button", name="Volgende").click()

    sees(page, "De tekst bij 1.png, 2.png, 3.png en 4.png hoort bij geen foto die je nu koos.")
    expect(texts.nth(3)).to_be_focused()
    expect(texts.nth(6)).to_have_accessible_description(re.compile("4.png .*hoort bij geen foto"))
    fits(page)
    shoot(page, "foto-tekst-over")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(RUN, {}) == []
    page.get_by_role("button", name="Volgende").click()
    sees(page, "Klopt alles?", "Zes", "Tekst 5", "Zeven")
    expect(page.get_by_text("Tekst 1")).to_have_count(0)


def values(texts, count):
    return [texts.nth(number).input_value() for number in range(count)]
