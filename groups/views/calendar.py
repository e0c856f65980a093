"""The calendar: a page by month, and a file to subscribe to."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core import dates
from core.calendars import calendar
from core.pagination import Page, page_number
from groups.calendars import dates_between, public_entries, shown
from groups.forms.calendar import CalendarFilter
from groups.views.answers import calendar_response
from themes.models import Theme

PER_PAGE, LAST_PAGE = 40, 999
FIRST_YEAR, LAST_YEAR = 2017, 2100


@dataclass(frozen=True)
class Month:
    year: int
    number: int

    @classmethod
    def read(cls, text):
        """The month that YYYY-MM means, or None."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", text or "", re.ASCII)
        year, number = (int(part) for part in found.groups()) if found else (0, 0)
        return cls(year, number) if FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12 else None

    @classmethod
    def now(cls):
        today = timezone.localdate()
        return cls(today.year, today.month)

    def shifted(self, months):
        place = self.year * 12 + self.number - 1 + months
        return Month(place // 12, place % 12 + 1)

    @property
    def begin(self):
        return timezone.make_aware(datetime.combine(date(self.year, self.number, 1), time()))

    @property
    def in_words(self):
        return dates.month(date(self.year, self.number, 1))

    def __str__(self):
        return f"{self.year}-{self.number:02}"


@require_safe
def calendar_page(request):
    """What is to come, or with `maand` all of one month, past ones too."""
    month = Month.read(request.GET.get("maand"))
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    theme = themes.get(request.GET.get("thema"))
    page = _page(_rows(request.user, month, theme), request.GET.get("pagina"))
    here = month or Month.now()
    context = {
        "form": CalendarFilter(themes=themes.values(), theme=theme, month=month),
        "theme": theme,
        "month": month,
        "page": page,
        "months": [(words, list(rows)) for words, rows in groupby(page.items, key=lambda row: dates.month(row["at"]))],
        "earlier": _link(here.shifted(-1) if month else here, theme),
        "later": _link(month.shifted(1), theme) if month else None,
        "file": settings.SITE_URL + reverse("groups:calendar_file") + (f"?thema={theme.slug}" if theme else ""),
    }
    return render(request, "groups/calendar.html", context)


@require_safe
def calendar_file(request):
    """What everybody may see; `thema` leaves out the other themes."""
    slug = request.GET.get("thema")
    theme = Theme.objects.filter(slug=slug).first() if slug else None
    name = f"Wijkdeal: {theme.name}" if theme else "Wijkdeal De Wijert"
    return calendar_response(request, calendar(public_entries(theme), name), "wijkdeal.ics")


def _rows(user, month, theme):
    if month is None:
        return dates_between(user, timezone.now(), theme=theme)
    return dates_between(user, month.begin, month.shifted(1).begin, theme=theme)


def _page(rows, typed):
    """One query for the rows; there is no need to count them."""
    number = page_number(typed, LAST_PAGE)
    start = (number - 1) * PER_PAGE
    found = [shown(row) for row in rows[start : start + PER_PAGE + 1]]
    return Page(
        items=found[:PER_PAGE], number=number, per_page=PER_PAGE, has_next=len(found) > PER_PAGE,
        count=len(found), count_is_capped=True,
    )  # fmt: skip


def _link(month, theme):
    """(address, words) of the calendar of a month."""
    query = {"maand": str(month)} | ({"thema": theme.slug} if theme else {})
    return f"{reverse('groups:calendar')}?{urlencode(query)}", month.in_words
