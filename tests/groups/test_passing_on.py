"""A vraagstuk that the koplopers pass on to a group is taken up by any of its members; their chair closes it."""

from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.utils import timezone

from communication import outbox
from groups.models import Group, Issue
from tests.at_once import at_once
from tests.factories import GroupFactory, IssueFactory, MembershipFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(resident):
    return IssueFactory(title="Wie ruimt de bladeren op?", raised_by=resident.person)


def send(client, issue, action, **typed):
    return client.post(f"/vraagstukken/{issue.pk}/{action}/", typed, follow=True)


def kinds(issue):
    return list(issue.events.order_by("pk").values_list("kind", "actor__name", "reason"))


def test_the_chair_passes_it_on_and_a_member_takes_it_up(
    client, issue, koplopers_chair, group, chair, member, resident
):
    client.force_login(koplopers_chair)
    assert "Geef het door aan een groep" in client.get(issue.get_absolute_url()).text
    assert "Werkgroep Julianapark" in client.get(f"{issue.get_absolute_url()}doorgeven/").text

    told = send(client, issue, "doorgeven", group=group.slug).text
    outbox.process_events()
    outbox.send_due()
    client.force_login(member)
    of_group, page = (client.get(one.get_absolute_url()).text for one in (group, issue))
    send(client, issue, "oppakken")

    issue.refresh_from_db()
    assert "Werkgroep Julianapark kan dit nu oppakken. Eén lid van die groep krijgt bericht." in told
    assert kinds(issue) == [
        ("passed_on", "Lies Hamminga", "De vraag ligt nu bij Werkgroep Julianapark."),
        ("taken_up", "Gea Postema", ""),
    ]
    assert (issue.state, issue.group, issue.taken_up_by) == (Issue.State.TAKEN_UP, group, member.person)
    assert "Vraagstukken voor deze groep" in of_group
    assert issue.title in of_group
    assert "Ik pak dit op" in page
    assert "Zeg wat ervan kwam" not in page
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert set(bodies) == {chair.email, resident.email}
    assert "De koplopers geven een vraagstuk door aan Werkgroep Julianapark" in bodies[chair.email]
    assert "Je hoort het als iemand het oppakt." in bodies[resident.email]


def test_passed_on_twice_with_one_press_is_told_once(client, issue, koplopers_chair, group):
    client.force_login(koplopers_chair)

    pages = [send(client, issue, "doorgeven", group=group.slug).text for _ in range(2)]

    assert [kind for kind, *_ in kinds(issue)] == ["passed_on"]
    assert all("Werkgroep Julianapark kan dit nu oppakken" in page for page in pages)
    send(client, issue, "doorgeven", group=GroupFactory(slug="een-andere").slug)
    assert [kind for kind, *_ in kinds(issue)] == ["passed_on", "passed_on"]


def test_the_group_before_hears_that_it_lies_elsewhere_and_the_chain_keeps_both(
    client, issue, koplopers_chair, group, chair
):
    other = MembershipFactory(group=GroupFactory(name="Bladploeg")).group
    client.force_login(koplopers_chair)
    send(client, issue, "doorgeven", group=group.slug)
    issue.events.update(processed_at=timezone.now())

    send(client, issue, "doorgeven", group=other.slug)
    outbox.process_events()
    outbox.send_due()

    (told,) = [message for message in mail.outbox if message.to == [chair.email]]
    assert told.subject == "Niet meer voor Werkgroep Julianapark: Wie ruimt de bladeren op?"
    assert "Het ligt nu bij een andere groep: Bladploeg." in told.body
    chain = client.get(issue.get_absolute_url()).text.split("Wat kwam ervan?")[1]
    assert "De vraag ligt nu bij Werkgroep Julianapark." in chain
    assert "De vraag ligt nu bij Bladploeg." in chain


@pytest.mark.parametrize("has_ended", [False, True])
def test_the_group_before_hears_of_another_that_was_begun_for_it_unless_it_stopped(
    client, issue, koplopers_chair, group, chair, has_ended
):
    issue.pass_on(by=koplopers_chair.person, group=group)
    if has_ended:
        Group.objects.filter(pk=group.pk).update(ended_on=timezone.localdate())
    issue.events.update(processed_at=timezone.now())
    client.force_login(koplopers_chair)

    typed = {"vraagstuk": issue.pk, "name": "Bladploeg", "purpose": "Harken."}
    client.post("/groepen/beginnen/", typed)
    outbox.process_events()
    outbox.send_due()

    assert issue.events.get(kind="taken_up").group_before == group
    told = [(message.subject, message.body) for message in mail.outbox if message.to == [chair.email]]
    assert [subject for subject, _ in told] == (
        [] if has_ended else ["Niet meer voor Werkgroep Julianapark: Wie ruimt de bladeren op?"]
    )
    assert all("Het ligt nu bij een andere groep: Bladploeg." in body for _, body in told)


