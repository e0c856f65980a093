"""What a group decided and who does what: found back, and back on the agenda by itself."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from groups.models import ActionPoint, AgendaPoint, Decision, Meeting
from tests.factories import GroupFactory, MeetingFactory

pytestmark = pytest.mark.django_db
State = Meeting.State
TODAY = timezone.localdate
A_WEEK = timedelta(days=7)


@pytest.fixture
def held(group):
    then = timezone.localtime() - timedelta(days=60)
    return MeetingFactory(group=group, title="Overleg van toen", starts_at=then, state=State.MINUTES_PUBLISHED)


@pytest.fixture
def coming(group):
    return MeetingFactory(group=group)


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.text


# -- how it was decided ------------------------------------------------------------------------------------------------


def decide(client, meeting, **fields):
    return client.post(f"{meeting.get_absolute_url()}besluiten/nieuw/", {"text": "We vegen zelf"} | fields)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({}, ("", None, None, None)),
        ({"how": "consent"}, ("consent", None, None, None)),
        ({"how": "vote", "votes_for": 8, "votes_against": 2, "abstentions": 1}, ("vote", 8, 2, 1)),
        ({"votes_for": 8, "votes_against": 0}, ("vote", 8, 0, 0)),
    ],
)
def test_the_secretary_writes_how_it_was_decided(client, held, secretary, typed, kept):
    client.force_login(secretary)

    decide(client, held, **typed)

    assert list(held.decisions.values_list("how", "votes_for", "votes_against", "abstentions")) == [kept]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"how": "vote"}, "Vul in hoeveel het er waren."),
        ({"how": "vote", "votes_for": 8}, "Vul in hoeveel het er waren."),
        ({"how": "consent", "votes_for": 8}, "Is er geteld?"),
        ({"votes_for": -1, "votes_against": 2}, "Vul 0 of meer in."),
        ({"votes_for": "acht", "votes_against": 2}, "Vul een getal in"),
        ({"votes_for": 9999, "votes_against": 2}, "Vul hoogstens 5000 in."),
    ],
)
def test_counts_that_do_not_fit_are_told(client, held, secretary, typed, words):
    client.force_login(secretary)

    assert words in decide(client, held, **typed).text
    assert not held.decisions.exists()


@pytest.mark.parametrize("fields", [{"how": "vote", "votes_for": 3}, {"how": "consent", "votes_for": 3}])
def test_the_database_keeps_no_half_vote(held, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(meeting=held, text="Half", **fields)


def test_the_page_says_how_it_was_decided(client, held):
    Decision.objects.create(meeting=held, text="Een", how="vote", votes_for=8, votes_against=2, abstentions=1)
    Decision.objects.create(meeting=held, text="Twee", how="consent")

    for address in (held.get_absolute_url(), f"{held.group.get_absolute_url()}besluiten/"):
        page = text_of(client, address)
        assert "Met stemmen: 8 voor, 2 tegen, 1 onthouding" in page
        assert "Niemand had bezwaar" in page


# -- the registers -----------------------------------------------------------------------------------------------------


def test_a_visitor_reads_what_holds_and_what_was_replaced(client, group, held):
    old = Decision.objects.create(meeting=held, text="Eerst een bankje", look_again_on=TODAY() - A_WEEK)
    Decision.objects.create(meeting=held, text="Toch een boom", replaces=old)
    Decision.objects.create(meeting=held, text="Ieder jaar kijken", look_again_on=TODAY() - A_WEEK)
    address = f"{group.get_absolute_url()}besluiten/"

    assert "Kwam in plaats van:" in text_of(client, address)
    for query, there, not_there in (
        ("stand=vervangen", "In de plaats kwam:", "Ieder jaar kijken"),
        ("stand=bekijken", "Ieder jaar kijken", "Toch een boom"),
        ("q=BOOM", "Toch een boom", "Ieder jaar kijken"),
        ("stand=alle", "Eerst een bankje", "Hier staat nog geen besluit."),
        ("stand=onzin&pagina=x", "Toch een boom", "Hier staat nog geen besluit."),
    ):
        page = text_of(client, f"{address}?{query}")
        assert there in page
        assert not_there not in page


def test_a_register_does_not_tell_a_visitor_of_what_is_for_members(client, group, held, member):
    secret = Decision.objects.create(meeting=held, text="Onder ons", members_only=True)
    Decision.objects.create(meeting=held, text="Voor iedereen", replaces=secret)
    ActionPoint.objects.create(meeting=held, text="Stil doen", members_only=True)
    pages = [f"{group.get_absolute_url()}{name}/?stand=alle" for name in ("besluiten", "actiepunten")]

    for page in map(client.get, pages):
        assert "Onder ons" not in page.text
        assert "Stil doen" not in page.text
    client.force_login(member)
    assert "Onder ons" in text_of(client, pages[0])
    assert "Stil doen" in text_of(client, pages[1])


def test_action_points_are_narrowed_and_ticked_off_from_the_register(client, group, held, member):
    late = ActionPoint.objects.create(meeting=held, text="Bezems", due=TODAY() - A_WEEK, person=member.person)
    ActionPoint.objects.create(meeting=held, text="Karren", due=TODAY() + A_WEEK)
    ActionPoint.objects.create(meeting=held, text="Emmers", done_on=TODAY())
    ActionPoint.objects.create(meeting=held, text="Hekken", dropped_reason="te duur")
    address = f"{group.get_absolute_url()}actiepunten/"
    found = {
        query: {name for name in ("Bezems", "Karren", "Emmers", "Hekken") if name in text_of(client, address + query)}
        for query in ("", "?stand=laat", "?stand=gedaan", "?stand=vervallen", "?stand=alle", "?q=kar")
    }

    assert found == {
        "": {"Bezems", "Karren"}, "?stand=laat": {"Bezems"}, "?stand=gedaan": {"Emmers"},
        "?stand=vervallen": {"Hekken"}, "?stand=alle": {"Bezems", "Karren", "Emmers", "Hekken"}, "?q=kar": {"Karren"},
    }  # fmt: skip
    client.force_login(member)
    assert f"/actiepunten/{late.pk}/afvinken/" in text_of(client, address)


@pytest.mark.parametrize("times", [2, 15])
@pytest.mark.parametrize("name", ["besluiten", "actiepunten"])
def test_a_register_costs_few_queries(client, group, held, member, chair, name, times, django_assert_max_num_queries):
    for n in range(times):
        old = Decision.objects.create(meeting=held, text=f"Oud {n}")
        Decision.objects.create(meeting=held, text=f"Nieuw {n}", replaces=old)
        ActionPoint.objects.create(meeting=held, text=f"Actie {n}", person=member.person)
    client.force_login(chair)

    with django_assert_max_num_queries(12):
        text_of(client, f"{group.get_absolute_url()}{name}/?stand=alle")


# -- by itself on the next agenda --------------------------------------------------------------------------------------


def bring_back(client, meeting, **what):
    return client.post(f"{meeting.get_absolute_url()}agendapunten/terug/", what, follow=True).text


def test_what_is_to_be_looked_at_again_comes_back_until_it_is_on_an_agenda(client, held, coming, chair):
    decision = Decision.objects.create(meeting=held, text="Ieder jaar kijken", look_again_on=TODAY())
    Decision.objects.create(meeting=held, text="Nog lang niet", look_again_on=TODAY() + timedelta(days=90))
    client.force_login(chair)
    page = text_of(client, coming.get_absolute_url())
    assert "Wil je dit op de agenda?" in page
    assert "Nog lang niet" not in page

    for _ in range(2):
        page = bring_back(client, coming, decision=decision.pk)

    assert "Wil je dit op de agenda?" not in page
    point = coming.points.get()
    assert (point.title, point.about_decision) == ("Weer bekijken: Ieder jaar kijken", decision)
    assert not Decision.objects.to_look_at_again(TODAY()).exists()
    coming.cancel(by=chair.person, reason="Ziek.")
    assert Decision.objects.to_look_at_again(TODAY()).get() == decision


def test_an_action_point_that_is_late_comes_back(client, held, coming, chair, member):
    late = ActionPoint.objects.create(meeting=held, text="Bezems", due=TODAY() - A_WEEK, person=member.person)
    ActionPoint.objects.create(meeting=held, text="Vandaag", due=TODAY())
    assert list(ActionPoint.objects.late(TODAY())) == [late]
    client.force_login(chair)
    assert "Gea Postema, had klaar moeten zijn op" in text_of(client, coming.get_absolute_url())

    bring_back(client, coming, action=late.pk)

    assert coming.points.get().about_action == late
    assert "Wil je dit op de agenda?" not in text_of(client, coming.get_absolute_url())


def test_a_public_agenda_does_not_tell_what_is_for_members(client, held, coming, chair):
    secret = Decision.objects.create(meeting=held, text="Onder ons", members_only=True, look_again_on=TODAY())
    client.force_login(chair)

    bring_back(client, coming, decision=secret.pk)

    assert "Onder ons" not in coming.points.get().title
    client.logout()
    assert "Onder ons" not in text_of(client, coming.get_absolute_url())


def test_what_waits_of_a_members_meeting_comes_on_a_public_agenda_with_a_press(client, held, coming, chair):
    Meeting.objects.filter(pk=held.pk).update(is_public=False)
    point = AgendaPoint.objects.create(meeting=held, title="Het gesprek", is_waiting=True)
    client.force_login(chair)

    bring_back(client, coming, point=point.pk)

    assert coming.points.get().carried_from == point


@pytest.mark.parametrize("who", ["member", "resident"])
def test_others_put_nothing_back(client, held, coming, who, request):
    decision = Decision.objects.create(meeting=held, text="Ieder jaar kijken", look_again_on=TODAY())
    client.force_login(request.getfixturevalue(who))

    assert "Wil je dit op de agenda?" not in text_of(client, coming.get_absolute_url())
    client.post(f"{coming.get_absolute_url()}agendapunten/terug/", {"decision": decision.pk})
    assert not coming.points.exists()


def test_what_is_not_of_this_group_or_does_not_come_back_is_not_put_on(client, held, coming, chair):
    other = Decision.objects.create(meeting=MeetingFactory(), text="Van een ander", look_again_on=TODAY())
    client.force_login(chair)

    for what in ({"decision": other.pk}, {"action": 99999}, {"point": "x"}, {}):
        bring_back(client, coming, **what)

    assert not coming.points.exists()


def test_a_frozen_agenda_takes_nothing_back(client, koplopersgroep, koplopers_chair):
    then = timezone.localtime() - timedelta(days=60)
    held = MeetingFactory(group=koplopersgroep, starts_at=then, state=State.MINUTES_ADOPTED)
    coming = MeetingFactory(group=koplopersgroep, state=State.FROZEN)
    decision = Decision.objects.create(meeting=held, text="Ieder jaar kijken", look_again_on=TODAY())
    client.force_login(koplopers_chair)

    assert "Dit kan nu niet: de agenda staat vast." in bring_back(client, coming, decision=decision.pk)
    assert not coming.points.exists()


def test_work_passed_on_by_a_group_that_stopped_comes_back_with_who_goes_on(client, group, held, coming, chair):
    stopped = MeetingFactory(group=GroupFactory(name="Werkgroep Oud"), starts_at=held.starts_at)
    action = ActionPoint.objects.create(meeting=stopped, text="Schop lenen", due=TODAY() - A_WEEK, passed_to=group)
    gone = ActionPoint.objects.create(
        meeting=held, text="Bank verven", due=TODAY() - A_WEEK, passed_to=GroupFactory(name="Werkgroep Nieuw")
    )
    client.force_login(chair)
    page = text_of(client, coming.get_absolute_url())
    assert "Schop lenen" in page
    assert "Bank verven" not in page

    bring_back(client, coming, action=action.pk)
    bring_back(client, coming, action=gone.pk)

    assert list(coming.points.values_list("about_action", "title")) == [(action.pk, "Nog niet gedaan: Schop lenen")]


def test_who_does_what_was_passed_on_reads_which_group_it_is_of_now(client, group, held, member):
    new = GroupFactory(name="Werkgroep Nieuw", slug="werkgroep-nieuw")
    action = ActionPoint.objects.create(meeting=held, text="Schop lenen", person=member.person, passed_to=new)

    page = text_of(client, action.own_address)

    assert "Jouw actiepunt van Werkgroep Nieuw" in page
    assert group.name not in page
