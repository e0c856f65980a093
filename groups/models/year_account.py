"""The account of a year: what was promised, done and paid, who took part. Computed until it is adopted, then kept."""

from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Count, DecimalField, F, Q, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from accounts.models import Person
from groups.models.membership import Membership
from projects.models import MoneyLine, Participation, Pledge, Project
from projects.models.states import IN_LISTED_PROJECT, Status

FIRST_YEAR = 2017
LISTED_PROJECTS = 60


def years():
    """All of which there can be an account, the newest first."""
    return range(timezone.localdate().year, FIRST_YEAR - 1, -1)


class YearAccount(models.Model):
    """One that the koplopers adopted: as it was then, whatever changes in the rows later."""

    year = models.PositiveSmallIntegerField("jaar", unique=True)
    data = models.JSONField("gegevens", encoder=DjangoJSONEncoder, editable=False)
    adopted_on = models.DateField("vastgesteld op", default=timezone.localdate)
    adopted_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="year_accounts", verbose_name="vastgesteld door"
    )

    class Meta:
        verbose_name = "verantwoording van een jaar"
        verbose_name_plural = "verantwoordingen"
        ordering = ["-year"]

    def __str__(self):
        return f"Verantwoording {self.year}"

    @classmethod
    def adopt(cls, year, *, by):
        """Keep it as it is now. Returns (account, whether it was adopted now); a year that goes on cannot be."""
        if year >= timezone.localdate().year:
            raise ValueError("a year that is not over")
        with transaction.atomic():
            return cls.objects.get_or_create(year=year, defaults={"data": compute(year), "adopted_by": by})


def account_of(year):
    """(data, the `YearAccount` or None): what was adopted, or what the rows say now."""
    kept = YearAccount.objects.filter(year=year).first()
    return (kept.data, kept) if kept else (compute(year), None)


def compute(year):
    """All figures of a year, as plain values."""
    completed = Q(status=Status.COMPLETED, ended_at__year=year)
    finished = completed | Q(status=Status.ONGOING, status_since__year=year)
    return _numbers(year, finished) | _money_and_people(year) | {"parties": _parties(year)}


def _numbers(year, finished):
    """Ideas of this year, what was finished and stopped; of what was to be answered in it: in time, late."""
    due = Q(answer_due__year=year)
    public = Project.objects.published()
    found = public.aggregate(
        proposed=Count("pk", filter=Q(proposed_at__year=year)),
        finished=Count("pk", filter=finished),
        stopped=Count("pk", filter=Q(status=Status.STOPPED, ended_at__year=year)),
        due=Count("pk", filter=due),
        in_time=Count("pk", filter=due & Q(answered_at__date__lte=F("answer_due"))),
        late=Count("pk", filter=due & Q(answered_at__date__gt=F("answer_due"))),
    )
    rows = public.filter(finished).select_related("theme").order_by("theme__order", "title")[:LISTED_PROJECTS]
    listed = [
        {"title": one.title, "code": one.short_code, "theme": one.theme.name if one.theme else "", "result": one.result}
        for one in rows
    ]
    return {
        "projects": {name: found[name] for name in ("proposed", "finished", "stopped")} | {"list": listed},
        "answers": {name: found[name] for name in ("due", "in_time", "late")},
    }


def _parties(year):
    """Of each party what it promised to have done in this year; what moved to a later one, moved for good here."""
    states, here = Pledge.State, Q(due__year=year)
    rows = Pledge.objects.listed().filter(here | Q(first_due__year=year))
    counted = rows.values("organisation__name").annotate(
        promised=Count("pk"),
        kept=Count("pk", filter=here & Q(state=states.KEPT)),
        moved=Count("pk", filter=~here | Q(state=states.MOVED)),
        lapsed=Count("pk", filter=here & Q(state=states.LAPSED)),
    )
    return [
        {
            "name": row["organisation__name"],
            **{name: row[name] for name in ("promised", "kept", "moved", "lapsed")},
            "open": row["promised"] - row["kept"] - row["moved"] - row["lapsed"],
        }
        for row in counted.order_by("organisation__name")
    ]


def _money_and_people(year):
    """Money by kind and theme; and how many people had a role in a project or a seat in a group, each counted once.

    In one query. A merged project's lines stand with what it was merged into.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    active = Q(since__lte=last) & (Q(until=None) | Q(until__gte=first))
    takes_part = Participation.objects.filter(active, IN_LISTED_PROJECT).values("person")
    member = Membership.objects.filter(active, requested=False).values("person")
    people = Person.objects.filter(Q(pk__in=takes_part) | Q(pk__in=member)).order_by()
    amount = DecimalField(max_digits=14, decimal_places=2)
    theme = {
        f"theme_{name}": Coalesce(f"project__theme__{name}", f"agenda_item__theme__{name}")
        for name in ("order", "name")
    }
    lines = MoneyLine.objects.listed().filter(on__year=year).order_by().values("kind", **theme)
    by_kind = people.values("kind").annotate(
        theme_order=Value(0), theme_name=Value(""), number=Cast(Count("pk"), amount), is_money=Value(False)
    )
    lines = lines.annotate(number=Cast(Sum("amount"), amount), is_money=Value(True))
    rows = list(lines.union(by_kind, all=True).order_by())
    counts = {row["kind"]: int(row["number"]) for row in rows if not row["is_money"]}
    residents = counts.pop(Person.Kind.RESIDENT, 0)
    return _money([row for row in rows if row["is_money"]]) | {
        "people": {"residents": residents, "professionals": sum(counts.values())},
    }


def _money(rows):
    """`money`: the amount of each kind; `money_by_theme`: of each theme the amounts in the order of the kinds."""
    kinds = [kind for kind in MoneyLine.Kind if any(row["kind"] == kind for row in rows)]
    themes = sorted({(row["theme_order"] is None, row["theme_order"], row["theme_name"]) for row in rows})
    amounts = {(row["theme_name"], row["kind"]): row["number"] for row in rows}
    total = {kind: sum(row["number"] for row in rows if row["kind"] == kind) for kind in kinds}
    return {
        "money": [{"kind": kind.label, "amount": str(total[kind])} for kind in kinds],
        "money_by_theme": [
            {"theme": name or "zonder thema", "amounts": [str(amounts.get((name, kind), "")) for kind in kinds]}
            for *_, name in themes
        ],
    }
