"""What is public, as anybody may take it along: what each file holds, and what each of its columns means."""

import csv
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils import timezone

from accounts.models import Organisation
from core.versions import version_of
from groups.models import Group, Meeting
from projects.agenda import plans
from projects.models import MoneyLine, Pledge, ProgressCheck, Project, Update
from projects.models.states import FAMILY_OF, IN_LISTED_PROJECT, Status
from themes.models import Agenda, AgendaItem, AgendaRound, Candidate, Theme, Wish

BOM = "\ufeff"  # without it a spreadsheet takes the letters with accents for something else
CHUNK = 2000
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # the wide ones as well: some spreadsheets make them narrow


@dataclass(frozen=True)
class Column:
    """`is_number` where the value is a whole number, `is_amount` where it is a text that may begin with a minus.

    What is not there is an empty text in either case.
    """

    name: str
    meaning: str
    value: Callable
    is_number: bool = False
    is_amount: bool = False

    @property
    def schema(self):
        """As JSON Schema describes it."""
        return {"description": self.meaning, "type": ["integer", "string"] if self.is_number else "string"}


@dataclass(frozen=True)
class Dataset:
    """One file. `rows` gives what `Column.value` takes, one after the other; it reads the tables of `models`."""

    title: str
    about: str
    rows: Callable
    models: tuple
    columns: tuple

    @property
    def names(self):
        return [column.name for column in self.columns]

    @property
    def schema(self):
        """The JSON Schema (2020-12) of the JSON file."""
        row = {
            "type": "object",
            "properties": {column.name: column.schema for column in self.columns},
            "required": self.names,
            "additionalProperties": False,
        }
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.title,
            "description": self.about,
            "type": "array",
            "items": row,
        }

    def version(self):
        """Changes with what is in the file, with the day (some columns say how it is today) and with its columns."""
        meant = zlib.crc32(repr([(column.name, column.meaning) for column in self.columns]).encode())
        return f"{timezone.localdate():%Y%m%d}-{meant:x}-{version_of(*self.models)}"

    def csv_lines(self):
        writer = csv.writer(_Echo())
        yield BOM + writer.writerow(self.names)
        for values in self._values():
            cells = zip(self.columns, values, strict=True)
            yield writer.writerow([value if column.is_amount else _harmless(value) for column, value in cells])

    def json_lines(self):
        yield "["
        for number, values in enumerate(self._values()):
            row = dict(zip(self.names, values, strict=True))
            yield ("," if number else "") + "\n" + json.dumps(row, ensure_ascii=False)
        yield "\n]\n"

    def _values(self):
        for row in self.rows():
            yield [column.value(row) for column in self.columns]


class _Echo:
    """A file whose `write` hands back what it was given: csv.writer then returns each line."""

    def write(self, line):
        return line


