"""The account of a year, as a page and on paper."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from core import dates
from core.models import SiteSettings
from core.money import euro
from core.printing import printable, typeset
from core.sheets import kept_briefly, pdf_response, typesets
from groups.forms.adopting import AdoptAccountForm
from groups.models import Group, InvalidTransition
from groups.models.adopting import adopt_account as keep_account
from groups.models.adopting import deciding_meetings
from groups.models.issues import chairs_koplopers
from groups.models.year_account import years
from groups.models.year_figures import WITHOUT_PARTY, account_of, last_day
from groups.views.finding import bind
from themes import stamps
from themes.printed import spoken


@require_safe
def year_account(request, year):
    data, kept = _account(year)
    context = {
        "year": year,
        "years": years(),
        "kept": kept,
        "money": _amounts_of(data["money"]),
        "paid": _paid(data),
        "themes": _table(data, "theme"),
        "parties_money": _table(data, "party"),
        "figures_of": _day_of(data),
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
    said = EMPTY | data
    said |= {
        "year": str(year),
        "adopted": dates.short_day(kept.adopted_on) if kept else "",
        "money": [[label, euro(amount)] for label, amount in _amounts_of(data["money"])],
        "paid": _paid(data),
        "themes": [[name, *map(_euro, amounts)] for name, amounts in _table(data, "theme")],
        "parties_money": [[printable(name), *map(_euro, amounts)] for name, amounts in _table(data, "party")],
        "list": [
            row | {name: printable(row[name]) for name in ("title", "result")} for row in data["projects"]["list"]
        ],
        "new": [row | {"title": printable(row["title"])} for row in data["projects"].get("new", [])],
        "parties": [row | {"name": printable(row["name"])} for row in data["parties"]],
        "pledges": [{name: printable(words) for name, words in row.items()} for row in said["pledges"]],
        "plans": [row | {"title": printable(row["title"])} for row in said["plans"]],
        "mark": stamps.mark_sheet(),
        "site": str(site),
        "telephone": site.telephone,
        "address": spoken(settings.SITE_URL + reverse("groups:year_account", args=[year])),
        "on": dates.short_day(_day_of(said) or dates.today()),
        "made": dates.short_day(dates.today()),
    }
    return pdf_response(typeset("account", said), f"verantwoording-{year}")


# What an account that was adopted long ago does not have.
EMPTY = {"pledges": [], "pledges_made": 0, "plans": [], "agenda": "", "tally": [], "round": None, "on": None}
MONEY_WORDS = {
    "nodig": "nodig", "toegezegd": "aan geld toegezegd", "ontvangen": "door projecten ontvangen",
    "uitgegeven": "uitgegeven",
}  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt_account(request, year):
    """What it means stands on the page; the meeting that decided it is chosen."""
    if not chairs_koplopers(request.user):
        raise PermissionDenied
    if year not in years() or year == years()[0]:
        messages.warning(request, "Een jaar wordt vastgesteld als het voorbij is.")
        return redirect("groups:year_account", year if year in years() else years()[0])
    form = bind(AdoptAccountForm, request, meetings=deciding_meetings(after=last_day(year)))
    if form.is_bound and form.is_valid():
        try:
            _, is_new = keep_account(year, meeting=form.cleaned_data["meeting"], by=request.user.person)
        except InvalidTransition as late:
            form.add_error("meeting", str(late))
        else:
            said = "is vastgesteld. De cijfers veranderen niet meer." if is_new else "was al vastgesteld."
            messages.success(request, f"De verantwoording van {year} {said}")
            return redirect("groups:year_account", year)
    context = {"form": form, "year": year, "koplopers": Group.objects.filter(kind=Group.Kind.KOPLOPERSGROEP).first()}
    return render(request, "groups/adopt_account.html", context)


def _amounts_of(rows):
    """[(in words, amount), …]"""
    return [(MONEY_WORDS[row["kind"]], Decimal(row["amount"])) for row in rows]


def _paid(data):
    """Sentences on who paid what was spent: more than came in at projects, as parties pay bills themselves."""
    spent = {name: dict(amounts).get(MONEY_WORDS["uitgegeven"]) or 0 for name, amounts in _table(data, "party")}
    unknown = spent.pop(WITHOUT_PARTY, 0)
    by_parties = sum(spent.values())
    said = []
    if by_parties:
        said.append(f"Van de uitgaven betaalden partijen {euro(by_parties)} zelf. Dat komt niet eerst bij een project.")
    if unknown:
        said.append(f"Van {euro(unknown)} is niet genoteerd welke partij het betaalde.")
    return said


def _table(data, name):
    """[(theme or party, [(kind in words, amount or None), …]), …]; an account adopted long ago has none."""
    kinds = [label for label, _ in _amounts_of(data["money"])]
    return [
        (row[name], [(kind, Decimal(one) if one else None) for kind, one in zip(kinds, row["amounts"], strict=True)])
        for row in data.get(f"money_by_{name}", [])
    ]


def _day_of(data):
    """On which the plans were as they stand here."""
    return date.fromisoformat(data["on"]) if data.get("on") else None


def _euro(kind_and_amount):
    _, amount = kind_and_amount
    return "" if amount is None else euro(amount)


def _account(year):
    if year not in years():
        raise Http404
    return account_of(year)
