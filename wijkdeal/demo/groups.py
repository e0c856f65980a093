"""Groups and their members, vraagstukken, and meetings with all that was said there."""

from datetime import timedelta

from groups.models import (
    ActionPoint,
    AgendaPoint,
    Briefing,
    BriefingLine,
    Decision,
    Group,
    Issue,
    Meeting,
    MeetingEvent,
    Membership,
    Reply,
)
from groups.models.briefing import contents
from wijkdeal.demo import content

State = Meeting.State
Kind = MeetingEvent.Kind
# What a meeting in this state has gone through after it was planned, with how many days after (before: -) it was held.
OPENED = [(Kind.AGENDA_OPENED, -14)]
FROZEN = [*OPENED, (Kind.AGENDA_FROZEN, -7)]
HELD = [(Kind.HELD, 0)]
DRAFTED = [*HELD, (Kind.MINUTES_DRAFTED, 4)]
PUBLISHED = [*DRAFTED, (Kind.MINUTES_PUBLISHED, 6)]
WENT_THROUGH = {
    State.PLANNED: [],
    State.AGENDA_OPEN: OPENED,
    State.FROZEN: FROZEN,
    State.HELD: HELD,
    State.MINUTES_DRAFT: DRAFTED,
    State.MINUTES_PUBLISHED: PUBLISHED,
    State.MINUTES_ADOPTED: [*DRAFTED, (Kind.MINUTES_ADOPTED, 28)],
    State.CANCELLED: [(Kind.CANCELLED, -2)],
}
PLANNED_BEFORE = 35


def load(world):
    entries = content.read("group")
    _groups(world, entries)
    _issues(world)
    _meetings(world, entries)


def _groups(world, entries):
    world.groups = {entry["slug"]: entry.checked(_group(world, entry)) for entry in entries}
    Group.objects.bulk_create(world.groups.values())
    Membership.objects.bulk_create(
        _membership(world, row, world.groups[entry["slug"]]) for entry in entries for row in entry.rows("members")
    )


def _group(world, entry):
    return Group(
        slug=entry["slug"],
        name=entry["name"],
        kind=entry["kind"],
        theme=world.theme(entry, entry.get("theme")),
        project=world.project(entry, entry.get("project")),
        purpose=entry.text("purpose"),
        started_on=world.days.day(entry["started"]),
        ended_on=world.days.day(entry["ended"]) if "ended" in entry else None,
        is_open=entry["open"],
    )


def _membership(world, row, group):
    return row.checked(
        Membership(
            group=group,
            person=world.person(row, row["person"]),
            role=row["role"],
            voice=row["voice"],
            organisation=world.organisation(row, row.get("organisation")),
            since=world.days.day(row["since"]),
        )
    )


def _issues(world):
    for entry in content.read("issue"):
        world.issues[entry["key"]] = entry.checked(_issue(world, entry))
    Issue.objects.bulk_create(world.issues.values())


def _issue(world, entry):
    raised, project = world.days.day(entry["raised_at"]), world.project(entry, entry.get("project"))
    answered = entry["state"] == Issue.State.ANSWERED
    if answered and not (entry.text("answer") or project or "group" in entry):
        entry.fail("een beantwoord vraagstuk heeft een antwoord, een project of een groep")
    return Issue(
        title=entry["title"],
        text=entry.text("text"),
        theme=world.theme(entry, entry.get("theme")),
        raised_by=world.person(entry, entry["raised_by"]),
        raised_on=raised,
        state=entry["state"],
        decline_reason=entry.text("reason"),
        taken_up_by=world.person(entry, entry.get("taken_up_by")),
        taken_up_on=_part_of_the_way(world, raised, 0.15) if "taken_up_by" in entry else None,
        answer=entry.text("answer"),
        answered_on=_part_of_the_way(world, raised, 0.6) if answered else None,
        project=project,
        group=world.group(entry, entry.get("group")),
    )


def _part_of_the_way(world, day, share):
    """From that day to today."""
    return day + (world.days.today - day) * share


def _meetings(world, entries):
    rows = [(world.groups[entry["slug"]], row) for entry in entries for row in entry.rows("meeting")]
    meetings = [row.checked(_meeting(world, row, group)) for group, row in rows]
    Meeting.objects.bulk_create(meetings)
    pairs = [(row, meeting) for (_, row), meeting in zip(rows, meetings, strict=True)]
    steering = {row.group_id: row.person for row in Membership.objects.filter(role="chair").select_related("person")}
    through = Meeting.attendees.through
    through.objects.bulk_create(
        through(meeting_id=meeting.pk, person_id=world.person(row, key).pk)
        for row, meeting in pairs
        for key in dict.fromkeys(row.get("attendees", []))
    )
    for model, name, make in (
        (AgendaPoint, "point", _point), (Decision, "decision", _decision), (ActionPoint, "action", _action)
    ):  # fmt: skip
        model.objects.bulk_create(
            below.checked(make(world, below, meeting, number))
            for row, meeting in pairs
            for number, below in enumerate(row.rows(name))
        )
    for row, meeting in pairs:
        if "line" in row:
            _briefing(world, row, meeting, steering.get(meeting.group_id))
    MeetingEvent.objects.bulk_create(
        event for row, meeting in pairs for event in _events(world, row, meeting, steering.get(meeting.group_id))
    )
    Reply.objects.bulk_create(reply for meeting in meetings if meeting.is_before for reply in _replies(world, meeting))


