"""Vraagstukken: questions to solve, from raised to what became of them."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Follow, Person
from core.errors import Forbidden
from core.searching import kept_words
from groups.models.events import OPENED_AGAIN, IssueEvent
from groups.models.group import Group
from groups.models.membership import UNNAMED, Membership
from projects.models import Project
from themes.models import AgendaRound, Theme, Wish

MOST_WAITING = 3  # of one person
FOR_WHOM = (
    "De koplopers pakken een vraagstuk op, of de groep waaraan zij het doorgeven. Hun voorzitter zegt of het erbij "
    "komt, en wat ervan is geworden. Weet jij er iets op? Zeg het tegen de koplopersgroep."
)
GIVEN_BACK = "De vraag is weer open: wie haar oppakte, kan niet verder."
PATIENCE = timedelta(days=14)  # of who waits for the chair


class TooManyIssues(Exception):  # noqa: N818 - raised it reads as what happened
    """Somebody has as many waiting as may be."""


class IssueQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is accepted; what waits or was declined for its writer, the koplopers and the administrator."""
        if user.is_anonymous:
            return self.accepted()
        if _koplopers_role(user) is not None or user.is_administrator:
            return self
        return self.filter(~Q(state__in=Issue.NOT_PUBLIC) | Q(raised_by__user=user))

    def named_for(self, user):
        """Adds `is_unnamed`: whether this reader may not know who took it up (`taken_up_name`)."""
        groups = Q(group__kind=Group.Kind.KOPLOPERSGROEP) | Q(group=OuterRef("group"))
        unnamed = Membership.objects.unnamed_for(user).filter(groups, person=OuterRef("taken_up_by"))
        return self.annotate(is_unnamed=Exists(unnamed))

    def accepted(self):
        return self.exclude(state__in=Issue.NOT_PUBLIC)

    def waiting(self):
        """For the chair to accept, the oldest first."""
        return self.filter(state=Issue.State.WAITING).order_by("raised_on", "pk")

    def unanswered(self):
        return self.filter(state__in=[Issue.State.OPEN, Issue.State.TAKEN_UP])

    def answered(self):
        return self.filter(state=Issue.State.ANSWERED).order_by("-answered_on", "-raised_on", "-pk")


