"""The back office of groups."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from communication import outbox
from core.repeating import Rule
from groups.models import ActionPoint, AgendaPoint, Conflict, Decision, Group, Issue, Meeting, Series
from tests.factories import GroupFactory, IssueFactory, MeetingFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

INLINES = {f"{name}-{part}_FORMS": "0" for name in ("points", "decisions", "actions") for part in ("TOTAL", "INITIAL")}


@pytest.fixture
def head(client, administrator):
    administrator.is_superuser = True
    administrator.save()
    client.force_login(administrator)
    return client


def test_the_administrator_sees_every_list_and_page(head, group):
    MembershipFactory(group=group)
    for row in (group, MeetingFactory(group=group), IssueFactory()):
        address = f"/beheer/groups/{row._meta.model_name}/"
        assert head.get(f"{address}?q=park").status_code == 200
        assert head.get(f"{address}{row.pk}/change/").status_code == 200
        assert head.get(f"{address}add/").status_code == 200


def save_group(head, group, **changes):
    data = {
        "name": group.name, "slug": group.slug, "kind": group.kind, "theme": group.theme_id, "purpose": "Anders.",
        "started_on": group.started_on, "is_open": "on",
        "memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0",
    }  # fmt: skip
    return head.post(f"/beheer/groups/group/{group.pk}/change/", data | changes)


def test_saving_a_group_writes_its_own_fields_only(head, group):
    response = save_group(head, group, name="Werkgroep Park")

    assert response.status_code == 302
    assert Group.objects.get().name == "Werkgroep Park"


def test_a_group_ends_on_the_site_where_its_people_hear_of_it(head, group):
    assert save_group(head, group, ended_on="2026-01-01", result="Klaar.").status_code == 302

    group.refresh_from_db()
    assert (group.purpose, group.ended_on, group.result) == ("Anders.", None, "")


def test_an_action_is_done_and_dropped_on_the_site(head, group):
    meeting = MeetingFactory(group=group, state=Meeting.State.HELD)
    ActionPoint.objects.create(meeting=meeting, text="Planten bestellen")

    page = head.get(f"/beheer/groups/meeting/{meeting.pk}/change/").content.decode()

    assert 'name="actions-0-text"' in page
    assert not [name for name in ("done_on", "dropped_reason", "moved_reason") if f'name="actions-0-{name}"' in page]


def test_a_meeting_keeps_its_state_and_time(head, group):
    meeting = MeetingFactory(group=group, state=Meeting.State.HELD)
    data = INLINES | {
        "title": "Anders", "agenda_text": "", "minutes": "", "is_public": "on", "state": "planned",
        "starts_at_0": "2030-01-01", "starts_at_1": "10:00",
    }  # fmt: skip

    assert head.post(f"/beheer/groups/meeting/{meeting.pk}/change/", data).status_code == 302

    saved = Meeting.objects.get()
    assert (saved.title, saved.state, saved.starts_at) == ("Anders", "held", meeting.starts_at)
    assert (saved.version, saved.sequence) == (2, 1)


def test_a_turn_of_a_series_changed_or_removed_in_the_back_office_gives_its_rule_a_higher_number(head, group):
    series = Meeting.plan_series(
        group, by=None, rule=Rule("week", timezone.localdate()), turns=range(2), starts=time(20), ends=time(21),
        title="Overleg", place="De Wiardt",
    ).series  # fmt: skip
    first, second = series.meetings.order_by("turn")
    closed = INLINES | {"title": "Overleg", "agenda_text": "", "minutes": ""}

    head.post(f"/beheer/groups/meeting/{first.pk}/change/", closed)
    hidden = Series.objects.get()
    head.post(f"/beheer/groups/meeting/{first.pk}/change/", closed | {"title": "Onder ons"})
    among_members = Series.objects.get()
    head.post(f"/beheer/groups/meeting/{second.pk}/delete/", {"post": "yes"})

    assert (hidden.sequence, hidden.public_sequence) == (1, 1)
    assert (among_members.sequence, among_members.public_sequence) == (2, 1)
    assert list(series.meetings.values_list("title", flat=True)) == ["Onder ons"]
    assert (Series.objects.get().sequence, Series.objects.get().public_sequence) == (3, 2)


def test_what_waits_comes_on_a_meeting_that_the_back_office_plans(head, group):
    earlier = MeetingFactory(group=group, starts_at=timezone.localtime() - timedelta(days=2))
    point = AgendaPoint.objects.create(meeting=earlier, title="Bladeren", is_waiting=True)
    data = INLINES | {
        "group": group.pk, "title": "Nieuw", "place": "Hier", "agenda_text": "", "minutes": "", "is_public": "on",
        "starts_at_0": "2030-01-01", "starts_at_1": "10:00", "ends_at_0": "2030-01-01", "ends_at_1": "11:00",
    }  # fmt: skip

    assert head.post("/beheer/groups/meeting/add/", data).status_code == 302

    new = Meeting.objects.get(title="Nieuw")
    point.refresh_from_db()
    assert new.points.get().carried_from == point
    assert not point.is_waiting
    assert list(new.events.values_list("kind", flat=True)) == ["planned"]


def test_a_meeting_of_members_is_not_opened_in_the_back_office(head, group):
    meeting = MeetingFactory(group=group, is_public=False)

    head.post(f"/beheer/groups/meeting/{meeting.pk}/change/", INLINES | {"title": "Anders", "is_public": "on"})

    meeting.refresh_from_db()
    assert (meeting.title, meeting.is_public) == ("Anders", False)


def test_minutes_that_stand_on_the_site_are_not_emptied(head, group):
    meeting = MeetingFactory(group=group, state=Meeting.State.MINUTES_PUBLISHED, minutes="Kort.")
    data = INLINES | {"title": "Anders", "agenda_text": "", "minutes": " ", "is_public": "on"}

    page = head.post(f"/beheer/groups/meeting/{meeting.pk}/change/", data).text

    assert "Dit verslag staat op de website. Het kan niet leeg worden." in page
    assert Meeting.objects.get().minutes == "Kort."


def test_a_meeting_planned_in_the_back_office_is_told_about(head, group, administrator):
    data = INLINES | {
        "group": group.pk, "title": "Overleg", "starts_at_0": "2026-12-05", "starts_at_1": "19:30",
        "ends_at_0": "2026-12-05", "ends_at_1": "21:00", "place": "Werkplaats", "is_public": "on",
    }  # fmt: skip

    assert head.post("/beheer/groups/meeting/add/", data).status_code == 302

    assert list(Meeting.objects.get().events.values_list("kind", "actor")) == [("planned", administrator.person.pk)]


def test_a_vraagstuk_keeps_its_state(head, db):
    issue = IssueFactory()
    data = {"title": "Anders?", "raised_on": issue.raised_on, "state": "answered", "answer": "", "text": ""}

    assert head.post(f"/beheer/groups/issue/{issue.pk}/change/", data).status_code == 302

    saved = Issue.objects.get()
    assert (saved.title, saved.state) == ("Anders?", "open")


def test_the_communicatieteam_changes_no_group(client, team_member):
    group = GroupFactory()
    client.force_login(team_member)

    response = client.post(f"/beheer/groups/group/{group.pk}/change/", {"name": "Anders"})

    assert response.status_code in (302, 403)
    assert Group.objects.get().name == group.name


def agreed(kind, row, **typed):
    """The inline with this one row, as its page sends it."""
    counts = {f"{kind}-TOTAL_FORMS": "1", f"{kind}-INITIAL_FORMS": "1"}
    fields = {"id": row.pk, "meeting": row.meeting_id, "text": row.text} | typed
    return INLINES | counts | {f"{kind}-0-{name}": value for name, value in fields.items()}


def save_meeting(head, meeting, data):
    about = {"title": meeting.title, "agenda_text": "", "minutes": "", "is_public": "on"}
    assert head.post(f"/beheer/groups/meeting/{meeting.pk}/change/", about | data).status_code == 302


@pytest.mark.parametrize(("model", "kind"), [(Decision, "decisions"), (ActionPoint, "actions")])
def test_who_corrects_on_the_site_what_the_back_office_changed_is_told(head, group, model, kind):
    meeting = MeetingFactory(group=group, state=Meeting.State.HELD)
    doer = {} if model is Decision else {"person": MembershipFactory(group=group).person}
    row = model.objects.create(meeting=meeting, text="Schop leenen", **doer)
    typed = {name: person.pk for name, person in doer.items()}
    coming = MeetingFactory(group=group)
    AgendaPoint.bring_back(coming, **{"decision" if model is Decision else "action": row})

    save_meeting(head, meeting, agreed(kind, row, text="Schop lenen", **typed))

    row.refresh_from_db()
    assert (row.text, row.version) == ("Schop lenen", 2)
    assert coming.points.get().title.endswith(": Schop lenen")
    with pytest.raises(Conflict):
        row.correct(version=1, text="Anders", **({} if model is Decision else {"by": None}))

    save_meeting(head, meeting, agreed(kind, row, DELETE="on", **typed))

    assert not model.objects.exists()
    assert not coming.points.exists()


def test_who_did_it_hears_that_the_back_office_gave_it_to_another(head, group, mailoutbox):
    meeting = MeetingFactory(group=group, state=Meeting.State.HELD)
    before, now = (MembershipFactory(group=group, person=UserFactory(email=f"{n}@voorbeeld.test").person) for n in "ab")
    action = ActionPoint.objects.create(meeting=meeting, text="Schop lenen", person=before.person)

    save_meeting(head, meeting, agreed("actions", action, person=now.person.pk))
    outbox.process_events()
    outbox.send_due()

    action.refresh_from_db()
    event = action.events.get()
    assert (action.person, event.kind, event.was_of) == (now.person, "given", before.person)
    assert {(*message.to, message.subject) for message in mailoutbox} == {
        ("a@voorbeeld.test", "Niet meer voor jou: Schop lenen"),
        ("b@voorbeeld.test", "Actiepunt voor jou: Schop lenen"),
    }


def test_what_was_done_already_is_given_to_nobody(head, group):
    meeting = MeetingFactory(group=group, state=Meeting.State.HELD)
    action = ActionPoint.objects.create(meeting=meeting, text="Schop lenen", done_on=timezone.localdate())
    seat = MembershipFactory(group=group)

    save_meeting(head, meeting, agreed("actions", action, person=seat.person.pk))

    assert not action.events.exists()