def _harmless(value):
    """A spreadsheet computes what begins like a formula: an apostrophe in front makes it text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _day(moment):
    return timezone.localtime(moment).date().isoformat() if moment else ""


def _date(date):
    return date.isoformat() if date else ""


def _time(moment):
    return timezone.localtime(moment).isoformat(timespec="minutes")


def _address(thing):
    return settings.SITE_URL + thing.get_absolute_url()


def _of(project):
    return (project.pk, project.title) if project else ("", "")


def _projects():
    """What was merged stays, for its number never changes; what is hidden is nowhere."""
    rows = Project.objects.including_merged().select_related("theme").defer("search").order_by("pk")
    return rows.iterator(chunk_size=CHUNK)


def _family(project):
    family = FAMILY_OF.get(project.status)
    return family.label if family else ""


def _plans():
    items = AgendaItem.objects.select_related("agenda", "theme", "responsible")
    numbers = Project.objects.published().filter(agenda_items=OuterRef("pk")).order_by("pk").values("pk")
    return plans(items.annotate(project_numbers=ArraySubquery(numbers)).order_by("agenda__year", "code"))


def _pledges():
    rows = Pledge.objects.listed()
    rows = rows.select_related("organisation", "project", "agenda_item").defer("project__search")
    return rows.order_by("pk").iterator(chunk_size=CHUNK)


def _money():
    rows = MoneyLine.objects.listed().select_related("organisation", "project", "agenda_item")
    return rows.defer("project__search").order_by("pk").iterator(chunk_size=CHUNK)


def _meetings():
    rows = Meeting.objects.filter(is_public=True).select_related("group").order_by("pk")
    return rows.iterator(chunk_size=CHUNK)


def _rounds():
    return AgendaRound.objects.select_related("agenda").order_by("collect_from")


def _updates():
    rows = Update.objects.published().filter(IN_LISTED_PROJECT).select_related("project")
    return rows.defer("search", "project__search").order_by("pk").iterator(chunk_size=CHUNK)


def _checks():
    rows = ProgressCheck.objects.filter(IN_LISTED_PROJECT).select_related("project")
    return rows.defer("project__search", "private_note").order_by("pk").iterator(chunk_size=CHUNK)


def _wishes():
    rows = Wish.objects.shown().select_related("round", "theme", "candidate").order_by("pk")
    return rows.iterator(chunk_size=CHUNK)


def _candidates():
    rows = Candidate.objects.with_wishes().filter(round__choose_from__lte=timezone.localdate())
    return rows.select_related("round", "theme", "item__agenda").order_by("round", "theme__order", "title")


_STATES = ", ".join(str(Status(status).label) for status in (*FAMILY_OF, Status.MERGED))

DATASETS = {
    "projecten": Dataset(
        "Projecten",
        "Elke rij is één project, van eerste idee tot resultaat.",
        _projects,
        (Project, Theme),
        (
            Column("nummer", "vast nummer, verandert nooit", lambda p: p.pk, is_number=True),
            Column("code", "korte code, zoals op de pagina; verandert nooit", lambda p: p.short_code),
            Column("adres", "adres van de pagina", _address),
            Column("titel", "titel, zoals op de site", lambda p: p.title),
            Column("samenvatting", "het project in één zin", lambda p: p.summary),
            Column("omschrijving", "meer erover; er kunnen regeleinden in staan", lambda p: p.description),
            Column("thema", "naam van het thema; leeg: nog niet gekozen", lambda p: p.theme.name if p.theme else ""),
            Column("plek", "waar het is, in woorden", lambda p: p.place),
            Column("groep", "Idee, Bezig, Klaar of Gestopt; leeg: samengevoegd", _family),
            Column("stand", f"precies hoe ver: {_STATES}", lambda p: p.get_status_display()),
            Column("stand_sinds", "dag waarop het zo werd", lambda p: _day(p.status_since)),
            Column("voorgesteld_op", "dag waarop het werd voorgesteld", lambda p: _day(p.proposed_at)),
            Column("antwoord_voor", "dag waarop er uiterlijk antwoord is", lambda p: _date(p.answer_due)),
            Column(
                "beantwoord_op", "dag van het antwoord; leeg: nog niet, of niet bekend", lambda p: _day(p.answered_at)
            ),
            Column(
                "laatst_gehoord_op", "dag van het laatste bericht of de laatste voortgang", lambda p: _day(p.heard_at)
            ),
            Column(
                "hoe_recent", "op tijd, binnenkort, te laat of stil, op de dag van ophalen", lambda p: p.freshness or ""
            ),
            Column("gepauzeerd_tot", "tot welke dag het stilligt", lambda p: _date(p.paused_until)),
            Column("geeindigd_op", "dag waarop het klaar was of stopte", lambda p: _day(p.ended_at)),
            Column("resultaat", "wat het bracht", lambda p: p.result),
            Column(
                "samengevoegd_met",
                "nummer van het project waarin het verdergaat",
                lambda p: p.merged_into_id or "",
                is_number=True,
            ),  # fmt: skip
        ),
    ),
    "plannen": Dataset(
        "Plannen van de gedeelde agenda",
        "Elke rij is één plan. Hoe ver het is, volgt uit zijn projecten.",
        _plans,
        (AgendaItem, Agenda, Project, Project.agenda_items.through, Theme, Organisation),
        (
            Column("jaar", "jaar van de agenda", lambda p: p.item.agenda.year, is_number=True),
            Column("code", "code van het plan in die agenda", lambda p: p.item.code),
            Column("adres", "adres op de site", lambda p: _address(p.item)),
            Column("titel", "titel van het plan", lambda p: p.item.title),
            Column("thema", "naam van het thema", lambda p: p.item.theme.name),
            Column("wat_we_willen", "wat we willen bereiken", lambda p: p.item.goal),
            Column("doel", "mooier, schoner, veiliger of socialer", lambda p: p.item.aim),
            Column("plaats_stemweek", "plaats in de stemweek", lambda p: p.item.rank or "", is_number=True),
            Column(
                "verantwoordelijk",
                "naam van de partij",
                lambda p: p.item.responsible.name if p.item.responsible else "",
            ),
            Column("stand", "klaar, mee bezig, nog niet begonnen of niet doorgegaan", lambda p: str(p.state.label)),
            Column(
                "projecten",
                "nummers van de projecten, met spaties ertussen",
                lambda p: " ".join(str(x) for x in p.item.project_numbers),
            ),
            Column("toelichting", "hoe het staat, in één regel", lambda p: p.item.note),
            Column("waarom_niet", "waarom het niet doorging", lambda p: p.item.reason),
        ),
    ),
    "berichten": Dataset(
        "Berichten over projecten",
        "Elke rij is één bericht over hoe het gaat, zonder naam.",
        _updates,
        (Update, Project),
        (
            Column("nummer", "vast nummer", lambda u: u.pk, is_number=True),
            Column("project", "nummer van het project", lambda u: u.project_id, is_number=True),
            Column("projecttitel", "titel van het project", lambda u: u.project.title),
            Column("op", "dag en tijd, in Amsterdam", lambda u: _time(u.at)),
            Column("titel", "titel van het bericht", lambda u: u.title),
            Column("tekst", "het bericht; er kunnen regeleinden in staan", lambda u: u.text),
        ),
    ),
    "voortgang": Dataset(
        "Voortgang van projecten",
        "Elke rij is wat één stem op één moment zei, zonder naam.",
        _checks,
        (ProgressCheck, Project),
        (
            Column("nummer", "vast nummer", lambda c: c.pk, is_number=True),
            Column("project", "nummer van het project", lambda c: c.project_id, is_number=True),
            Column("projecttitel", "titel van het project", lambda c: c.project.title),
            Column("op", "dag en tijd, in Amsterdam", lambda c: _time(c.at)),
            Column("stem", "gemeente, bewoner of trekker", lambda c: c.get_voice_display()),
            Column("hoe_gaat_het", "op koers, aandacht nodig of loopt vast", lambda c: c.get_signal_display()),
            Column("in_een_zin", "wat erbij gezegd is", lambda c: c.note),
            Column(
                "deel_klaar",
                "geschat deel dat klaar is, in procenten; leeg: niet geschat",
                lambda c: "" if c.progress is None else c.progress,
                is_number=True,
            ),
        ),
    ),
    "rondes": Dataset(
        "Agendarondes",
        "Elke rij is één ronde waarin de wijk haar agenda koos.",
        _rounds,
        (AgendaRound, Agenda),
        (
            Column("nummer", "vast nummer", lambda r: r.pk, is_number=True),
            Column("titel", "naam van de ronde", lambda r: r.title),
            Column("wensen_vanaf", "dag", lambda r: _date(r.collect_from)),
            Column("bundelen_vanaf", "dag", lambda r: _date(r.group_from)),
            Column("stemweek_vanaf", "dag", lambda r: _date(r.choose_from)),
            Column("stemweek_tot_en_met", "dag", lambda r: _date(r.choose_until)),
            Column("vastgesteld_op", "dag; leeg: nog niet", lambda r: _date(r.adopted_on)),
            Column("stemmen_per_mens", "hoeveel plannen iemand mocht kiezen", lambda r: r.votes, is_number=True),
            Column(
                "agenda",
                "jaar van de agenda; leeg: nog niet",
                lambda r: r.agenda.year if r.agenda else "",
                is_number=True,
            ),
        ),
    ),
    "wensen": Dataset(
        "Wensen voor de gedeelde agenda",
        "Elke rij is één wens uit een agendaronde, zonder naam.",
        _wishes,
        (Wish, AgendaRound, Candidate, Theme),
        (
            Column("nummer", "vast nummer", lambda w: w.pk, is_number=True),
            Column("ronde", "naam van de ronde", lambda w: w.round.title),
            Column("wens", "zoals die is opgeschreven", lambda w: w.text),
            Column("thema", "naam van het thema; leeg: weet ik niet", lambda w: w.theme.name if w.theme else ""),
            Column(
                "hoe",
                "op de site, aan de balie, op een bijeenkomst of uit een vraagstuk",
                lambda w: w.get_source_display(),
            ),
            Column("gegeven_op", "dag waarop de wens is gegeven", lambda w: _day(w.at)),
            Column(
                "plan", "nummer van het plan in de stemweek; leeg: geen", lambda w: w.candidate_id or "", is_number=True
            ),
            Column("waarom_geen_plan", "waarom het geen plan werd", lambda w: w.set_aside),
        ),
    ),
    "stemweek": Dataset(
        "Plannen in de stemweek",
        "Elke rij is één plan waaruit de wijk koos. Wie wat koos, wordt niet bewaard.",
        _candidates,
        (Candidate, Wish, AgendaRound, Theme, AgendaItem, Agenda),
        (
            Column("nummer", "vast nummer", lambda c: c.pk, is_number=True),
            Column("ronde", "naam van de ronde", lambda c: c.round.title),
            Column("titel", "titel van het plan", lambda c: c.title),
            Column("thema", "naam van het thema", lambda c: c.theme.name),
            Column("wat_we_willen", "wat we willen bereiken", lambda c: c.goal),
            Column("wensen", "hoeveel wensen erbij horen", lambda c: c.wish_count, is_number=True),
            Column(
                "stemmen",
                "hoeveel stembiljetten het kozen; leeg: nog niet geteld",
                lambda c: "" if c.votes is None else c.votes,
                is_number=True,
            ),
            Column("plaats", "plaats in de stemweek; leeg: nog niet geteld", lambda c: c.rank or "", is_number=True),
            Column(
                "agenda",
                "jaar van de agenda waarop het kwam; leeg: niet",
                lambda c: c.item.agenda.year if c.item else "",
                is_number=True,
            ),
        ),
    ),
    "toezeggingen": Dataset(
        "Toezeggingen",
        "Elke rij is één toezegging die de partij zelf bevestigde.",
        _pledges,
        (Pledge, Organisation, Project, AgendaItem),
        (
            Column("nummer", "vast nummer", lambda p: p.pk, is_number=True),
            Column("partij", "naam van de partij", lambda p: p.organisation.name),
            Column("wat", "wat er is toegezegd", lambda p: p.what),
            Column("bedrag", "in euro, met een punt voor de centen; leeg: geen geld", lambda p: str(p.amount or "")),
            Column(
                "project", "nummer van het project; leeg: bij een plan", lambda p: _of(p.project)[0], is_number=True
            ),
            Column("projecttitel", "titel van het project", lambda p: _of(p.project)[1]),
            Column(
                "plan",
                "code van het plan; leeg: bij een project",
                lambda p: p.agenda_item.code if p.agenda_item else "",
            ),
            Column("gedaan_op", "dag van de toezegging", lambda p: _date(p.made_on)),
            Column("uiterlijk", "dag waarop het er zou zijn", lambda p: _date(p.due)),
            Column(
                "eerst_uiterlijk",
                "dag waarop het er eerst zou zijn; leeg: niet verschoven",
                lambda p: _date(p.first_due),
            ),
            Column(
                "stand",
                "toegezegd, te laat, verschoven, verschoven en nu te laat, nagekomen of vervallen",
                lambda p: p.standing,
            ),
            Column("toelichting", "waarom het verschoof of verviel, of weer open is", lambda p: p.reason),
        ),
    ),
    "geld": Dataset(
        "Geld",
        "Elke rij is één bedrag van een project of een plan. Een fout wordt hersteld met een nieuwe rij.",
        _money,
        (MoneyLine, Organisation, Project, AgendaItem),
        (
            Column("nummer", "vast nummer", lambda m: m.pk, is_number=True),
            Column(
                "project", "nummer van het project; leeg: bij een plan", lambda m: _of(m.project)[0], is_number=True
            ),
            Column("projecttitel", "titel van het project", lambda m: _of(m.project)[1]),
            Column(
                "plan",
                "code van het plan; leeg: bij een project",
                lambda m: m.agenda_item.code if m.agenda_item else "",
            ),
            Column("soort", "nodig, toegezegd, ontvangen of uitgegeven", lambda m: m.get_kind_display()),
            Column("bedrag", "in euro, met een punt voor de centen", lambda m: str(m.amount), is_amount=True),
            Column("datum", "dag waarop het is genoteerd", lambda m: _date(m.on)),
            Column("partij", "naam van de partij", lambda m: m.organisation.name if m.organisation else ""),
            Column("waarvoor", "waarvoor het is", lambda m: m.what),
        ),
    ),
    "bijeenkomsten": Dataset(
        "Bijeenkomsten",
        "Elke rij is één bijeenkomst waar iedereen bij mag zijn.",
        _meetings,
        (Meeting, Group),
        (
            Column("nummer", "vast nummer", lambda m: m.pk, is_number=True),
            Column("groep", "naam van de groep", lambda m: m.group.name),
            Column("titel", "titel", lambda m: m.title),
            Column("begint", "dag en tijd, in Amsterdam", lambda m: _time(m.starts_at)),
            Column("eindigt", "dag en tijd, in Amsterdam", lambda m: _time(m.ends_at)),
            Column("waar", "plek", lambda m: m.place),
            Column("stand", "gepland, gehouden, afgelast en wat daartussen ligt", lambda m: m.get_state_display()),
            Column("adres", "adres van de pagina", _address),
        ),
    ),
}