class Issue(models.Model):
    """A vraagstuk: open, taken up, answered; leads to a project, a werkgroep or an answer.

    Raised by somebody who is no koploper it waits first, for the chair to accept or decline it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "wacht op de voorzitter"
        OPEN = "open", "open"
        TAKEN_UP = "taken_up", "opgepakt"
        ANSWERED = "answered", "beantwoord"
        DECLINED = "declined", "niet opgenomen"

    NOT_PUBLIC = (State.WAITING, State.DECLINED)

    title = models.CharField("vraag", max_length=160)
    text = models.TextField("toelichting", blank=True)
    theme = models.ForeignKey(Theme, models.PROTECT, null=True, blank=True, related_name="issues", verbose_name="thema")
    raised_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="issues_raised", verbose_name="ingebracht door"
    )
    raised_on = models.DateField("ingebracht op", default=timezone.localdate)
    state = models.CharField("stand", max_length=10, choices=State.choices, default=State.OPEN, editable=False)
    accepted_on = models.DateField("opgenomen op", null=True, blank=True, editable=False)
    decline_reason = models.TextField("waarom niet opgenomen", blank=True, db_default="", editable=False)
    taken_up_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="issues_taken_up", verbose_name="opgepakt door"
    )
    taken_up_on = models.DateField("opgepakt op", null=True, blank=True)
    answer = models.TextField("antwoord", blank=True)
    answered_on = models.DateField("beantwoord op", null=True, blank=True)
    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="issues", verbose_name="werd project"
    )
    group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="issues", verbose_name="werd groep"
    )
    wish = models.OneToOneField(
        Wish, models.SET_NULL, null=True, blank=True, related_name="issue", verbose_name="werd wens", editable=False
    )
    entered_by = models.ForeignKey(  # at the counter
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        editable=False,
        verbose_name="opgeschreven door",
    )
    form_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    search = kept_words("title", "text", "answer")

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = "vraagstuk"
        verbose_name_plural = "vraagstukken"
        ordering = ["-raised_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer="") | Q(project__isnull=False) | Q(group__isnull=False),
                name="answered_issue_led_to_something",
            ),
            models.CheckConstraint(condition=~Q(state="declined") | ~Q(decline_reason=""), name="declined_says_why"),
        ]
        indexes = [models.Index(fields=["raised_on"], name="issue_waiting", condition=Q(state="waiting"))]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("groups:issue", args=[self.pk])

    @property
    def is_answered(self):
        return self.state == self.State.ANSWERED

    @property
    def is_accepted(self):
        return self.state not in self.NOT_PUBLIC

    @property
    def is_worked_on(self):
        """Whether a group goes on with it."""
        return self.state == self.State.TAKEN_UP and self.group is not None and not self.group.has_ended

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING

    @property
    def waits_long(self):
        return self.is_waiting and self.raised_on < timezone.localdate() - PATIENCE

    @property
    def taken_up_name(self):
        """Who took it up, as far as the reader may know that (`named_for`); empty where nobody did."""
        if self.taken_up_by is None:
            return ""
        return UNNAMED if self.is_unnamed else self.taken_up_by.public_name

    @property
    def told_name(self):
        """Who took it up, as everybody may know it: for what leaves the site."""
        rows = type(self).objects.named_for(AnonymousUser()).select_related("taken_up_by")
        return rows.get(pk=self.pk).taken_up_name

    # -- rights --------------------------------------------------------------------------------------------------------
    @staticmethod
    def opened_by(user):
        """Whose vraagstuk is there at once: a koploper's, and the administrator's. Others wait for the chair."""
        return _koplopers_role(user) is not None or _administers(user)

    def takeable_by(self, user):
        """A koploper, the administrator, and who is in the group that the koplopers passed it on to.

        design.md has it taken up “by someone”: who has the time and knows the place is often in a werkgroep. It stays a
        vraagstuk of the koplopers, so they choose the group, and their chair says what came of it (`settleable_by`).
        """
        group = self.group if self.is_accepted else None
        return self.opened_by(user) or (group is not None and not group.has_ended and group.has_member(user))

    def returnable_by(self, user):
        """Give it back: who took it up, the chair of the koplopersgroep, and the administrator."""
        if self.state != self.State.TAKEN_UP or user.is_anonymous:
            return False
        return self.taken_up_by_id == user.person.pk or chairs_koplopers(user)

    def passable_by(self, user):
        """Pass it on to a group: the chair of the koplopersgroep, and the administrator."""
        return self.state == self.State.OPEN and chairs_koplopers(user)

    def acceptable_by(self, user):
        """Accept or decline: the chair of the koplopersgroep, and the administrator."""
        return chairs_koplopers(user)

    def settleable_by(self, user):
        """The chair of the koplopersgroep, and the administrator."""
        return chairs_koplopers(user)

    @staticmethod
    def require(allowed):
        """Raise Forbidden (403), which says who may, unless `allowed`, the answer of a predicate."""
        if not allowed:
            raise Forbidden(FOR_WHOM)

    # -- what happens --------------------------------------------------------------------------------------------------
    @classmethod
    def bring_in(cls, *, by, at_once, **fields):
        """`at_once`: it is open for everybody. Else it waits for the chair; TooManyIssues where enough of `by` wait."""
        if at_once:
            return cls.objects.create(raised_by=by, **fields)
        with transaction.atomic():
            Person.objects.select_for_update(no_key=True).get(pk=by.pk)
            waiting = list(cls.objects.waiting().filter(raised_by=by).values_list("form_key", flat=True))
            if len(waiting) >= MOST_WAITING and fields.get("form_key") not in {*waiting} - {None}:
                raise TooManyIssues
            issue = cls.objects.create(raised_by=by, state=cls.State.WAITING, **fields)
            IssueEvent.record(issue=issue, kind=IssueEvent.Kind.RAISED, actor=by)
        return issue

    def accept(self, *, by):
        """For everybody to read, from now on. Returns whether it still waited."""
        return self._become(
            {self.State.WAITING}, IssueEvent.Kind.ACCEPTED, by=by,
            state=self.State.OPEN, accepted_on=timezone.localdate(),
        )  # fmt: skip

    def decline(self, *, by, reason):
        """Not for the koplopers, and why; its writer hears it. Returns whether it still waited."""
        return self._become(
            {self.State.WAITING}, IssueEvent.Kind.DECLINED, by=by, reason=reason,
            state=self.State.DECLINED, decline_reason=reason,
        )  # fmt: skip

    @classmethod
    def hold(cls, meeting, *, by):
        """The meeting was held: of each vraagstuk on the agenda of a public one it is told that it was discussed.

        Raises InvalidTransition as `Meeting.hold` does.
        """
        with transaction.atomic():
            meeting.hold(by=by)
            if not meeting.is_public:
                return
            for issue in cls.objects.accepted().filter(agenda_points__meeting=meeting).distinct():
                IssueEvent.record(issue=issue, kind=IssueEvent.Kind.DISCUSSED, actor=by, meeting=meeting)

    def pass_on(self, *, by, group):
        """A group may take it up from now on, and hears so, once; the one that had it before hears that too.

        Returns whether it is with that group, and open.
        """
        with transaction.atomic():
            before = Issue.objects.select_for_update(of=("self",)).get(pk=self.pk).group
            changed = self._become(
                {self.State.OPEN}, IssueEvent.Kind.PASSED_ON, by=by, reason=f"De vraag ligt nu bij {group}.",
                group=group, among=Issue.objects.exclude(group=group), noted={"group_before": before},
            )  # fmt: skip
        return changed or (self.state == self.State.OPEN and self.group_id == group.pk)

    def take_up(self, *, by):
        """Returns whether `by` is the one who has it now (somebody else may have been first)."""
        return self._become(
            {self.State.OPEN}, IssueEvent.Kind.TAKEN_UP, by=by,
            state=self.State.TAKEN_UP, taken_up_by=by, taken_up_on=timezone.localdate(),
        )  # fmt: skip

    def give_back(self, *, by):
        """Whoever took it up cannot go on with it, or the chair opens it again; another may take it up.

        A group that it was passed on to keeps it; one that was begun for it does not, and hears so. Returns whether
        that one still had it.
        """
        with transaction.atomic():
            now = Issue.objects.select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            kept = now.group if now._is_passed_on else None
            return self._become(
                {self.State.TAKEN_UP}, IssueEvent.Kind.GIVEN_BACK, by=by,
                reason=GIVEN_BACK if by.pk == self.taken_up_by_id else OPENED_AGAIN,
                among=Issue.objects.filter(taken_up_by=self.taken_up_by_id),
                state=self.State.OPEN, taken_up_by=None, taken_up_on=None, group=kept,
                noted={"group_before": None if kept else now.group},
            )  # fmt: skip

    def go_on_in(self, group, *, by):
        """A group was begun for it and goes on with it; the chair says later what came of it.

        The group that could have taken it up hears that it lies elsewhere. Returns whether it still asked for that: it
        had no answer, and no group that goes on with it.
        """
        with transaction.atomic():
            now = Issue.objects.select_related("group").select_for_update(of=("self",), no_key=True).get(pk=self.pk)
            return not now.is_worked_on and self._become(
                {self.State.OPEN, self.State.TAKEN_UP}, IssueEvent.Kind.TAKEN_UP, by=by,
                reason=f"{group} gaat ermee verder.", state=self.State.TAKEN_UP, group=group,
                taken_up_by=now.taken_up_by or by, taken_up_on=now.taken_up_on or timezone.localdate(),
                noted={"group_before": now.group},
            )  # fmt: skip

    def settle(self, *, by, answer="", project=None, group=None):
        """Say what became of it: a project, a group or an answer. Returns whether it was still open."""
        return self._become(
            {self.State.OPEN, self.State.TAKEN_UP}, IssueEvent.Kind.ANSWERED, by=by, reason=answer,
            state=self.State.ANSWERED, answer=answer, project=project or self.project, group=group or self.group,
            answered_on=timezone.localdate(),
        )  # fmt: skip

    def bring_in_as_wish(self):
        """Into the agenda round, in the words of the vraagstuk, once; returns whether it was done now.

        Raises themes.models.OutOfPhase when wishes are not collected now.
        """
        agenda_round = AgendaRound.objects.going().first()
        if agenda_round is None:
            return False
        with transaction.atomic():
            current = Issue.objects.select_for_update(of=("self",)).get(pk=self.pk)
            if current.wish_id or not current.is_accepted:
                return False
            fields = {"theme": current.theme, "person": current.raised_by, "source": Wish.Source.ISSUE}
            current.wish = Wish.make(agenda_round, text=current.title, **fields)
            current.save(update_fields=["wish"])
        self.refresh_from_db()
        return True

    @property
    def _is_passed_on(self):
        """Whether its group got it from the koplopers; else that one was begun for it (`go_on_in`)."""
        kinds = IssueEvent.Kind
        to_groups = self.events.filter(Q(kind=kinds.PASSED_ON) | Q(kind=kinds.TAKEN_UP) & ~Q(reason=""))
        return to_groups.order_by("at", "pk").values_list("kind", flat=True).last() == kinds.PASSED_ON

    def _become(self, sources, kind, *, by, reason="", among=None, noted=None, **changes):
        rows = Issue.objects.all() if among is None else among
        with transaction.atomic():
            changed = rows.filter(pk=self.pk, state__in=sources).update(**changes)
            if changed:
                IssueEvent.record(issue=self, kind=kind, actor=by, reason=reason, **(noted or {}))
        self.refresh_from_db()
        return bool(changed)


def _koplopers_role(user):
    """The role in the koplopersgroep, or None; asked once a request."""
    if user.is_anonymous:
        return None
    if not hasattr(user, "_koplopers_role"):
        user._koplopers_role = (
            Membership.objects.koplopers().filter(person__user=user).values_list("role", flat=True).first()
        )
    return user._koplopers_role


def chairs_koplopers(user):
    """The chair of the koplopersgroep, and the administrator."""
    return _koplopers_role(user) == Membership.Role.CHAIR or _administers(user)


def _administers(user):
    return user.is_authenticated and user.is_administrator


class IssueFollow(Follow):
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="follows")

    class Meta(Follow.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "issue"], name="issue_followed_once")]
