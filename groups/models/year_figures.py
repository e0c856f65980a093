"""All figures of the account of a year, from the rows as they are now."""

from datetime import date

from django.db.models import Count, DecimalField, F, OuterRef, Q, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from accounts.models import Person
from core.counting import count_of
from groups.models.membership import Membership
from groups.models.year_account import YearAccount
from projects.agenda import plans, tally
from projects.models import MoneyLine, Participation, Pledge, Project
from projects.models.project import ANSWERED, TO_ANSWER
from projects.models.states import IN_LISTED_PROJECT, Status
from themes.models import Agenda, AgendaItem, AgendaRound, Ballot, Wish

LISTED_PROJECTS = 60
LISTED_PLEDGES = 200
WITHOUT_PARTY = "zonder partij"
CAME_OF = ("late", "lapsed", "moved", "open", "kept")  # what asks for attention first


def account_of(year):
    """(data, the `YearAccount` or None): what was adopted, or what the rows say now."""
    kept = YearAccount.objects.select_related("decision__meeting__group").filter(year=year).first()
    return (kept.data, kept) if kept else (compute(year), None)


def last_day(year):
    return date(year, 12, 31)


def compute(year):
    """All figures of a year, as plain values."""
    completed = Q(status=Status.COMPLETED, ended_at__year=year)
    finished = completed | Q(status=Status.ONGOING, status_since__year=year)
    return _numbers(year, finished) | _money_and_people(year) | _pledges(year) | _agenda(year) | {"round": _round(year)}


def _numbers(year, finished):
    """Ideas of this year, what was finished and stopped; of what was to be answered in it: in time, late, to come.

    As on the home page (`Project.objects.last_answered`, `last_unanswered`): it counts once it was answered or late.
    """
    due, today = Q(answer_due__year=year), timezone.localdate()
    in_time = due & ANSWERED & Q(answered_at__date__lte=F("answer_due"))
    late = ANSWERED & Q(answered_at__date__gt=F("answer_due")) | TO_ANSWER & Q(answer_due__lt=today)
    public = Project.objects.published()
    found = public.aggregate(
        proposed=Count("pk", filter=Q(proposed_at__year=year)),
        finished=Count("pk", filter=finished),
        stopped=Count("pk", filter=Q(status=Status.STOPPED, ended_at__year=year)),
        in_time=Count("pk", filter=in_time),
        late=Count("pk", filter=due & late),
        waiting=Count("pk", filter=due & TO_ANSWER & Q(answer_due__gte=today)),
    )
    rows = public.filter(finished).select_related("theme").order_by("theme__order", "title")[:LISTED_PROJECTS]
    listed = [
        {"title": one.title, "code": one.short_code, "theme": one.theme.name if one.theme else "", "result": one.result}
        for one in rows
    ]
    ideas = public.filter(proposed_at__year=year).order_by("proposed_at", "pk").defer("search")[:LISTED_PROJECTS]
    new = [{"title": one.title, "code": one.short_code, "state": one.get_status_display()} for one in ideas]
    return {
        "projects": {name: found[name] for name in ("proposed", "finished", "stopped")} | {"list": listed, "new": new},
        "answers": {
            "due": found["in_time"] + found["late"],
            **{name: found[name] for name in ("in_time", "late", "waiting")},
        },
    }


def _pledges(year):
    """What was promised for this year: each promise, the numbers of each party; and how many were made in it."""
    here = Q(due__year=year) | Q(first_due__year=year)
    rows = Pledge.objects.listed().select_related("organisation", "project", "agenda_item").defer("project__search")
    rows = list(rows.filter(here | Q(made_on__year=year)).order_by("organisation__name", "due", "pk"))
    told = [(pledge, _came_of(pledge, year)) for pledge in rows if year in (pledge.due.year, _first_year(pledge))]
    parties = {}
    for pledge, what in told:
        numbers = parties.setdefault(pledge.organisation.name, dict.fromkeys(("promised", *CAME_OF), 0))
        numbers["promised"] += 1
        numbers[what] += 1
    return {
        "parties": [{"name": name, **numbers} for name, numbers in parties.items()],
        "pledges": [
            {
                "party": pledge.organisation.name,
                "what": pledge.what,
                "about": pledge.about.title,
                "came_of": what,
                "words": pledge.in_words,
            }
            for pledge, what in sorted(told, key=lambda row: CAME_OF.index(row[1]))[:LISTED_PLEDGES]
        ],
        "pledges_made": sum(pledge.made_on.year == year for pledge in rows),
    }


def _came_of(pledge, year):
    """One of these. What went to a later year has moved, whatever came of it there; what is late was not kept."""
    states = Pledge.State
    if pledge.due.year != year:
        return "moved"
    if pledge.is_late:
        return "late"
    return {states.KEPT: "kept", states.LAPSED: "lapsed", states.MOVED: "moved"}.get(pledge.state, "open")


