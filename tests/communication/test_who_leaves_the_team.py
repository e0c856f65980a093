"""What a member of the team had in hand is for the others when that member leaves, or is away."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from communication import outbox
from communication.models import InvalidTransition, Notification, Product, Request
from communication.tasks import hand_back
from tests.at_once import at_once
from tests.factories import RequestFactory
from wijkdeal.erasing import erase

pytestmark = pytest.mark.django_db


def loses_the_role(user):
    user.groups.clear()
    hand_back(timestamp=0)


def leaves(user):
    user.is_active = False
    user.save(update_fields=["is_active"])
    hand_back(timestamp=0)


def told(asked, kind):
    outbox.process_events()
    events = asked.events.values("uuid")
    return set(Notification.objects.filter(kind=kind, event_uuid__in=events).values_list("person__name", flat=True))


@pytest.fixture
def of_colleague(colleague):
    asked = RequestFactory()
    asked.assign(to=colleague.person, by=colleague.person)
    asked.begin(by=colleague.person)
    outbox.process_events()
    Notification.objects.all().delete()
    return asked


@pytest.mark.parametrize("goes", [loses_the_role, leaves, erase])
def test_who_leaves_the_team_leaves_work_that_is_new_again(team_member, colleague, of_colleague, goes):
    goes(colleague)

    of_colleague.refresh_from_db()
    assert (of_colleague.status, of_colleague.assignee) == ("new", None)
    assert of_colleague.events.first().kind == "handed_back"
    assert told(of_colleague, "request-new") == {"Mirjam Kok"}


def test_what_somebody_took_over_meanwhile_stays_theirs(team_member, colleague, of_colleague):
    read_before = list(Request.objects.in_hands_of(colleague.person))
    of_colleague.reassign(to=team_member.person, by=team_member.person)

    for asked in read_before:
        asked.hand_back()

    of_colleague.refresh_from_db()
    assert (of_colleague.status, of_colleague.assignee) == ("in_progress", team_member.person)
    assert not of_colleague.events.filter(kind="handed_back").exists()


@pytest.mark.django_db(transaction=True)
def test_handed_back_and_taken_over_at_once_is_of_who_took_it_over(team_member, colleague, of_colleague):
    here, there = (Request.objects.get(pk=of_colleague.pk) for _ in range(2))

    at_once(
        partial(Request.hand_back, here),
        partial(Request.reassign, there, to=team_member.person, by=team_member.person),
        told=InvalidTransition,
    )

    of_colleague.refresh_from_db()
    events = list(of_colleague.events.order_by("pk").values_list("kind", flat=True))[2:]
    mine = ("in_progress", team_member.person, ["assigned"])
    # Handed back first it is new, and waits for who assigns it.
    assert (of_colleague.status, of_colleague.assignee, events) in (mine, ("new", None, ["handed_back"]))


@pytest.mark.parametrize("status", ["waiting", "for_approval", "approved"])
def test_what_waits_for_the_requester_goes_on_waiting_and_stands_on_the_desk(
    team_client, colleague, of_colleague, status
):
    Request.objects.update(status=status)

    erase(colleague)

    of_colleague.refresh_from_db()
    assert (of_colleague.status, of_colleague.assignee) == (status, None)
    assert "Van niemand meer" in team_client.get("/beheer/").text


def test_who_stays_keeps_the_work(team_member, colleague, administrator, of_colleague):
    RequestFactory(status="in_progress", assignee=administrator.person)
    RequestFactory(status="done", closed_at=timezone.now(), assignee=colleague.person)

    hand_back(timestamp=0)

    assert not of_colleague.events.filter(kind="handed_back").exists()
    assert set(Request.objects.values_list("status", flat=True)) == {"in_progress", "done"}


@pytest.mark.parametrize("act", ["answer", "refuse"])
def test_requester_who_writes_to_somebody_who_left_is_read_by_the_others(team_member, colleague, of_colleague, act):
    Product.objects.create(request=of_colleague, kind="poster", title="Poster")
    of_colleague.ask_approval(by=colleague.person)
    colleague.groups.clear()

    if act == "answer":
        of_colleague.answer(text="Het is zondag.")
    else:
        of_colleague.refuse(reason="Het is zondag.")

    of_colleague.refresh_from_db()
    assert (of_colleague.status, of_colleague.assignee) == ("new", None)
    assert told(of_colleague, "request-answer") == {"Mirjam Kok"}


@pytest.mark.parametrize(("days", "readers"), [(3, {"Mirjam Kok"}), (-1, {"Daan Mulder"})])
def test_of_who_is_away_somebody_else_reads_the_answer(team_member, colleague, of_colleague, days, readers):
    colleague.person.away_until = timezone.localdate() + timedelta(days=days)
    colleague.person.save(update_fields=["away_until"])

    of_colleague.answer(text="Het is zondag.")

    assert told(of_colleague, "request-answer") == readers


def test_who_is_away_is_not_mailed_of_something_new_unless_everybody_is(team_member, colleague):
    colleague.person.away_until = timezone.localdate()
    colleague.person.save(update_fields=["away_until"])
    one = Request.submit(kind="poster", subject="Een", text="Graag.", name="Truus", email="truus@voorbeeld.test")
    assert told(one, "request-new") == {"Mirjam Kok"}

    team_member.person.away_until = timezone.localdate()
    team_member.person.save(update_fields=["away_until"])
    two = Request.submit(kind="poster", subject="Twee", text="Graag.", name="Truus", email="truus@voorbeeld.test")

    assert told(two, "request-new") == {"Mirjam Kok", "Daan Mulder"}
