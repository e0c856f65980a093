"""The life of a project: one method an arrow, each a conditional update and an event in one transaction.

Of two people at once one wins; the other gets InvalidTransition and is told so. design.md, "Lives", is the rule.
"""

from datetime import timedelta
from urllib.parse import quote, urlencode

from django.db import models, transaction
from django.utils import timezone

from core.dates import as_day
from projects.models.events import ProjectEvent
from projects.models.merging import hand_over
from projects.models.states import ENDED, LED, WAITS_FOR_LEADER, WATCHED, Status

ANSWER_DAYS = 14
CHECK_IN_DAYS, CHECK_IN_DAYS_ONGOING = 30, 180
TURN_BACK_DAYS = 14
Kind = ProjectEvent.Kind

MERGE_SOURCES = MERGE_TARGETS = (Status.PROPOSED, *LED)
# Of a new leader, in the place of another and as the first, where nobody gave another reason.
LEADS = ("{} trekt het project nu.", "{} gaat het project trekken.")
CANDIDATES = ("initiator", "helper")  # the roles among which a leader is chosen
DRIVES = (Kind.STARTED, Kind.PAUSED, Kind.RESUMED, Kind.COMPLETED, Kind.CONTINUED)  # a leader may do, the duo turn back
ENDINGS = (Kind.COMPLETED, Kind.STOPPED, Kind.WITHDRAWN, Kind.DECLINED, Kind.REFERRED)
ARROWS = (*DRIVES, Kind.TAKEN_UP, Kind.STOPPED, Kind.REOPENED, Kind.MERGED, Kind.TURNED_BACK)


class InvalidTransition(Exception):
    """The project is no longer (or not yet) in a state from which this may happen."""

    def __init__(self, project, message=""):
        self.project = project
        super().__init__(message or f"Dit kan nu niet: het project is {project.get_status_display()}.")


NO_QUESTION = {"clarification_question": "", "clarification_asked_at": None}
# What was hidden would be public where it came in, and what is public would be gone in what is hidden.
ENDED_SO = "Het project is {}."  # why what was planned does not go on
HIDDEN_STAYS_APART = "‘{}’ is verborgen. Zet het eerst terug, dan kunnen de projecten samen."
MOVED_AWAY = "Dit voorstel ligt intussen bij het duo van een ander thema."
# Only what became ongoing goes back to the usual interval: one that people chose stays.
USUAL_CHECK_IN = models.Case(
    models.When(check_in_days=CHECK_IN_DAYS_ONGOING, then=models.Value(CHECK_IN_DAYS)),
    default=models.F("check_in_days"),
    output_field=models.PositiveSmallIntegerField(),
)