def _meeting(world, row, group):
    day, state = world.days.no_sunday(row["at"]), row["state"]
    starts = world.days.at(day, row["time"])
    is_over = state in (State.HELD, State.MINUTES_DRAFT, State.MINUTES_PUBLISHED, State.MINUTES_ADOPTED)
    if state != State.CANCELLED and is_over != (starts < world.days.now):
        row.fail(f"‘{state}’ past niet bij een bijeenkomst op die dag")
    if state == State.CANCELLED and not row.text("reason"):
        row.fail("een afgelaste bijeenkomst zegt waarom")
    return Meeting(
        group=group,
        title=row["title"],
        starts_at=starts,
        ends_at=world.days.at(day, row["until"]),
        place=row["place"],
        agenda_text=row.text("agenda_text"),
        minutes=row.text("minutes"),
        is_public=row["public"],
        state=state,
        cancel_reason=row.text("reason"),
    )


def _replies(world, meeting):
    """Some of the members have answered by now: of four two come, one is not sure, and one was not heard of."""
    for number, seat in enumerate(meeting.group.memberships.current().order_by("pk")):
        if number % 4 < 3:
            answer = Reply.Answer.MAYBE if number % 4 == 2 else Reply.Answer.YES
            yield Reply(meeting=meeting, person_id=seat.person_id, answer=answer, sequence=0, at=world.days.now)


def _point(world, row, meeting, number):
    return AgendaPoint(
        meeting=meeting,
        kind=row["kind"],
        title=row["title"],
        text=row.text("text"),
        minutes_planned=row.get("minutes", None),
        project=world.project(row, row.get("project")),
        issue=world.issue(row, row.get("issue")),
        order=number,
    )


def _briefing(world, row, meeting, chair):
    """As it was frozen a week before; `stood` says how a thing stood then, where that is not how it stands now."""
    lines = [(below, below.checked(_line(world, below, meeting, i))) for i, below in enumerate(row.rows("line"))]
    BriefingLine.objects.bulk_create(line for _, line in lines)
    data = contents(meeting)
    for (below, _), stored in zip(lines, data["lines"], strict=True):
        stored["stood"] = below.get("stood") or stored["stood"]
    fields = {"frozen_at": meeting.starts_at - timedelta(days=7), "frozen_by": chair, "is_public": meeting.is_public}
    Briefing.objects.create(meeting=meeting, data=data, **fields)


def _line(world, row, meeting, number):
    return BriefingLine(
        meeting=meeting,
        kind=row["kind"],
        title=row["title"],
        reason=row["reason"],
        source="" if "project" in row or "issue" in row else "aanvragen",
        project=world.project(row, row.get("project")),
        issue=world.issue(row, row.get("issue")),
        order=number,
    )


def _decision(world, row, meeting, number):
    if "votes" not in row:
        return Decision(meeting=meeting, text=row.text("text"))
    votes = dict(zip(("votes_for", "votes_against", "abstentions"), row["votes"], strict=True))
    if sum(votes.values()) > meeting.attendees.count():
        row.fail("er stemden meer mensen dan er waren")
    return Decision(meeting=meeting, text=row.text("text"), how=Decision.How.VOTE, **votes)


def _action(world, row, meeting, number):
    if "done" in row and row.text("dropped_reason"):
        row.fail("een actiepunt is gedaan of vervallen, niet allebei")
    return ActionPoint(
        meeting=meeting,
        person=world.person(row, row["person"]),
        text=row["text"],
        due=world.days.day(row["due"]) if "due" in row else None,
        done_on=world.days.day(row["done"]) if "done" in row else None,
        dropped_reason=row.text("dropped_reason"),
    )


def _events(world, row, meeting, chair):
    for kind, days in [(Kind.PLANNED, -PLANNED_BEFORE), *WENT_THROUGH[meeting.state]]:
        at = min(meeting.ends_at + timedelta(days=days), world.days.now)
        yield world.processed(
            MeetingEvent, row, at=at, meeting=meeting, kind=kind, actor=chair, reason=meeting.cancel_reason
            if kind == Kind.CANCELLED else "",
        )  # fmt: skip
