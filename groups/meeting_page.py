"""What the page of a meeting shows: everything comes with the query that fetches the meeting."""

from datetime import timedelta
from functools import cached_property

from django.db.models import Case, Exists, F, OuterRef, Q, TextField, Value, When
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_datetime

from accounts.models import Person
from core.embedding import Embedded, Lists
from groups.models import (
    ActionPoint,
    AgendaPoint,
    Briefing,
    Correction,
    Decision,
    Meeting,
    MeetingEvent,
    Membership,
    Reply,
    Step,
)
from groups.returning import comes_back
from groups.who_comes import WhoComes, when_and_where

PERSON = ("name", "show_name")
STEPS = [
    (Step.OPEN_AGENDA, ("groups:meeting_open", "Zet de agenda open")),
    (Step.FREEZE_AGENDA, ("groups:meeting_freeze", "Zet de agenda vast")),
    (Step.HOLD, ("groups:meeting_hold", "De bijeenkomst is geweest")),
    (Step.PUBLISH, ("groups:meeting_publish", "Publiceer het verslag")),
    (Step.ADOPT, ("groups:meeting_adopt", "Stel het verslag vast")),
]


def _lists(user):
    own = {"meeting": OuterRef("pk")}
    return Lists(
        on_agenda=Embedded(
            AgendaPoint.objects.filter(**own).with_minutes_for(user).with_chain_for(user),
            *("id", "kind", "title", "text", "minutes_planned", "came_up", "is_waiting", "issue__id", "issue__title"),
            *("said", "said_among_members", "came_from", "goes_to"),
            *("project__id", "project__slug", "project__title", "project__status", "project__hidden_at"),
        ),
        agreed=Embedded(
            Decision.objects.filter(**own)
            .visible_to(user)
            .annotate(
                is_replaced=Exists(Decision.objects.filter(replaces=OuterRef("pk"))),
                instead_of=_replaced_text(),
            ),
            *(
                "id",
                "text",
                "how",
                "votes_for",
                "votes_against",
                "abstentions",
                "look_again_on",
                "members_only",
                "is_replaced",
                "instead_of",
            ),
        ),
        to_do=Embedded(
            ActionPoint.objects.filter(**own).visible_to(user).named_for(user),
            *("id", "text", "due", "done_on", "dropped_reason", "moved_reason", "members_only", "is_unnamed"),
            *("person__id", "person__user_id"),
            *(f"person__{name}" for name in PERSON),
        ),
        present=Embedded(Person.objects.filter(meetings_attended=OuterRef("pk")), "id", "kind", *PERSON),
        corrections=Embedded(Correction.objects.filter(**own).visible_to(user), *("id", "text", "on", "members_only")),
        moves=_last_event(MeetingEvent.Kind.MOVED),
        taken_back=_last_event(MeetingEvent.Kind.NOT_HELD),
        replies=Embedded(
            Reply.objects.standing().filter(**own).order_by("person__name", "pk"),
            *("id", "answer", "person__id", "person__user_id", *(f"person__{name}" for name in PERSON)),
        ),
        members=Embedded(
            Membership.objects.current().filter(group=OuterRef("group")).order_by("person__name", "pk"),
            *("id", "person__id", *(f"person__{name}" for name in PERSON)),
        ),
        frozen=Embedded(Briefing.objects.visible_to(user).filter(**own), "id", "frozen_at"),
    )


def _last_event(kind):
    """The last of that kind, or none."""
    rows = MeetingEvent.objects.filter(kind=kind, meeting=OuterRef("pk")).with_audience().order_by("-at", "-pk")
    return Embedded(rows[:1], "id", "at", "reason", "was_public")


def _replaced_text():
    """Of the decision it replaces; a public page does not tell what members decided among themselves."""
    is_public = Q(replaces__meeting__is_public=True, replaces__members_only=False)
    may_be_read = is_public | Q(meeting__is_public=False) | Q(members_only=True)
    return Case(When(may_be_read, then=F("replaces__text")), default=Value(""), output_field=TextField())


