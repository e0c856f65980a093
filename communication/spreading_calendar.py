"""What goes out where, day by day: of a week or of a month."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from communication.models import Newsletter, Placement, Story
from core import dates
from groups.month import FIRST_YEAR, LAST_YEAR, Month


@dataclass(frozen=True)
class Line:
    """One thing that goes out."""

    title: str
    where: str
    who: str
    href: str  # its page in the back office
    is_done: bool
    is_late: bool = False


@dataclass
class Day:
    date: date
    is_here: bool  # of this month; in a week all are
    lines: list = field(default_factory=list)

    @property
    def is_today(self):
        return self.date == dates.today()


@dataclass(frozen=True)
class Period:
    """A week or a month. `query` is how it stands in the address."""

    kind: str  # "week" or "maand"
    first: date
    last: date
    title: str
    query: str

    @property
    def earlier(self):
        return _of_kind(self.kind, self.first - timedelta(days=1))

    @property
    def later(self):
        return _of_kind(self.kind, self.last + timedelta(days=1))

    @property
    def other(self):
        """The other kind, around the same days, or around today where that is among them."""
        today = dates.today()
        around = today if self.first <= today <= self.last else self.first
        return _of_kind("maand" if self.kind == "week" else "week", around)

    def days(self):
        """Whole weeks from Monday to Sunday, each day with what goes out on it."""
        begin = self.first - timedelta(days=self.first.weekday())
        end = self.last + timedelta(days=6 - self.last.weekday())
        days = [begin + timedelta(days=number) for number in range((end - begin).days + 1)]
        found = {day: Day(day, self.first <= day <= self.last) for day in days}
        for day, line in _lines(self.first, self.last):
            found[day].lines.append(line)
        return list(found.values())


def read_period(query):
    """The week (2026-W49) or month (2026-12) that is asked for; anything else is this week."""
    if month := Month.read(query.get("maand", "")):
        return _month(month)
    wanted = re.fullmatch(r"(\d{4})-W(\d{2})", query.get("week", ""), re.ASCII)
    year, number = (int(part) for part in wanted.groups()) if wanted else (0, 0)
    if FIRST_YEAR <= year < LAST_YEAR and 1 <= number <= date(year, 12, 28).isocalendar().week:
        return _week(date.fromisocalendar(year, number, 1))
    return _week(dates.today())


def _of_kind(kind, day):
    return _week(day) if kind == "week" else _month(Month(day.year, day.month))


def _week(day):
    first = day - timedelta(days=day.weekday())
    year, number, _ = first.isocalendar()
    last = first + timedelta(days=6)
    title = f"Week {number}: {dates.short_days(first, last)}"
    return Period("week", first, last, title, f"week={year}-W{number:02}")


def _month(month):
    first = date(month.year, month.number, 1)
    last = first.replace(day=calendar.monthrange(month.year, month.number)[1])
    return Period("maand", first, last, month.in_words.capitalize(), f"maand={month}")


def _lines(first, last):
    """(day, Line) of everything that goes out on these days."""
    for row in Placement.objects.going_out_between(first, last).select_related(
        "product__request__assignee", "placed_by"
    ):
        yield row.day, _of_placement(row)
    for row in Story.objects.filter(published_at__date__range=(first, last)).select_related("author"):
        yield timezone.localdate(row.published_at), _of_story(row)
    for row in Newsletter.objects.filter(sent_at__date__range=(first, last)).select_related("sent_by"):
        yield timezone.localdate(row.sent_at), _of_newsletter(row)


def _of_placement(row):
    who = row.placed_by if row.is_placed else row.product.request.assignee
    page = _page("product", row.product_id)
    return Line(row.product.title, row.get_channel_display(), _name(who), page, row.is_placed, row.is_late)


def _of_story(row):
    return Line(row.title, "verhaal op deze website", _name(row.author), _page("story", row.pk), row.is_published)


def _of_newsletter(row):
    return Line(row.title, "nieuwsbrief", _name(row.sent_by, "communicatieteam"), _page("newsletter", row.pk), True)


def _page(model, key):
    return reverse(f"admin:communication_{model}_change", args=[key])


def _name(person, nobody="nog niemand"):
    return person.name if person else nobody
