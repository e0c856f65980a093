"""Minutes while the meeting goes on: who came, a few lines a point, what is agreed, what goes to the next time."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from core.repeating import Rule
from groups.models import AgendaPoint, Meeting
from tests.factories import MeetingFactory, PersonFactory

pytestmark = pytest.mark.django_db
State = Meeting.State


@pytest.fixture
def meeting(group):
    """It began half an hour ago."""
    return MeetingFactory(group=group, starts_at=timezone.now() - timedelta(minutes=30))


@pytest.fixture
def point(meeting):
    return AgendaPoint.objects.create(meeting=meeting, title="Bladeren", minutes_planned=15)


def address(meeting):
    return f"{meeting.get_absolute_url()}verslag/"


def send(client, meeting, part, *, json=False, **fields):
    headers = {"accept": "application/json"} if json else None
    return client.post(address(meeting), {"part": part} | fields, headers=headers)


def planned(group, **fields):
    return MeetingFactory(group=group, title="Volgende", starts_at=timezone.now() + timedelta(days=30), **fields)


# -- at a point --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["chair", "secretary", "administrator"])
def test_who_steers_writes_at_a_point_while_it_goes_on_and_comes_back_to_it(client, meeting, point, who, request):
    client.force_login(request.getfixturevalue(who))
    assert "Bladeren" in client.get(address(meeting)).text

    response = send(client, meeting, "text", point=point.pk, minutes="Veel blad.", members_minutes="Ruzie.", version=1)

    assert response.url == f"{address(meeting)}#punt-{point.pk}"
    point.refresh_from_db()
    assert (point.minutes, point.members_minutes, point.minutes_version) == ("Veel blad.", "Ruzie.", 2)
    page = client.get(address(meeting)).text
    assert "Veel blad." in page
    assert "bewaard om" in page
    meeting.refresh_from_db()
    assert (meeting.state, meeting.events.count()) == ("planned", 0)


@pytest.mark.parametrize("who", ["member", "resident", "green_professional", "koplopers_chair"])
def test_others_write_nothing(client, meeting, point, who, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(address(meeting)).status_code == 403
    assert send(client, meeting, "text", point=point.pk, minutes="Van mij").status_code == 403
    point.refresh_from_db()
    assert point.minutes == ""


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.MINUTES_PUBLISHED, "het verslag staat al op de website"),
        (State.MINUTES_ADOPTED, "het verslag is vastgesteld"),
        (State.CANCELLED, "de bijeenkomst is afgelast"),
    ],
)
def test_secretary_who_is_too_late_reads_why(client, meeting, point, secretary, state, words):
    Meeting.objects.update(state=state, cancel_reason="Ziek.")
    client.force_login(secretary)

    for json in (False, True):
        answer = send(client, meeting, "text", point=point.pk, minutes="Te laat", json=json)
        is_out = state != State.CANCELLED
        said = answer.json()["why"] if json else answer.text if is_out else client.get(answer.url).text
        assert f"Dit kan nu niet: {words}." in said

    point.refresh_from_db()
    assert point.minutes == ""


@pytest.mark.parametrize("json", [True, False], ids=["script", "form"])
def test_who_lost_the_role_while_writing_reads_that(client, group, meeting, point, secretary, json):
    client.force_login(secretary)
    assert client.get(address(meeting)).status_code == 200
    group.memberships.filter(person=secretary.person).update(role="member")

    answer = send(client, meeting, "text", point=point.pk, minutes="Veel blad.", version=1, json=json)

    words = answer.json()["why"] if json else answer.text
    assert answer.status_code == 403
    assert "Je bent geen voorzitter of notulist meer van deze groep. Dit is niet bewaard." in words
    point.refresh_from_db()
    assert point.minutes == ""


def test_who_was_taken_out_while_writing_reads_that(client, group, meeting, chair, secretary):
    client.force_login(secretary)
    group.memberships.get(person=secretary.person).remove(by=chair.person, reason="Klaar.")

    answer = send(client, meeting, "bring_up", title="Nog iets", json=True)

    assert answer.status_code == 403
    assert "Je bent geen lid meer van Werkgroep Julianapark." in answer.json()["why"]


def test_before_it_begins_no_minutes_are_written(client, group, chair):
    meeting = MeetingFactory(group=group)
    client.force_login(chair)

    assert client.get(address(meeting)).url == meeting.get_absolute_url()
    assert "Schrijf het verslag" not in client.get(meeting.get_absolute_url()).text


def test_a_script_hears_the_new_version_and_the_hour(client, meeting, point, secretary):
    client.force_login(secretary)

    told = send(client, meeting, "text", point=point.pk, minutes="Veel blad.", version=1, json=True)

    assert told.json() == {"version": 2, "at": timezone.localtime().strftime("%H.%M uur")}


def test_the_second_of_two_at_one_point_reads_both_and_then_saves(client, meeting, point, secretary):
    point.write(by=None, version=1, minutes="Van de ander", members_minutes="Onder ons")
    client.force_login(secretary)

    quiet = send(client, meeting, "text", point=point.pk, minutes="Van mij", version=1, json=True)
    both = send(client, meeting, "text", point=point.pk, minutes="Van mij", version=1)

    assert (quiet.status_code, both.status_code) == (409, 409)
    assert "Dit is ook veranderd door een ander, of door jou in een ander venster." in quiet.json()["why"]
    for words in (
        "Van mij",
        "Van de ander",
        "Onder ons",
        "Er is net iets veranderd, door een ander of door jou in een ander venster",
    ):
        assert words in both.text
    assert "Hier gaat bewaren even niet vanzelf. Druk op ‘Bewaar’." in both.text
    assert '<output class="meta">nog niet bewaard</output>' in both.text
    assert "bewaard om" not in both.text
    assert f'name="version" value="2" id="id_punt-{point.pk}_text_version"' in both.text
    send(client, meeting, "text", point=point.pk, minutes="Van ons samen", version=2)
    point.refresh_from_db()
    assert point.minutes == "Van ons samen"


def test_two_at_two_points_never_clash(client, meeting, point, secretary):
    other = AgendaPoint.objects.create(meeting=meeting, title="Bomen")
    client.force_login(secretary)

    send(client, meeting, "text", point=point.pk, minutes="Blad", version=1)
    answer = send(client, meeting, "text", point=other.pk, minutes="Boom", version=1)

    assert answer.status_code == 302
    assert list(meeting.points.values_list("minutes", flat=True)) == ["Blad", "Boom"]


def test_a_point_of_another_meeting_takes_no_text_here(client, meeting, secretary):
    other = AgendaPoint.objects.create(meeting=MeetingFactory(), title="Van een ander")
    client.force_login(secretary)

    for point in (other.pk, "x", ""):
        assert send(client, meeting, "text", point=point, minutes="x").status_code == 404


def test_who_writes_at_a_point_that_was_taken_off_puts_it_back_with_the_text(client, meeting, point, secretary):
    client.force_login(secretary)
    typed = {"point": point.pk, "title": "Bladeren", "minutes": "Eerste woorden", "members_minutes": "Onder ons"}
    point.take_off()

    quiet = send(client, meeting, "text", json=True, **typed)
    page = send(client, meeting, "text", **typed)

    assert (quiet.status_code, page.status_code) == (409, 409)
    assert "Iemand anders haalde dit punt van de agenda." in quiet.json()["why"]
    for words in ("Dit punt is van de agenda gehaald", 'value="Bladeren"', "Eerste woorden", "Onder ons"):
        assert words in page.text
    back = {name: typed[name] for name in ("title", "minutes", "members_minutes")}
    send(client, meeting, "bring_up", **back)
    assert meeting.points.values("title", "minutes", "members_minutes").get() == back


@pytest.mark.parametrize(("members_only", "field"), [({}, "minutes"), ({"members_only": "on"}, "members_minutes")])
def test_a_decision_at_a_point_that_was_taken_off_is_not_lost(client, meeting, point, secretary, members_only, field):
    client.force_login(secretary)
    point.take_off()

    page = send(client, meeting, "decision", point=point.pk, title="Bladeren", text="We vegen zelf", **members_only)

    assert page.context["page"].brought_up[field].value() == "We vegen zelf"
    assert "We vegen zelf" in page.text
    assert not meeting.decisions.exists()


def test_a_point_that_was_taken_off_goes_to_no_next_time_and_the_page_says_so(client, meeting, point, secretary):
    client.force_login(secretary)
    point.take_off()

    response = send(client, meeting, "carry_on", point=point.pk)

    assert response.url == address(meeting)
    assert "Iemand anders haalde dit punt van de agenda." in client.get(response.url).text


def test_too_long_a_text_says_so_and_stays(client, meeting, point, secretary):
    client.force_login(secretary)

    page = send(client, meeting, "text", point=point.pk, minutes="blad " * 2001)
    told = send(client, meeting, "text", point=point.pk, minutes="blad " * 2001, json=True)

    assert "Maak het verslag korter" in page.text
    assert (told.status_code, "Maak het verslag korter" in told.json()["why"]) == (422, True)


def test_first_words_after_it_was_held_make_the_draft_once(client, meeting, point, secretary):
    meeting.hold(by=None)
    client.force_login(secretary)

    for version in (1, 2):
        send(client, meeting, "text", point=point.pk, minutes=f"Keer {version}", version=version)

    meeting.refresh_from_db()
    assert meeting.state == "minutes_draft"
    assert list(meeting.events.order_by("pk").values_list("kind", flat=True)) == ["held", "minutes_drafted"]


def test_what_was_written_meanwhile_is_the_draft_once_it_was_held(client, meeting, point, chair):
    point.write(by=None, minutes="Veel blad.")
    client.force_login(chair)

    client.post(f"{meeting.get_absolute_url()}geweest/")
    client.post(f"{meeting.get_absolute_url()}verslag-publiceren/")

    meeting.refresh_from_db()
    assert meeting.state == "minutes_published"
    client.logout()
    assert "Veel blad." in client.get(meeting.get_absolute_url()).text


def test_a_point_with_something_written_is_not_taken_off(client, meeting, point, chair):
    point.write(by=None, minutes="Veel blad.")
    client.force_login(chair)

    page = client.post(f"{meeting.get_absolute_url()}agendapunten/{point.pk}/weghalen/", follow=True).text

    assert "er is al iets opgeschreven bij dit punt" in page
    assert meeting.points.count() == 1


# -- who were there, the whole, what came up ---------------------------------------------------------------------------


def test_two_who_tick_different_people_do_not_undo_each_other(client, meeting, chair, secretary, member):
    meeting.attendees.add(chair.person)
    client.force_login(secretary)
    seen = str(chair.person.pk)

    send(client, meeting, "present", attendees=[chair.person.pk, member.person.pk], seen=seen, guests="Jan van de post")
    told = send(
        client, meeting, "present", attendees=[secretary.person.pk], seen=seen, guests="Jan van de post", json=True
    )

    assert set(meeting.attendees.all()) == {member.person, secretary.person}
    assert set(told.json()["seen"].split(",")) == {str(member.person.pk), str(secretary.person.pk)}
    meeting.refresh_from_db()
    assert meeting.guests == "Jan van de post"


def test_who_ticks_on_an_older_page_keeps_the_guests_that_another_wrote(client, meeting, secretary, member):
    client.force_login(secretary)
    send(client, meeting, "present", guests="Jan van de post", guests_seen="")

    older = {"attendees": [member.person.pk], "guests": "", "guests_seen": ""}
    told = send(client, meeting, "present", json=True, **older)

    meeting.refresh_from_db()
    assert (meeting.guests, list(meeting.attendees.all())) == ("Jan van de post", [member.person])
    assert told.json()["guests_seen"] == ""


def test_the_second_of_two_who_write_guests_reads_both_and_then_saves(client, meeting, secretary, member):
    client.force_login(secretary)
    send(client, meeting, "present", guests="Jan van de post", guests_seen="")

    sent = {"attendees": [member.person.pk], "guests": "Piet", "guests_seen": ""}
    assert send(client, meeting, "present", json=True, **sent).status_code == 409
    page = send(client, meeting, "present", **sent)

    meeting.refresh_from_db()
    assert (page.status_code, meeting.guests, meeting.attendees.exists()) == (409, "Jan van de post", False)
    for words in (
        "Er is net iets veranderd, door een ander of door jou in een ander venster",
        "<p>Jan van de post</p>",
        'value="Piet"',
    ):
        assert words in page.text
    assert page.context["page"].present["guests_seen"].value() == "Jan van de post"
    send(client, meeting, "present", **sent | {"guests_seen": "Jan van de post"})
    meeting.refresh_from_db()
    assert (meeting.guests, list(meeting.attendees.all())) == ("Piet", [member.person])


def test_guests_are_named_to_members_only(client, meeting, member):
    Meeting.objects.update(state=State.MINUTES_PUBLISHED, guests="Jan van de post", minutes="Kort.")

    assert "Jan van de post" not in client.get(meeting.get_absolute_url()).text
    client.force_login(member)
    assert "Jan van de post" in client.get(meeting.get_absolute_url()).text


def test_a_stranger_cannot_be_ticked(client, meeting, secretary):
    client.force_login(secretary)

    assert send(client, meeting, "present", attendees=[PersonFactory().pk]).status_code == 200
    assert not meeting.attendees.exists()


def test_what_came_up_becomes_a_point_once(client, meeting, point, secretary):
    client.force_login(secretary)
    page = client.get(address(meeting)).text
    assert "Wat er verder besproken is" in page
    assert "Wat is er nog meer besproken?" in page

    for _ in range(2):
        response = send(client, meeting, "bring_up", title="De kapotte lamp")

    new = meeting.points.last()
    assert response.url == f"{address(meeting)}#verder"
    assert (meeting.points.count(), new.title, new.came_up) == (2, "De kapotte lamp", True)
    assert "Stond niet op de agenda." in client.get(meeting.get_absolute_url()).text
    assert "Vul het onderwerp in." in send(client, meeting, "bring_up", title="").text


# -- agreed at a point -------------------------------------------------------------------------------------------------


def test_a_decision_and_an_action_are_written_down_under_their_point(client, meeting, point, secretary, member):
    client.force_login(secretary)

    for _ in range(2):
        send(client, meeting, "decision", point=point.pk, text="We vegen zelf")
        response = send(client, meeting, "action", point=point.pk, text="Bezems kopen", person=member.person.pk)

    assert response.url == f"{address(meeting)}#punt-{point.pk}"
    assert list(meeting.decisions.values_list("text", "point")) == [("We vegen zelf", point.pk)]
    assert list(meeting.actions.values_list("text", "point", "person")) == [
        ("Bezems kopen", point.pk, member.person.pk)
    ]
    page = client.get(address(meeting)).text
    assert "We vegen zelf" in page
    assert "Bezems kopen, Gea Postema" in page


def test_a_wrong_decision_opens_its_form_and_says_what_is_wrong(client, meeting, point, secretary):
    client.force_login(secretary)

    page = send(client, meeting, "decision", point=point.pk, text="").text

    assert "<title>Fout:" in page
    assert "Schrijf op wat er is afgesproken." in page
    assert "<details open><summary" in page


def test_a_choice_that_is_not_in_the_list_is_told_in_own_words(client, meeting, point, secretary):
    client.force_login(secretary)
    decided = {"point": point.pk, "text": "Vegen"}

    told = [
        send(client, meeting, "decision", json=True, how="votes", **decided).json()["why"],
        send(client, meeting, "decision", json=True, replaces="9", **decided).json()["why"],
        send(client, meeting, "present", json=True, attendees=["0"]).json()["why"],
    ]

    assert told == [
        "Kies uit de lijst hoe jullie besloten.",
        "Kies opnieuw: wat je koos, staat niet meer in de lijst.",
        "Iemand die je aanvinkte, staat niet meer in de lijst. Kijk het na.",
    ]
    assert not meeting.decisions.exists()


def test_one_who_was_there_is_one_person(client, meeting, secretary):
    meeting.attendees.add(secretary.person)
    Meeting.objects.update(state=State.MINUTES_PUBLISHED)

    assert "1 persoon" in client.get(meeting.get_absolute_url()).text


# -- to the next time --------------------------------------------------------------------------------------------------


def test_a_point_goes_to_the_next_meeting_and_both_say_so(client, meeting, point, secretary, group):
    following = planned(group)
    client.force_login(secretary)

    for _ in range(2):
        response = send(client, meeting, "carry_on", point=point.pk)

    assert response.url == f"{address(meeting)}#punt-{point.pk}"
    new = following.points.get()
    assert (new.title, new.minutes_planned, new.carried_from) == ("Bladeren", 15, point)
    assert "Komt terug op:" in client.get(meeting.get_absolute_url()).text
    there = client.get(following.get_absolute_url()).text
    assert "Kwam niet aan bod op:" in there
    assert meeting.get_absolute_url() in there


def test_a_point_waits_until_a_next_meeting_is_planned(client, meeting, point, secretary, group):
    client.force_login(secretary)
    send(client, meeting, "carry_on", point=point.pk)
    assert "Komt terug op een volgende bijeenkomst." in client.get(meeting.get_absolute_url()).text

    starts = timezone.now() + timedelta(days=9)
    new = Meeting.plan(group, by=secretary.person, title="Later", starts_at=starts, ends_at=starts, place="Hier")

    point.refresh_from_db()
    assert new.points.get().carried_from == point
    assert not point.is_waiting


def test_a_point_waits_for_no_meeting_that_was_before_it(meeting, point, secretary, group):
    point.carry_on()
    starts = timezone.localtime() - timedelta(days=400)

    old = Meeting.plan(group, by=secretary.person, title="Vorig jaar", starts_at=starts, ends_at=starts, place="Hier")

    point.refresh_from_db()
    assert (point.is_waiting, old.points.exists()) == (True, False)


def test_a_point_that_is_dealt_with_after_all_leaves_the_next_agenda(client, meeting, point, secretary, group):
    following = planned(group)
    client.force_login(secretary)
    send(client, meeting, "carry_on", point=point.pk)
    assert "Toch nu" in client.get(address(meeting)).text

    send(client, meeting, "keep_here", point=point.pk)

    assert not following.points.exists()
    assert "Naar de volgende keer" in client.get(address(meeting)).text


def test_a_frozen_agenda_takes_no_point_over(client, koplopersgroep, koplopers_chair):
    meeting = MeetingFactory(group=koplopersgroep, starts_at=timezone.now() - timedelta(hours=1), state=State.FROZEN)
    point = AgendaPoint.objects.create(meeting=meeting, title="Lantaarns")
    frozen = planned(koplopersgroep, state=State.FROZEN)
    client.force_login(koplopers_chair)

    send(client, meeting, "carry_on", point=point.pk)

    point.refresh_from_db()
    assert (point.is_waiting, frozen.points.exists()) == (True, False)


def test_what_members_spoke_of_among_themselves_goes_to_no_public_agenda(client, meeting, point, secretary, group):
    Meeting.objects.update(is_public=False)
    public, private = planned(group), planned(group, is_public=False)
    client.force_login(secretary)

    send(client, meeting, "carry_on", point=point.pk)
    private.points.all().delete()
    point.refresh_from_db()
    send(client, meeting, "keep_here", point=point.pk)
    private.cancel(by=None, reason="Ziek.")
    send(client, meeting, "carry_on", point=point.pk)
    Meeting.plan(group, by=None, title="Open", starts_at=public.starts_at, ends_at=public.ends_at, place="Hier")

    point.refresh_from_db()
    assert point.is_waiting
    assert AgendaPoint.objects.count() == 1


@pytest.fixture
def weekly(group):
    """Two that are planned, as a series."""
    rule = Rule("week", timezone.localdate() + timedelta(days=7))
    about = {"title": "Elke week", "place": "Hier", "starts": time(20), "ends": time(21)}
    return Meeting.plan_series(group, by=None, rule=rule, turns=[0, 1], **about)


def test_a_point_that_went_to_a_cancelled_meeting_goes_to_the_next(client, meeting, point, secretary, weekly):
    own = AgendaPoint.put_on(weekly, title="Van die avond zelf")
    client.force_login(secretary)
    send(client, meeting, "carry_on", point=point.pk)
    carried = weekly.points.get(carried_from=point)

    client.post(f"{weekly.get_absolute_url()}afgelasten/", {"reason": "Ziek."})

    for row in (weekly, point, own, carried):
        row.refresh_from_db()
    following = meeting.group.meetings.get(turn=1)
    assert (weekly.is_cancelled, following.is_cancelled, carried.carried_from) == (True, False, None)
    assert [row.carried_from for row in following.points.all()] == [point]
    assert (point.is_waiting, own.is_waiting) == (False, True)
    assert following.get_absolute_url() in client.get(meeting.get_absolute_url()).text


@pytest.mark.parametrize("how", ["with its series", "all of the group"])
def test_a_point_that_went_to_a_cancelled_series_waits_for_the_next(client, point, secretary, group, weekly, how):
    client.force_login(secretary)
    point.carry_on()

    if how == "all of the group":
        group.meetings.to_come().cancel_all(by=secretary.person, reason="Ziek.")
    else:
        client.post(f"{weekly.get_absolute_url()}afgelasten/", {"reason": "Ziek.", "later": "on"})

    point.refresh_from_db()
    assert (point.is_waiting, AgendaPoint.objects.count()) == (True, 2)
    assert "Komt terug op een volgende bijeenkomst." in client.get(point.meeting.get_absolute_url()).text
    starts = timezone.now() + timedelta(days=9)
    new = Meeting.plan(group, by=secretary.person, title="Later", starts_at=starts, ends_at=starts, place="Hier")
    assert new.points.get().carried_from == point


def test_a_group_that_stops_puts_no_point_on_the_next_of_its_meetings(group, point, chair):
    first, last = planned(group), planned(group)
    point.carry_to(first)

    group.end(by=chair.person)

    assert (first.points.count(), last.points.count()) == (1, 0)


def test_a_point_that_went_on_already_does_not_wait_twice_when_the_meeting_between_is_cancelled(group, point):
    between = MeetingFactory(group=group, starts_at=timezone.now() - timedelta(minutes=5))
    point.carry_to(between)
    last = planned(group)
    between.points.get().carry_on()

    between.cancel(by=None, reason="Ziek.")

    point.refresh_from_db()
    assert (point.is_waiting, between.points.get().is_waiting, last.points.count()) == (False, False, 1)


@pytest.mark.parametrize("later", [{}, {"later": "on"}])
def test_a_members_meeting_that_opens_does_not_show_what_came_from_another(
    client, meeting, point, secretary, weekly, later
):
    Meeting.objects.update(is_public=False)
    point.carry_on()
    AgendaPoint.put_on(weekly, title="Van die avond zelf")
    client.force_login(secretary)

    opened = client.post(f"{weekly.get_absolute_url()}aanpassen/", {"title": "Open overleg"} | later, follow=True)

    weekly.refresh_from_db()
    point.refresh_from_db()
    assert (weekly.is_public, point.is_waiting) == (True, True)
    assert [row.title for row in weekly.points.all()] == ["Van die avond zelf"]
    assert "Niet meer op de agenda: ‘Bladeren’. Dat komt uit een bijeenkomst voor leden" in opened.text
    client.logout()
    assert "Bladeren" not in client.get(weekly.get_absolute_url()).text


def test_a_members_meeting_does_not_open_once_something_is_written_at_what_came_from_another(
    client, group, point, secretary
):
    now = MeetingFactory(group=group, starts_at=timezone.now() - timedelta(minutes=5))
    Meeting.objects.update(is_public=False)
    point.carry_to(now)
    now.points.get().write(by=secretary.person, minutes="Wie durft?")
    client.force_login(secretary)

    page = client.post(f"{now.get_absolute_url()}aanpassen/", {"title": "Open overleg"}, follow=True)

    now.refresh_from_db()
    assert (now.is_public, now.points.count()) == (False, 1)
    assert "op de agenda staat iets uit een bijeenkomst voor leden" in page.text


def test_a_visitor_does_not_read_of_a_members_meeting_that_a_point_goes_to(client, meeting, point, group, member):
    private = planned(group, is_public=False)
    point.carry_on()
    assert private.points.exists()

    assert "Volgende" not in client.get(meeting.get_absolute_url()).text
    client.force_login(member)
    assert "Volgende" in client.get(meeting.get_absolute_url()).text


# -- who reads what ----------------------------------------------------------------------------------------------------


def test_what_is_for_members_is_never_on_the_page_of_others(client, meeting, point, member, resident):
    point.write(by=None, minutes="Voor iedereen", members_minutes="Onder ons")
    Meeting.objects.update(state=State.MINUTES_PUBLISHED)

    visitor = client.get(meeting.get_absolute_url()).text
    client.force_login(resident)
    other = client.get(meeting.get_absolute_url()).text
    client.force_login(member)
    own = client.get(meeting.get_absolute_url()).text

    for page in (visitor, other):
        assert "Voor iedereen" in page
        assert "Onder ons" not in page
    assert "Voor iedereen" in own
    assert "Onder ons" in own


def test_a_visitor_reads_that_the_minutes_are_a_draft_still(client, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.MINUTES_DRAFT, minutes="Nog niet af.")

    page = client.get(meeting.get_absolute_url()).text

    assert "Het verslag is nog een concept. Als het klaar is, staat het hier." in page
    assert "Nog niet af." not in page


def test_a_draft_at_a_point_is_for_members(client, meeting, point, member):
    point.write(by=None, minutes="Nog niet af")

    assert "Nog niet af" not in client.get(meeting.get_absolute_url()).text
    client.force_login(member)
    assert "Nog niet af" in client.get(meeting.get_absolute_url()).text


@pytest.mark.parametrize("times", [2, 12])
def test_the_page_costs_as_many_queries_however_long_the_agenda(
    client, meeting, chair, member, times, django_assert_max_num_queries
):
    for n in range(times):
        point = AgendaPoint.objects.create(meeting=meeting, title=f"Punt {n}")
        meeting.decisions.create(text=f"Besluit {n}", point=point)
        meeting.actions.create(text=f"Actie {n}", point=point, person=member.person)
    client.force_login(chair)

    with django_assert_max_num_queries(16):
        assert client.get(address(meeting)).status_code == 200
