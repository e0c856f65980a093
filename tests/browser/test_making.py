"""Making something beside how it looks: the picture follows what is typed, and without script the button does it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import script_held_up

pytestmark = pytest.mark.browser

PLUKFRUIT = "/projecten/plukfruit-van-lenneplaan/"
LONG = "Kom mee planten en soep eten op zaterdag. " * 8


@pytest.mark.parametrize("width", [1280, 360])
def test_member_makes_a_flyer_from_the_page_of_a_project(people, width):
    team = people.open("communicatie", width=width)
    team.goto(PLUKFRUIT)
    team.get_by_role("link", name="Maak er iets over").click()
    team.get_by_role("button", name="Maak een flyer").click()
    picture = team.locator("#voorbeeld img")
    first = picture.get_attribute("src")

    team.get_by_label("Titel").fill("Vier mensen met een schop gezocht")
    expect(picture).not_to_have_attribute("src", first)
    alone = picture.get_attribute("src")
    team.get_by_label("A5, twee op een A4").check()
    expect(picture).not_to_have_attribute("src", alone)
    assert team.evaluate("document.querySelector('#voorbeeld img').decode().then(() => true)")

    for name in ("where", "bring"):
        team.locator(f"[name={name}]").fill(LONG[:155])
    team.locator("[name=when]").fill(LONG[:115])
    team.locator("[name=lead]").fill(LONG[:290])
    expect(team.locator("#voorbeeld [role=status]")).to_contain_text("Dit past niet: maak de tekst ongeveer")

    team.locator("[name=lead]").fill("Samen planten we de laatste bomen.")
    team.get_by_role("button", name="Bewaar", exact=True).click()
    expect(team.get_by_text("Bewaard bij de uitingen: Vier mensen met een schop gezocht, versie 1.")).to_be_visible()
    expect(team.get_by_role("link", name="vier-mensen-met-een-schop-gezocht.pdf")).to_be_visible()
    assert team.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_typed_before_the_script_is_there_is_in_the_picture(people):
    team = people.open("communicatie")
    with script_held_up(team, "making"):
        team.goto("/beheer/communication/request/maken/flyer/", wait_until="commit")
        team.get_by_label("Titel").fill("Soep voor vroege vogels")

    expect(team.get_by_alt_text("Voorbeeld van de flyer: Soep voor vroege vogels")).to_be_visible()


def test_without_script_the_button_renews_the_picture_and_keeps_what_is_typed(people):
    team = people.open("communicatie", java_script_enabled=False)
    team.goto("/beheer/communication/request/maken/flyer/")
    first = team.locator("#voorbeeld img").get_attribute("src")

    team.get_by_label("Titel").fill("Soep voor iedereen")
    team.get_by_role("button", name="Ververs het voorbeeld").first.click()

    assert team.locator("#voorbeeld img").get_attribute("src") != first
    assert team.get_by_label("Titel").input_value() == "Soep voor iedereen"
    assert re.search("/maken/flyer/$", team.url)
