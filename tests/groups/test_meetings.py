"""A meeting: planned, edited, moved, cancelled, held; its minutes; who sees what."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from groups.models import ActionPoint, AgendaPoint, Decision, InvalidTransition, Meeting, MeetingEvent
from tests.factories import IssueFactory, MeetingFactory, MembershipFactory, PersonFactory, ProjectFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("december")]
State = Meeting.State
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def plan(client, group, **fields):
    data = {
        "title": "Groenoverleg", "day": "2026-12-05", "starts": "19:30", "ends": "21.30",
        "place": "Wijkdealwerkplaats", "text": "Over de bomen.", "sure": "on",
    }  # fmt: skip
    return client.post(f"/groepen/{group.slug}/bijeenkomsten/nieuw/", data | fields)


def when(day="2026-12-10", starts="20:30", ends="22:00", place="De Wiardt", **fields):
    return {"day": day, "starts": starts, "ends": ends, "place": place} | fields


def kinds(meeting):
    return list(meeting.events.order_by("pk").values_list("kind", flat=True))


def ago(**how_long):
    starts = timezone.now() - timedelta(**how_long)
    return {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}


@pytest.fixture
def meeting(group):
    return MeetingFactory(group=group, agenda_text="Over de bomen.")


@pytest.fixture
def held(group):
    return MeetingFactory(group=group, starts_at=timezone.localtime() - timedelta(days=2), state=State.HELD)


# -- planning ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["chair", "secretary", "administrator"])
def test_who_steers_the_group_plans_a_meeting(client, group, who, request):
    user = request.getfixturevalue(who)
    client.force_login(user)

    response = plan(client, group)

    meeting = Meeting.objects.get()
    assert response.url == f"/groepen/{group.slug}/bijeenkomsten/{meeting.pk}/"
    assert meeting.starts_at == datetime(2026, 12, 5, 19, 30, tzinfo=AMSTERDAM)
    assert meeting.ends_at == datetime(2026, 12, 5, 21, 30, tzinfo=AMSTERDAM)
    assert (meeting.state, meeting.is_public, meeting.agenda_text) == ("planned", True, "Over de bomen.")
    assert list(meeting.events.values_list("kind", "actor")) == [("planned", user.person.pk)]
    page = text_of(client.get(response.url))
    assert "zaterdag 5 december" in page
    assert "19.30 tot 21.30 uur" in page


@pytest.mark.parametrize("who", ["member", "resident", "green_professional", "team_member", "koplopers_chair"])
def test_others_plan_nothing(client, group, who, request):
    client.force_login(request.getfixturevalue(who))

    assert client.get(f"/groepen/{group.slug}/bijeenkomsten/nieuw/").status_code == 403
    assert plan(client, group).status_code == 403
    assert not Meeting.objects.exists()


def test_a_visitor_who_plans_is_sent_to_sign_in(client, group):
    assert plan(client, group).url.startswith("/account/login/?next=")


def test_an_ended_group_plans_nothing(client, group, chair):
    type(group).objects.update(ended_on=timezone.localdate())
    client.force_login(chair)

    assert plan(client, group).status_code == 403


def test_two_sends_plan_one_meeting(client, group, chair):
    client.force_login(chair)

    assert plan(client, group).url == plan(client, group).url
    assert Meeting.objects.count() == MeetingEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "Vul de titel in."),
        ({"title": "x" * 121}, "Maak de titel korter"),
        ({"day": ""}, "Kies een dag."),
        ({"day": "morgen"}, "Vul een dag in"),
        ({"day": "0001-01-01"}, "Kies een dag tussen 2017"),
        ({"day": "9999-12-31"}, "Kies een dag tussen 2017"),
        ({"starts": "half acht"}, "Vul een tijd in"),
        ({"ends": "19:00"}, "Het einde moet later zijn dan het begin."),
        ({"place": " "}, "Vul de plek in."),
        ({"online_url": "ftp://voorbeeld.test/x"}, "Controleer het adres."),
        ({"online_url": "javascript:alert(1)"}, "Controleer het adres."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, group, chair, fields, words):
    client.force_login(chair)

    page = text_of(plan(client, group, **({"text": "Blijft staan."} | fields)))

    assert "<title>Fout:" in page
    assert words in page
    assert "Blijft staan." in page
    assert not Meeting.objects.exists()


# -- what everybody sees -----------------------------------------------------------------------------------------------


def test_a_visitor_reads_agenda_minutes_decisions_and_who_were_there(client, group):
    meeting = MeetingFactory(
        group=group, starts_at=timezone.localtime() - timedelta(days=9), state=State.MINUTES_PUBLISHED,
        minutes="We begonnen op tijd.",
    )  # fmt: skip
    project = ProjectFactory(title="Plukfruit")
    issue = IssueFactory(title="Wie ruimt de bladeren op?")
    AgendaPoint.objects.create(meeting=meeting, title="Bladeren", minutes_planned=15, project=project, issue=issue)
    AgendaPoint.objects.create(meeting=meeting, title="Rest", project=ProjectFactory(title="Geheim", status="draft"))
    Decision.objects.create(meeting=meeting, text="We vegen in november.", look_again_on="2027-01-10")
    ActionPoint.objects.create(meeting=meeting, text="Bezems kopen", person=PersonFactory(name="Gea Postema"))
    ActionPoint.objects.create(meeting=meeting, text="Emmers", done_on="2026-01-02")
    ActionPoint.objects.create(meeting=meeting, text="Karren", dropped_reason="te duur")
    meeting.attendees.add(PersonFactory(name="Jan Jansen", show_name="first"))

    response = client.get(meeting.get_absolute_url())

    page = text_of(response)
    for words in (
        "We begonnen op tijd.", "Bladeren", "15 minuten", "Plukfruit", "Wie ruimt de bladeren op?",
        "We vegen in november.", "Weer bekijken op", "Bezems kopen", "Gea Postema", "gedaan op 2 januari",
        "vervallen: te duur", "Wie waren er?", "Jan",
    ):  # fmt: skip
        assert words in page
    for words in ("Jansen", "Geheim", "/afvinken/", "<form"):
        assert words not in page
    assert not response.cookies


def test_draft_minutes_are_for_members_only(client, held, member, resident):
    Meeting.objects.update(state=State.MINUTES_DRAFT, minutes="Nog niet af.")
    held.attendees.add(resident.person)
    address = held.get_absolute_url()

    visitor = text_of(client.get(address))
    client.force_login(resident)
    other = text_of(client.get(address))
    client.force_login(member)
    own = text_of(client.get(address))

    assert "Het verslag is nog een concept." in visitor
    for page in (visitor, other):
        assert "Nog niet af." not in page
        assert "Wie waren er?" not in page
    assert "Nog niet af." in own
    assert "Alleen de leden zien het." in own


def test_a_replaced_decision_says_so(client, held):
    old = Decision.objects.create(meeting=held, text="Eerst een bankje")
    new = MeetingFactory(group=held.group, state=State.MINUTES_PUBLISHED)
    Decision.objects.create(meeting=new, text="Toch geen bankje", replaces=old)

    assert "Geldt niet meer" in text_of(client.get(held.get_absolute_url()))
    assert "Eerst een bankje" in text_of(client.get(new.get_absolute_url()))


def test_a_public_page_does_not_tell_what_members_decided_among_themselves(client, held, member):
    private = MeetingFactory(group=held.group, is_public=False, state=State.MINUTES_PUBLISHED)
    old = Decision.objects.create(meeting=private, text="Geheime afspraak")
    Decision.objects.create(meeting=held, text="Nieuwe afspraak", replaces=old)
    Meeting.objects.filter(pk=held.pk).update(state=State.MINUTES_PUBLISHED)

    page = text_of(client.get(held.get_absolute_url()))

    assert "Nieuwe afspraak" in page
    assert "Geheime afspraak" not in page


def test_what_is_for_members_only_does_not_exist_for_others(client, group, resident, member, administrator):
    secret = MeetingFactory(group=group, is_public=False)
    addresses = [secret.get_absolute_url(), secret.get_absolute_url().rstrip("/") + ".ics"]

    assert [client.get(address).status_code for address in addresses] == [404, 404]
    client.force_login(resident)
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    for user in (member, administrator):
        client.force_login(user)
        assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_a_meeting_stands_under_its_own_group_only(client, meeting, koplopersgroep):
    assert client.get(f"/groepen/koplopersgroep/bijeenkomsten/{meeting.pk}/").status_code == 404


@pytest.mark.parametrize("times", [2, 12])
def test_a_meeting_costs_few_queries(client, group, chair, times, django_assert_max_num_queries):
    meeting = MeetingFactory(group=group, starts_at=timezone.now() - timedelta(hours=1))
    for n in range(times):
        AgendaPoint.objects.create(meeting=meeting, title=f"Punt {n}", project=ProjectFactory(), issue=IssueFactory())
        Decision.objects.create(meeting=meeting, text=f"Besluit {n}")
        ActionPoint.objects.create(meeting=meeting, text=f"Actie {n}", person=PersonFactory())
        meeting.attendees.add(PersonFactory())

    with django_assert_max_num_queries(6):
        client.get(meeting.get_absolute_url())
    client.force_login(chair)
    with django_assert_max_num_queries(12):
        assert text_of(client.get(meeting.get_absolute_url())).count("/afvinken/") == times


# -- changing ----------------------------------------------------------------------------------------------------------


def test_the_chair_edits_what_it_is_about(client, meeting, chair):
    client.force_login(chair)

    data = {"title": "Bomenoverleg", "text": "Nieuw", "members_only": "on", "online_url": "voorbeeld.nl", "version": 1}
    response = client.post(f"{meeting.get_absolute_url()}aanpassen/", data)

    meeting.refresh_from_db()
    assert response.url == meeting.get_absolute_url()
    assert (meeting.title, meeting.agenda_text, meeting.is_public) == ("Bomenoverleg", "Nieuw", False)
    assert meeting.online_url == "https://voorbeeld.nl"
    assert (meeting.sequence, meeting.version) == (1, 2)


def test_the_second_of_two_editors_is_told_and_loses_nothing(client, meeting, chair):
    client.force_login(chair)
    address = f"{meeting.get_absolute_url()}aanpassen/"
    assert 'name="version" value="1"' in text_of(client.get(address))
    meeting.edit(version=1, title="Van de ander", agenda_text="Tekst van de ander")

    page = text_of(client.post(address, {"title": "Mijn titel", "text": "Mijn tekst", "version": "1"}), 409)

    assert "Er is net iets veranderd, door een ander of door jou in een ander venster" in page
    for words in ("Mijn titel", "Mijn tekst", "Van de ander", "Tekst van de ander", 'name="version" value="2"'):
        assert words in page
    client.post(address, {"title": "Mijn titel", "text": "Mijn tekst", "version": "2"})
    meeting.refresh_from_db()
    assert meeting.title == "Mijn titel"


def test_the_chair_moves_a_meeting_and_it_says_what_it_was(client, chair, group):
    meeting = MeetingFactory(
        group=group,
        starts_at=datetime(2026, 12, 9, 19, 30, tzinfo=AMSTERDAM),
        ends_at=datetime(2026, 12, 9, 21, 0, tzinfo=AMSTERDAM),
    )
    client.force_login(chair)

    client.post(f"{meeting.get_absolute_url()}verplaatsen/", when())

    meeting.refresh_from_db()
    assert meeting.starts_at == datetime(2026, 12, 10, 20, 30, tzinfo=AMSTERDAM)
    assert (meeting.place, meeting.sequence) == ("De Wiardt", 1)
    event = meeting.events.get(kind="moved")
    assert event.reason == "woensdag 9 december, 19.30 uur, Wijkdealwerkplaats"
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "Deze bijeenkomst is verplaatst." in page
    assert "woensdag 9 december, 19.30 uur, Wijkdealwerkplaats" in page


@pytest.mark.parametrize("version", [{"version": "1"}, {}], ids=["as read", "by a script"])
def test_the_chair_who_changes_nothing_reads_so_and_nobody_is_asked_again(client, chair, member, group, version):
    hours = {"starts_at": datetime(2026, 12, 9, 19, 30, tzinfo=AMSTERDAM)}
    meeting = MeetingFactory(group=group, ends_at=datetime(2026, 12, 9, 21, 0, tzinfo=AMSTERDAM), **hours)
    meeting.take_answer(member.person, "yes")
    client.force_login(chair)
    same = {"day": "2026-12-09", "starts": "19:30", "ends": "21:00", "place": meeting.place}

    page = text_of(client.post(f"{meeting.get_absolute_url()}verplaatsen/", same | version))

    meeting.refresh_from_db()
    assert "Er verandert niets" in page
    assert (meeting.version, meeting.sequence, kinds(meeting)) == (1, 0, [])
    assert meeting.replies.standing().count() == 1


def test_another_place_alone_is_a_move_and_who_comes_is_asked_again(client, chair, member, group):
    meeting = MeetingFactory(group=group)
    meeting.take_answer(member.person, "yes")

    meeting.move(by=chair.person, starts_at=meeting.starts_at, ends_at=meeting.ends_at, place="De Wiardt")

    assert kinds(meeting) == ["moved"]
    assert not meeting.replies.standing().exists()


def test_two_who_move_at_once_do_not_undo_each_other(client, meeting, chair):
    client.force_login(chair)
    address = f"{meeting.get_absolute_url()}verplaatsen/"
    client.post(address, when(place="De Wiardt", version=1))

    page = text_of(client.post(address, when(place="Het Wiekhuis", version=1)), 409)

    meeting.refresh_from_db()
    assert meeting.place == "De Wiardt"
    assert "Het Wiekhuis" in page
    assert kinds(meeting) == ["moved"]


@pytest.mark.parametrize(
    ("fields", "question"),
    [
        ({"day": "2026-11-30"}, "Deze dag is al voorbij. De leden krijgen dan geen bericht."),
        ({"day": "2026-12-01", "starts": "08:00", "ends": "09:30"}, "Deze tijd is al voorbij."),
        ({"starts": "19:00", "ends": "21:00"}, "Er staat al een bijeenkomst op dat uur: donderdag 10 december."),
    ],
)
def test_the_chair_is_asked_before_a_meeting_moves_to_an_odd_moment(client, chair, group, fields, question):
    begins = datetime(2026, 12, 10, 18, 0, tzinfo=AMSTERDAM)
    MeetingFactory(group=group, starts_at=begins, ends_at=begins + timedelta(hours=2))
    was = begins - timedelta(days=12)
    meeting = MeetingFactory(group=group, starts_at=was, ends_at=was + timedelta(hours=2))
    client.force_login(chair)
    address = f"{meeting.get_absolute_url()}verplaatsen/"

    asked = text_of(client.post(address, when(**fields)))
    meeting.refresh_from_db()
    assert question in asked
    assert "Ja, het klopt: verplaats het toch" in asked
    assert (meeting.starts_at, kinds(meeting)) == (was, [])

    client.post(address, when(**fields, sure="on"))
    meeting.refresh_from_db()
    assert (str(timezone.localdate(meeting.starts_at)), kinds(meeting)) == (when(**fields)["day"], ["moved"])


def test_the_chair_calls_off_what_people_await_and_does_not_move_it_to_where_it_is_over(client, chair, group):
    meeting = MeetingFactory(group=group)
    client.force_login(chair)

    page = text_of(client.post(f"{meeting.get_absolute_url()}verplaatsen/", when("2026-11-30", sure="on")))

    assert "de leden verwachten de bijeenkomst nog. Gaat hij niet door? Gelast hem dan af" in page
    assert kinds(meeting) == []


def test_what_is_said_above_a_form_holds_of_a_day_that_is_over_too(client, chair, group):
    meeting = MeetingFactory(group=group)
    client.force_login(chair)

    pages = [
        text_of(client.get(f"{meeting.get_absolute_url()}verplaatsen/")),
        text_of(client.get(f"{group.get_absolute_url()}bijeenkomsten/nieuw/")),
    ]

    assert all("De leden krijgen bericht als de bijeenkomst nog komt." in page for page in pages)


def test_a_tick_about_a_day_that_is_over_moves_nothing_to_an_hour_that_is_taken(client, chair, group):
    begins = datetime(2026, 12, 10, 18, 0, tzinfo=AMSTERDAM)
    MeetingFactory(group=group, starts_at=begins, ends_at=begins + timedelta(hours=2))
    was = begins - timedelta(days=12)
    meeting = MeetingFactory(group=group, starts_at=was, ends_at=was + timedelta(hours=2))
    client.force_login(chair)
    address = f"{meeting.get_absolute_url()}verplaatsen/"
    asked = client.post(address, when("2026-11-30")).context["form"]["asked"].value()

    page = text_of(client.post(address, when("2026-12-10", "19:00", "21:00", sure="on", asked=asked)))

    assert "Er staat al een bijeenkomst op dat uur: donderdag 10 december." in page
    asked = re.search(r'name="asked" value="([^"]*)"', page)[1]
    next_week = begins + timedelta(days=7)
    MeetingFactory(group=group, starts_at=next_week, ends_at=next_week + timedelta(hours=2))
    page = text_of(client.post(address, when("2026-12-17", "19:00", "21:00", sure="on", asked=asked)))
    assert "Er staat al een bijeenkomst op dat uur: donderdag 17 december." in page
    assert kinds(meeting) == []


def test_the_chair_who_changes_only_the_place_of_what_is_over_is_not_asked(client, chair, group):
    begins = datetime(2026, 11, 30, 20, 0, tzinfo=AMSTERDAM)
    meeting = MeetingFactory(group=group, starts_at=begins, ends_at=begins + timedelta(hours=1))
    client.force_login(chair)
    address = f"{meeting.get_absolute_url()}verplaatsen/"
    assert "het klopt" not in text_of(client.get(address))

    client.post(address, when("2026-11-30", "20:00", "21:00", place="Het Wiekhuis"))

    meeting.refresh_from_db()
    assert (meeting.place, meeting.starts_at) == ("Het Wiekhuis", begins)


def test_the_chair_cancels_and_the_page_says_why(client, meeting, chair):
    client.force_login(chair)
    assert "Schrijf in één zin" in text_of(client.post(f"{meeting.get_absolute_url()}afgelasten/", {"reason": ""}))

    client.post(f"{meeting.get_absolute_url()}afgelasten/", {"reason": "De zaal is dicht."})

    meeting.refresh_from_db()
    assert (meeting.state, meeting.sequence) == ("cancelled", 1)
    assert kinds(meeting) == ["cancelled"]
    client.logout()
    page = text_of(client.get(meeting.get_absolute_url()))
    assert "Deze bijeenkomst gaat niet door." in page
    assert "De zaal is dicht." in page
    assert "Zet in je agenda" not in page


ACTIONS = {
    "aanpassen": {"title": "Anders"},
    "verplaatsen": when(),
    "afgelasten": {"reason": "Te nat."},
    "agenda-openen": {},
    "agenda-vastzetten": {},
    "geweest": {},
    "verslag": {"minutes": "Tekst"},
    "verslag-publiceren": {},
    "verslag-vaststellen": {},
    "agendapunten/nieuw": {"title": "Punt"},
    "besluiten/nieuw": {"text": "Besluit"},
    "actiepunten/nieuw": {"text": "Actie"},
}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("who", ["member", "resident", "green_resident", "koplopers_chair", "team_member"])
def test_who_does_not_steer_the_group_changes_nothing(client, meeting, who, action, request):
    client.force_login(request.getfixturevalue(who))

    assert client.post(f"{meeting.get_absolute_url()}{action}/", ACTIONS[action]).status_code == 403

    meeting.refresh_from_db()
    assert (meeting.version, meeting.state) == (1, "planned")
    assert [rows.count() for rows in (meeting.points, meeting.decisions, meeting.actions)] == [0, 0, 0]


@pytest.mark.parametrize("action", ACTIONS)
def test_a_members_only_meeting_is_404_for_who_may_not_see_it_and_a_visitor_signs_in(client, meeting, resident, action):
    Meeting.objects.update(is_public=False)
    address = f"{meeting.get_absolute_url()}{action}/"
    assert client.post(address, ACTIONS[action]).url.startswith("/account/login/?next=")

    client.force_login(resident)
    assert client.post(address, ACTIONS[action]).status_code == 404


@pytest.mark.parametrize("action", ACTIONS)
def test_a_cancelled_meeting_stays_as_it_is(client, meeting, chair, action):
    meeting.cancel(by=chair.person, reason="Te nat.")
    client.force_login(chair)

    response = client.post(f"{meeting.get_absolute_url()}{action}/", ACTIONS[action])

    assert response.url == meeting.get_absolute_url()
    assert "Dit kan nu niet: de bijeenkomst is afgelast." in text_of(client.get(response.url))
    meeting.refresh_from_db()
    assert (meeting.version, meeting.state, meeting.cancel_reason) == (2, "cancelled", "Te nat.")


@pytest.mark.parametrize(
    "form", ["aanpassen", "verplaatsen", "afgelasten", "verslag", "agendapunten/nieuw", "besluiten/nieuw"]
)
def test_a_form_that_is_too_late_leads_back(client, meeting, chair, form):
    meeting.cancel(by=chair.person, reason="Te nat.")
    client.force_login(chair)

    assert client.get(f"{meeting.get_absolute_url()}{form}/").url == meeting.get_absolute_url()


# -- the life of a meeting ---------------------------------------------------------------------------------------------


def test_a_werkgroep_holds_writes_and_publishes(client, meeting, chair, member):
    guest = PersonFactory(name="Gast Zonder Lidmaatschap")
    meeting.attendees.add(guest)
    Meeting.objects.update(**ago(hours=3))
    client.force_login(chair)
    address = meeting.get_absolute_url()

    assert "De bijeenkomst is geweest" in text_of(client.get(address))
    client.post(f"{address}geweest/")
    form = text_of(client.get(f"{address}verslag/"))
    assert "Gast Zonder Lidmaatschap" in form
    client.post(f"{address}verslag/", {"minutes": "Kort.\n\nEn goed."})
    client.post(f"{address}verslag/", {"part": "present", "attendees": [member.person.pk, guest.pk]})
    meeting.refresh_from_db()
    assert (meeting.state, set(meeting.attendees.all())) == ("minutes_draft", {member.person, guest})
    assert "Publiceer het verslag" in text_of(client.get(address))
    client.post(f"{address}verslag-publiceren/")

    meeting.refresh_from_db()
    assert meeting.state == "minutes_published"
    assert kinds(meeting) == ["held", "minutes_drafted", "minutes_published"]
    client.logout()
    assert "<p>Kort.</p><p>En goed.</p>" in text_of(client.get(address))


def test_the_koplopers_open_freeze_hold_draft_and_adopt(client, koplopersgroep, koplopers_chair):
    meeting = MeetingFactory(group=koplopersgroep)
    client.force_login(koplopers_chair)
    address = meeting.get_absolute_url()

    for words, step in (("Zet de agenda open", "agenda-openen"), ("Zet de agenda vast", "agenda-vastzetten")):
        assert words in text_of(client.get(address))
        client.post(f"{address}{step}/")
    Meeting.objects.update(**ago(days=30))
    client.post(f"{address}geweest/")
    client.post(f"{address}verslag/", {"minutes": "Kort."})
    assert "Stel het verslag vast" not in text_of(client.get(address))
    MeetingFactory(group=koplopersgroep, **ago(hours=1))
    assert "Stel het verslag vast" in text_of(client.get(address))
    client.post(f"{address}verslag-vaststellen/")

    meeting.refresh_from_db()
    assert kinds(meeting) == ["agenda_opened", "agenda_frozen", "held", "minutes_drafted", "minutes_adopted"]
    assert "Besluiten" not in text_of(client.get(address))


ARROWS = {
    "open_agenda": {State.PLANNED},
    "freeze_agenda": {State.AGENDA_OPEN},
    "hold": set(Meeting.BEFORE),
    "publish_minutes": {State.HELD, State.MINUTES_DRAFT},
    "adopt_minutes": {State.MINUTES_DRAFT, State.MINUTES_PUBLISHED},
}
OF_KOPLOPERS = {"open_agenda", "freeze_agenda", "adopt_minutes"}


@pytest.mark.parametrize("state", [state for state in State if state != State.CANCELLED])
@pytest.mark.parametrize("arrow", ARROWS)
def test_every_arrow_leaves_an_event_or_says_it_is_too_late(group, koplopersgroep, arrow, state):
    meeting = MeetingFactory(
        group=koplopersgroep if arrow in OF_KOPLOPERS else group, state=state, minutes="Kort.", **ago(days=40)
    )
    MeetingFactory(group=koplopersgroep, **ago(days=9))
    person = PersonFactory()

    if state in ARROWS[arrow]:
        getattr(meeting, arrow)(by=person)
        assert {event.actor for event in meeting.events.all()} == {person}
        assert meeting.version == 2
    else:
        with pytest.raises(InvalidTransition):
            getattr(meeting, arrow)(by=person)
        assert not meeting.events.exists()
        assert meeting.state == state


def test_the_second_of_two_who_write_minutes_is_told_and_loses_nothing(client, held, chair):
    client.force_login(chair)
    address = f"{held.get_absolute_url()}verslag/"
    client.post(address, {"minutes": "Verslag van de ander", "version": 1})

    page = text_of(client.post(address, {"minutes": "Mijn verslag", "version": 1}), 409)

    held.refresh_from_db()
    assert held.minutes == "Verslag van de ander"
    assert "Mijn verslag" in page
    assert "Verslag van de ander" in page


# -- the agenda --------------------------------------------------------------------------------------------------------


def test_the_chair_puts_points_on_the_agenda_and_orders_them(client, meeting, chair):
    project = ProjectFactory()
    issue = IssueFactory()
    client.force_login(chair)
    address = f"{meeting.get_absolute_url()}agendapunten/"

    data = {"title": "Bomen", "kind": "succes", "text": "Mooi.", "minutes_planned": "10",
            "project": project.short_code.lower(), "issue": issue.pk}  # fmt: skip
    for _ in range(2):
        client.post(f"{address}nieuw/", data)
    client.post(f"{address}nieuw/", {"title": "Rest"})

    first, second = meeting.points.all()
    assert (first.title, first.kind, first.minutes_planned, first.project, first.issue) == (
        "Bomen", "succes", 10, project, issue,
    )  # fmt: skip
    assert second.kind == "overig"
    client.post(f"{address}{second.pk}/omhoog/")
    assert [point.title for point in meeting.points.all()] == ["Rest", "Bomen"]
    client.post(f"{address}{second.pk}/omhoog/")
    assert [point.title for point in meeting.points.all()] == ["Rest", "Bomen"]
    assert project.short_code in text_of(client.get(f"{address}{first.pk}/"))
    client.post(f"{address}{first.pk}/", {"title": "Alle bomen", "kind": "overig"})
    client.post(f"{address}{second.pk}/weghalen/")
    assert list(meeting.points.values_list("title", "project")) == [("Alle bomen", None)]


def test_a_point_keeps_its_vraagstuk_that_was_answered_meanwhile(client, meeting, chair):
    issue, other = IssueFactory(title="Wie snoeit?"), IssueFactory(title="Wie betaalt?")
    point = AgendaPoint.put_on(meeting, title="Bomen", issue=issue)
    for answered in (issue, other):
        answered.settle(by=chair.person, answer="De gemeente.")
    client.force_login(chair)
    address = f"{meeting.get_absolute_url()}agendapunten/{point.pk}/"

    page = text_of(client.get(address))
    client.post(address, {"title": "Alle bomen", "issue": issue.pk})

    point.refresh_from_db()
    assert (point.title, point.issue) == ("Alle bomen", issue)
    assert f'<option value="{issue.pk}" selected>' in page
    assert "Wie betaalt?" not in page
    assert client.post(address, {"title": "Anders", "issue": other.pk}).status_code == 200
    assert (
        client.post(f"{meeting.get_absolute_url()}agendapunten/nieuw/", {"title": "X", "issue": issue.pk}).status_code
        == 200
    )


def test_a_wrong_point_says_what_is_wrong(client, meeting, chair):
    client.force_login(chair)

    data = {"title": "", "minutes_planned": "0", "project": "XXXXX"}
    page = text_of(client.post(f"{meeting.get_absolute_url()}agendapunten/nieuw/", data))

    for words in ("Vul het onderwerp in.", "Vul minstens 1 minuut in.", "We vinden geen project met deze titel"):
        assert words in page


@pytest.mark.parametrize("action", ["", "omhoog/", "weghalen/"])
def test_a_frozen_agenda_stays_as_it_is(client, meeting, chair, action):
    point = AgendaPoint.objects.create(meeting=meeting, title="Bomen")
    Meeting.objects.update(state=State.FROZEN)
    client.force_login(chair)

    client.post(f"{meeting.get_absolute_url()}agendapunten/{point.pk}/{action}", {"title": "Anders"})

    assert list(meeting.points.values_list("title", flat=True)) == ["Bomen"]
    assert "Dit kan nu niet" in text_of(client.get(meeting.get_absolute_url()))


def test_a_point_of_another_meeting_is_404(client, meeting, chair):
    other = AgendaPoint.objects.create(meeting=MeetingFactory(), title="Van een ander")
    client.force_login(chair)

    assert client.post(f"{meeting.get_absolute_url()}agendapunten/{other.pk}/weghalen/").status_code == 404


def test_a_point_that_is_off_the_agenda_already_is_said_to_be(client, meeting, chair, member):
    point = AgendaPoint.objects.create(meeting=meeting, title="Bomen")
    address = f"{meeting.get_absolute_url()}agendapunten/{point.pk}/weghalen/"
    client.force_login(chair)
    client.post(address)

    second = client.post(address, follow=True)

    assert second.redirect_chain[-1][0] == meeting.get_absolute_url()
    assert "Dit was al weggehaald." in text_of(second)
    client.force_login(member)
    assert client.post(address).status_code == 403


# -- decisions and action points ---------------------------------------------------------------------------------------


def test_the_secretary_writes_down_decisions(client, held, secretary):
    old = Decision.objects.create(meeting=held, text="Eerst een bankje")
    client.force_login(secretary)
    address = f"{held.get_absolute_url()}besluiten/nieuw/"
    assert "Eerst een bankje" in text_of(client.get(address))

    for _ in range(2):
        client.post(address, {"text": "Toch niet", "look_again_on": "2027-02-01", "replaces": old.pk})

    new = held.decisions.last()
    assert held.decisions.count() == 2
    assert (new.text, str(new.look_again_on), new.replaces) == ("Toch niet", "2027-02-01", old)
    assert "Schrijf op wat er is afgesproken." in text_of(client.post(address, {"text": ""}))


def test_a_decision_of_another_group_cannot_be_replaced(client, held, chair):
    other = Decision.objects.create(meeting=MeetingFactory(), text="Van een ander")
    client.force_login(chair)

    text_of(client.post(f"{held.get_absolute_url()}besluiten/nieuw/", {"text": "Toch", "replaces": other.pk}))

    assert not held.decisions.exists()


def test_the_chair_writes_down_who_does_what(client, held, chair, member):
    client.force_login(chair)
    address = f"{held.get_absolute_url()}actiepunten/nieuw/"
    assert "Gea Postema" in text_of(client.get(address))

    for _ in range(2):
        client.post(address, {"text": "Bezems kopen", "person": member.person.pk, "due": "2026-12-20"})
    client.post(address, {"text": "Voor iemand"})
    client.post(address, {"text": "Voor een vreemde", "person": PersonFactory().pk})

    assert list(held.actions.values_list("text", "person")) == [
        ("Bezems kopen", member.person.pk), ("Voor iemand", None),
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "is_refused"), [(-1, True), (0, False)])
def test_a_new_action_point_is_for_today_or_a_day_to_come(client, held, chair, days, is_refused):
    client.force_login(chair)
    due = timezone.localdate() + timedelta(days=days)

    typed = {"text": "Bezems kopen", "due": due.isoformat()}
    page = client.post(f"{held.get_absolute_url()}actiepunten/nieuw/", typed, follow=True).text

    assert ("Kies vandaag of een dag die nog komt." in page) is is_refused
    assert held.actions.exists() is not is_refused


def test_adopted_minutes_take_no_more_agreements(client, held, chair):
    Meeting.objects.update(state=State.MINUTES_ADOPTED)
    client.force_login(chair)

    client.post(f"{held.get_absolute_url()}besluiten/nieuw/", {"text": "Te laat"})

    assert not held.decisions.exists()


def test_before_it_begins_nothing_can_be_agreed(client, meeting, chair):
    client.force_login(chair)

    client.post(f"{meeting.get_absolute_url()}besluiten/nieuw/", {"text": "Te vroeg"})

    assert not meeting.decisions.exists()


@pytest.fixture
def action(held, member):
    return ActionPoint.objects.create(meeting=held, text="Bezems kopen", person=member.person, due="2026-12-20")


def at(action, name):
    return f"/groepen/{action.meeting.group.slug}/actiepunten/{action.pk}/{name}/"


@pytest.mark.parametrize("who", ["member", "chair", "secretary", "administrator"])
def test_the_doer_and_who_steers_tick_off(client, action, who, request):
    client.force_login(request.getfixturevalue(who))
    for page in (action.meeting, action.meeting.group):
        assert at(action, "afvinken") in text_of(client.get(page.get_absolute_url()))

    for _ in range(2):
        response = client.post(at(action, "afvinken"), {"next": "/mijn/"})

    action.refresh_from_db()
    assert response.url == "/mijn/"
    assert action.done_on == timezone.localdate()


@pytest.mark.parametrize("target", ["https://elders.test/", "//elders.test", "javascript:alert(1)", ""])
def test_ticking_off_leads_to_this_site_only(client, action, member, target):
    client.force_login(member)

    assert client.post(at(action, "afvinken"), {"next": target}).url == action.meeting.group.get_absolute_url()


@pytest.mark.parametrize("name", ["afvinken", "verzetten", "vervalt"])
@pytest.mark.parametrize("who", ["resident", "green_resident", "koplopers_chair"])
def test_others_leave_an_action_point_alone(client, action, who, name, request):
    MembershipFactory(group=action.meeting.group, person=request.getfixturevalue("resident").person)
    client.force_login(request.getfixturevalue(who))

    assert client.post(at(action, name), {"due": "2027-01-01", "reason": "x"}).status_code == 403

    action.refresh_from_db()
    assert action.is_open


def test_an_action_point_of_a_meeting_one_may_not_see_is_404_but_not_for_its_doer(client, action, resident, member):
    Meeting.objects.update(is_public=False)
    action.meeting.group.leave(member.person)
    client.force_login(resident)
    assert client.post(at(action, "afvinken")).status_code == 404

    client.force_login(member)
    assert client.post(at(action, "afvinken")).status_code == 302
    action.refresh_from_db()
    assert action.done_on


def test_the_doer_puts_off_and_says_why(client, action, member):
    client.force_login(member)
    assert "Bezems kopen" in text_of(client.get(at(action, "verzetten")))
    day = timezone.localdate() + timedelta(days=40)
    assert "Vul de reden in." in text_of(client.post(at(action, "verzetten"), {"due": day}))

    client.post(at(action, "verzetten"), {"due": day, "reason": "De winkel is dicht"})

    action.refresh_from_db()
    assert (action.due, action.moved_reason) == (day, "De winkel is dicht")
    assert "Verzet: De winkel is dicht" in text_of(client.get(action.meeting.get_absolute_url()))


def test_the_doer_who_keeps_the_day_reads_that_nothing_changes(client, action, member):
    action.refresh_from_db()
    client.force_login(member)
    typed = {"due": action.due.isoformat(), "reason": "De winkel is dicht", "seen": action.stands_for}

    on_the_page = client.post(at(action, "verzetten"), typed)
    by_the_link = client.post(action.own_address, typed | {"do": "later"})

    action.refresh_from_db()
    assert all("Op deze dag staat het al" in response.text for response in (on_the_page, by_the_link))
    assert (action.moved_reason, action.version, action.events.count()) == ("", 1, 0)


def test_the_doer_drops_and_says_why(client, action, member):
    client.force_login(member)

    client.post(at(action, "vervalt"), {"reason": "We kregen bezems"})
    again = client.post(at(action, "vervalt"), {"reason": "Anders"})
    late = client.get(at(action, "verzetten"))

    action.refresh_from_db()
    assert action.dropped_reason == "We kregen bezems"
    assert again.url == late.url == action.meeting.group.get_absolute_url()
    assert "Dit actiepunt is al afgehandeld." in text_of(client.get(again.url))


@pytest.mark.parametrize("state", State)
def test_every_state_is_a_sentence_for_who_is_too_late(meeting, state):
    meeting.state = state

    assert str(InvalidTransition(meeting)).startswith("Dit kan nu niet: ")


def test_chair_who_writes_after_the_minutes_were_adopted_reads_why_not(client, meeting, chair):
    Meeting.objects.update(state=State.MINUTES_ADOPTED)
    client.force_login(chair)

    response = client.post(f"{meeting.get_absolute_url()}verslag/", {"minutes": "Nog iets."})

    assert "Dit kan nu niet: het verslag is vastgesteld." in text_of(response, 409)


def test_the_team_reads_no_meetings_of_members_only_in_the_back_office(client, team_member):
    hidden, shown = MeetingFactory(is_public=False, title="Besloten overleg"), MeetingFactory(title="Open overleg")
    client.force_login(team_member)

    page = client.get("/beheer/groups/meeting/").text

    assert shown.title in page
    assert hidden.title not in page
    assert client.get(f"/beheer/groups/meeting/{hidden.pk}/change/").status_code == 302
