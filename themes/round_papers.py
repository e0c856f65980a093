"""What an agenda round brings to paper: its ballots, and a poster for the phase that it is in."""

from django.conf import settings
from django.urls import reverse

from core import dates
from core.models import SiteSettings
from core.printing import printable, qr_svg, typeset
from themes import ballot_codes, stamps
from themes.models import Phase
from themes.printed import foot, looks

PAPERS = ("a4", "a3")
CALLS = {Phase.COLLECT: "Geef je wens", Phase.CHOOSE: "Kies mee"}
TITLES = {Phase.COLLECT: "Wat wens jij voor de wijk?", Phase.CHOOSE: "Kies mee: wat gaan we doen?"}


def paper_ballots(agenda_round, number):
    """The bytes of a PDF: two ballots on a sheet, each with a code of its own and all plans with a box before them."""
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


def round_poster(agenda_round, paper="a4", **options):
    """A PDF for the notice board, in a phase in which people can do something (`TITLES`)."""
    phase = agenda_round.phase
    said = {
        "paper": paper,
        "title": TITLES[phase],
        "stamp_words": "De stempel van de wijk",
        "summary": _summary(agenda_round),
        "facts": _facts(agenda_round, SiteSettings.load()),
        "call": CALLS[phase],
    }
    said |= looks(None, agenda_round.title) | foot(settings.SITE_URL + agenda_round.get_absolute_url())
    said["theme_name"] = printable(agenda_round.title)
    return typeset("poster", said, **options)


def _summary(agenda_round):
    if agenda_round.phase == Phase.COLLECT:
        return "Eén zin is genoeg. Van alle wensen maken we plannen, en daaruit kiest de hele wijk."
    number = agenda_round.candidates.count()
    return f"Er zijn {number} plannen, gemaakt van wensen uit de wijk. Jij kiest er hoogstens {agenda_round.votes}."


def _facts(agenda_round, site):
    if agenda_round.phase == Phase.COLLECT:
        when = ("Tot", dates.day(agenda_round.group_from), "daarna is de stemweek")
    else:
        result = f"de uitslag staat uiterlijk {dates.short_day(agenda_round.counts_itself_on)} op de site"
        when = ("Tot en met", dates.day(agenda_round.choose_until), result)
    return [
        when,
        ("Wie", "Iedereen die hier woont of werkt", ""),
        ("Waar", "Op de site, of op papier", printable(site.address)),
    ]
