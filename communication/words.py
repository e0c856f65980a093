"""How a request stands, in words for the requester."""

from datetime import timedelta

from communication.models import Request
from communication.models.requests import OPEN_FOR_ANSWERS_DAYS
from core import dates

Status = Request.Status


def how_it_stands(asked):
    """(heading, what happens now) of a request."""
    heading, now = _HANDED_BACK if asked.was_handed_back else _SAID[asked.status]
    who = asked.assignee.public_name if asked.assignee else "Iemand van het communicatieteam"
    filled = {"who": who, "due": dates.day(asked.due), "until": _until(asked), "closed": _closed(asked)}
    if asked.status == Status.DONE and not asked.takes_answers:
        now = _DONE_LONG_AGO
    return heading.format(**filled), now.format(**filled)


def facts(asked):
    """For components/_facts.html."""
    rows = [("Je vroeg", asked.get_kind_display(), f"op {dates.day(asked.created_at)}")]
    if not asked.is_closed:
        rows.append(("Klaar uiterlijk", dates.day(asked.due), _wish(asked)))
    elif asked.closed_at:
        rows.append((asked.get_status_display().capitalize(), _closed(asked), ""))
    if asked.assignee or not asked.is_closed:
        nobody = "iemand anders" if asked.was_handed_back else "nog niemand"
        who = asked.assignee.public_name if asked.assignee else nobody
        rows.append(("Wie doet het", who, "communicatieteam"))
    if asked.channels:
        labels = dict(Request.Channel.choices)
        rows.append(("Waar het moet komen", ", ".join(labels.get(one, one) for one in asked.channels), ""))
    return rows


def since(product):
    """What is other than in the version that the requester saw before; empty for the first."""
    if not product.changes:
        return ""
    *first, last = (_PARTS[name] for name in product.changes)
    what = f"{', '.join(first)} en {last}" if first else last
    return f"Anders sinds versie {product.before.number} ({dates.day(product.before.made_at)}): {what}."


def _wish(asked):
    if asked.is_wanted_sooner:
        return f"je wilt het op {dates.day(asked.wanted_by)}: we laten je weten of dat lukt"
    return ""


def _until(asked):
    return dates.day(asked.closed_at + timedelta(days=OPEN_FOR_ANSWERS_DAYS)) if asked.closed_at else ""


def _closed(asked):
    return dates.day(asked.closed_at) if asked.closed_at else ""


_PARTS = {"title": "de titel", "text": "de tekst", "file": "het bestand"}
_SAID = {
    Status.NEW: (
        "Je aanvraag is binnen",
        "Iemand van het communicatieteam neemt hem op zich. Heb je iets vergeten? Schrijf het hieronder. "
        "Je hoeft nu verder niets te doen. Het is klaar uiterlijk {due}.",
    ),
    Status.ASSIGNED: ("{who} pakt dit op", "Je hoeft nu niets te doen. Het is klaar uiterlijk {due}."),
    Status.IN_PROGRESS: ("{who} is ermee bezig", "Je hoeft nu niets te doen. Het is klaar uiterlijk {due}."),
    Status.WAITING: (
        "We wachten op jou",
        "{who} heeft je iets gevraagd. Lees het hieronder en schrijf terug. Daarna gaan we verder.",
    ),
    Status.FOR_APPROVAL: (
        "Kijk of het goed is",
        "{who} heeft iets voor je gemaakt. Het staat hieronder. Zeg of het zo goed is, of wat er anders moet.",
    ),
    Status.APPROVED: ("Je bent akkoord", "Dank je wel. {who} zorgt dat het op de goede plek komt."),
    Status.DONE: ("Klaar", "Is er toch nog iets? Schrijf het hieronder. Dat kan tot en met {until}."),
    Status.DECLINED: (
        "Dit kunnen we niet doen",
        "Hier kun je niet meer op antwoorden. Heb je een andere vraag, of is er iets veranderd? "
        "Doe dan een nieuwe aanvraag, of bel ons.",
    ),
}
_HANDED_BACK = (
    "Iemand anders van het team gaat verder",
    "Je hoeft nu niets te doen. Heb je iets vergeten? Schrijf het hieronder. Het is klaar uiterlijk {due}.",
)
_DONE_LONG_AGO = (
    "Dit is klaar sinds {closed}. Dat is langer dan 30 dagen geleden, dus hier kun je niet meer schrijven. "
    "Is er toch nog iets? Doe dan een nieuwe aanvraag, of bel ons."
)
