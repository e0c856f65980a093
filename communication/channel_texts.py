"""The text of a product as each channel wants it: ready to copy, with how long it is and may be."""

from dataclasses import dataclass

from django.conf import settings

from communication.models import Request
from core import dates
from core.models import SiteSettings
from core.own_address import own_address

Channel = Request.Channel
SIGNS, WORDS = "tekens", "woorden"
# What fits: (how many, of what). A recommendation; nothing is cut off.
LIMITS = {
    Channel.WEBSITE: (300, WORDS),
    Channel.FACEBOOK: (500, SIGNS),
    Channel.NEWSLETTER: (80, WORDS),
    Channel.WIJKKRANT: (150, WORDS),
    Channel.POSTERS: (40, WORDS),
    Channel.PRESS: (300, WORDS),
}


@dataclass(frozen=True)
class ChannelText:
    channel: str
    label: str
    text: str

    @property
    def limit(self):
        return LIMITS[self.channel][0]

    @property
    def unit(self):
        return LIMITS[self.channel][1]

    @property
    def length(self):
        return len(self.text) if self.unit == SIGNS else len(self.text.split())

    @property
    def too_much(self):
        """How many signs or words it is too long; 0 where it fits."""
        return max(0, self.length - self.limit)


def texts_of(product):
    """A `ChannelText` for every channel."""
    what = _About(product)
    return [ChannelText(channel, channel.label, _joined(_PARTS[channel](what))) for channel in Channel]


class _About:
    """What there is to tell of a product: its own words; the project says when and where if the product does not."""

    def __init__(self, product):
        self.product, self.site = product, SiteSettings.load()
        project = product.request.project
        self.project = project if project and project.is_public else None
        activity = self.project.activities.upcoming().first() if self.project else None
        self.title = product.title
        self.text = product.text or (self.project.summary if self.project else "")
        made_of = (product.data or {}).get("fields", {})
        self.when, self.where = made_of.get("when", ""), made_of.get("where", "")
        if not self.when and not self.where:  # a day of the one beside a place of the other may be of two things
            self.when = dates.day_time(activity.starts_at) if activity else ""
            self.where = activity.place if activity else (self.project.place if self.project else "")
        address = made_of.get("address") or (self.project.short_url if self.project else "/")
        self.address = settings.SITE_URL + address if own_address(address) else address

    @property
    def embargo(self):
        """Not before the day that the press was planned for, while that is to come."""
        planned = self.product.placements.filter(channel=Channel.PRESS, placed_on=None).first()
        if planned is None or planned.planned_on <= dates.today():
            return "Mag direct worden geplaatst."
        return f"Embargo: niet plaatsen vóór {dates.day(planned.planned_on)}."

    @property
    def contact(self):
        hours = "; ".join(self.site.opening_hours_lines)
        return f"Communicatieteam {self.site}, telefoon {self.site.telephone} ({hours})"


def _facts(what, *, beside=""):
    """When and where, as far as the text `beside` it does not say so."""
    facts = (("Wanneer", what.when), ("Waar", what.where))
    return "\n".join(f"{label}: {said}" for label, said in facts if said and said not in beside)


def _in_short(what):
    more = "" if what.address in what.text else f"Lees meer: {what.address}"
    return [what.title, what.text, _facts(what, beside=what.text), more]


_PARTS = {
    Channel.WEBSITE: _in_short,
    Channel.FACEBOOK: _in_short,
    Channel.NEWSLETTER: _in_short,
    Channel.WIJKKRANT: lambda what: [
        what.title,
        what.text,
        _facts(what, beside=what.text),
        f"Meer weten? Kijk op {what.address} of bel {what.site.telephone}.",
    ],
    Channel.POSTERS: lambda what: [what.title, _facts(what), what.address],
    Channel.PRESS: lambda what: [
        f"PERSBERICHT\n{what.site.place}, {dates.day(dates.today())}\n{what.embargo}",
        what.title,
        what.text,
        _facts(what, beside=what.text),
        f"Noot voor de redactie, niet om te plaatsen\n{what.contact}\nMeer over dit project: {what.address}",
    ],
}


def _joined(parts):
    return "\n\n".join(part.strip() for part in parts if part.strip())
