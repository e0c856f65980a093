"""The public columns of projects, as anybody may take them along: CSV, JSON, and what each column means."""

import csv
import json

from django.conf import settings
from django.utils import timezone

from projects.models import Project
from projects.models.states import FAMILY_OF, Status

BOM = "\ufeff"  # without it a spreadsheet takes the letters with accents for something else
CHUNK = 2000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def _day(moment):
    return timezone.localtime(moment).date().isoformat() if moment else ""


# name, what it holds, how it follows from a project
COLUMNS = (
    ("nummer", "vast nummer, verandert nooit", lambda p: p.pk),
    ("code", "korte code, zoals op de poster; verandert nooit", lambda p: p.short_code),
    ("adres", "adres van de pagina", lambda p: settings.SITE_URL + p.get_absolute_url()),
    ("titel", "titel, zoals op de site", lambda p: p.title),
    ("samenvatting", "het project in één zin", lambda p: p.summary),
    ("omschrijving", "meer erover, zoals het getypt is; er kunnen regeleinden in staan", lambda p: p.description),
    ("thema", "naam van het thema; leeg: nog niet gekozen", lambda p: p.theme.name if p.theme else ""),
    ("plek", "waar het is, in woorden", lambda p: p.place),
    ("groep", "Idee, Bezig, Klaar of Gestopt", lambda p: FAMILY_OF[p.status].label),
    (
        "stand",
        "precies hoe ver: " + ", ".join(str(Status(s).label) for s in FAMILY_OF),
        lambda p: p.get_status_display(),
    ),
    ("stand_sinds", "dag waarop het zo werd", lambda p: _day(p.status_since)),
    ("voorgesteld_op", "dag waarop het werd voorgesteld", lambda p: _day(p.proposed_at)),
    ("antwoord_voor", "dag waarop er uiterlijk antwoord is", lambda p: _as_text(p.answer_due)),
    ("beantwoord_op", "dag van het antwoord; leeg: nog niet, of niet bekend", lambda p: _day(p.answered_at)),
    ("laatst_gehoord_op", "dag van het laatste bericht of de laatste voortgang", lambda p: _day(p.heard_at)),
    (
        "hoe_recent",
        "op tijd, binnenkort, te laat of stil; uitgerekend op de dag dat je het ophaalt",
        lambda p: p.freshness or "",
    ),
    ("gepauzeerd_tot", "tot welke dag het stilligt", lambda p: _as_text(p.paused_until)),
    ("geeindigd_op", "dag waarop het klaar was of stopte", lambda p: _day(p.ended_at)),
    ("resultaat", "wat het bracht", lambda p: p.result),
)


def csv_rows():
    """The lines of the file, one after the other."""
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow([name for name, *_ in COLUMNS])
    for values in _values():
        yield writer.writerow([_harmless(value) for value in values])


def json_rows():
    names = [name for name, *_ in COLUMNS]
    yield "["
    for number, values in enumerate(_values()):
        yield ("," if number else "") + "\n" + json.dumps(dict(zip(names, values, strict=True)), ensure_ascii=False)
    yield "\n]\n"


def _values():
    projects = Project.objects.published().select_related("theme").defer("search").order_by("pk")
    for project in projects.iterator(chunk_size=CHUNK):
        yield [value(project) for _name, _meaning, value in COLUMNS]


def _harmless(value):
    """A spreadsheet computes what begins like a formula: an apostrophe in front makes it text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _as_text(day):
    return day.isoformat() if day else ""


class _Echo:
    """A file whose `write` hands back what it was given: csv.writer then returns each line."""

    def write(self, line):
        return line
