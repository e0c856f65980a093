"""A group is changed by its chair; it stops with what it brought, and its open work goes somewhere."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from groups.models import ActionPoint, Group
from tests.factories import GroupFactory, IssueFactory, MeetingFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def at(group, *parts):
    return "/".join([group.get_absolute_url().rstrip("/"), *map(str, parts), ""])


@pytest.fixture
def held(group):
    return MeetingFactory(group=group, starts_at=timezone.localtime() - timedelta(days=3), state="minutes_published")


@pytest.fixture
def actions(held):
    return [ActionPoint.objects.create(meeting=held, text=text) for text in ("Schop lenen", "Bomen tellen", "Bellen")]


def test_the_group_stops_says_what_it_brought_and_cancels_what_it_planned(client, group, chair, member, held):
    coming = MeetingFactory(group=group)
    client.force_login(chair)

    page = text_of(client.post(at(group, "stoppen"), {"result": "Een park met bomen."}, follow=True))

    group.refresh_from_db()
    coming.refresh_from_db()
    held.refresh_from_db()
    assert (group.ended_on, group.result) == (timezone.localdate(), "Een park met bomen.")
    assert list(group.events.values_list("kind", "reason")) == [("ended", "Een park met bomen.")]
    assert (coming.state, coming.cancel_reason) == ("cancelled", "De groep is gestopt.")
    assert held.state == "minutes_published"
    for words in ("De groep is gestopt. De leden krijgen bericht.", "Wat de groep bracht", "Een park met bomen."):
        assert words in page
    assert "Plan een bijeenkomst" not in page
    outbox.process_events()
    outbox.send_due()
    assert "Wat de groep bracht: Een park met bomen." in "".join(message.body for message in mail.outbox)


def test_open_work_goes_to_somebody_to_another_group_or_is_dropped(client, group, chair, member, actions):
    lend, count, call = actions
    other = GroupFactory(name="Werkgroep Bomen")
    other_chair = UserFactory(email="bomen@voorbeeld.test")
    MembershipFactory(group=other, person=other_chair.person, role="chair")
    client.force_login(chair)
    assert "Actiepunt: Bomen tellen" in text_of(client.get(at(group, "stoppen")))

    typed = {
        "result": "Een park.",
        f"actie_{lend.pk}": f"persoon-{member.person.pk}",
        f"actie_{count.pk}": f"groep-{other.slug}",
        f"actie_{call.pk}": "vervalt",
    }
    assert "Schrijf waarom het niet meer hoeft." in text_of(client.post(at(group, "stoppen"), typed))
    page = text_of(client.post(at(group, "stoppen"), typed | {"reason": "Is al gebeld."}, follow=True))

    for action in actions:
        action.refresh_from_db()
    assert (lend.person, lend.is_open) == (member.person, True)
    assert (count.passed_to, count.is_open) == (other, True)
    assert call.dropped_reason == "Is al gebeld."
    assert "Gaat verder bij" in page
    client.force_login(other_chair)
    assert "Bomen tellen" in text_of(client.get(other.get_absolute_url()))
    assert client.post(at(group, "actiepunten", count.pk, "afvinken")).status_code == 404
    client.post(at(other, "actiepunten", count.pk, "afvinken"))
    count.refresh_from_db()
    assert count.done_on


def test_an_action_point_without_a_choice_keeps_the_group_going(client, group, chair, actions):
    client.force_login(chair)

    page = text_of(client.post(at(group, "stoppen"), {"result": "Een park."}))

    assert page.count("Kies wat hiermee gebeurt.") == 2 * len(actions)  # in the summary, and beside the field
    assert not Group.objects.get(pk=group.pk).has_ended


def test_a_group_stops_once(client, group, chair):
    client.force_login(chair)
    for result in ("Een park.", "Iets anders."):
        page = text_of(client.post(at(group, "stoppen"), {"result": result}, follow=True))

    assert "Deze groep is al gestopt." in page
    assert Group.objects.get().result == "Een park."


def test_a_fixed_group_does_not_stop(client, koplopersgroep, koplopers_chair, administrator):
    for user in (koplopers_chair, administrator):
        client.force_login(user)
        assert client.post(at(koplopersgroep, "stoppen"), {"result": "Niets."}).status_code == 403

    assert not Group.objects.get().has_ended


def test_the_chair_changes_what_it_is_for_and_how_one_joins(client, group, chair):
    client.force_login(chair)

    client.post(at(group, "aanpassen"), {"purpose": "Ook bijen.", "joining": "request", "version": "1"})

    group.refresh_from_db()
    assert (group.purpose, group.is_open, group.version) == ("Ook bijen.", False, 2)


def test_who_edits_an_older_version_gets_both_texts(client, group, chair):
    group.edit(version=1, purpose="Van een ander.")
    client.force_login(chair)

    typed = {"purpose": "Van mij.", "joining": "open", "version": "1"}
    page = text_of(client.post(at(group, "aanpassen"), typed), 409)

    assert "Van een ander." in page
    assert "Van mij." in page
    client.post(at(group, "aanpassen"), typed | {"version": "2"})
    group.refresh_from_db()
    assert group.purpose == "Van mij."


def test_a_group_that_stopped_is_not_changed(client, group, chair):
    group.end(by=chair.person)
    client.force_login(chair)

    page = text_of(client.post(at(group, "aanpassen"), {"purpose": "Ook bijen."}, follow=True))

    assert "Deze groep is gestopt. Je kunt haar niet meer aanpassen." in page


def test_whoever_took_up_a_vraagstuk_starts_a_werkgroep_for_it(client, groen, koploper):
    issue = IssueFactory(theme=groen, title="Wie ruimt de bladeren op?")
    issue.take_up(by=koploper.person)
    client.force_login(koploper)
    assert f"?vraagstuk={issue.pk}" in text_of(client.get(issue.get_absolute_url()))
    assert f"?vraagstuk={issue.pk}" in text_of(client.get("/groepen/beginnen/"))
    assert "Voor het vraagstuk" in text_of(client.get(f"/groepen/beginnen/?vraagstuk={issue.pk}"))

    typed = {"vraagstuk": issue.pk, "name": "Werkgroep Bladeren", "purpose": "Harken."}
    page = text_of(client.post("/groepen/beginnen/", typed, follow=True))

    issue.refresh_from_db()
    group = Group.objects.get(name="Werkgroep Bladeren")
    assert (group.kind, group.theme) == ("werkgroep", groen)
    assert (issue.group, issue.state, issue.taken_up_by) == (group, "taken_up", koploper.person)
    assert list(issue.events.order_by("pk").values_list("kind", "reason")) == [
        ("taken_up", ""), ("taken_up", "Werkgroep Bladeren gaat ermee verder."),
    ]  # fmt: skip
    assert "Wie ruimt de bladeren op?" in page
    told = text_of(client.get(issue.get_absolute_url()))
    assert "Werk voor" in told
    assert "Werkgroep Bladeren" in told
    assert "Dit vraagstuk is opgepakt." in told
    assert "?vraagstuk=" not in told
    again = text_of(client.post("/groepen/beginnen/", typed | {"name": "Nog een"}, follow=True))
    assert "Werkgroep Bladeren gaat al verder met dit vraagstuk." in again
    assert not Group.objects.filter(name="Nog een").exists()


def test_a_vraagstuk_of_which_the_werkgroep_stopped_takes_another_and_an_answered_one_none(client, koplopers_chair):
    issue = IssueFactory()
    client.force_login(koplopers_chair)
    typed = {"vraagstuk": issue.pk, "name": "Werkgroep Bladeren", "purpose": "Harken."}
    client.post("/groepen/beginnen/", typed)
    Group.objects.get(name="Werkgroep Bladeren").end(by=koplopers_chair.person)

    client.post("/groepen/beginnen/", typed | {"name": "Werkgroep Harken"})
    issue.refresh_from_db()
    goes_on_in = issue.group.name
    issue.settle(by=koplopers_chair.person, answer="De gemeente veegt.")
    answered = text_of(client.post("/groepen/beginnen/", typed | {"name": "Nog een"}, follow=True))

    assert goes_on_in == "Werkgroep Harken"
    assert "Dit vraagstuk is al beantwoord." in answered
    assert not Group.objects.filter(name="Nog een").exists()


@pytest.mark.parametrize(("who", "status"), [("koploper", 403), ("resident", 403), ("koplopers_chair", 302)])
def test_of_the_others_only_the_chair_of_the_koplopers_starts_one(client, who, status, request):
    user, issue = request.getfixturevalue(who), IssueFactory()
    client.force_login(user)

    typed = {"vraagstuk": issue.pk, "name": "Werkgroep Bladeren", "purpose": "Harken."}
    assert client.post("/groepen/beginnen/", typed).status_code == status


@pytest.mark.parametrize("typed", ["0", "x", "9" * 30, "-1", "²"])
def test_a_vraagstuk_that_is_not_there_is_not_found(client, koploper, typed):
    client.force_login(koploper)

    assert client.get("/groepen/beginnen/", {"vraagstuk": typed}).status_code == 404


def test_who_waited_to_be_let_in_hears_that_the_group_stopped(client, group, chair):
    asked = MembershipFactory(group=group, person=UserFactory(email="piet@voorbeeld.test").person, requested=True)
    client.force_login(chair)

    client.post(at(group, "stoppen"), {"result": "Een park."})

    assert not group.memberships.filter(pk=asked.pk).exists()
    assert list(group.events.filter(kind="refused").values_list("reason", flat=True)) == ["De groep is gestopt."]
    assert not asked.admit(by=chair.person)


def test_work_that_was_passed_on_stands_in_the_register_of_who_goes_on(client, group, chair, actions):
    other = GroupFactory(name="Werkgroep Bomen")
    actions[0].leave_to(by=chair.person, group=other)

    there, here = (text_of(client.get(at(one, "actiepunten"))) for one in (other, group))

    assert "Schop lenen" in there
    assert "Schop lenen" not in here
    assert "Bomen tellen" in here
