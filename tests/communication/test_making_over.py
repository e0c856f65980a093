"""Making something of what is over, off, or not out yet: said, asked, or refused."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from communication.models import Product
from projects.models import Activity
from tests.communication.making import MAKE, NEWS, PIECE, POSTER, SOCIAL, address_of
from tests.factories import MeetingFactory, StoryFactory

pytestmark = pytest.mark.django_db


def activity(project, **fields):
    starts = timezone.now() + timedelta(days=2)
    when = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    return Activity.objects.create(project=project, title="Plantdag", place="Het veld", **(when | fields))


def over(project):
    starts = timezone.now() - timedelta(days=2)
    return f"activiteit-{activity(project, starts_at=starts, ends_at=starts + timedelta(hours=2)).pk}"


def meeting_over(project):
    starts = timezone.now() - timedelta(days=2)
    return f"bijeenkomst-{MeetingFactory(starts_at=starts, ends_at=starts + timedelta(hours=2)).pk}"


def cancelled(project):
    return f"activiteit-{activity(project, cancelled_at=timezone.now(), cancel_reason='Regen').pk}"


def meeting_cancelled(project):
    return f"bijeenkomst-{MeetingFactory(state='cancelled', cancel_reason='Regen').pk}"


def concept(project):
    return f"verhaal-{StoryFactory(project=project, published_at=None).pk}"


def ready(project):
    return f"verhaal-{StoryFactory(project=project, published_at=None, ready_at=timezone.now()).pk}"


def planned_for_later(project):
    return f"verhaal-{StoryFactory(project=project, published_at=timezone.now() + timedelta(days=1)).pk}"


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (over, "Dit is al geweest: "), (meeting_over, "Dit is al geweest: "),
        (concept, "Dit verhaal is nog een concept."), (ready, "Dit verhaal staat nog niet op de website."),
        (planned_for_later, "Dit verhaal komt later op de website."),
    ],
)  # fmt: skip
def test_member_who_makes_a_poster_of_what_is_over_or_not_out_is_told_and_says_that_it_is_meant(
    team_client, asked, project, about, said
):
    address = f"{address_of(asked, 'poster')}?over={about(project)}"
    beside = team_client.get(address).text

    told = team_client.post(address, POSTER)
    before = Product.objects.count()
    meant = team_client.post(address, POSTER | {"sure": "on"})

    assert said in beside
    assert said in told.context["form"].errors["sure"][0]
    assert POSTER["bring"] in told.text
    assert (before, meant.status_code, Product.objects.count()) == (0, 302, 1)
    assert "sure" not in Product.objects.get().data["fields"]


@pytest.mark.parametrize(
    ("shape", "typed"), [("poster", POSTER), ("flyer", POSTER | {"paper": "a5"}), ("nieuwsbrief", PIECE)]
)
@pytest.mark.parametrize("about", [cancelled, meeting_cancelled])
def test_nobody_is_called_to_what_was_cancelled(team_client, asked, project, shape, typed, about):
    address = f"{address_of(asked, shape)}?over={about(project)}"
    beside = team_client.get(address).text

    told = team_client.post(address, typed | {"sure": "on"})

    assert "is afgezegd. Nodig er niemand meer voor uit." in beside
    assert "Nodig er niemand meer voor uit." in told.text
    assert not Product.objects.exists()


@pytest.mark.parametrize(("shape", "typed"), [("beeld", SOCIAL), ("nieuws", NEWS)])
def test_that_something_is_cancelled_can_be_told(team_client, asked, project, shape, typed):
    address = f"{address_of(asked, shape)}?over={cancelled(project)}"

    told = team_client.post(address, typed)
    meant = team_client.post(address, typed | {"sure": "on"})

    assert "is afgezegd" in told.text
    assert (meant.status_code, Product.objects.count()) == (302, 1)


@pytest.mark.parametrize("about", [over, concept, cancelled])
def test_where_one_chooses_what_to_make_it_is_said_too(team_client, project, about):
    key = about(project)

    assert "errornote" in team_client.get(f"{MAKE}?over={key}").text


def test_what_is_to_come_is_made_without_a_question(team_client, asked, project):
    row = activity(project)

    page = team_client.get(f"{address_of(asked, 'poster')}?over=activiteit-{row.pk}")
    made = team_client.post(f"{address_of(asked, 'poster')}?over=activiteit-{row.pk}", POSTER)

    assert "sure" not in page.context["form"].fields
    assert made.status_code == 302


def test_enter_in_a_field_saves_as_the_first_button_does(team_client, asked):
    """A browser presses the first button of a form."""
    html = team_client.get(address_of(asked, "poster")).text

    buttons = re.findall(r"<button[^>]*>", html.split('<form id="maken"')[1].split("</form>")[0])
    assert "name=" not in buttons[0]
    assert 'name="preview"' in buttons[1]
