"""Replays what happened to a project of the content, and refuses what the real one could not have gone through."""

from datetime import timedelta

from projects.models import ProjectEvent, Status
from projects.models.lifecycle import ANSWER_DAYS

Kind = ProjectEvent.Kind
CLOSED_STATES = {Status.COMPLETED, Status.DECLINED, Status.STOPPED, Status.WITHDRAWN}
RUNNING = {Status.PREPARING, Status.UNDERWAY}
# What happened: from which states it may, and to which it leads (None: see `_target`).
ARROWS = {
    Kind.CLARIFICATION_ASKED: ({Status.PROPOSED}, Status.PROPOSED),
    Kind.CLARIFIED: ({Status.PROPOSED}, Status.PROPOSED),
    Kind.TAKEN_UP: ({Status.PROPOSED}, Status.PREPARING),
    Kind.DECLINED: ({Status.PROPOSED}, Status.DECLINED),
    Kind.REFERRED: ({Status.PROPOSED}, Status.DECLINED),
    Kind.WITHDRAWN: ({Status.PROPOSED}, Status.WITHDRAWN),
    Kind.STARTED: ({Status.PREPARING}, Status.UNDERWAY),
    Kind.PAUSED: (RUNNING, Status.PAUSED),
    Kind.RESUMED: ({Status.PAUSED}, None),
    Kind.COMPLETED: ({Status.UNDERWAY, Status.ONGOING}, Status.COMPLETED),
    Kind.CONTINUED: ({Status.UNDERWAY}, Status.ONGOING),
    Kind.STOPPED: ({*RUNNING, Status.PAUSED, Status.ONGOING}, Status.STOPPED),
    Kind.REOPENED: (CLOSED_STATES, Status.PREPARING),
    Kind.MERGED: ({Status.PROPOSED, *RUNNING, Status.PAUSED, Status.ONGOING}, Status.MERGED),
}
LOOKS_BACK = {Kind.ASKED_BACK, Kind.LOOKED_BACK}  # half a year after the end, which stays the end
ANSWERS = {Kind.TAKEN_UP, Kind.DECLINED, Kind.REFERRED}


class History:
    """The columns of a project that follow from its events: `fields()`."""

    def __init__(self, world, entry):
        self.world, self.entry = world, entry
        self.is_draft = entry["status"] == Status.DRAFT
        self.began = world.days.moment(entry["proposed"], f"{entry['slug']} proposed")
        self.status = Status.DRAFT if self.is_draft else Status.PROPOSED
        self.since = self.began
        self.heard = None
        self.paused_from, self.question, self.asked_at = "", "", None
        self.answered_at = self.ended_at = self.asked_back_at = None
        self.still_good = ""
        self.answer_due = None if self.is_draft else world.days.day(entry["proposed"]) + timedelta(days=ANSWER_DAYS)
        self.moments = [(event, self._follow(event)) for event in entry.rows("event")]
        self._check_end()

    def fields(self):
        return {
            "status": self.status,
            "status_since": self.since,
            "created_at": self.began,
            "proposed_at": None if self.is_draft else self.began,
            "answer_due": self.answer_due,
            "answered_at": self.answered_at,
            "clarification_question": self.question,
            "clarification_asked_at": self.asked_at,
            "paused_from": self.paused_from,
            "ended_at": self.ended_at,
            "asked_back_at": self.asked_back_at,
            "still_good": self.still_good,
        }

    def date_of(self, kind):
        """The day of the first event of that kind, or that of the proposal."""
        found = [at for event, at in self.moments if event["kind"] == kind]
        return self.world.days.day(found[0] if found else self.began)

    def _follow(self, event):
        kind, at = event["kind"], self.world.days.moment(event["at"], event.where)
        if kind in LOOKS_BACK:
            return self._look_back(event, at)
        sources, target = ARROWS.get(kind) or event.fail(f"onbekende gebeurtenis ‘{kind}’")
        if self.status not in sources:
            event.fail(f"‘{kind}’ kan niet vanuit ‘{self.status}’")
        if at <= self.since and self.world.days.day(event["at"]) != self.world.days.day(self.since):
            event.fail("dit staat vóór de gebeurtenis erboven")
        at = max(at, self.since + timedelta(minutes=1))
        self._note(event, kind, at)
        self.status, self.since = target or self.paused_from or Status.PREPARING, at
        if kind == Kind.RESUMED:
            self.paused_from = ""
        return at

    def _look_back(self, event, at):
        if self.status != Status.COMPLETED:
            event.fail("alleen op een afgerond project wordt teruggekeken")
        self.asked_back_at = self.asked_back_at or at - timedelta(days=4)
        self.still_good = event.get("still_good", "")
        return at

    def _note(self, event, kind, at):
        if kind == Kind.CLARIFICATION_ASKED:
            self.question, self.asked_at = event.text("reason"), at
        elif kind == Kind.CLARIFIED:
            left = (self.answer_due - self.world.days.day(self.asked_at)).days
            self.question, self.asked_at = "", None
            self.answer_due = self.world.days.day(at) + timedelta(days=max(left, 3))
        else:
            self.question, self.asked_at = "", None
        if kind in ANSWERS:
            self.answered_at = at
        if kind == Kind.PAUSED:
            self.paused_from = self.status
        if kind in (Kind.RESUMED, Kind.REOPENED):
            self.heard = at
        self.ended_at = at if kind in (Kind.COMPLETED, Kind.STOPPED) else None

    def _check_end(self):
        if self.status != self.entry["status"]:
            self.entry.fail(f"de gebeurtenissen leiden naar ‘{self.status}’, niet naar ‘{self.entry['status']}’")
        if self.since > self.world.days.now:
            self.entry.fail("een gebeurtenis in de toekomst")
