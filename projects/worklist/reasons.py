"""The parts of the work list, and why a project stands in one of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from projects.models import ProgressCheck, Signal, Status
from projects.models.states import WAITS_FOR_LEADER, WATCHED

WEEK = 7
PATIENCE = 14  # days that the initiator may think about a question before the duo looks again
VOICES = ProgressCheck.Voice.values


class Part(models.IntegerChoices):
    NOW = 1, "nu doen"
    WEEK = 2, "deze week"
    WELL = 3, "gaan goed"
    STILL = 4, "wachten of liggen stil"


class Kind(models.TextChoices):
    """What a long list is narrowed to: the value stands in the address."""

    ANSWER = "antwoord", "antwoord geven"
    OWN = "blik", "mijn blik"
    QUIET = "stil", "stil of laat"
    TROUBLE = "lastig", "loopt niet goed"
    PAUSED = "pauze", "wacht of pauze"


class Reason(models.IntegerChoices):
    """Why a project stands where it stands; the first that holds. Up to 20: now, up to 30: this week."""

    ANSWER_LATE = 1
    SUPPORT_LATE = 2
    SUPPORT = 3
    STUCK = 4
    SILENT = 5
    PAUSE_LONG_OVER = 6
    PAUSE_OVER = 7
    PLEDGE_LATE = 8
    QUESTION = 9
    LATE = 10
    OWN_LATE = 11
    VOICES_DIFFER = 12
    ANSWER_SOON = 13
    NOT_GOOD = 14
    ANSWER = 21
    NO_LEADER = 22
    WAITS_LONG = 23
    OWN_SOON = 24
    SOON = 25
    ATTENTION = 26
    WELL = 31
    WAITS = 32
    PAUSED = 33

    @property
    def part(self):
        if self > Reason.WELL:
            return Part.STILL
        return Part.NOW if self <= 20 else Part.WEEK if self <= 30 else Part.WELL


KINDS = {
    Kind.ANSWER: {
        Reason.ANSWER_LATE, Reason.ANSWER_SOON, Reason.ANSWER, Reason.QUESTION, Reason.SUPPORT, Reason.SUPPORT_LATE,
    },
    Kind.OWN: {Reason.OWN_LATE, Reason.OWN_SOON},
    Kind.QUIET: {Reason.SILENT, Reason.LATE, Reason.SOON},
    Kind.TROUBLE: {Reason.STUCK, Reason.PLEDGE_LATE, Reason.VOICES_DIFFER, Reason.NOT_GOOD, Reason.ATTENTION},
    Kind.PAUSED: {
        Reason.PAUSE_LONG_OVER, Reason.PAUSE_OVER, Reason.NO_LEADER, Reason.WAITS_LONG, Reason.WAITS, Reason.PAUSED,
    },
}  # fmt: skip
# Where somebody else is to move first: who pulls it, who proposed it, who promised something.
UP_TO_OTHERS = {
    Reason.PLEDGE_LATE, Reason.LATE, Reason.WAITS_LONG, Reason.SOON, Reason.ATTENTION,
    Reason.WELL, Reason.WAITS, Reason.PAUSED,
}  # fmt: skip


@dataclass
class Judgement:
    """Where a project stands for one reader: `due` is when somebody should be heard, `own_due` when this reader."""

    pk: int
    reason: Reason
    due: date | None
    own_due: date | None
    sort_day: date | None
    asks_own_look: bool
    lacks_leader: bool

    def is_of(self, kind):
        return self.reason in KINDS[kind] or (kind == Kind.OWN and self.asks_own_look)

    @property
    def waits_for_reader(self):
        is_to_begin = self.lacks_leader and self.reason != Reason.PAUSED
        return self.asks_own_look or is_to_begin or self.reason not in UP_TO_OTHERS

    @property
    def order(self):
        return self.reason, self.sort_day or date.max, self.pk


def judge(facts, *, own_voice, today, among=Reason):
    """The judgement on the facts of a project that were fetched; `own_voice` is the reader's there, or None.

    `among`: the reasons that count for what is watched; another one that holds is passed over.
    """
    due = own_due = None
    if facts.status in WATCHED:
        interval = timedelta(days=facts.check_in_days)
        due = facts.heard_on + interval
        own_due = (getattr(facts, f"{own_voice}_on") or facts.moved_on) + interval if own_voice else None
        reason = _reason_of_watched(facts, due, own_due, today, among)
    elif facts.status == Status.COMPLETED:
        reason = Reason.NOT_GOOD
    elif facts.status == Status.PAUSED:
        reason = _reason_of_paused(facts, today, among)
    else:
        reason = _reason_of_proposal(facts, today)
    asks_own_look = own_due is not None and own_due <= today + timedelta(days=WEEK)
    sort_day = own_due or due or facts.answer_due
    return Judgement(facts.pk, reason, due, own_due, sort_day, asks_own_look, _lacks_leader(facts))


def _reason_of_proposal(facts, today):
    is_late = facts.answer_due and facts.answer_due < today
    if is_late and not facts.clarification_question:
        return Reason.ANSWER_LATE
    if _leaves_a_question(facts, today):
        return Reason.QUESTION
    if facts.clarification_question:
        waits_long = facts.asked_on and facts.asked_on < today - timedelta(days=PATIENCE)
        return Reason.WAITS_LONG if waits_long else Reason.WAITS
    soon = facts.answer_due and facts.answer_due <= today + timedelta(days=WEEK)
    return Reason.ANSWER_SOON if soon else Reason.ANSWER


def _reason_of_paused(facts, today, among):
    holds = _asks_support(facts, today) | {
        Reason.PAUSE_LONG_OVER: facts.paused_until + timedelta(days=facts.check_in_days) <= today,
        Reason.PAUSE_OVER: facts.paused_until <= today,
        Reason.PLEDGE_LATE: facts.has_late_pledge,
        Reason.QUESTION: _leaves_a_question(facts, today),
    }
    return _first(holds, among, Reason.PAUSED)


def _reason_of_watched(facts, due, own_due, today, among):
    soon = today + timedelta(days=WEEK)
    halves = {facts.resident_signal, facts.professional_signal} - {None}
    signals = halves | {facts.leader_signal}
    holds = _asks_support(facts, today) | {
        Reason.STUCK: Signal.STUCK in signals,
        Reason.SILENT: due + timedelta(days=facts.check_in_days) <= today,
        Reason.PLEDGE_LATE: facts.has_late_pledge,
        Reason.QUESTION: _leaves_a_question(facts, today),
        Reason.LATE: due < today,
        Reason.OWN_LATE: own_due is not None and own_due < today,
        Reason.VOICES_DIFFER: len(halves) == 2,
        Reason.NO_LEADER: _lacks_leader(facts),
        Reason.OWN_SOON: own_due is not None and own_due <= soon,
        Reason.SOON: due <= soon,
        Reason.ATTENTION: Signal.NEEDS_ATTENTION in signals,
    }
    return _first(holds, among, Reason.WELL)


def _lacks_leader(facts):
    """Whether it cannot begin, or go on, before the duo found somebody who pulls it."""
    return facts.status in WAITS_FOR_LEADER and not facts.has_leader


def _leaves_a_question(facts, today):
    """Whether what somebody asked under it waits for the duo: nobody pulls it, or who does left it for a week.

    A proposal has nobody who pulls it yet: there its initiator has that week.
    """
    if facts.question_on is None:
        return False
    is_run = facts.has_leader or facts.status == Status.PROPOSED
    return not is_run or facts.question_on <= today - timedelta(days=WEEK)


def _asks_support(facts, today):
    due = facts.support_due
    return {Reason.SUPPORT_LATE: due is not None and due < today, Reason.SUPPORT: due is not None}


def _first(holds, among, otherwise):
    return next((reason for reason, true in holds.items() if true and reason in among), otherwise)
