"""Back, and the button pressed once more: the form comes anew, with the words and another key. It makes one thing."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from communication.models import Enquiry, Request
from groups.models import Group, Issue, Meeting
from projects.models import Activity, Project, Question, Report, Status, Update
from tests.factories import (
    GroupFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    ProjectFactory,
    RequestFactory,
)
from themes.models import Phase, Wish

pytestmark = pytest.mark.django_db

NEXT_MONTH = (timezone.localdate() + timedelta(days=30)).isoformat()
SENT_ALREADY = "Dit had je net al verstuurd. Het staat er één keer."
KEY = re.compile(r'name="form_key" value="([^"]+)"')
IDEA = {"title": "Bankje bij de bushalte", "summary": "Dan kan ik even zitten.", "theme": "groen", "send": ""}
REQUEST = {"kind": "poster", "subject": "Poster", "text": "Zaterdag om tien uur bij het Julianapark."}
ENQUIRY = {"to": "communicatieteam", "subject": "Wijkkrant", "text": "Wanneer komt hij?"}
ISSUE = {"title": "Wie ruimt de bladeren op?", "text": "De goot zit vol."}
ACTIVITY = {"title": "Planten", "day": NEXT_MONTH, "starts": "10:00", "ends": "12:00", "place": "Julianapark"}
MEETING = ACTIVITY | {"title": "Groenoverleg"}
VISITOR = {"name": "Truus Wolters", "email": "truus@voorbeeld.test"}
CALLER = {"name": "Truus Wolters", "phone": "06 98765432", "consent": "on"}
BY_RESIDENT = [
    ("/projecten/voorstellen/alles/", "/projecten/voorstellen/", IDEA, Project.objects.filter(title=IDEA["title"])),
    ("/projecten/plukfruit/bijwerken/", "", {"title": "Geplant", "text": "Twaalf bomen."}, Update.objects),
    ("/projecten/plukfruit/activiteiten/nieuw/", "", ACTIVITY, Activity.objects),
    ("/projecten/plukfruit/vragen/stellen/", "", {"text": "Mag mijn kleinzoon plukken?"}, Question.objects),
    ("/communicatie/aanvragen/", "", REQUEST, Request.objects),
    ("/contact/", "", ENQUIRY, Enquiry.objects),
    ("/vraagstukken/nieuw/", "", ISSUE, Issue.objects),
    ("/groepen/beginnen/?project=plukfruit", "", {"name": "Plukkers", "purpose": "Plukken.", "joining": "open"},
     Group.objects.filter(name="Plukkers")),
    ("/groepen/groen/bijeenkomsten/nieuw/", "", MEETING, Meeting.objects),
    ("/groepen/groen/bijeenkomsten/nieuw/", "", MEETING | {"repeat": "month", "times": "2"},
     Meeting.objects.filter(turn=0)),
]  # fmt: skip
BY_COUNTER = [
    ("/balie/", IDEA, Project.objects.filter(title=IDEA["title"])),
    ("/balie/projectvraag/", {"project": "plukfruit", "text": "Wanneer is het rijp?"}, Question.objects),
    ("/balie/vraagstuk/", ISSUE, Issue.objects),
    ("/balie/vraag/", ENQUIRY, Enquiry.objects),
]


@pytest.fixture(autouse=True)
def plukfruit(groen, resident):
    group = GroupFactory(name="Groen", slug="groen", theme=groen)
    MembershipFactory(group=group, person=resident.person, role="chair")
    return ProjectFactory(
        title="Plukfruit", slug="plukfruit", theme=groen, status=Status.UNDERWAY, leader=resident.person
    )


def press(client, page, typed, to=""):
    """As a browser does that shows the page anew: with another key each time."""
    key = KEY.search(client.get(page).text)[1]
    return client.post(to or page, typed | {"form_key": key}, follow=True)


@pytest.mark.parametrize(("page", "to", "typed", "rows"), BY_RESIDENT)
def test_resident_who_goes_back_and_presses_again_makes_one(client, resident, page, to, typed, rows):
    client.force_login(resident)

    first, second = (press(client, page, typed, to) for _ in range(2))

    assert rows.all().count() == 1
    assert second.redirect_chain[0][0].partition("?")[0] == first.redirect_chain[0][0].partition("?")[0]
    assert SENT_ALREADY not in first.text
    assert SENT_ALREADY in second.text or page == "/contact/"


@pytest.mark.parametrize(("page", "typed", "rows"), BY_COUNTER)
def test_counter_that_goes_back_and_presses_again_makes_one(client, counter, page, typed, rows):
    client.force_login(counter)

    first, second = (press(client, page, typed | CALLER) for _ in range(2))

    assert rows.all().count() == 1
    said_when = ":"  # in the address of a receipt
    assert second.redirect_chain[0][0].partition(said_when)[0] == first.redirect_chain[0][0].partition(said_when)[0]
    assert SENT_ALREADY in second.text


def test_counter_that_writes_down_the_same_wish_of_another_makes_two(client, counter, round_in):
    round_in(Phase.COLLECT)
    client.force_login(counter)
    wish = {"text": "Meer bankjes"} | CALLER

    first, second, other = (press(client, "/balie/wens/", wish | more) for more in ({}, {}, {"name": "Jan Wolters"}))

    assert Wish.objects.filter(text="Meer bankjes").count() == 2
    assert [SENT_ALREADY in page.text for page in (first, second, other)] == [False, True, False]


@pytest.mark.parametrize(
    ("page", "to", "typed", "rows"),
    [
        ("/projecten/voorstellen/alles/", "/projecten/voorstellen/", IDEA, Project.objects.filter(status="draft")),
        ("/communicatie/aanvragen/", "", REQUEST, Request.objects),
        ("/contact/", "", ENQUIRY, Enquiry.objects),
        ("/projecten/plukfruit/melden/", "", {"about": "project", "category": "wrong", "text": "Het is er niet."},
         Report.objects),
    ],
)  # fmt: skip
def test_visitor_who_presses_again_makes_one_and_another_browser_its_own(page, to, typed, rows):
    own, another = Client(), Client()
    typed = typed if "melden" in page else typed | VISITOR

    first, second = (press(own, page, typed, to) for _ in range(2))

    assert rows.all().count() == 1
    assert second.redirect_chain[0][0].partition("?")[0] == first.redirect_chain[0][0].partition("?")[0]
    press(another, page, typed, to)
    assert rows.all().count() == 2


def test_same_words_of_another_resident_are_another_request(client, resident, neighbour):
    for user in (resident, neighbour):
        client.force_login(user)
        press(client, "/communicatie/aanvragen/", REQUEST)

    assert Request.objects.count() == 2


def test_other_words_are_another_message(client, resident):
    client.force_login(resident)

    for text in ("Twaalf bomen.", "Dertien bomen."):
        press(client, "/projecten/plukfruit/bijwerken/", {"title": "Geplant", "text": text})

    assert Update.objects.count() == 2


def test_a_group_of_the_same_name_for_another_theme_is_another(client, green_resident, sociaal):
    client.force_login(green_resident)
    sociaal.seats.create(person=green_resident.person, voice="resident")

    for theme in ("groen", "sociaal"):
        typed = {"name": "Buren", "purpose": "Elkaar helpen.", "joining": "open"}
        press(client, f"/groepen/beginnen/?thema={theme}", typed)

    assert set(Group.objects.filter(name="Buren").values_list("theme__slug", flat=True)) == {"groen", "sociaal"}


@pytest.mark.parametrize(("minutes", "made"), [(9, 1), (11, 2)])
def test_the_same_words_count_as_one_for_ten_minutes(client, resident, minutes, made):
    client.force_login(resident)
    typed = {"title": "Geplant", "text": "Twaalf bomen."}

    press(client, "/projecten/plukfruit/bijwerken/", typed)
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
        press(client, "/projecten/plukfruit/bijwerken/", typed)

    assert Update.objects.count() == made


def test_words_that_were_refused_make_something_once_they_are_mended(client, resident):
    client.force_login(resident)

    press(client, "/contact/", ENQUIRY | {"wants_call": "on"})
    assert Enquiry.objects.count() == 0
    press(client, "/contact/", ENQUIRY | {"wants_call": "on", "phone": "050 123 45 67"})

    assert Enquiry.objects.count() == 1


def withdraw_question(user):
    Question.objects.get().withdraw(by=user.person)


def withdraw_project(user):
    Project.objects.get(title=IDEA["title"]).withdraw(by=user.person, reason="Toch niet.")


def take_away_update(user):
    Update.objects.get().take_away(by=user.person)


def take_away_reported_update(user):
    Report.make(Update.objects.get(), by=None, category="wrong", text="Het is er niet.")
    Update.objects.get().take_away(by=user.person)


def cancel_activity(user):
    Activity.objects.get().cancel(by=user.person, reason="Regen.")


def cancel_meeting(user):
    Meeting.objects.get().cancel(by=user.person, reason="Regen.")


def cancel_series(user):
    Meeting.objects.get(turn=0).and_later().cancel(by=user.person, reason="Regen.")


def reword_update(user):
    Update.objects.get().correct(title="Geplant", text="Dertien bomen.")


def move_activity(user):
    later = timezone.now() + timedelta(days=90)
    Activity.objects.get().move(by=user.person, starts_at=later, ends_at=later + timedelta(hours=1), place="Elders")


def reword_activity(user):
    Activity.objects.get().correct(title="Snoeien", text="", room=None)


def move_meeting(user):
    later = timezone.now() + timedelta(days=90)
    Meeting.objects.get().move(by=user.person, starts_at=later, ends_at=later + timedelta(hours=1), place="Elders")


def move_series(user):
    first = Meeting.objects.get(turn=0)
    later = first.starts_at + timedelta(days=1)
    first.and_later().move(by=user.person, starts_at=later, ends_at=later + timedelta(hours=1), place="Elders")


def end_group(user):
    Group.objects.get(name="Plukkers").end(by=user.person)


@pytest.mark.parametrize(
    ("number", "take_back"),
    [
        (0, withdraw_project),
        (1, take_away_update),
        (1, take_away_reported_update),
        (2, cancel_activity),
        (3, withdraw_question),
        (1, reword_update),
        (2, move_activity),
        (2, reword_activity),
        (8, move_meeting),
        (7, end_group),
        (8, cancel_meeting),
        (9, cancel_series),
        (9, move_series),
    ],
)
def test_what_was_taken_back_or_changed_can_be_made_again_in_the_same_words(client, resident, number, take_back):
    client.force_login(resident)
    page, to, typed, rows = BY_RESIDENT[number]
    press(client, page, typed, to)
    earlier = rows.all().get().pk
    take_back(resident)

    again = press(client, page, typed, to)

    assert rows.all().exclude(pk=earlier).count() == 1
    assert SENT_ALREADY not in again.text


@pytest.mark.parametrize("number", [8, 9])
def test_meetings_that_were_renamed_can_be_planned_anew_at_the_same_hour(client, resident, number):
    client.force_login(resident)
    page, _, typed, rows = BY_RESIDENT[number]
    press(client, page, typed)
    first = rows.get()
    (first.and_later() if first.series else first).edit(version=None, title="Snoeioverleg")

    asked = press(client, page, typed)
    assert "Er staat al een bijeenkomst op dat uur" in asked.text
    press(client, page, typed | {"sure": "on"})

    assert sorted(rows.values_list("title", flat=True)) == ["Groenoverleg", "Snoeioverleg"]


def test_decision_and_answer_of_who_goes_back_are_there_once(client, resident):
    held = MeetingFactory(group=Group.objects.get(slug="groen"), starts_at=timezone.now() - timedelta(days=1))
    asked = RequestFactory(requester=resident.person)
    client.force_login(resident)

    for _ in range(2):
        press(client, f"{held.get_absolute_url()}besluiten/nieuw/", {"text": "We planten nog tien bomen."})
        press(client, asked.secret_url, {"text": "Mag het ook blauw?"})

    assert held.decisions.count() == 1
    assert asked.messages.count() == 1


def make_twice(client, page, typed, rows):
    """What there is after the form was sent, gone back to and sent again; and the second page."""
    _, second = (press(client, page, typed) for _ in range(2))
    return rows.all().count(), second.text


@pytest.fixture
def meeting():
    starts = timezone.now() + timedelta(days=10)
    return MeetingFactory(group=Group.objects.get(slug="groen"), starts_at=starts, state=Meeting.State.AGENDA_OPEN)


@pytest.fixture
def held():
    starts = timezone.now() - timedelta(days=1)
    return MeetingFactory(group=Group.objects.get(slug="groen"), starts_at=starts, state=Meeting.State.HELD)


def test_help_that_is_wanted_is_there_once_until_it_was_found_or_reworded(client, resident, plukfruit):
    client.force_login(resident)
    page = "/projecten/plukfruit/hulp/"
    typed = {"kind": "hands", "what": "Mensen die water geven", "count": "2"}

    made, text = make_twice(client, page, typed, plukfruit.help_wanted)
    assert (made, SENT_ALREADY in text) == (1, True)

    plukfruit.help_wanted.get().fulfil()
    press(client, page, typed)
    newest = plukfruit.help_wanted.get(fulfilled_at=None)
    newest.edit(version=None, what="Mensen met een gieter")
    press(client, page, typed)
    assert plukfruit.help_wanted.count() == 3


def test_point_is_on_the_agenda_once_until_it_is_changed_or_taken_off(client, resident, meeting):
    client.force_login(resident)
    page, typed = f"{meeting.get_absolute_url()}agendapunten/nieuw/", {"title": "De bomen"}

    made, text = make_twice(client, page, typed, meeting.points)
    assert (made, SENT_ALREADY in text) == (1, True)
    assert "Het punt staat op de agenda." not in text

    meeting.points.get().change(title="De struiken")
    press(client, page, typed)
    assert meeting.points.count() == 2
    meeting.points.get(title="De bomen").take_off()
    press(client, page, typed)
    assert sorted(meeting.points.values_list("title", flat=True)) == ["De bomen", "De struiken"]


def test_action_point_is_written_down_once_until_it_is_corrected_or_done(client, resident, held):
    client.force_login(resident)
    page, typed = f"{held.get_absolute_url()}actiepunten/nieuw/", {"text": "Gieters kopen"}

    made, text = make_twice(client, page, typed, held.actions)
    assert (made, SENT_ALREADY in text) == (1, True)

    held.actions.get().correct(by=resident.person, text="Scheppen kopen")
    press(client, page, typed)
    held.actions.get(text="Gieters kopen").tick_off(by=resident.person)
    press(client, page, typed)
    assert held.actions.count() == 3


def test_decision_that_was_corrected_can_be_written_down_anew(client, resident, held):
    client.force_login(resident)
    page, typed = f"{held.get_absolute_url()}besluiten/nieuw/", {"text": "We planten tien bomen."}
    made, text = make_twice(client, page, typed, held.decisions)
    assert (made, SENT_ALREADY in text) == (1, True)
    held.decisions.get().correct(text="We planten elf bomen.")

    press(client, page, typed)

    assert held.decisions.count() == 2


def test_money_is_written_down_once_and_said_to_be_there(client, resident, plukfruit):
    client.force_login(resident)
    typed = {"kind": "spent", "amount": "12,50", "what": "Koffie"}

    made, text = make_twice(client, "/projecten/plukfruit/geld/", typed, plukfruit.money_lines)

    assert (made, SENT_ALREADY in text) == (1, True)


def test_pledge_of_a_party_is_there_once_until_it_lapsed(client, resident, plukfruit):
    party = OrganisationFactory()
    plukfruit.partners.add(party)
    party.contacts.add(resident)
    client.force_login(resident)
    page = f"/partijen/{party.slug}/toezeggingen/"
    typed = {"about": f"project-{plukfruit.pk}", "what": "Twintig bomen", "due": NEXT_MONTH}

    made, text = make_twice(client, page, typed, party.pledges)
    assert (made, SENT_ALREADY in text) == (1, True)

    party.pledges.get().lapse(by=resident.person, reason="Geen geld.")
    press(client, page, typed)
    assert party.pledges.count() == 2


def test_question_to_a_party_is_there_once_until_it_was_refused(client, resident, plukfruit):
    party = OrganisationFactory()
    client.force_login(resident)
    typed = {"organisation": party.slug, "what": "Twintig bomen", "due": NEXT_MONTH}

    made, text = make_twice(client, "/projecten/plukfruit/toezeggingen/", typed, party.pledges)
    assert (made, SENT_ALREADY in text) == (1, True)

    party.pledges.get().refuse(by=resident.person, reason="Geen geld.")
    press(client, "/projecten/plukfruit/toezeggingen/", typed)
    assert party.pledges.count() == 2


def test_document_is_there_once_and_one_file_is_kept(client, resident, settings):
    group = Group.objects.get(slug="groen")
    client.force_login(resident)
    page = f"{group.get_absolute_url()}documenten/nieuw/"

    first, second = (
        press(client, page, {"title": "Plan voor het park", "file": SimpleUploadedFile("plan.pdf", b"%PDF-1.7 plan")})
        for _ in range(2)
    )

    assert group.documents.count() == 1
    assert [SENT_ALREADY in said.text for said in (first, second)] == [False, True]
    assert len(list(settings.MEDIA_ROOT.rglob("*.pdf"))) == 1


def test_line_is_on_the_briefing_once_and_said_to_be_there(client, resident, meeting):
    Group.objects.filter(pk=meeting.group_id).update(kind=Group.Kind.KOPLOPERSGROEP)
    client.force_login(resident)
    typed = {"kind": "succes", "title": "Twaalf bomen", "reason": "Ze staan er."}

    made, text = make_twice(client, f"{meeting.get_absolute_url()}briefing/nieuw/", typed, meeting.briefing_lines)

    assert (made, SENT_ALREADY in text) == (1, True)


def test_correction_stands_below_the_minutes_once_and_is_said_to_be_there(client, resident, held):
    Meeting.objects.filter(pk=held.pk).update(state=Meeting.State.MINUTES_PUBLISHED, minutes="We plantten elf bomen.")
    client.force_login(resident)

    made, text = make_twice(
        client, f"{held.get_absolute_url()}verslag/verbeteren/", {"text": "Het waren er twaalf."}, held.corrections
    )

    assert (made, SENT_ALREADY in text) == (1, True)


def test_how_an_activity_was_is_told_once(client, resident, plukfruit):
    was = timezone.now() - timedelta(days=1)
    activity = Activity.objects.create(
        project=plukfruit, title="Planten", starts_at=was, ends_at=was + timedelta(hours=1), place="Julianapark"
    )
    client.force_login(resident)

    made, _ = make_twice(
        client, f"{activity.get_absolute_url()}hoe-was-het/", {"text": "Het was druk."}, plukfruit.updates
    )

    assert made == 1


def test_third_vraagstuk_that_waits_is_pressed_twice_and_there_once(client, neighbour):
    client.force_login(neighbour)
    for title in ("Wie veegt?", "Wie snoeit?", "Wie harkt?"):
        press(client, "/vraagstukken/nieuw/", {"title": title})

    again = press(client, "/vraagstukken/nieuw/", {"title": "Wie harkt?"})

    assert Issue.objects.count() == 3
    assert SENT_ALREADY in again.text


FIRST = "/projecten/voorstellen/"
BEGUN = {"title": "Bankje bij de bushalte", "next": "1"}


def test_visitor_who_begins_the_same_idea_again_goes_on_with_it_in_this_browser():
    own, another = Client(), Client()

    first, second = (press(own, FIRST, BEGUN) for _ in range(2))
    other = press(another, FIRST, BEGUN)

    assert second.redirect_chain[0] == first.redirect_chain[0] != other.redirect_chain[0]
    assert Project.objects.filter(title=BEGUN["title"]).count() == 2


def test_who_comes_after_on_one_device_begins_anew():
    device = Client()
    first = press(device, FIRST, BEGUN)
    device.post(f"{first.redirect_chain[0][0]}zin/", {"forget": "1"})

    second = press(device, FIRST, BEGUN)

    assert second.redirect_chain[0] != first.redirect_chain[0]


def test_resident_begins_a_sent_idea_anew(client, resident):
    client.force_login(resident)
    first, second = (press(client, FIRST, BEGUN) for _ in range(2))
    Project.objects.filter(title=BEGUN["title"]).update(summary="Dan kan ik even zitten.")
    Project.objects.get(title=BEGUN["title"]).propose(by=resident.person)

    third = press(client, FIRST, BEGUN)

    assert second.redirect_chain[0] == first.redirect_chain[0] != third.redirect_chain[0]
