"""Every arrow of a project's life: from the right states only, one event with its sentence, all or nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Person
from communication.outbox import process_events, send_due
from projects.models import InvalidTransition, MoneyLine, Photo, Pledge, ProjectEvent, Status, Update
from projects.models.states import LED
from tests.factories import (
    AgendaItemFactory,
    FacilitatorFactory,
    GroupFactory,
    MeetingFactory,
    OrganisationFactory,
    PersonFactory,
    ProjectFactory,
    StoryFactory,
    UpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=20)
OPEN = (Status.PROPOSED, *LED)

CALLS = {
    "propose": lambda p, by: p.propose(by=by),
    "ask": lambda p, by: p.ask_clarification(by=by, question="Waar?"),
    "take_up": lambda p, by: p.take_up(by=by, reason="Mooi."),
    "decline": lambda p, by: p.decline(by=by, reason="Nee."),
    "refer": lambda p, by: p.refer(by=by, reason="Bel 14 050."),
    "withdraw": lambda p, by: p.withdraw(by=by, reason="Toch niet."),
    "start": lambda p, by: p.start(by=by, reason="Schop."),
    "pause": lambda p, by: p.pause(by=by, reason="Vorst.", until=SOON),
    "resume": lambda p, by: p.resume(by=by, reason="Dooi."),
    "complete": lambda p, by: p.complete(by=by, result="Bomen.", caretaker="de buren"),
    "continue": lambda p, by: p.continue_for_good(by=by, reason="Blijft.", caretaker="wij"),
    "stop": lambda p, by: p.stop(by=by, reason="Geen grond."),
    "reopen": lambda p, by: p.reopen(by=by, reason="Toch."),
}
S = Status
# arrow: (states it leaves from, state it leads to, kind of its event, sentence of its event)
ARROWS = {
    "propose": ([S.DRAFT], S.PROPOSED, "proposed", ""),
    "ask": ([S.PROPOSED], S.PROPOSED, "clarification_asked", "Waar?"),
    "take_up": ([S.PROPOSED], S.PREPARING, "taken_up", "Mooi."),
    "decline": ([S.PROPOSED], S.DECLINED, "declined", "Nee."),
    "refer": ([S.PROPOSED], S.DECLINED, "referred", "Bel 14 050."),
    "withdraw": ([S.PROPOSED], S.WITHDRAWN, "withdrawn", "Toch niet."),
    "start": ([S.PREPARING], S.UNDERWAY, "started", "Schop."),
    "pause": ([S.PREPARING, S.UNDERWAY], S.PAUSED, "paused", "Vorst."),
    "resume": ([S.PAUSED], S.UNDERWAY, "resumed", "Dooi."),
    "complete": ([S.UNDERWAY, S.ONGOING], S.COMPLETED, "completed", "Bomen."),
    "continue": ([S.UNDERWAY], S.ONGOING, "continued", "Blijft."),
    "stop": ([S.PREPARING, S.UNDERWAY, S.PAUSED, S.ONGOING], S.STOPPED, "stopped", "Geen grond."),
    "reopen": ([S.COMPLETED, S.DECLINED, S.STOPPED, S.WITHDRAWN], S.PREPARING, "reopened", "Toch."),
}
RIGHT = [(name, state) for name, arrow in ARROWS.items() for state in arrow[0]]
WRONG = [(name, state) for name, arrow in ARROWS.items() for state in Status if state not in arrow[0]]


def project_in(state, **fields):
    """A project in that state, led by somebody."""
    other = {"merged_into": ProjectFactory()} if state == Status.MERGED else {}
    paused = {"paused_from": Status.UNDERWAY} if state == Status.PAUSED else {}
    return ProjectFactory(status=state, leader=PersonFactory(), **other, **paused, **fields)


@pytest.mark.parametrize(("name", "state"), RIGHT)
def test_an_arrow_changes_the_state_and_leaves_one_event_with_its_sentence(name, state, green_resident):
    _, target, kind, reason = ARROWS[name]
    project = project_in(state)

    CALLS[name](project, green_resident.person)

    project.refresh_from_db()
    assert project.status == target
    assert list(project.events.values_list("kind", "reason", "actor")) == [(kind, reason, green_resident.person.pk)]


@pytest.mark.parametrize(("name", "state"), WRONG)
def test_an_arrow_from_a_wrong_state_changes_nothing_and_says_so(name, state, green_resident):
    project = project_in(state)

    with pytest.raises(InvalidTransition) as told:
        CALLS[name](project, green_resident.person)

    project.refresh_from_db()
    assert project.status == state
    assert str(told.value).startswith("Dit kan nu niet: het project is ")
    assert not project.events.exists()


@pytest.mark.parametrize("name", [name for name in ARROWS if name != "propose"])
def test_an_arrow_whose_event_cannot_be_written_did_not_happen(name, green_resident, monkeypatch):
    project = project_in(ARROWS[name][0][0])
    monkeypatch.setattr(ProjectEvent, "record", lambda **fields: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        CALLS[name](project, green_resident.person)

    before = project.status
    project.refresh_from_db()
    assert project.status == before == ARROWS[name][0][0]


@pytest.mark.parametrize("state", LED)
def test_moving_is_being_heard_of_and_clears_the_pause(state, green_resident):
    long_ago = timezone.localtime() - timedelta(days=200)
    project = project_in(state, heard_at=long_ago)

    project.stop(by=green_resident.person, reason="Geen grond.")
    project.reopen(by=green_resident.person, reason="Toch grond.")

    assert project.heard_at > long_ago
    assert (project.paused_until, project.paused_from, project.ended_at) == (None, "", None)


# -- the answer --------------------------------------------------------------------------------------------------------
def test_proposing_sets_the_date_of_the_answer(resident):
    project = ProjectFactory(status=Status.DRAFT, initiator=resident.person)

    project.propose(by=resident.person)

    assert project.answer_due == timezone.localdate() + timedelta(days=14)


def test_duo_asks_for_clarification_once_at_a_time(green_resident):
    project = ProjectFactory()
    since = project.status_since
    project.ask_clarification(by=green_resident.person, question="Waar?")

    with pytest.raises(InvalidTransition, match="Er staat al een vraag open"):
        project.ask_clarification(by=green_resident.person, question="Wanneer?")

    assert project.clarification_question == "Waar?"
    assert project.status_since == since
    assert project.events.count() == 1


@pytest.mark.parametrize(("asked_days_ago", "due_in", "left"), [(5, 4, 9), (0, 14, 14), (9, -8, 3), (1, -30, 3)])
def test_initiator_answers_and_the_duo_gets_back_the_days_it_had(asked_days_ago, due_in, left, resident):
    today = timezone.localdate()
    project = ProjectFactory(
        initiator=resident.person,
        answer_due=today + timedelta(days=due_in),
        clarification_question="Waar?",
        clarification_asked_at=timezone.localtime() - timedelta(days=asked_days_ago),
    )

    project.clarify(by=resident.person, answer="Achter de flat.")

    assert project.answer_due == today + timedelta(days=left)
    assert (project.clarification_question, project.clarification_asked_at) == ("", None)
    assert list(project.events.values_list("kind", "reason")) == [("clarified", "Achter de flat.")]


def test_initiator_answers_what_was_not_asked_and_is_told(resident):
    project = ProjectFactory(initiator=resident.person)

    with pytest.raises(InvalidTransition, match="Er staat geen vraag meer open"):
        project.clarify(by=resident.person, answer="Achter de flat.")

    assert not project.events.exists()


@pytest.mark.parametrize("name", ["take_up", "decline", "refer", "withdraw"])
def test_an_answer_closes_the_open_question(name, green_resident):
    project = ProjectFactory(clarification_question="Waar?", clarification_asked_at=timezone.now())

    CALLS[name](project, green_resident.person)

    assert (project.clarification_question, project.clarification_asked_at) == ("", None)


@pytest.mark.parametrize("name", ["take_up", "decline", "refer"])
def test_an_answer_is_dated(name, green_resident):
    project = ProjectFactory()

    CALLS[name](project, green_resident.person)

    assert project.answered_at is not None


def test_duo_takes_up_a_proposal_without_a_theme_and_chooses_one(groen, sociaal, green_resident):
    project = ProjectFactory(theme=None)

    with pytest.raises(InvalidTransition, match="Kies eerst een thema"):
        project.take_up(by=green_resident.person, reason="Mooi.")
    project.take_up(by=green_resident.person, reason="Mooi.", theme=sociaal)

    assert (project.status, project.theme) == (Status.PREPARING, sociaal)


@pytest.mark.parametrize("name", ["ask", "take_up", "decline", "refer"])
def test_a_duo_answers_what_went_to_another_theme_meanwhile_and_is_told(name, groen, sociaal, green_resident):
    project = ProjectFactory(theme=groen)
    read_before = type(project).objects.get(pk=project.pk)
    project.move_to_theme(by=green_resident.person, theme=sociaal, reason="Meer iets voor jullie.")

    with pytest.raises(InvalidTransition, match="ander thema"):
        CALLS[name](read_before, green_resident.person)

    project.refresh_from_db()
    assert (project.status, project.theme, project.events.count()) == (Status.PROPOSED, sociaal, 1)


def test_proposal_moves_to_another_theme_and_keeps_its_date(groen, sociaal, green_resident):
    project = ProjectFactory(theme=groen)
    due = project.answer_due

    project.move_to_theme(by=green_resident.person, theme=sociaal, reason="Meer iets voor jullie.")

    assert (project.theme, project.answer_due) == (sociaal, due)
    with pytest.raises(InvalidTransition, match="al bij dat thema"):
        project.move_to_theme(by=green_resident.person, theme=sociaal, reason="Nog eens.")


# -- carrying it out ---------------------------------------------------------------------------------------------------
def test_project_without_a_leader_does_not_start(green_resident):
    project = ProjectFactory(status=Status.PREPARING)

    with pytest.raises(InvalidTransition, match="nog geen trekker"):
        project.start(by=green_resident.person, reason="Schop.")

    assert project.status == Status.PREPARING


@pytest.mark.parametrize("before", [Status.PREPARING, Status.UNDERWAY])
def test_resuming_goes_back_to_the_state_before_the_pause(before, green_resident):
    project = project_in(before)

    project.pause(by=green_resident.person, reason="Vorst.", until=SOON)
    assert (project.paused_until, project.paused_from, project.freshness) == (SOON, before, None)
    project.resume(by=green_resident.person, reason="Dooi.")

    assert (project.status, project.paused_until, project.paused_from) == (before, None, "")
    assert project.freshness == "op tijd"


def test_underway_project_that_lost_its_leader_in_the_pause_needs_one_to_resume(green_resident):
    project = ProjectFactory(status=Status.PAUSED, paused_from=Status.UNDERWAY)

    with pytest.raises(InvalidTransition, match="geen trekker meer"):
        project.resume(by=green_resident.person, reason="Dooi.")

    assert project.status == Status.PAUSED


def test_completing_keeps_what_it_brought_and_who_looks_after_it(green_resident):
    project = project_in(Status.UNDERWAY)

    project.complete(by=green_resident.person, result="Achttien bomen.", caretaker="de Tuinclub")

    assert (project.result, project.caretaker) == ("Achttien bomen.", "de Tuinclub")
    assert project.ended_at is not None


@pytest.mark.parametrize(("days", "after"), [(180, 30), (14, 14)])
def test_what_stayed_is_asked_after_less_often_until_it_is_reopened(days, after, green_resident):
    project = project_in(Status.UNDERWAY)
    project.continue_for_good(by=green_resident.person, reason="Blijft.", caretaker="wij")
    assert project.check_in_days == 180
    type(project).objects.filter(pk=project.pk).update(check_in_days=days)

    project.stop(by=green_resident.person, reason="Klaar ermee.")
    project.reopen(by=green_resident.person, reason="Toch weer.")

    assert project.check_in_days == after


@pytest.mark.parametrize("arrow", ["move", "take up", "reopen"])
def test_a_project_does_not_touch_the_theme_that_it_comes_to_as_well(groen, sociaal, green_resident, arrow):
    by = {"by": green_resident.person, "reason": "Meer iets voor jullie.", "theme": sociaal}
    theme, status = (groen, Status.PROPOSED) if arrow == "move" else (None, Status.PROPOSED)
    project = ProjectFactory(theme=theme, status=Status.DECLINED if arrow == "reopen" else status)
    project.other_themes.set([sociaal])

    {"move": project.move_to_theme, "take up": project.take_up, "reopen": project.reopen}[arrow](**by)

    assert (project.theme, list(project.other_themes.all())) == (sociaal, [])


def test_declined_proposal_without_a_theme_needs_one_to_be_reopened(groen, green_resident):
    project = ProjectFactory(theme=None, status=Status.DECLINED)

    with pytest.raises(InvalidTransition, match="Kies eerst een thema"):
        project.reopen(by=green_resident.person, reason="Toch.")
    project.reopen(by=green_resident.person, reason="Toch.", theme=groen)

    assert (project.status, project.theme) == (Status.PREPARING, groen)


def test_hiding_is_done_once(green_resident):
    project = ProjectFactory()
    project.hide(by=green_resident.person, reason="Telefoonnummer in de tekst.")

    with pytest.raises(InvalidTransition, match="al verborgen"):
        project.hide(by=green_resident.person, reason="Nog eens.")

    assert project.events.count() == 1


# -- merging (case 36) -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", OPEN)
@pytest.mark.parametrize("target", OPEN)
def test_open_projects_merge(state, target, green_resident):
    old, new = project_in(state), project_in(target)

    old.merge_into(new, by=green_resident.person, reason="Hetzelfde idee.")

    assert (old.status, old.merged_into) == (Status.MERGED, new)
    assert list(old.events.values_list("kind", "reason")) == [("merged", "Hetzelfde idee.")]


@pytest.mark.parametrize("state", [state for state in Status if state not in OPEN])
def test_a_project_that_is_not_open_merges_neither_way(state, green_resident):
    closed, other = project_in(state), ProjectFactory()

    with pytest.raises(InvalidTransition):
        closed.merge_into(other, by=green_resident.person, reason="Hetzelfde.")
    with pytest.raises(InvalidTransition):
        other.merge_into(closed, by=green_resident.person, reason="Hetzelfde.")

    assert not ProjectEvent.objects.exists()


def test_merge_with_the_same_people_on_both_sides_has_nobody_twice(resident, neighbour, green_resident):
    both, only_old, helper = (PersonFactory() for _ in range(3))
    old = ProjectFactory(initiator=resident.person, leader=helper)
    new = ProjectFactory(initiator=neighbour.person)
    for person in (neighbour.person, both, only_old):
        old.follows.create(person=person)
    for person in (neighbour.person, both):
        new.follows.create(person=person)
    for person in (neighbour.person, both):
        old.participations.create(person=person, role="helper", can="spitten")
    new.participations.create(person=both, role="helper", can="koffie")

    old.merge_into(new, by=green_resident.person, reason="Hetzelfde idee.")

    assert sorted(new.follows.values_list("person", flat=True)) == sorted([neighbour.person.pk, both.pk, only_old.pk])
    assert set(new.participations.initiators().values_list("person", flat=True)) == {
        resident.person.pk,
        neighbour.person.pk,
    }
    assert sorted(new.participations.helpers().values_list("person", "can")) == sorted(
        [(both.pk, "koffie"), (helper.pk, "")]
    )
    assert not new.participations.leaders().exists()


def test_merge_brings_along_everything_that_belonged_to_it(groen, green_resident):
    old, new = ProjectFactory(), ProjectFactory()
    organisation, item = OrganisationFactory(), AgendaItemFactory(theme=groen)
    UpdateFactory(project=old)
    old.agenda_items.add(item)
    old.partners.add(organisation)
    old.help_wanted.create(kind="hands", what="Spitters")
    old.milestones.create(title="Grond gekeurd")
    Pledge.objects.create(project=old, organisation=organisation, what="Grond", due=SOON)
    MoneyLine.objects.create(project=old, kind="needed", amount=100, what="bomen")
    now = timezone.now()
    old.activities.create(title="Plantdag", starts_at=now, ends_at=now, place="Het veld")

    old.merge_into(new, by=green_resident.person, reason="Hetzelfde idee.")

    assert (list(new.agenda_items.all()), list(new.partners.all())) == ([item], [organisation])
    for name in ("updates", "help_wanted", "milestones", "pledges", "money_lines", "activities"):
        assert (getattr(new, name).count(), getattr(old, name).count()) == (1, 0), name


@pytest.mark.parametrize(("old_days", "new_days", "days"), [(0, 42, 0), (42, 3, 3), (3, None, 3), (None, 3, 3)])
def test_merged_projects_were_last_heard_of_when_the_newest_of_them_was(green_resident, old_days, new_days, days):
    now = timezone.now()
    old, new = (
        project_in(Status.UNDERWAY, heard_at=None if ago is None else now - timedelta(days=ago))
        for ago in (old_days, new_days)
    )

    old.merge_into(new, by=green_resident.person, reason="Hetzelfde idee.")

    new.refresh_from_db()
    assert new.heard_at == now - timedelta(days=days)


def test_photos_of_a_merged_project_stand_where_it_went(client, green_resident, clean_photo):
    old, new = ProjectFactory(), ProjectFactory()
    Photo.add_all(old, [(clean_photo(), "Een appelboom")], by=green_resident.person)
    old.choose_cover()
    old.photos.get().make_sizes()

    old.merge_into(new, by=green_resident.person, reason="Hetzelfde idee.")

    new.refresh_from_db()
    assert (new.photos.get(), old.photos.count()) == (new.cover, 0)
    assert "Een appelboom" in client.get(new.get_absolute_url()).text


def test_case_36_who_is_on_both_sides_of_a_merge_is_there_once_and_gets_one_mail(
    resident, neighbour, green_resident, mailoutbox
):
    koploper, chair = UserFactory(name="Koploper"), UserFactory(name="Voorzitter")
    a, b = ProjectFactory(initiator=resident.person), ProjectFactory(initiator=neighbour.person)
    follow(a, neighbour, koploper, chair)
    follow(b, neighbour, koploper)

    a.merge_into(b, by=green_resident.person, reason="Hetzelfde idee.")
    process_events()
    send_due()

    assert sorted(one.person.name for one in b.follows.all()) == ["Grietje Bos", "Koploper", "Voorzitter"]
    initiators = sorted(one.person.name for one in b.participations.initiators())
    assert initiators == ["Fenna Dijkema", "Grietje Bos"]
    told = sorted(message.to[0] for message in mailoutbox)
    assert told == sorted(user.email for user in (resident, neighbour, koploper, chair))


def follow(project, *users):
    """As who wants a mail at once."""
    for user in users:
        Person.objects.filter(pk=user.person.pk).update(mail_frequency=Person.MailFrequency.AT_ONCE)
        project.follows.create(person=user.person)


def test_groups_meetings_and_stories_of_a_merged_project_stand_on_the_page_it_leads_to(client, green_resident):
    old, new = ProjectFactory(), ProjectFactory()
    group = GroupFactory(project=old, name="Werkgroep Fruit")
    MeetingFactory(group=group, title="Groenoverleg", is_public=True)
    StoryFactory(project=old, title="Appels voor iedereen")

    old.merge_into(new, by=green_resident.person, reason="Hetzelfde idee.")

    page = client.get(new.get_absolute_url()).content.decode()
    assert all(words in page for words in ("Werkgroep Fruit", "Groenoverleg", "Appels voor iedereen"))


def test_what_was_merged_into_a_merged_project_leads_on_to_the_last(client, green_resident):
    first, second, third = (ProjectFactory() for _ in range(3))

    first.merge_into(second, by=green_resident.person, reason="Hetzelfde.")
    second.merge_into(third, by=green_resident.person, reason="Hetzelfde.")

    first.refresh_from_db()
    assert first.merged_into == second.merged_into == third
    assert client.get(first.get_absolute_url()).url == third.get_absolute_url()
    assert client.get(first.short_url).url == third.get_absolute_url()


def test_a_project_does_not_merge_into_itself_or_round_in_a_circle(green_resident):
    one, other = ProjectFactory(), ProjectFactory()
    with pytest.raises(InvalidTransition):
        one.merge_into(one, by=green_resident.person, reason="Ik.")
    one.merge_into(other, by=green_resident.person, reason="Hetzelfde.")

    with pytest.raises(InvalidTransition):
        other.merge_into(one, by=green_resident.person, reason="Terug.")

    assert Update.objects.count() == 0
    assert other.status == Status.PROPOSED


# -- who pulls it ------------------------------------------------------------------------------------------------------
def with_helper(state):
    project, helper = project_in(state), PersonFactory(name="Mehmet Yilmaz")
    project.participations.create(person=helper, role="helper")
    return project, helper


@pytest.mark.parametrize("state", LED)
def test_a_participant_becomes_the_leader_in_place_of_who_was(state, green_resident):
    project, helper = with_helper(state)
    former = project.leader

    project.appoint_leader(by=green_resident.person, person=helper)

    assert project.leader == helper
    assert project.participations.get(person=former, role="leader").until == timezone.localdate()
    assert list(project.events.values_list("kind", "reason")) == [
        ("leader_changed", "Mehmet Yilmaz trekt het project nu.")
    ]


@pytest.mark.parametrize("state", [state for state in Status if state not in LED])
def test_nobody_is_appointed_where_nothing_is_pulled(state, green_resident):
    project, helper = with_helper(state)

    with pytest.raises(InvalidTransition):
        project.appoint_leader(by=green_resident.person, person=helper)

    assert project.leader != helper


def test_only_who_takes_part_is_appointed(green_resident):
    project = ProjectFactory(status=Status.PREPARING)
    gone = PersonFactory()
    project.join(gone)
    project.leave(gone)

    for person in (gone, PersonFactory()):
        with pytest.raises(InvalidTransition, match="doet hier niet mee"):
            project.appoint_leader(by=green_resident.person, person=person)

    assert project.leader is None


def test_leader_of_what_is_underway_needs_an_heir_or_a_pause_to_step_down():
    project, helper = with_helper(Status.UNDERWAY)
    leader = project.leader

    with pytest.raises(InvalidTransition, match="Kies wie het overneemt"):
        project.step_down(by=leader, reason="Ik verhuis.")
    assert project.leader == leader
    project.step_down(by=leader, reason="Ik verhuis.", heir=helper)

    assert (project.leader, project.status) == (helper, Status.UNDERWAY)
    assert list(project.events.values_list("kind", "reason")) == [("leader_changed", "Ik verhuis.")]


def test_leader_steps_down_with_a_pause():
    project = project_in(Status.UNDERWAY)

    project.step_down(by=project.leader, reason="Ik verhuis.", pause_until=SOON)

    assert (project.status, project.paused_until, project.leader) == (Status.PAUSED, SOON, None)
    assert set(project.events.values_list("kind", flat=True)) == {"paused", "leader_left"}


@pytest.mark.parametrize("state", [Status.PREPARING, Status.PAUSED, Status.ONGOING])
def test_leader_steps_down_freely_where_nothing_is_underway(state):
    project = project_in(state)

    project.step_down(by=project.leader, reason="Ik verhuis.")

    assert (project.status, project.leader) == (state, None)


def test_who_is_not_the_leader_does_not_step_down():
    project, helper = with_helper(Status.UNDERWAY)

    with pytest.raises(InvalidTransition, match="Je trekt dit project niet meer"):
        project.step_down(by=helper, reason="Ik?", pause_until=SOON)

    assert project.leader is not None


# -- turning back ------------------------------------------------------------------------------------------------------
LEADERS_MOVES = {
    "start": (Status.PREPARING, Status.PREPARING),
    "pause": (Status.UNDERWAY, Status.UNDERWAY),
    "resume": (Status.PAUSED, Status.PAUSED),
    "complete": (Status.UNDERWAY, Status.UNDERWAY),
    "continue": (Status.UNDERWAY, Status.UNDERWAY),
}


@pytest.mark.parametrize("name", LEADERS_MOVES)
def test_duo_turns_back_what_the_leader_did(name, green_resident):
    before, after = LEADERS_MOVES[name]
    project = project_in(before)
    CALLS[name](project, project.leader)

    project.turn_back(by=green_resident.person, reason="Eerst de vergunning.", until=SOON)

    assert project.status == after
    assert (project.events.first().kind, project.events.first().reason) == ("turned_back", "Eerst de vergunning.")
    assert (project.check_in_days, project.ended_at) == (30, None)
    with pytest.raises(InvalidTransition, match="niets meer"):
        project.turn_back(by=green_resident.person, reason="Nog eens.", until=SOON)


def test_completing_what_stayed_is_turned_back_to_staying(green_resident):
    project = project_in(Status.UNDERWAY)
    project.continue_for_good(by=project.leader, reason="Blijft.", caretaker="wij")
    project.complete(by=project.leader, result="Op.", caretaker="niemand")

    project.turn_back(by=green_resident.person, reason="Het bloeit nog.")

    assert (project.status, project.check_in_days) == (Status.ONGOING, 180)
    assert project.result == ""


def test_turned_back_twice_it_still_stays(green_resident):
    project = project_in(Status.UNDERWAY)
    project.continue_for_good(by=project.leader, reason="Blijft.", caretaker="wij")

    for _ in range(2):
        project.complete(by=project.leader, result="Op.", caretaker="niemand")
        project.turn_back(by=green_resident.person, reason="Het bloeit nog.")

    assert project.status == Status.ONGOING


def test_a_completion_that_is_turned_back_leaves_no_result(green_resident):
    project = project_in(Status.UNDERWAY)
    project.complete(by=project.leader, result="Klaar.", caretaker="wij")

    project.turn_back(by=green_resident.person, reason="Er ontbreekt nog een hek.")

    assert (project.status, project.result, project.caretaker) == (Status.UNDERWAY, "", "")


def test_resuming_is_turned_back_until_a_date_only(green_resident):
    project = project_in(Status.PAUSED)
    project.resume(by=project.leader, reason="Dooi.")

    with pytest.raises(InvalidTransition, match="tot wanneer"):
        project.turn_back(by=green_resident.person, reason="Nog koud.")
    project.turn_back(by=green_resident.person, reason="Nog koud.", until=SOON)

    assert (project.paused_until, project.paused_from) == (SOON, Status.UNDERWAY)


def test_nothing_is_turned_back_after_fourteen_days(green_resident):
    project = project_in(Status.PREPARING)
    project.start(by=project.leader, reason="Schop.")
    project.events.update(at=timezone.localtime() - timedelta(days=15))

    with pytest.raises(InvalidTransition, match="niets meer"):
        project.turn_back(by=green_resident.person, reason="Te laat.")

    assert project.status == Status.UNDERWAY


def test_what_the_duo_did_itself_is_not_turned_back(groen, green_resident, green_professional):
    project = project_in(Status.PREPARING)
    project.start(by=green_professional.person, reason="Schop.")

    with pytest.raises(InvalidTransition, match="niets meer"):
        project.turn_back(by=green_resident.person, reason="Nee.")


def test_leader_who_sits_in_the_duo_acts_for_the_duo(groen, green_resident):
    seat = FacilitatorFactory(theme=groen, voice="professional")
    project = ProjectFactory(status=Status.PREPARING, leader=seat.person)
    project.start(by=seat.person, reason="Schop.")

    with pytest.raises(InvalidTransition, match="niets meer"):
        project.turn_back(by=green_resident.person, reason="Nee.")


def test_pause_of_a_leader_who_left_is_not_turned_back_to_nobody(green_resident):
    project = project_in(Status.UNDERWAY)
    project.step_down(by=project.leader, reason="Ik verhuis.", pause_until=SOON)

    assert project.arrow_to_turn_back() is None
    with pytest.raises(InvalidTransition, match="niets meer dat je kunt terugdraaien"):
        project.turn_back(by=green_resident.person, reason="Ga door.")

    assert project.status == Status.PAUSED