def test_a_group_of_which_nobody_can_be_told_is_said_to_hear_nothing(client, issue, koplopers_chair):
    client.force_login(koplopers_chair)

    page = send(client, issue, "doorgeven", group=GroupFactory().slug).text

    assert "Niemand van die groep krijgt bericht. Vertel het zelf." in page


def test_an_answer_makes_it_what_the_group_came_from(client, issue, koplopers_chair, group):
    issue.pass_on(by=koplopers_chair.person, group=group)
    client.force_login(koplopers_chair)

    send(client, issue, "beantwoorden", answer="We vegen samen.")

    page = client.get(group.get_absolute_url()).text
    assert "Uit welk vraagstuk kwam dit?" in page
    assert "Vraagstukken voor deze groep" not in page


@pytest.mark.parametrize("who", ["koploper", "member", "chair", "resident"])
def test_others_pass_nothing_on(client, issue, koplopersgroep, group, who, request):
    client.force_login(request.getfixturevalue(who))

    response = send(client, issue, "doorgeven", group=group.slug)

    assert response.status_code == 403
    assert "de groep waaraan zij het doorgeven" in response.text
    assert not issue.events.exists()


@pytest.mark.parametrize(
    ("state", "words"),
    [("waiting", "wacht nog op de voorzitter"), ("taken_up", "is opgepakt"), ("answered", "is beantwoord")],
)
def test_in_another_state_it_is_not_passed_on(client, issue, koplopers_chair, group, state, words):
    Issue.objects.update(state=state, answer="We vegen samen.")
    client.force_login(koplopers_chair)

    page = send(client, issue, "doorgeven", group=group.slug).text

    issue.refresh_from_db()
    assert f"Dit kan nu niet: het vraagstuk {words}." in page
    assert "Geef het door aan" not in page
    assert issue.group is None


@pytest.mark.parametrize("typed", ["", "bestaat-niet", "gestopt", "koplopersgroep"])
def test_without_a_group_that_goes_on_it_asks_which(client, issue, koplopers_chair, typed):
    GroupFactory(slug="gestopt", ended_on=timezone.localdate())
    client.force_login(koplopers_chair)

    page = send(client, issue, "doorgeven", group=typed).text

    assert "Kies een groep" in page
    assert not issue.events.exists()


def test_who_may_take_it_up(issue, group, koploper, koplopers_chair, chair, member, resident, administrator):
    cast = (AnonymousUser(), resident, member, chair, koploper, koplopers_chair, administrator)

    def may():
        read = Issue.objects.select_related("group").get(pk=issue.pk)
        return [read.takeable_by(user) for user in cast]

    before = may()
    issue.pass_on(by=koplopers_chair.person, group=group)
    passed_on = may()
    Group.objects.filter(pk=group.pk).update(ended_on=timezone.localdate())

    assert before == [False, False, False, False, True, True, True]
    assert passed_on == [False, False, True, True, True, True, True]
    assert may() == before


def test_a_member_of_the_group_makes_no_wish_of_it(client, issue, koplopers_chair, group, member, round_in):
    round_in("collect")
    issue.pass_on(by=koplopers_chair.person, group=group)
    client.force_login(member)

    response = send(client, issue, "wens")

    issue.refresh_from_db()
    assert response.status_code == 403
    assert issue.wish is None


@pytest.mark.django_db(transaction=True)
def test_passed_on_and_taken_up_at_once_both_or_one_happens_and_never_after_the_other_is_done():
    issue, group, by = IssueFactory(), GroupFactory(), PersonFactory()
    MembershipFactory(group=group, person=UserFactory().person)
    one, other = (Issue.objects.get(pk=issue.pk) for _ in range(2))

    passed, taken = at_once(partial(one.pass_on, by=by, group=group), partial(other.take_up, by=by))

    issue.refresh_from_db()
    assert taken
    assert issue.state == Issue.State.TAKEN_UP
    assert (issue.group == group) == passed
    assert issue.events.count() == 1 + passed
