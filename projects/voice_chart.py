"""How the voices sounded through time: a row of bars for each, in which a signal holds until the next one."""

from dataclasses import dataclass

from django.utils import timezone

from projects.models import ProgressCheck, Signal
from themes import stamps

VOICES = ProgressCheck.Voice
KINDS = {Signal.ON_TRACK: "solid", Signal.NEEDS_ATTENTION: "half", Signal.STUCK: "open"}
LEGEND = [(stamps.spans([(0, 100, kind)]), signal.label) for signal, kind in KINDS.items()]
NEWEST = 200  # checks in the picture; the table has all


@dataclass(frozen=True)
class Lane:
    label: str
    checks: list  # oldest first
    since: object
    until: object

    @property
    def newest(self):
        return self.checks[-1]

    @property
    def drawing(self):
        ends = [check.at for check in self.checks[1:]] + [self.until]
        length = (self.until - self.since).total_seconds() or 1
        spans = []
        for check, end in zip(self.checks, ends, strict=True):
            begin = (check.at - self.since).total_seconds() / length * 100
            spans.append((begin, (end - check.at).total_seconds() / length * 100, KINDS[check.signal]))
        return stamps.spans(spans)


def lanes(checks, *, ended=None):
    """One `Lane` for each voice that was heard, of checks with the newest first, to today or the end of the project."""
    newest = list(checks[:NEWEST])[::-1]
    if not newest:
        return []
    until = max(ended or timezone.now(), newest[-1].at)
    heard = {voice: [check for check in newest if check.voice == voice] for voice in VOICES}
    return [Lane(voice.label, own, newest[0].at, until) for voice, own in heard.items() if own]
