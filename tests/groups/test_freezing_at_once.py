"""Freezing while another puts a line on the briefing, moves one or takes one off: what people read is what stands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import Briefing, BriefingLine, InvalidTransition, Meeting
from tests.at_once import at_once
from tests.factories import GroupFactory, MeetingFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 4
ADD, MOVE, TAKE_OFF = "add", "move", "take off"


def open_meeting():
    group = GroupFactory(kind="koplopersgroep", slug="koplopersgroep")
    chair = MembershipFactory(group=group, person=PersonFactory(), role="chair").person
    soon = timezone.now() + timedelta(days=6)
    meeting = MeetingFactory(group=group, starts_at=soon, state=Meeting.State.AGENDA_OPEN)
    for title in ("Eerste", "Tweede"):
        BriefingLine.add(meeting, kind="overig", title=title, reason="Daarom")
    return meeting, chair


@pytest.mark.parametrize("what", [ADD, MOVE, TAKE_OFF])
def test_a_line_is_on_what_was_frozen_or_the_chair_is_told_that_it_was_too_late(what):
    for _ in range(TIMES):
        meeting, chair = open_meeting()
        last = meeting.briefing_lines.last()
        change = {
            ADD: lambda: BriefingLine.add(Meeting.objects.get(), kind="overig", title="Derde", reason="Nog iets"),
            MOVE: lambda last=last: last.move(to_top=True),
            TAKE_OFF: last.take_off,
        }[what]

        frozen, changed = at_once(
            lambda chair=chair: Briefing.freeze(Meeting.objects.get(), by=chair), change, told=InvalidTransition
        )

        assert not isinstance(frozen, InvalidTransition)
        meeting.refresh_from_db()
        assert meeting.state == Meeting.State.FROZEN
        stands = list(meeting.briefing_lines.current().values_list("title", flat=True))
        assert [line["title"] for line in meeting.briefing.data["lines"]] == stands
        was_changed = {ADD: len(stands) == 3, MOVE: stands == ["Tweede", "Eerste"], TAKE_OFF: len(stands) == 1}[what]
        assert was_changed is not isinstance(changed, InvalidTransition)
        meeting.briefing.delete()
        meeting.briefing_lines.all().delete()
        meeting.events.all().delete()
        meeting.delete()
        meeting.group.memberships.all().delete()
        meeting.group.delete()