class MeetingPage:
    """Of the meeting that `named` names, among those the reader may see; else Http404."""

    def __init__(self, user, **named):
        lists = _lists(user)
        rows = Meeting.objects.visible_to(user).select_related("group__theme", "group__project__theme", "series")
        self.user, self.meeting = user, get_object_or_404(lists.beside(rows), **named)
        meeting = self.meeting
        vars(self).update(lists.of(meeting))
        for action in self.to_do:
            action.meeting = meeting
        for point in self.on_agenda:
            point.came_from, point.goes_to = self._told_of(point.came_from), self._told_of(point.goes_to)
        put_on_the_clock(meeting, self.on_agenda)
        self.steers = meeting.group.steered_by(user)
        self.is_member = self.steers or meeting.group.has_member(user)

    @property
    def points(self):
        return self.on_agenda

    @property
    def planned_minutes(self):
        return sum(point.minutes_planned or 0 for point in self.on_agenda)

    @property
    def too_long_by(self):
        """How many minutes more are planned than there are; 0 once it was held."""
        lasts = (self.meeting.ends_at - self.meeting.starts_at).total_seconds() // 60
        return max(0, self.planned_minutes - int(lasts)) if self.meeting.is_before else 0

    @property
    def actions(self):
        """[(action point, whether the reader may tick it off, whether the reader may claim it), …]"""
        user = self.user
        return [(action, action.tickable_by(user), action.claimable_by(user)) for action in self.to_do]

    @property
    def moved(self):
        return self._said(self.moves)

    @property
    def who(self):
        """Who comes, for the reader who may answer or steers the group; None for others."""
        may_answer = self.meeting.answerable_by(self.user)
        if not (self.steers or may_answer):
            return None
        return WhoComes(
            meeting=self.meeting,
            replies=self.replies,
            members=[seat.person for seat in self.members],
            own=next((reply for reply in self.replies if reply.person.user_id == self.user.pk), None),
            is_member=self.is_member,
            may_answer=may_answer,
            steers=self.steers,
        )

    @property
    def facts(self):
        return [*when_and_where(self.meeting), ("Stand", self._stand, "")]

    @property
    def _stand(self):
        """“Verslag” by itself does not say that everybody can read it."""
        is_published = self.meeting.state == Meeting.State.MINUTES_PUBLISHED
        if is_published and not self.is_minuted and self.agreed_words:
            return f"De {self.agreed_words} staan erbij"
        return "Verslag staat erbij" if is_published else self.meeting.get_state_display().capitalize()

    @property
    def agreed_words(self):
        """What this reader reads of what was agreed; empty where that is nothing."""
        return " en ".join(what for what, rows in {"besluiten": self.agreed, "actiepunten": self.to_do}.items() if rows)

    def _told_of(self, found):
        """The meeting that a point came from or goes to, of the same group."""
        if not found:
            return None
        starts_at = parse_datetime(found["starts_at"])
        return Meeting(pk=found["id"], title=found["title"], starts_at=starts_at, group=self.meeting.group)

    @property
    def shows_briefing(self):
        """Everybody who may read it once it is frozen; until then the koplopers."""
        is_making = self.is_member and self.meeting.state in (Meeting.State.PLANNED, Meeting.State.AGENDA_OPEN)
        return bool(self.frozen) or (is_making and self.meeting.group.is_koplopersgroep)

    @property
    def waits_for_minutes(self):
        return self.meeting.state in (Meeting.State.HELD, Meeting.State.MINUTES_DRAFT)

    @property
    def may_read_minutes(self):
        """While they are a draft only the members read them."""
        return self.meeting.shows_minutes or self.is_member

    @property
    def minutes(self):
        return self.meeting.minutes if self.may_read_minutes else ""

    @property
    def is_minuted(self):
        """Whether there is anything of the minutes that this reader may read."""
        return bool(self.minutes) or any(point.said or point.said_among_members for point in self.on_agenda)

    @property
    def guests(self):
        return self.meeting.guests if self.is_member else ""

    @property
    def attendees(self):
        return self.present if self.may_read_minutes else []

    @cached_property
    def named_attendees(self):
        """Of those the ones whose name this reader may know."""
        if self.is_member or not self.attendees:
            return self.attendees
        unnamed = set(self.meeting.group.memberships.unnamed_for(self.user).values_list("person", flat=True))
        return [person for person in self.attendees if person.pk not in unnamed]

    @property
    def steps(self):
        """[(name of the address, words of the button), …]: what may happen now."""
        return [button for step, button in STEPS if self._may(step)]

    @property
    def not_held(self):
        """Why it was not held after all; None where nobody took that back."""
        return self._said(self.taken_back)

    @property
    def may_take_back(self):
        return self._may(Step.TAKE_BACK) and self.meeting.group.chaired_by(self.user)

    @property
    def may_write_minutes(self):
        return self._may(Step.DRAFT)

    @property
    def may_agree(self):
        return self._may(Step.AGREE)

    @cached_property
    def returning(self):
        """What comes back by itself; for who may put it on the agenda."""
        return comes_back(self.meeting) if self.may_set_agenda else []

    @property
    def may_correct(self):
        return self._may(Step.CORRECT)

    @property
    def may_plan(self):
        return self._may(Step.EDIT)

    @property
    def may_set_agenda(self):
        return self._may(Step.SET_AGENDA)

    def _may(self, step):
        return self.steers and self.meeting.may(step)

    def _said(self, events):
        """The last of these, or None; what was said among members stays theirs when the meeting is opened."""
        return next((event for event in events if event.was_public or self.is_member), None)


def put_on_the_clock(meeting, points):
    """Give each point `at`, when it begins; None from where nobody planned how long the one before takes."""
    at = meeting.starts_at if any(point.minutes_planned for point in points) else None
    for point in points:
        point.at = None if point.came_up else at
        at = at and (at + timedelta(minutes=point.minutes_planned) if point.minutes_planned else None)
