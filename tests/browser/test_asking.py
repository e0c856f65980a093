"""From asking the communicatieteam to saying that it is good, as who asks and as the team, without an account."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import fits, sees

pytestmark = pytest.mark.browser


def test_visitor_asks_for_a_poster_sees_the_proof_and_says_that_it_is_good(people):
    subject = "Poster voor de soepdag"
    asker, team = people.open(), people.open("communicatie")
    asker.goto("/communicatie/aanvragen/")
    asker.locator("[name=kind][value=poster]").check()
    asker.locator("[name=subject]").fill(subject)
    asker.locator("[name=text]").fill("Zaterdag om twaalf uur is er soep voor iedereen.")
    asker.locator("[name=name]").fill("Truus Wolters")
    asker.locator("[name=email]").fill("truus@voorbeeld.test")
    asker.get_by_role("button", name="Verstuur je aanvraag").click()
    sees(asker, "Je aanvraag is binnen", subject)
    fits(asker)

    team.goto("/beheer/communication/request/?stand=new")
    team.get_by_role("link", name=subject).first.click()
    for words in ("Ik pak dit op", "Begin"):
        team.get_by_role("button", name=words, exact=True).click()
    team.get_by_role("button", name="Maak een poster").click()
    team.get_by_label("Titel").fill("Soep voor iedereen")
    team.locator("[name=call]").fill("Schuif aan")
    team.get_by_role("button", name="Bewaar bij de aanvraag").click()
    team.get_by_role("button", name="Vraag of het goed is").click()
    fits(team)

    asker.reload()
    sees(asker, "Soep voor iedereen")
    expect(asker.get_by_role("link", name="Bekijk soep-voor-iedereen.pdf")).to_be_visible()
    fits(asker)
    asker.get_by_role("button", name="Dit is goed zo").first.click()

    sees(asker, "Akkoord op")
    team.reload()
    sees(team, "akkoord")
    assert subject in people.mail("truus@voorbeeld.test", "Kijk of het goed is")
