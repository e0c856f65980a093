"""Who did what and when, from all that keeps it: the log of accounts, that of the back office, what was hidden."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.db.models import DateTimeField, F, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from accounts.audit import AuditEntry
from projects.models import ProjectEvent, QuestionEvent
from themes.models import RoundEvent

_FLAGS = {ADDITION: "gemaakt", CHANGE: "veranderd", DELETION: "weggehaald"}
HIDING = "verborgen of teruggezet"
OFFICE = "veranderd in het beheer"
# What the filter offers: the value in the address and its words.
KINDS = [*AuditEntry.Kind.choices, ("office", OFFICE), ("hidden", HIDING)]
_WORDS = dict(KINDS)
_PROJECT_KINDS = ("hidden", "update_hidden", "photo_hidden", "shown_again")
_COLUMNS = ("at", "source", "who", "about", "words", "flag")


@dataclass(frozen=True)
class Line:
    at: datetime
    kind: str
    who: str
    about: str
    words: str


def lines(*, kind="", who="", since=None, until=None):
    """Rows to page through, the newest first, read with `line`; each filter is left out when empty."""
    first, *others = [
        rows.filter(_between(at, since, until)).order_by().values_list(*_COLUMNS)
        for name, at, rows in _sources(kind, who)
        if not kind or kind == name or name == "audit" and kind in AuditEntry.Kind.values
    ]
    return first.union(*others, all=True).order_by("-at", "source", "about") if others else first.order_by("-at")


def line(row):
    at, source, who, about, words, flag = row
    if source == "office":
        entry = LogEntry(action_flag=flag, change_message=words)
        return Line(at, f"{OFFICE}: {_FLAGS.get(flag, '')}", who, _called(about), entry.get_change_message())
    return Line(at, _WORDS[source], who, about, words)


def _called(about):
    """Verhaal: Soep op woensdag, of “communication.story: Soep op woensdag”; what is gone keeps its old name."""
    label, _, thing = about.partition(": ")
    try:
        return f"{apps.get_model(label)._meta.verbose_name.capitalize()}: {thing}"
    except (LookupError, ValueError):
        return thing


def _sources(kind, who):
    """(name, field of the moment, rows with the columns of `_COLUMNS`)."""
    entries = AuditEntry.objects.filter(Q(kind=kind) if kind in AuditEntry.Kind.values else Q())
    yield (
        "audit",
        "at",
        entries.filter(_by(who, "actor") | _by(who, "person")).annotate(
            source=_text(F("kind")), who=_name("actor"), about=_name("person"), flag=Value(0)
        ),
    )
    office = LogEntry.objects.filter(_by(who, "user__person") | Q(object_repr__icontains=who))
    yield (
        "office",
        "action_time",
        office.annotate(
            at=Cast("action_time", DateTimeField()),
            source=_text(Value("office")),
            who=_name("user__person"),
            about=Concat(
                *(F("content_type__app_label"), Value("."), F("content_type__model"), Value(": "), F("object_repr")),
                output_field=TextField(),
            ),
            words=F("change_message"),
            flag=F("action_flag"),
        ),
    )
    for model, about, kinds in (
        (ProjectEvent, "project__title", _PROJECT_KINDS),
        (QuestionEvent, "question__project__title", ("hidden", "shown_again")),
        (RoundEvent, "round__title", ("wish_hidden",)),
    ):
        yield (
            "hidden",
            "at",
            model.objects.filter(_by(who, "actor"), kind__in=kinds).annotate(
                source=_text(Value("hidden")),
                who=_name("actor"),
                about=_text(F(about)),
                words=F("reason"),
                flag=Value(0),
            ),
        )


def _by(who, person):
    """By name, or by the address of the account; of everybody when `who` is empty."""
    if not who:
        return Q()
    return Q(**{f"{person}__name__icontains": who}) | Q(**{f"{person}__user__email__icontains": who})


def _between(at, since, until):
    found = Q(**{f"{at}__date__gte": since}) if since else Q()
    return found & Q(**{f"{at}__date__lte": until}) if until else found


def _name(person):
    return Coalesce(_text(F(f"{person}__name")), Value(""), output_field=TextField())


def _text(expression):
    return Cast(expression, TextField())
