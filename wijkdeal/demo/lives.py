"""The lives of generated projects: which states there are many of, and how such a project got there."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from projects.models import ProjectEvent, Status
from projects.models.lifecycle import ANSWER_DAYS

Kind = ProjectEvent.Kind
START = {Status.PREPARING: [Kind.TAKEN_UP], Status.UNDERWAY: [Kind.TAKEN_UP, Kind.STARTED]}
SINCE_THE_START = None
STARTED = datetime(2017, 12, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Kindred:
    """What projects in one state have in common: how many there are in a hundred, how old they are, what they did."""

    share: int
    youngest: int
    oldest: int | None
    path: list = field(default_factory=list)


KINDS = {
    Status.DRAFT: Kindred(2, 0, 40),
    Status.PROPOSED: Kindred(6, 0, 18),
    Status.PREPARING: Kindred(8, 20, 260, START[Status.PREPARING]),
    Status.UNDERWAY: Kindred(18, 70, 1100, START[Status.UNDERWAY]),
    Status.PAUSED: Kindred(3, 90, 900, [*START[Status.UNDERWAY], Kind.PAUSED]),
    Status.COMPLETED: Kindred(33, 150, SINCE_THE_START, [*START[Status.UNDERWAY], Kind.COMPLETED]),
    Status.ONGOING: Kindred(13, 200, SINCE_THE_START, [*START[Status.UNDERWAY], Kind.CONTINUED]),
    Status.STOPPED: Kindred(6, 150, SINCE_THE_START, [*START[Status.UNDERWAY], Kind.STOPPED]),
    Status.DECLINED: Kindred(6, 20, SINCE_THE_START, [Kind.DECLINED]),
    Status.WITHDRAWN: Kindred(3, 20, SINCE_THE_START, [Kind.WITHDRAWN]),
    Status.MERGED: Kindred(2, 60, SINCE_THE_START, [Kind.TAKEN_UP, Kind.MERGED]),
}
ENDS = {Kind.COMPLETED, Kind.STOPPED}
LIVE = {Status.PREPARING, Status.UNDERWAY, Status.PAUSED, Status.ONGOING}
STATES, SHARES = list(KINDS), [kind.share for kind in KINDS.values()]


class Life:
    """The moments of one project: when it began, its events (kind, at), and until when people told of it."""

    def __init__(self, rng, now, *, may_merge):
        self.rng, self.now = rng, now
        self.status = rng.choices(STATES, SHARES)[0]
        if self.status == Status.MERGED and not may_merge:
            self.status = Status.STOPPED
        kind = KINDS[self.status]
        oldest = kind.oldest or (now - STARTED).days
        self.began = self._evening(now - timedelta(days=rng.uniform(kind.youngest, oldest)))
        self.events = self._events(kind.path)
        self.since = self.events[-1][1] if self.events else self.began
        self.ended = self.since if kind.path and kind.path[-1] in ENDS else None
        self.until = now if self.status in LIVE else self.since

    @property
    def is_draft(self):
        return self.status == Status.DRAFT

    @property
    def answered(self):
        """When the duo answered, or None."""
        kind, at = self.events[0] if self.events else (None, None)
        return at if kind in (Kind.TAKEN_UP, Kind.DECLINED, Kind.REFERRED) else None

    @property
    def answer_due(self):
        return None if self.is_draft else self.began.date() + timedelta(days=ANSWER_DAYS)

    def heard(self, number):
        """So many moments, rising, at which people told of it; what is going on was mostly heard of this month."""
        first = self.answered or self.began
        found = [first + (self.until - first) * self.rng.random() for _ in range(number)]
        if found and self.status in LIVE:
            found[-1] = max(first, self.now - timedelta(days=self.rng.expovariate(1 / 16)))
        return sorted(found)

    def _events(self, path):
        """The answer comes within three weeks, the rest somewhere in the years since."""
        if not path:
            return []
        answer = min(self.began + timedelta(days=self.rng.uniform(1, 16)), self.now - timedelta(days=3))
        answer = max(answer, self.began + timedelta(hours=3))
        spans = sorted(self.rng.uniform(0.02, 0.95) for _ in path[1:])
        return list(zip(path, [answer, *(answer + (self.now - answer) * span for span in spans)], strict=True))

    def _evening(self, at):
        return min(at.replace(hour=self.rng.randint(7, 20), minute=self.rng.randint(0, 59)), self.now)
