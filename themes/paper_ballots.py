"""Ballots on paper: two on a sheet, each with its own code, all plans with a box before them."""

from django.conf import settings
from django.urls import reverse

from core import dates
from core.models import SiteSettings
from core.printing import printable, qr_svg, typeset
from themes import ballot_codes, stamps


def paper_ballots(agenda_round, number):
    """The bytes of a PDF."""
    site = SiteSettings.load()
    plans = agenda_round.candidates.select_related("theme").order_by("theme__order", "title")
    said = {
        "ballots": [_ballot(ballot_codes.for_paper(agenda_round)) for _ in range(number)],
        "plans": [[printable(plan.title), plan.theme.name, stamps.line_of(plan.theme.slug)] for plan in plans],
        "title": printable(agenda_round.title),
        "votes": agenda_round.votes,
        "until": dates.day(agenda_round.choose_until),
        "address": settings.SITE_URL.split("://")[1] + reverse("themes:vote"),
        "telephone": site.telephone,
        "where": site.address,
        "site": str(site),
    }
    return typeset("ballots", said)


def _ballot(code):
    address = f"{settings.SITE_URL}{reverse('themes:vote')}?code={code}"
    return {"code": ballot_codes.in_groups(code), "qr": qr_svg(address)}
