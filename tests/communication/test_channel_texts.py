"""The text of a product as each channel wants it."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from communication.channel_texts import LIMITS, texts_of
from communication.models import Placement, Product
from core.models import SiteSettings
from tests.factories import ProjectFactory, RequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(groen):
    return ProjectFactory(theme=groen, status="underway", title="Meer bomen", place="Van Lenneplaan")


@pytest.fixture
def product(project):
    return Product.objects.create(
        request=RequestFactory(project=project), kind="poster", title="Kom planten", text="Neem een schop mee."
    )


def by_channel(product):
    return {text.channel: text for text in texts_of(product)}


def test_every_channel_has_a_text_with_its_limit(product):
    assert [text.channel for text in texts_of(product)] == list(LIMITS)


def test_text_says_what_when_where_and_the_short_address(product, project):
    begin = timezone.make_aware(datetime(2099, 3, 2, 10))  # noqa: DTZ001 - made aware here
    project.activities.create(title="Planten", place="Bij de vijver", starts_at=begin, ends_at=begin)

    said = by_channel(product)["facebook"].text

    assert said == (
        "Kom planten\n\nNeem een schop mee.\n\nWanneer: maandag 2 maart 2099, 10.00 uur\nWaar: Bij de vijver\n\n"
        f"Lees meer: {settings.SITE_URL}/p/{project.short_code}/"
    )


def test_without_a_date_it_says_the_place_of_the_project_and_no_moment(product):
    said = by_channel(product)["newsletter"].text

    assert "Waar: Van Lenneplaan" in said
    assert "Wanneer" not in said


def test_text_says_the_day_place_and_address_that_stand_on_the_poster_itself(product, project):
    begin = timezone.make_aware(datetime(2099, 3, 2, 10))  # noqa: DTZ001 - made aware here
    project.activities.create(title="Iets anders", place="Bij de vijver", starts_at=begin, ends_at=begin)
    made_of = {"when": "Zaterdag 9 mei, 14.00 uur", "where": "In de kantine", "address": "https://voorbeeld.nl/kom"}
    text = "Neem een schop mee.\n\nWanneer: Zaterdag 9 mei, 14.00 uur\nWaar: In de kantine"
    Product.objects.update(data={"fields": made_of}, text=text)

    said = by_channel(Product.objects.get())

    assert said["posters"].text == (
        "Kom planten\n\nWanneer: Zaterdag 9 mei, 14.00 uur\nWaar: In de kantine\n\nhttps://voorbeeld.nl/kom"
    )
    assert said["facebook"].text == f"Kom planten\n\n{text}\n\nLees meer: https://voorbeeld.nl/kom"
    assert not [channel for channel, one in said.items() if "vijver" in one.text or "2 maart" in one.text]


def test_project_that_is_not_public_stays_out_of_it(product, project):
    type(project).objects.update(hidden_at=timezone.now())
    product = Product.objects.get()

    said = by_channel(product)["website"].text

    assert "Van Lenneplaan" not in said
    assert said.endswith(f"Lees meer: {settings.SITE_URL}/")


def test_press_release_says_who_to_call_and_waits_for_its_day(product):
    site = SiteSettings.load()
    Placement.of(product, "press").plan(timezone.localdate() + timedelta(days=3))

    later = by_channel(product)["press"].text
    Placement.of(product, "press").plan(timezone.localdate())
    now = by_channel(product)["press"].text

    assert "Embargo: niet plaatsen vóór" in later
    assert "Mag direct worden geplaatst." in now
    assert f"Communicatieteam {site}, telefoon {site.telephone}" in now


@pytest.mark.parametrize(("channel", "unit"), [("facebook", "tekens"), ("wijkkrant", "woorden")])
def test_text_that_is_too_long_is_said_and_stays_whole(client, team_member, product, channel, unit):
    Product.objects.update(text="woord " * 200 + "einde")
    client.force_login(team_member)

    text = by_channel(Product.objects.get())[channel]
    html = client.get(f"/beheer/communication/placement/uiting/{product.pk}/teksten/").text

    assert text.too_much == text.length - text.limit > 0
    assert f"{text.length} {unit}, dat is {text.too_much} meer dan {text.limit}." in html
    assert "einde" in text.text


def test_page_shows_each_text_in_a_field_to_select_and_a_button_that_copies_it(client, team_member, product):
    client.force_login(team_member)

    html = client.get(f"/beheer/communication/placement/uiting/{product.pk}/teksten/").text

    assert html.count("<textarea") == html.count('hidden data-copy="') == 6
    assert html.count(" readonly ") == 6
    assert "van hoogstens 500 tekens" in html
    assert "js/page" in html
