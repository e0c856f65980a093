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
    Reason.PLEDGE_LATE: "Een toezegging is te laat",
    Reason.VOICES_DIFFER: "De twee stemmen verschillen",
    Reason.NOT_GOOD: "Was klaar, maar is niet goed meer",
}
SHOWN = 25  # under one heading


def critical_parts(user, facts):
    """[(heading, how many, the first rows), …] of the facts (of `facts_of`), in the words of the work list."""
    today = timezone.localdate()
    judged = [judge(one, own_voice=None, today=today, among=HEADINGS) for one in facts]
    found = [one for one in judged if one.reason in HEADINGS]
    order = list(HEADINGS)
    found.sort(key=lambda one: (order.index(one.reason), *one.order))
    parts = {reason: list(rows) for reason, rows in groupby(found, key=lambda one: one.reason)}
    shown = [one for rows in parts.values() for one in rows[:SHOWN]]
    projects = Project.objects.select_related("theme").in_bulk([one.pk for one in shown])
    for one in shown:
        projects[one.pk].judgement = one
    words = Words(user, list(projects.values()), own_voice={})
    return [
        (HEADINGS[reason], len(rows), [words.row(projects[one.pk]) for one in rows[:SHOWN]])
        for reason, rows in parts.items()
    ]
