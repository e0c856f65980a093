"""*Kritische blik*: what the koplopers look at, in all themes, and why (design.md, "Two voices").

The last step of being reminded: what its leader and its duo left lying comes here by itself, and goes when it is done.
"""

from itertools import groupby

from django.utils import timezone

from projects.models import Project
from projects.worklist.reasons import Reason, judge
from projects.worklist.words import Words

HEADINGS = {
    Reason.ANSWER_LATE: "Het antwoord op een voorstel is te laat",
    Reason.SUPPORT_LATE: "De vraag om ondersteuning wacht te lang",
    Reason.STUCK: "Iemand ziet het vastlopen",
    Reason.SILENT: "Al lang niets gehoord",
    Reason.PAUSE_LONG_OVER: "De pauze is al lang voorbij",
    Reason.PLEDGE_LATE: "Een toezegging is te laat",
    Reason.VOICES_DIFFER: "De twee stemmen verschillen",
    Reason.NOT_GOOD: "Was klaar, maar is niet goed meer",
}
SHOWN = 25  # under one heading


def critical_parts(user, facts):
    """[(heading, how many, the first rows), …] of the facts (of `facts_of`), in the words of the work list."""
    parts = {reason: list(found) for reason, found in groupby(_found(facts), key=lambda one: one.reason)}
    rows = _in_words(user, [one for found in parts.values() for one in found[:SHOWN]])
    return [(HEADINGS[reason], len(found), [rows[one.pk] for one in found[:SHOWN]]) for reason, found in parts.items()]


def critical_rows(facts):
    """All of them, in words that name nobody."""
    return list(_in_words(None, _found(facts)).values())


def _found(facts):
    today = timezone.localdate()
    judged = [judge(one, own_voice=None, today=today, among=HEADINGS) for one in facts]
    found = [one for one in judged if one.reason in HEADINGS]
    order = list(HEADINGS)
    return sorted(found, key=lambda one: (order.index(one.reason), *one.order))


def _in_words(user, judged):
    """{project id: row}."""
    projects = Project.objects.select_related("theme").in_bulk([one.pk for one in judged])
    for one in judged:
        projects[one.pk].judgement = one
    words = Words(user, list(projects.values()), own_voice={})
    return {one.pk: words.row(projects[one.pk]) for one in judged}
