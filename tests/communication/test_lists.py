"""The lists of the back office: what they are called and what they can be narrowed to."""

import pytest
from django.utils import timezone

from tests.factories import EnquiryFactory, StoryFactory

QUESTIONS, STORIES = "/beheer/communication/enquiry/", "/beheer/communication/story/"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Open", "Klaar"]),
        ("antwoord=nee", ["Open"]),
        ("antwoord=ja", ["Klaar"]),
        ("antwoord=x", ["Open", "Klaar"]),
    ],
)
def test_member_narrows_the_questions(team_client, query, found):
    EnquiryFactory(subject="Open")
    EnquiryFactory(subject="Klaar", answer="Ja", answered_at=timezone.now())

    page = team_client.get(f"{QUESTIONS}?{query}").content.decode()

    assert [subject for subject in ("Open", "Klaar") if f">{subject}</a>" in page] == found


@pytest.mark.parametrize(("query", "found"), [("website=nee", ["Concept"]), ("website=ja", ["Gelezen"])])
def test_member_narrows_the_stories(team_client, query, found):
    StoryFactory(title="Concept", published_at=None)
    StoryFactory(title="Gelezen")

    page = team_client.get(f"{STORIES}?{query}").content.decode()

    assert [title for title in ("Concept", "Gelezen") if f">{title}</a>" in page] == found


@pytest.mark.parametrize(
    ("address", "heading"),
    [(QUESTIONS, "Vragen"), (STORIES, "Verhalen"), (f"{STORIES}add/", "Schrijf een verhaal")],
)
def test_a_page_of_the_back_office_is_called_what_it_is(team_client, address, heading):
    assert f"<h1>{heading}</h1>" in team_client.get(address).content.decode()
