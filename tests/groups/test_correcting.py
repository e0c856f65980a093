"""Decisions and action points that were written down wrongly, until the minutes are adopted; work given to another."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from communication import outbox
from communication.models import OutreachTask
from groups.models import ActionPoint, AgendaPoint, Decision, Meeting
from tests.factories import MeetingFactory, MembershipFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
State = Meeting.State


@pytest.fixture
def held(group):
    return MeetingFactory(group=group, starts_at=timezone.now() - timedelta(days=2), state=State.MINUTES_DRAFT)


@pytest.fixture
def decision(held):
    return Decision.objects.create(meeting=held, text="We vegen zelv")


@pytest.fixture
def action(held, member):
    return ActionPoint.objects.create(meeting=held, text="Schop leenen", person=member.person)


def at(row, more=""):
    kind = "besluiten" if isinstance(row, Decision) else "actiepunten"
    return f"{row.meeting.get_absolute_url()}{kind}/{row.pk}/{more}"


def give_on(client, action, person):
    address = f"{action.group.get_absolute_url()}actiepunten/{action.pk}/doorgeven/"
    return client.post(address, {"person": person.pk}, follow=True)


def letters():
    outbox.process_events()
    outbox.send_due()
    return {(*message.to, message.subject) for message in mail.outbox}


@pytest.mark.parametrize("who", ["chair", "secretary", "administrator"])
def test_who_steers_puts_a_decision_right(client, decision, who, request):
    client.force_login(request.getfixturevalue(who))
    assert at(decision) in client.get(decision.meeting.get_absolute_url()).text
    assert "We vegen zelv" in client.get(at(decision)).text

    typed = {"text": "We vegen zelf", "how": "vote", "votes_for": 3, "votes_against": 0, "version": 1}
    page = client.post(at(decision), typed, follow=True).text

    decision.refresh_from_db()
    assert (decision.text, decision.how, decision.votes_for, decision.version) == ("We vegen zelf", "vote", 3, 2)
    assert "We vegen zelf" in page
    assert "Je wijziging is bewaard." in page


@pytest.mark.parametrize("who", ["member", "koploper"])
def test_others_put_nothing_right(client, decision, action, who, request):
    client.force_login(request.getfixturevalue(who))

    answers = [client.post(at(row), {"text": "Anders"}) for row in (decision, action)]
    answers += [client.post(at(decision, "weghalen/")), give_on(client, action, PersonFactory())]

    assert [answer.status_code for answer in answers] == [403] * 4
    assert Decision.objects.get().text == "We vegen zelv"
    assert at(decision) not in client.get(decision.meeting.get_absolute_url()).text


def test_of_two_who_put_it_right_the_second_reads_both(client, decision, chair):
    client.force_login(chair)
    decision.correct(text="Wij vegen zelf", version=1)

    answer = client.post(at(decision), {"text": "We vegen zelf", "version": 1})

    assert answer.status_code == 409
    assert "Wij vegen zelf" in answer.text
    assert "We vegen zelf" in answer.text
    client.post(at(decision), {"text": "We vegen zelf", "version": 2})
    assert Decision.objects.get().text == "We vegen zelf"


def test_adopted_minutes_keep_what_was_decided(client, koplopersgroep, koplopers_chair):
    adopted = MeetingFactory(
        group=koplopersgroep, starts_at=timezone.now() - timedelta(days=30), state=State.MINUTES_ADOPTED
    )
    decision = Decision.objects.create(meeting=adopted, text="We vegen zelf")
    client.force_login(koplopers_chair)

    page = client.post(at(decision), {"text": "Anders"}, follow=True).text
    client.post(at(decision, "weghalen/"))

    assert "het verslag is vastgesteld" in page
    assert Decision.objects.get().text == "We vegen zelf"


def test_a_decision_that_was_not_taken_goes_and_what_it_replaced_holds_again(client, group, held, decision, chair):
    newer = Decision.objects.create(meeting=held, text="De gemeente veegt", replaces=decision)
    client.force_login(chair)

    page = client.post(at(newer, "weghalen/"), follow=True).text

    assert "Het besluit is weg." in page
    assert list(Decision.objects.in_force()) == [decision]


def test_who_puts_a_decision_right_that_is_gone_reads_the_own_words_alone(client, decision, chair):
    client.force_login(chair)
    form = client.get(at(decision)).context["form"]
    Decision.objects.all().delete()

    gone = client.post(at(decision), {name: form[name].value() or "" for name in form.fields})

    assert gone.status_code == 404
    assert re.findall(r"<blockquote>(.*?)</blockquote>", gone.text) == ["We vegen zelv"]


def test_a_decision_that_is_gone_already_is_said_to_be(client, decision, chair, member):
    client.force_login(chair)
    client.post(at(decision, "weghalen/"))

    second = client.post(at(decision, "weghalen/"), follow=True)

    assert second.redirect_chain[-1][0] == decision.meeting.get_absolute_url()
    assert "Dit was al weggehaald." in second.text
    client.force_login(member)
    assert client.post(at(decision, "weghalen/")).status_code == 403


def test_a_decision_on_which_an_agenda_rests_does_not_go(client, decision, chair, round_in):
    Decision.objects.update(agenda_round=round_in("choosing"))
    client.force_login(chair)

    page = client.post(at(decision, "weghalen/"), follow=True).text

    assert "is een agenda of een verantwoording vastgesteld" in page
    assert Decision.objects.exists()


def test_whose_action_point_is_put_right_reads_how_it_is_now(client, action, chair, member):
    client.force_login(chair)
    assert at(action) in client.get(action.meeting.get_absolute_url()).text

    client.post(at(action), {"text": "Schop lenen", "version": 1})

    action.refresh_from_db()
    assert (action.text, action.version, action.person) == ("Schop lenen", 2, member.person)
    assert letters() == {(member.email, "Je actiepunt is verbeterd: Schop lenen")}
    words = f"{chair.person.public_name} heeft je actiepunt van {action.group} verbeterd. Er staat nu:"
    assert f"{words}\n\nSchop lenen\n\nIs het klaar" in mail.outbox[0].body


@pytest.mark.parametrize(("days", "is_kept"), [(-30, True), (-29, False), (0, True)])
def test_an_action_point_that_is_late_keeps_its_day_and_takes_no_other_that_is_over(
    client, action, chair, days, is_kept
):
    today = timezone.localdate()
    ActionPoint.objects.update(due=today - timedelta(days=30))
    client.force_login(chair)
    day = today + timedelta(days=days)

    page = client.post(at(action), {"text": "Schop lenen", "due": day.isoformat(), "version": 1}, follow=True).text

    action.refresh_from_db()
    assert ("Kies vandaag of een dag die nog komt." not in page) is is_kept
    assert (action.text, action.due) == (
        ("Schop lenen", day) if is_kept else ("Schop leenen", today - timedelta(days=30))
    )


def test_an_action_point_is_given_to_another_and_both_hear_it(client, group, action, secretary, member):
    other = UserFactory(email="joke@voorbeeld.test", name="Joke Bos")
    MembershipFactory(group=group, person=other.person)
    client.force_login(secretary)
    assert "Geef door" in client.get(group.get_absolute_url()).text
    assert "Geef door" in client.get(action.meeting.get_absolute_url()).text
    assert "Geef door" in client.get(f"{group.get_absolute_url()}actiepunten/").text

    page = give_on(client, action, other.person).text

    action.refresh_from_db()
    assert action.person == other.person
    assert "Joke Bos doet het nu, en krijgt bericht." in page
    event = action.events.get()
    assert (event.kind, event.actor, event.was_of) == ("given", secretary.person, member.person)
    assert letters() == {
        (other.email, "Actiepunt voor jou: Schop leenen"),
        (member.email, "Niet meer voor jou: Schop leenen"),
    }
    assert "Joke Bos doet het nu." in next(one.body for one in mail.outbox if one.to == [member.email])


def test_who_did_it_and_has_no_mail_is_called(client, group, held, chair, member):
    truus = PersonFactory(user=None, name="Truus")
    action = ActionPoint.objects.create(meeting=held, text="Schop lenen", person=truus)
    client.force_login(chair)

    give_on(client, action, member.person)
    outbox.process_events()

    assert OutreachTask.objects.get().what == "Niet meer voor jou: Schop lenen"


def test_it_is_not_given_to_who_is_not_in_the_group_nor_when_it_is_done(client, action, chair, member):
    client.force_login(chair)

    page = give_on(client, action, PersonFactory()).text
    action.tick_off(by=member.person)
    done = give_on(client, action, chair.person).text

    assert "Fout:" in page
    assert "Dit actiepunt is al afgehandeld." in done
    assert ActionPoint.objects.get().person == member.person


def title_on(meeting):
    return meeting.points.get().title


def test_what_is_put_right_is_right_on_the_next_agenda_too(client, group, decision, action, chair):
    first, second = MeetingFactory(group=group), MeetingFactory(group=group)
    AgendaPoint.bring_back(first, decision=decision)
    AgendaPoint.bring_back(second, action=action)
    client.force_login(chair)

    client.post(at(decision), {"text": "We vegen zelf", "version": 1})
    client.post(at(action), {"text": "Schop lenen", "version": 1})

    assert title_on(first) == "Weer bekijken: We vegen zelf"
    assert title_on(second) == "Nog niet gedaan: Schop lenen"
    assert first.points.get().version == 2


def test_what_is_for_members_from_now_on_goes_from_the_public_agenda(client, group, decision, chair):
    public, private = MeetingFactory(group=group), MeetingFactory(group=group, is_public=False)
    for meeting in (public, private):
        AgendaPoint.bring_back(meeting, decision=decision)
    AgendaPoint.objects.filter(meeting=public).update(title="Dat Wim stopt")
    client.force_login(chair)

    client.post(at(decision), {"text": "Wim stopt", "version": 1, "members_only": "on"})

    assert title_on(public).startswith("Weer bekijken: een besluit van ")
    assert title_on(private) == "Weer bekijken: Wim stopt"


def test_a_title_that_somebody_typed_stays(client, group, decision, chair):
    meeting = MeetingFactory(group=group)
    AgendaPoint.bring_back(meeting, decision=decision)
    AgendaPoint.objects.update(title="Vegen")
    client.force_login(chair)

    client.post(at(decision), {"text": "We vegen zelf", "version": 1})

    assert title_on(meeting) == "Vegen"


def test_what_was_not_decided_goes_off_the_agendas_that_are_open(client, group, decision, chair):
    still_open, spoken_of = MeetingFactory(group=group), MeetingFactory(group=group)
    frozen = MeetingFactory(group=group, state=State.FROZEN)
    for meeting in (still_open, spoken_of):
        AgendaPoint.bring_back(meeting, decision=decision)
    spoken_of.points.update(minutes="Dat was anders.")
    AgendaPoint.objects.create(meeting=frozen, title="Vast", about_decision=decision)
    held = decision.meeting
    AgendaPoint.objects.create(meeting=held, title="Wacht", about_decision=decision, is_waiting=True)
    client.force_login(chair)

    client.post(at(decision, "weghalen/"))

    points = AgendaPoint.objects.order_by("pk")
    assert [point.meeting for point in points] == [spoken_of, frozen, held]
    assert not any(point.is_waiting for point in points)


@pytest.mark.parametrize(("how", "typed"), [("afvinken", {}), ("vervalt", {"reason": "Te duur"})])
def test_what_is_done_or_dropped_goes_off_the_next_agenda(client, group, action, member, how, typed):
    next_one = MeetingFactory(group=group)
    now = MeetingFactory(group=group, starts_at=timezone.now() - timedelta(minutes=9))
    for meeting in (next_one, now):
        AgendaPoint.bring_back(meeting, action=action)
    client.force_login(member)

    client.post(f"{group.get_absolute_url()}actiepunten/{action.pk}/{how}/", typed)

    assert not next_one.points.exists()
    assert now.points.exists()  # they speak of it at this moment


def test_what_was_ticked_off_by_mistake_comes_back_on_that_agenda(group, action, member):
    ActionPoint.objects.update(due=timezone.localdate() - timedelta(days=1))
    next_one = MeetingFactory(group=group)
    ActionPoint.bring_late(group)
    action.tick_off(by=member.person)
    assert not next_one.points.exists()

    action.reopen(by=member.person)
    ActionPoint.bring_late(group)

    assert title_on(next_one) == "Nog niet gedaan: Schop leenen"


def test_two_decisions_never_replace_each_other(client, held, decision, chair):
    newer = Decision.objects.create(meeting=held, text="De gemeente veegt", replaces=decision)
    client.force_login(chair)

    wrong = client.post(at(decision), {"text": "We vegen zelf", "replaces": newer.pk, "version": 1})
    right = client.post(at(newer), {"text": "De gemeente veegt", "replaces": decision.pk, "version": 1})

    decision.refresh_from_db()
    newer.refresh_from_db()
    assert "Kies opnieuw" in wrong.text
    assert right.status_code == 302
    assert (decision.replaces, newer.replaces) == (None, decision)


@pytest.mark.parametrize(("has_left", "words"), [(True, "Een lid van de groep"), (False, "Joke Bos")])
def test_who_left_does_not_read_who_does_it_now_without_a_name_on_the_website(
    group, action, chair, member, has_left, words
):
    joke = PersonFactory(name="Joke Bos")
    MembershipFactory(group=group, person=joke, is_named=False)
    if has_left:
        group.leave(member.person)

    action.give_to(joke, by=chair.person)
    letters()

    [told] = [one.body for one in mail.outbox if one.to == [member.email]]
    assert f"{words} doet het nu." in told