def _first_year(pledge):
    return pledge.first_due and pledge.first_due.year


def _agenda(year):
    """The plans of the agenda that held in this year, and how far they are on the day of asking."""
    agenda = Agenda.objects.filter(year__lte=year).order_by("-year").values("pk")[:1]
    items = AgendaItem.objects.filter(agenda__in=agenda).select_related("agenda", "theme", "successor__agenda")
    found = plans(items.order_by("theme__order", F("rank").asc(nulls_last=True), "code"))
    listed = [
        {
            "title": plan.item.title, "theme": plan.item.theme.name, "address": plan.item.get_absolute_url(),
            "state": plan.state.label, "bar": plan.bar, "when": plan.when,
        }
        for plan in found
    ]  # fmt: skip
    return {
        "agenda": found[0].item.agenda.title if found else "",
        "plans": listed,
        "tally": tally(plan.state for plan in found),
        "on": timezone.localdate().isoformat(),
    }


def _round(year):
    """How the neighbourhood chose the agenda that was adopted in this year, or None."""
    own = {"round": OuterRef("pk")}
    found = AgendaRound.objects.filter(adopted_on__year=year).annotate(
        wish_count=count_of(Wish.objects.shown().filter(**own)),
        ballot_count=count_of(Ballot.objects.filter(**own)),
        plan_count=count_of(AgendaItem.objects.filter(agenda=OuterRef("agenda"))),
    )
    row = found.first()
    return row and {
        "meetings": row.meetings,
        "wishes": row.earlier_wishes or row.wish_count,
        "ballots": row.ballot_count,
        "plans": row.plan_count,
        "year": row.agenda.year,
    }


def _money_and_people(year):
    """Money by kind, theme and party; and how many people had a role in a project or a seat in a group, each once.

    In one query. A merged project's lines stand with what it was merged into.
    """
    first, last = date(year, 1, 1), last_day(year)
    active = Q(since__lte=last) & (Q(until=None) | Q(until__gte=first))
    takes_part = Participation.objects.filter(active, IN_LISTED_PROJECT).values("person")
    member = Membership.objects.filter(active, requested=False).values("person")
    people = Person.objects.filter(Q(pk__in=takes_part) | Q(pk__in=member)).order_by()
    amount = DecimalField(max_digits=14, decimal_places=2)
    theme = {
        f"theme_{name}": Coalesce(f"project__theme__{name}", f"agenda_item__theme__{name}")
        for name in ("order", "name")
    }
    party = Coalesce("organisation__name", Value(""))
    lines = MoneyLine.objects.listed().filter(on__year=year).order_by().values("kind", party=party, **theme)
    by_kind = people.values("kind").annotate(
        party=Value(""), theme_order=Value(0), theme_name=Value(""), number=Cast(Count("pk"), amount),
        is_money=Value(False),
    )  # fmt: skip
    lines = lines.annotate(number=Cast(Sum("amount"), amount), is_money=Value(True))
    rows = list(lines.union(by_kind, all=True).order_by())
    counts = {row["kind"]: int(row["number"]) for row in rows if not row["is_money"]}
    residents = counts.pop(Person.Kind.RESIDENT, 0)
    return _money([row for row in rows if row["is_money"]]) | {
        "people": {"residents": residents, "professionals": sum(counts.values())},
    }


def _money(rows):
    """`money`: the amount of each kind; `money_by_theme`, `money_by_party`: of each the amounts in that order."""
    kinds = [kind for kind in MoneyLine.Kind if any(row["kind"] == kind for row in rows)]
    themes = sorted({(row["theme_order"] is None, row["theme_order"], row["theme_name"]) for row in rows})
    parties = sorted({(row["party"] == "", row["party"]) for row in rows})
    return {
        "money": [{"kind": kind.label, "amount": str(_sum(rows, kind))} for kind in kinds],
        "money_by_theme": [
            {"theme": name or "zonder thema", "amounts": _amounts(rows, kinds, theme_name=name)} for *_, name in themes
        ],
        "money_by_party": [
            {"party": name or WITHOUT_PARTY, "amounts": _amounts(rows, kinds, party=name)} for _, name in parties
        ],
        "money_kinds": [kind.value for kind in kinds],
    }


def _amounts(rows, kinds, **only):
    """Of each kind the amount of these rows, as a text; empty without any."""
    found = [row for row in rows if only.items() <= row.items()]
    return [str(_sum(found, kind)) if any(row["kind"] == kind for row in found) else "" for kind in kinds]


def _sum(rows, kind):
    return sum(row["number"] for row in rows if row["kind"] == kind)
