"""The account of a year, as a page and on paper."""

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from core import dates
from core.models import SiteSettings
from core.money import euro
from core.printing import printable, typeset
from core.sheets import kept_briefly, pdf_response, typesets
from groups.models.issues import chairs_koplopers
from groups.models.year_account import YearAccount, account_of, years


@require_safe
def year_account(request, year):
    data, kept = _account(year)
    context = {
        "year": year,
        "years": years(),
        "kept": kept,
        "money": [(row["kind"], Decimal(row["amount"])) for row in data["money"]],
        "themes": _by_theme(data),
        "may_adopt": kept is None and year < years()[0] and chairs_koplopers(request.user),
    }
    return render(request, "groups/year_account.html", data | context)


@require_safe
@kept_briefly
@typesets
def year_account_pdf(request, year):
    """The same on one A4, on two sides."""
    data, kept = _account(year)
    site = SiteSettings.load()
    said = data | {
        "year": str(year),
        "adopted": dates.short_day(kept.adopted_on) if kept else "",
        "money": [[row["kind"], euro(Decimal(row["amount"]))] for row in data["money"]],
        "themes": [[name, *("" if one is None else euro(one) for one in amounts)] for name, amounts in _by_theme(data)],
        "list": [[printable(row["title"]), row["theme"], printable(row["result"])] for row in data["projects"]["list"]],
        "parties": [row | {"name": printable(row["name"])} for row in data["parties"]],
        "site": str(site),
        "telephone": site.telephone,
        "made": dates.short_day(dates.today()),
    }
    return pdf_response(typeset("account", said), f"verantwoording-{year}")


@login_required
@require_POST
def adopt_account(request, year):
    if not chairs_koplopers(request.user):
        raise PermissionDenied
    if year not in years() or year == years()[0]:
        messages.warning(request, "Een jaar wordt vastgesteld als het voorbij is.")
        return redirect("groups:year_account", year if year in years() else years()[0])
    _, is_new = YearAccount.adopt(year, by=request.user.person)
    said = "is vastgesteld. De cijfers veranderen niet meer." if is_new else "was al vastgesteld."
    messages.success(request, f"De verantwoording van {year} {said}")
    return redirect("groups:year_account", year)


def _by_theme(data):
    """[(theme, [amount or None, …]), …] in the order of `money`; an account adopted long ago has none."""
    rows = data.get("money_by_theme", [])
    return [(row["theme"], [Decimal(one) if one else None for one in row["amounts"]]) for row in rows]


def _account(year):
    if year not in years():
        raise Http404
    return account_of(year)
