"""The calendar: a page by month, and files to subscribe to: of all, a theme, a group, and one's own."""

from itertools import groupby
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import dates
from core.calendars import calendar
from core.file_responses import calendar_response
from core.kept_pages import kept
from core.models import SiteSettings
from core.pagination import Page, page_number
from core.secret_pages import kept_secret
from groups.calendars import count_by_day, dates_between, group_entries, own_entries, public_entries, shown
from groups.forms.calendar import CalendarFilter
from groups.models import OwnCalendar
from groups.month import Month, month_grid, with_anchors
from groups.views.finding import group_of
from themes.models import Theme

PER_PAGE, LAST_PAGE = 40, 999


@kept("maand", "thema", "pagina")
@require_safe
def calendar_page(request):
    """What is to come, or with `maand` all of one month, past ones too."""
    month = Month.read(request.GET.get("maand"))
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    theme = themes.get(request.GET.get("thema"))
    page = _page(request, month, theme)
    here = month or Month.now()
    context = {
        "grid": _grid(request.user, month, theme) if month else None,
        "form": CalendarFilter(themes=themes.values(), theme=theme, month=month),
        "theme": theme,
        "month": month,
        "page": page,
        "months": [(words, list(rows)) for words, rows in groupby(page.items, key=lambda row: dates.month(row["at"]))],
        "earlier": _link(here.shifted(-1) if month else here, theme),
        "later": _link(month.shifted(1), theme) if month else None,
        "file": settings.SITE_URL + _file_address(theme),
    }
    return render(request, "groups/calendar.html", context)


@require_safe
def calendar_file(request):
    """What everybody may see; `thema` leaves out the other themes."""
    slug = request.GET.get("thema")
    return _public_file(request, Theme.objects.filter(slug=slug).first() if slug else None)


@require_safe
def theme_file(request, slug):
    return _public_file(request, get_object_or_404(Theme, slug=slug))


@require_safe
def group_file(request, slug):
    group = group_of(slug)
    return calendar_response(request, calendar(group_entries(group), group.name), f"{group.slug}.ics")


@require_safe
def own_file(request, token):
    """For the phone of one person, which cannot sign in: whoever has the address reads it."""
    own = get_object_or_404(OwnCalendar.objects.by_token(token).select_related("person"))
    content = calendar(own_entries(own.person), "Mijn Wijkdeal")
    return kept_secret(calendar_response(request, content, "mijn-wijkdeal.ics", is_public=False))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request):
    """The secret address: a button makes it, or makes another one instead."""
    person = request.user.person
    own = OwnCalendar.objects.filter(person=person).first()
    if request.method != "POST":
        address = settings.SITE_URL + own.get_absolute_url() if own else ""
        context = {"own": own, "address": address, "phone": f"webcal:{address.partition(':')[2]}"}
        return render(request, "groups/own_calendar.html", context)
    done = "Je eigen kalender heeft nu een adres."
    if own:
        done = "Je eigen kalender heeft een nieuw adres. Het adres dat je eerder had, werkt niet meer."
    OwnCalendar.objects.renew(person)
    messages.success(request, done)
    return redirect("groups:own_calendar")


@login_required
@require_POST
def stop_own_calendar(request):
    OwnCalendar.objects.filter(person=request.user.person).delete()
    messages.success(request, "Het adres van je eigen kalender werkt niet meer.")
    return redirect("groups:own_calendar")


def _public_file(request, theme):
    name = f"Wijkdeal: {theme.name}" if theme else str(SiteSettings.load())
    return calendar_response(request, calendar(public_entries(theme), name), "wijkdeal.ics")


def _file_address(theme):
    return reverse("groups:theme_calendar_file", args=[theme.slug]) if theme else reverse("groups:calendar_file")


def _grid(user, month, theme):
    return month_grid(
        month, count_by_day(user, month.begin, month.shifted(1).begin, theme=theme), PER_PAGE,
        address=lambda page: _address(month, theme, pagina=page),
    )  # fmt: skip


def _page(request, month, theme):
    """One query for the rows; there is no need to count them."""
    number = page_number(request.GET.get("pagina"), LAST_PAGE)
    start, stop = (number - 1) * PER_PAGE, number * PER_PAGE + 1
    window = (month.begin, month.shifted(1).begin) if month else (timezone.now(),)
    rows = dates_between(request.user, *window, theme=theme, most=stop)
    found = with_anchors(shown(row) for row in rows[start:stop])
    return Page(
        items=found[:PER_PAGE], number=number, per_page=PER_PAGE, has_next=len(found) > PER_PAGE,
        count=len(found), count_is_capped=True,
    )  # fmt: skip


def _link(month, theme):
    """(address, words) of the calendar of a month."""
    return _address(month, theme), month.in_words


def _address(month, theme, **more):
    query = {"maand": str(month)} | ({"thema": theme.slug} if theme else {}) | more
    return f"{reverse('groups:calendar')}?{urlencode(query)}"