class Lifecycle(models.Model):
    """The arrows. Every method takes `by`, the Person who does it, and raises InvalidTransition when too late."""

    class Meta:
        abstract = True

    def propose(self, *, by):
        """Make a draft public, with a date by which the duo answers; raises InvalidTransition for half an idea."""
        now = timezone.now()
        due = timezone.localdate() + timedelta(days=ANSWER_DAYS)
        with transaction.atomic():
            current = self._lock_whatever_it_is()
            if current.status == Status.DRAFT and not current.title:
                raise InvalidTransition(current, "Geef je idee eerst een titel. Dan kun je het insturen.")
            if current.status == Status.DRAFT and not current.summary:
                raise InvalidTransition(current, "Schrijf eerst in één zin wat je wilt. Dan kun je het insturen.")
            self._move({Status.DRAFT}, Status.PROPOSED, Kind.PROPOSED, by=by, proposed_at=now, answer_due=due)

    def ask_clarification(self, *, by, question):
        """The duo asks; the question stands on the page and the clock is the initiator's until it is answered."""
        self._stay_proposed(
            Kind.CLARIFICATION_ASKED,
            by=by,
            reason=question,
            only_if={"clarification_question": ""},
            clarification_question=question,
            clarification_asked_at=timezone.now(),
        )

    def clarify(self, *, by, answer, on_behalf_of=None):
        """The initiator answers, or `by` writes it down for them; the duo gets the days it had left, at least three."""
        with transaction.atomic():
            current = self._lock()
            if not current.clarification_question:
                raise InvalidTransition(current, "Er staat geen vraag meer open.")
            left = (current.answer_due - timezone.localdate(current.clarification_asked_at)).days
            self._stay_proposed(
                Kind.CLARIFIED,
                by=by,
                reason=answer,
                on_behalf_of=on_behalf_of,
                **NO_QUESTION,
                answer_due=timezone.localdate() + timedelta(days=max(left, 3)),
            )

    def advise(self, *, by, theme, advice):
        """The duo of a theme that it touches too says what it thinks; the answer stays with the duo of its theme."""
        with transaction.atomic():
            current = self._lock()
            if current.status != Status.PROPOSED:
                raise InvalidTransition(current)
            if not current.other_themes.filter(pk=theme.pk).exists():
                raise InvalidTransition(current, "Dit voorstel raakt jullie thema niet meer.")
            ProjectEvent.record(project=self, kind=Kind.ADVISED, actor=by, reason=f"Het duo van {theme}: {advice}")

    def take_up(self, *, by, reason, theme=None):
        """The duo's yes. The theme is chosen here where the initiator did not know it."""
        if (theme or self.theme) is None:
            raise InvalidTransition(self, "Kies eerst een thema.")
        self._answer(Status.PREPARING, Kind.TAKEN_UP, by=by, reason=reason, theme=theme or self.theme)

    def decline(self, *, by, reason):
        self._answer(Status.DECLINED, Kind.DECLINED, by=by, reason=reason)

    def refer(self, *, by, reason):
        """Decline what is no project, saying whose job it is."""
        self._answer(Status.DECLINED, Kind.REFERRED, by=by, reason=reason)

    def withdraw(self, *, by, reason):
        changes = NO_QUESTION | {"form_key": None}  # proposed once more it is another
        self._move({Status.PROPOSED}, Status.WITHDRAWN, Kind.WITHDRAWN, by=by, reason=reason, **changes)

    def move_to_theme(self, *, by, theme, reason):
        """Hand a proposal to another theme's duo; the answer date stays."""
        if theme.pk == self.theme_id:
            raise InvalidTransition(self, "Dit voorstel staat al bij dat thema.")
        self._stay_proposed(Kind.THEME_CHANGED, by=by, reason=reason, theme=theme)

    def start(self, *, by, reason):
        """Begin carrying it out; needs a leader."""
        with transaction.atomic():
            current = self._lock()
            if current.status == Status.PREPARING and current.leader is None:
                raise InvalidTransition(current, "Dit project heeft nog geen trekker. Spreek eerst af wie het trekt.")
            self._move({Status.PREPARING}, Status.UNDERWAY, Kind.STARTED, by=by, reason=reason)

    def pause(self, *, by, reason, until):
        """Stop until a date; reminders are silent till then."""
        with transaction.atomic():
            before = self._lock().status
            self._move(
                {Status.PREPARING, Status.UNDERWAY},
                Status.PAUSED,
                Kind.PAUSED,
                by=by,
                reason=reason,
                paused_until=until,
                paused_from=before,
            )

    def planned_in_pause(self):
        """What is to come while it lies still, and goes on until somebody cancels it. Nothing while it does not."""
        return [one for one in self.activities.planned().order_by("starts_at") if self.lies_still_on(one.starts_at)]

    def lies_still_on(self, at):
        """Whether it lies still today, and does at that moment yet."""
        return self.status == Status.PAUSED and max(as_day(at), timezone.localdate()) < self.paused_until

    def resume(self, *, by, reason):
        """Go back to the state before the pause."""
        with transaction.atomic():
            current = self._lock()
            if current.paused_from == Status.UNDERWAY and current.leader is None:
                raise InvalidTransition(current, "Dit project heeft geen trekker meer. Spreek eerst af wie het trekt.")
            target = current.paused_from or Status.PREPARING
            self._move({Status.PAUSED}, target, Kind.RESUMED, by=by, reason=reason)

    def complete(self, *, by, result, caretaker):
        """Done: `result` is the sentence on what it brought, `caretaker` who looks after it."""
        self._move(
            {Status.UNDERWAY, Status.ONGOING},
            Status.COMPLETED,
            Kind.COMPLETED,
            by=by,
            reason=result,
            result=result,
            caretaker=caretaker,
            ended_at=timezone.now(),
        )

    def continue_for_good(self, *, by, reason, caretaker):
        """It stays: a garden, a monthly meal."""
        self._move(
            {Status.UNDERWAY}, Status.ONGOING, Kind.CONTINUED, by=by, reason=reason, caretaker=caretaker,
            check_in_days=CHECK_IN_DAYS_ONGOING,
        )  # fmt: skip

    def stop(self, *, by, reason):
        self._move(LED, Status.STOPPED, Kind.STOPPED, by=by, reason=reason, ended_at=timezone.now())

    def reopen(self, *, by, reason, theme=None):
        """Back to preparing; what was withdrawn comes back only when its initiator agrees (asked by the caller)."""
        if (theme or self.theme) is None:
            raise InvalidTransition(self, "Kies eerst een thema.")
        sources = {Status.COMPLETED, Status.DECLINED, Status.STOPPED, Status.WITHDRAWN}
        self._move(
            sources, Status.PREPARING, Kind.REOPENED, by=by, reason=reason, theme=theme or self.theme, ended_at=None,
            check_in_days=USUAL_CHECK_IN, asked_back_at=None, still_good="",
        )  # fmt: skip

    def merge_into(self, other, *, by, reason):
        """Lead on to `other`: initiators, helpers and followers come along, each once; no circles.

        Raises InvalidTransition where either is hidden.
        """
        with transaction.atomic():
            ids = [self.pk, other.pk]
            pair = {row.pk: row for row in type(self).objects.select_for_update().filter(pk__in=ids).order_by("pk")}
            if len(pair) != 2 or pair[other.pk].status not in MERGE_TARGETS:
                raise InvalidTransition(other, "Daarmee kan dit project niet samengaan.")
            if hidden := next((row for row in pair.values() if row.hidden_at), None):
                raise InvalidTransition(hidden, HIDDEN_STAYS_APART.format(hidden.title))
            self._move(
                MERGE_SOURCES, Status.MERGED, Kind.MERGED, by=by, reason=reason, merged_into=other, **NO_QUESTION
            )
            hand_over(self, other)
            self.split_off_parts.exclude(pk=other.pk).update(split_from=other)

    @property
    def called_off(self):
        """The activities that do not go on because it ended."""
        return self.activities.filter(cancel_reason=self.ended_so)

    @property
    def ended_so(self):
        """What is written where something of it does not go on because it ended."""
        return ENDED_SO.format(self.get_status_display())

    def told_why(self, reason):
        """This reason; where that is only that it ended, with why."""
        ending = self.events.filter(kind__in=ENDINGS).order_by("-at", "-pk").first()
        return f"{reason} {ending.reason}" if ending and reason == self.ended_so else reason

    # -- who pulls it --------------------------------------------------------------------------------------------------
    @property
    def leader(self):
        """The Person who pulls it now, or None."""
        role = self.participations.leaders().select_related("person").first()
        return role and role.person

    @property
    def lacks_leader(self):
        """Whether it was taken up, and begins or goes on once somebody pulls it."""
        return self.status in WAITS_FOR_LEADER and self.leader is None

    @property
    def offer_to_lead_address(self):
        """Where somebody tells the duo to want to pull it."""
        about = {"to": f"thema-{self.theme.slug}", "subject": f"Ik wil dit project trekken: {self.short_code}"}
        return f"/contact/?{urlencode(about, quote_via=quote)}"

    def leader_candidates(self):
        """The roles of those among whom a leader is chosen: who began it and who takes part, but for the leader."""
        leaders = self.participations.leaders().values("person")
        people = self.participations.current().filter(role__in=CANDIDATES).exclude(person__in=leaders)
        return people.order_by("person__name", "person").distinct("person__name", "person").select_related("person")

    def appoint_leader(self, *, by, person, reason=""):
        """Let a participant pull it, in the place of who did; raises InvalidTransition for anybody else."""
        with transaction.atomic():
            current = self._lock_led()
            if not current.leader_candidates().filter(person=person).exists():
                raise InvalidTransition(current, f"{person.public_name} doet hier niet mee, of trekt het al.")
            changed = current._end_leader()
            self.participations.create(person=person, role="leader")
            sentence = LEADS[0 if changed else 1].format(person.public_name)
            ProjectEvent.record(project=self, kind=Kind.LEADER_CHANGED, actor=by, reason=reason or sentence)
        self._forget_roles()

    def step_down(self, *, by, reason, heir=None, pause_until=None):
        """The leader stops. What is underway needs an heir or a pause; raises InvalidTransition without either."""
        with transaction.atomic():
            current = self._lock_led()
            if current.leader != by:
                raise InvalidTransition(current, "Je trekt dit project niet meer.")
            if heir:
                return self.appoint_leader(by=by, person=heir, reason=reason)
            if current.status == Status.UNDERWAY and not pause_until:
                raise InvalidTransition(current, "Kies wie het overneemt, of tot wanneer het project stil ligt.")
            if current.status == Status.UNDERWAY:
                self.pause(by=by, reason=reason, until=pause_until)
            current._end_leader()
            ProjectEvent.record(project=self, kind=Kind.LEADER_LEFT, actor=by, reason=reason)
        return self._forget_roles()

    # -- what a leader did, the duo can turn back ----------------------------------------------------------------------
    @property
    def last_arrow(self):
        """The event that brought it where it is."""
        return self.events.filter(kind__in=ARROWS).order_by("-at", "-id").first()

    def arrow_to_turn_back(self):
        """The leader's own last move, when the duo may still turn it back; or None. Underway needs a leader."""
        arrow = self.last_arrow
        if arrow is None or arrow.kind not in DRIVES or arrow.at < timezone.now() - timedelta(days=TURN_BACK_DAYS):
            return None
        led = self.participations.filter(person=arrow.actor_id, role="leader").exists()
        guides = self.theme.seats.current().filter(person=arrow.actor_id).exists()
        needs_leader = self._before(arrow, None)[0] == Status.UNDERWAY and self.leader is None
        return arrow if led and not guides and not needs_leader else None

    def turn_back(self, *, by, reason, until=None):
        """Undo the leader's last move within 14 days. A resumed project is paused again, `until` a date."""
        with transaction.atomic():
            current = self._lock()
            arrow = current.arrow_to_turn_back()
            if arrow is None:
                raise InvalidTransition(current, "Er is niets meer dat je kunt terugdraaien.")
            if arrow.kind == Kind.RESUMED and not until:
                raise InvalidTransition(current, "Kies tot wanneer het project weer stil ligt.")
            target, changes = current._before(arrow, until)
            self._move({current.status}, target, Kind.TURNED_BACK, by=by, reason=reason, ended_at=None, **changes)

    def _before(self, arrow, until):
        """(state, other fields) as they were before an arrow of a leader."""
        if arrow.kind == Kind.STARTED:
            return Status.PREPARING, {}
        if arrow.kind == Kind.PAUSED:
            return self.paused_from, {}
        if arrow.kind == Kind.RESUMED:
            return Status.PAUSED, {"paused_until": until, "paused_from": self.status}
        if arrow.kind == Kind.COMPLETED and self._was_ongoing(arrow):
            return Status.ONGOING, {"result": ""}
        return Status.UNDERWAY, {"check_in_days": USUAL_CHECK_IN, "result": "", "caretaker": ""}

    def _was_ongoing(self, arrow):
        """What was turned back does not count, nor the turning back."""
        undone = 0
        for event in self.events.filter(kind__in=ARROWS).exclude(pk=arrow.pk).order_by("-at", "-id"):
            if event.kind == Kind.TURNED_BACK:
                undone += 1
            elif undone:
                undone -= 1
            else:
                return event.kind == Kind.CONTINUED
        return False

    def _answer(self, target, kind, *, by, reason, **changes):
        """An answer is that of the duo of the theme it was read with: moved to another meanwhile, it is too late."""
        self._move(
            {Status.PROPOSED}, target, kind, by=by, reason=reason, only_if={"theme_id": self.theme_id},
            answered_at=timezone.now(), **NO_QUESTION, **changes,
        )  # fmt: skip

    def _stay_proposed(self, kind, *, by, reason, only_if=None, **changes):
        self._move(
            {Status.PROPOSED}, Status.PROPOSED, kind, by=by, reason=reason,
            only_if={"theme_id": self.theme_id} | (only_if or {}), **changes,
        )  # fmt: skip

    def held(self):
        """This project as it is now, held until the transaction ends; other rows may point at it meanwhile."""
        return type(self).objects.select_for_update(no_key=True).get(pk=self.pk)

    def _lock(self):
        return type(self).objects.select_for_update().get(pk=self.pk)

    def lock_in(self, statuses):
        """The row, locked; raises InvalidTransition when it is in none of these states. In a transaction."""
        current = self._lock()
        if current.status not in statuses:
            raise InvalidTransition(current)
        return current

    def _lock_led(self):
        """Lock it; raises InvalidTransition where nobody can pull it."""
        return self.lock_in(LED)

    def _end_leader(self):
        return self.participations.leaders().update(until=timezone.localdate())

    def _forget_roles(self):
        self.__dict__.pop("_roles_of", None)
        self.refresh_from_db()

    def _move(self, sources, target, kind, *, by, reason="", only_if=None, on_behalf_of=None, **changes):
        """The one door: a conditional update and its event; raises InvalidTransition for who comes second."""
        with transaction.atomic():
            rows = type(self).objects.filter(pk=self.pk, status__in=sources, **(only_if or {}))
            if not rows.update(status=target, **(_fields_of(target, stays=sources == {target}) | changes)):
                self._refuse(sources)
            ProjectEvent.record(project_id=self.pk, kind=kind, actor=by, person=on_behalf_of, reason=reason)
            if theme := changes.get("theme"):
                self.other_themes.remove(theme)  # it does not touch its own theme "as well"
            if target in ENDED:
                self._settle_what_was_open(ENDED_SO.format(target.label), by=by, is_given_up=target != Status.COMPLETED)
        self.refresh_from_db()

    def _settle_what_was_open(self, reason, *, by, is_given_up):
        """What was planned goes off, who offered help hears it; nobody looks for a supporter any more.

        What parties promised falls away too where it was given up; to what was completed it may still come.
        """
        for activity in self.activities.planned():
            activity.cancel(by=by, reason=reason)
        for wanted in self.help_wanted.all():
            wanted.turn_down(by=by, answer=reason)
        self.support_requests.open().update(answered_at=timezone.now(), answer=reason)
        for pledge in self.pledges.unsettled() if is_given_up else ():
            pledge.fall_away(by=by, reason=reason)

    def _refuse(self, sources):
        theme_before = self.theme_id
        self.refresh_from_db()
        if self.status not in sources:
            raise InvalidTransition(self)
        moved = self.theme_id != theme_before
        raise InvalidTransition(self, MOVED_AWAY if moved else "Er staat al een vraag open.")


def _fields_of(target, *, stays):
    """What belongs to a state, whatever the way there; moving is being heard of."""
    if stays:
        return {}
    now = timezone.now()
    fields = {"status_since": now} | ({"heard_at": now} if target in WATCHED else {})
    return fields if target == Status.PAUSED else fields | {"paused_until": None, "paused_from": ""}
