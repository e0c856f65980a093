"""The five themes with their duo's, and the shared agenda of 2017 with the round that made it."""

from datetime import date

from themes.models import Agenda, AgendaItem, AgendaRound, Facilitator, ItemState, Theme, Voice
from wijkdeal.demo import content

NAMES = {
    "groen": "Groen & Buitenzijn",
    "sociaal": "Meedoen & Samenzijn",
    "verkeersveilig": "Verkeer & Veiligheid",
    "duurzaam": "Bouw & Duurzaamheid",
    "cultureel": "Kunst, Cultuur & Historie",
}
TAKES_UNKNOWN = "sociaal"
FALLBACK = "voorzitter"
ADOPTED = date(2017, 12, 14)
INTRODUCTION = (
    "In 2017 praatte de wijk zelf over wat er beter kan. Dat leverde vijf thema's en 22 plannen op. In de stemweek "
    "van november kozen bewoners met welke tien we begonnen. Hier zie je van elk plan hoe ver het is."
)
ACCOUNT = (
    "Begin 2017 speelden buren het wijkspel, een bordspel waarmee je samen plannen maakt. Daarna volgden 32 "
    "bijeenkomsten, met koffie en lege kaartjes. Er kwamen meer dan 500 wensen binnen. Die zijn gebundeld tot 22 "
    "plannen in vijf thema's. In november was de stemweek: de tien plannen met de meeste stemmen gingen eerst."
)


def load(world):
    _themes(world)
    _agenda(world)


def _themes(world):
    entries = sorted(content.read("theme"), key=lambda entry: list(NAMES).index(entry["slug"]))
    for order, entry in enumerate(entries):
        world.themes[entry["slug"]] = entry.checked(
            Theme(
                slug=entry["slug"],
                name=NAMES[entry["slug"]],
                introduction=entry.text("introduction"),
                order=order,
                fallback=world.people.get(FALLBACK),
                takes_unknown=entry["slug"] == TAKES_UNKNOWN,
            )
        )
    Theme.objects.bulk_create(world.themes.values())
    Facilitator.objects.bulk_create(seat for entry in entries for seat in _seats(world, entry))


def _seats(world, entry):
    """The seats taken now (a missing key is a vacant one) and those of before."""
    theme, since = world.themes[entry["slug"]], world.days.day(entry["since"])
    for voice in Voice.values:
        if voice in entry:
            yield Facilitator(theme=theme, person=world.person(entry, entry[voice]), voice=voice, since=since)
    for former in entry.rows("former"):
        yield former.checked(
            Facilitator(
                theme=theme,
                person=world.person(former, former["person"]),
                voice=former["voice"],
                since=world.days.day(former["since"]),
                until=world.days.day(former["until"]),
                handover_note=former.text("note"),
            )
        )


def _agenda(world):
    agenda = Agenda.objects.create(
        year=2017, title="Uitvoeringsagenda 2017", introduction=INTRODUCTION, adopted_on=ADOPTED
    )
    AgendaRound.objects.create(
        agenda=agenda,
        title="Agendaronde 2017",
        collect_from=date(2017, 2, 1),
        group_from=date(2017, 9, 1),
        choose_from=date(2017, 11, 20),
        choose_until=date(2017, 11, 26),
        adopted_on=ADOPTED,
        meetings=32,
        earlier_wishes=500,
        ballot_key="",
        account=ACCOUNT,
    )
    entries = content.read("item")
    world.items = {entry["code"]: entry.checked(_item(world, agenda, entry)) for entry in entries}
    AgendaItem.objects.bulk_create(world.items.values())
    others = AgendaItem.others.through
    others.objects.bulk_create(
        others(agendaitem_id=world.items[entry["code"]].pk, organisation_id=world.organisation(entry, slug).pk)
        for entry in entries
        for slug in entry.get("others", [])
    )


def _item(world, agenda, entry):
    state = entry.get("state")
    if state == ItemState.DROPPED and not entry.text("reason"):
        entry.fail("wie een plan laat vallen, zegt waarom")
    return AgendaItem(
        agenda=agenda,
        code=entry["code"],
        theme=world.theme(entry, entry["theme"]),
        title=entry["title"],
        goal=entry.text("goal"),
        aim=entry["aim"],
        rank=entry["rank"],
        responsible=world.organisation(entry, entry.get("responsible")),
        note=entry.text("note"),
        own_state=state,
        own_state_since=_since(entry["state_since"]) if state else None,
        reason=entry.text("reason"),
    )


def _since(year):
    return ADOPTED if year == ADOPTED.year else date(year, 7, 1)
