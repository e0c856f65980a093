"""What the page of a group shows: everything comes with the query that fetches the group."""

from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from core import dates
from core.embedding import Embedded, Lists
from groups.forms.groups import StepDownForm
from groups.models import ActionPoint, Decision, Document, Group, Issue, Meeting, Membership
from themes.models import Voice

COMING = 60
PAST = 40
DECISIONS = 30
ACTIONS = 60
FORMER = 60
DOCUMENTS = 200
PERSON = ("person__name", "person__show_name")


def _lists(user):
    own = {"group": OuterRef("pk")}
    of_group = {"meeting__group": OuterRef("pk")}
    meeting = ("meeting__id", "meeting__title", "meeting__starts_at")
    gatherings = Meeting.objects.visible_to(user).filter(**own)
    gathering = (
        *("id", "title", "starts_at", "ends_at", "place", "state", "cancel_reason", "is_public"),
        *("series__id", "series__every", "series__first_day"),
    )
    return Lists(
        seats=Embedded(
            Membership.objects.filter(until=None, **own).order_by("person__name", "pk"),
            *("id", "role", "voice", "requested", "since", "is_named"),
            *("person__id", "person__user__id", "person__user__is_active", "person__kind", "person__email", *PERSON),
            *("organisation__name", "organisation__slug"),
        ),
        left=Embedded(
            _read_by_members(Membership.objects.former().filter(**own), user)[:FORMER],
            *("id", "role", "voice", "since", "until", "person__kind", *PERSON),
        ),
        coming=Embedded(gatherings.upcoming()[:COMING], *gathering),
        past=Embedded(gatherings.over()[:PAST], *gathering),
        agreed=Embedded(
            Decision.objects.in_force().filter(**of_group).visible_to(user).newest_first()[:DECISIONS],
            *("id", "text", "look_again_on", "members_only", *meeting),
        ),
        to_do=Embedded(
            ActionPoint.objects.open().of_each(OuterRef("pk")).visible_to(user).named_for(user)[:ACTIONS],
            *("id", "text", "due", "moved_reason", "members_only", "is_unnamed"),
            *("person__id", "person__user_id", *PERSON, *meeting),
        ),
        passed_on=Embedded(
            ActionPoint.objects.open().filter(passed_to__isnull=False, **of_group).visible_to(user)[:ACTIONS],
            *("id", "text", "passed_to__name", "passed_to__slug"),
        ),
        documents=Embedded(
            Document.objects.visible_to(user).filter(**own)[:DOCUMENTS],
            *("id", "title", "shown_name", "is_public", "added_at"),
        ),
        questions=Embedded(Issue.objects.accepted().filter(**own), "id", "title", "state"),
    )


def _read_by_members(rows, user):
    """Who was in a group is for who is in it, and the administrator."""
    if user.is_anonymous:
        return rows.none()
    if user.is_administrator:
        return rows
    own = Membership.objects.current().filter(person__user=user, group=OuterRef("group"))
    return rows.filter(Exists(own))


class GroupPage:
    """Of the group with this address; else Http404."""

    def __init__(self, user, slug):
        lists = _lists(user)
        self.user, self.group = user, get_object_or_404(lists.beside(Group.objects.with_belonging()), slug=slug)
        vars(self).update(lists.of(self.group))
        self._tie()

    def _tie(self):
        """The rows know the group they belong to, and the group the membership of the reader: no query is needed."""
        for meeting in [*self.coming, *self.past, *(row.meeting for row in [*self.agreed, *self.to_do])]:
            meeting.group = self.group
        if self.user.is_authenticated:
            self.group.remember_membership(self.user, self.own_membership)

    @property
    def own_membership(self):
        own = (seat for seat in self.members if seat.person.user_id == self.user.pk)
        return next(own, None) if self.user.is_authenticated else None

    @property
    def is_written_down(self):
        """Whether somebody was added with the address of the reader, who is no member by the account yet."""
        if self.user.is_anonymous or self.own_membership:
            return False
        mails = [seat.person.email.casefold() for seat in self.members if seat.person.user is None]
        return mails.count(self.user.email) == 1

    @property
    def is_inside(self):
        """Whether the reader sees what is for members."""
        is_administrator = self.user.is_authenticated and self.user.is_administrator
        return self.own_membership is not None or is_administrator

    @property
    def shown(self):
        """The members whose names the reader sees."""
        return [seat for seat in self.members if seat.is_named or self.is_inside]

    @property
    def unnamed(self):
        """How many the reader does not see."""
        return len(self.members) - len(self.shown)

    @property
    def step_down(self):
        """The form for its only chair, None for others."""
        own, chairs = self.own_membership, [seat for seat in self.members if seat.is_chair]
        if self.group.has_ended or own is None or chairs != [own]:
            return None
        members = [seat for seat in self.members if seat != own]
        return StepDownForm(members=members, may_stop=not self.group.is_fixed, auto_id="id_stoppen_%s")

    @property
    def has_asked(self):
        return any(seat.person.user_id == self.user.pk for seat in self.waiting)

    @property
    def members(self):
        """Chair and secretary first."""
        roles = [Membership.Role.CHAIR, Membership.Role.SECRETARY, Membership.Role.MEMBER]
        return sorted((seat for seat in self.seats if not seat.requested), key=lambda seat: roles.index(seat.role))

    @property
    def waiting(self):
        return [seat for seat in self.seats if seat.requested]

    @property
    def residents(self):
        return sum(seat.voice == Voice.RESIDENT for seat in self.members)

    @property
    def professionals(self):
        return len(self.members) - self.residents

    @property
    def facts(self):
        coming = self.next_meeting
        until = f"tot {dates.month(self.group.ended_on)}" if self.group.has_ended else ""
        return [
            ("Volgende keer", coming and dates.day_time(coming.starts_at), coming and coming.place),
            ("Sinds", dates.month(self.group.started_on), until),
        ]

    @property
    def returning(self):
        """The first meeting to come of each series."""
        found = {}
        for meeting in self.coming:
            if meeting.series and not meeting.is_cancelled:
                meeting.series.group = self.group
                found.setdefault(meeting.series, meeting)
        return list(found.values())

    @property
    def next_meeting(self):
        return next((row for row in self.coming if row.is_before), None)

    @property
    def led_from(self):
        """The vraagstukken that this group is the answer to."""
        return [issue for issue in self.questions if issue.is_answered]

    @property
    def asked(self):
        """Those that were passed on to it, or that it was begun for."""
        return [issue for issue in self.questions if not issue.is_answered]

    @property
    def drafts(self):
        """The meetings of which the members read the minutes before others do."""
        return [row for row in self.past if row.state == Meeting.State.MINUTES_DRAFT] if self.is_inside else []

    @property
    def recent(self):
        return self.past[:5]

    @property
    def older(self):
        return self.past[5:]

    @property
    def actions(self):
        """[(action point, whether the reader may tick it off, whether the reader may claim it), …]"""
        user = self.user
        return [(action, action.tickable_by(user), action.claimable_by(user)) for action in self.to_do]
