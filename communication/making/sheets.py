"""How what was filled in becomes the data of a typst template. The same templates set the public posters."""

from io import BytesIO

from django.conf import settings
from PIL import Image

from core.printing import PDF, PNG, photo_svg, printable, too_long, typeset, without_letters
from themes.models import Theme
from themes.printed import foot, looks, spoken

FACTS = (("when", "Wanneer"), ("where", "Waar"), ("bring", "Neem mee"))
# Where a template speaks of a field by another name than the form does.
NAMES = {"summary": "lead", "telephone": "contact", "facts0": "when", "facts1": "where", "facts2": "bring"}
# Of the picture beside the form: pixels an inch, width and height on the page.
PREVIEW = {
    "a3": (62, 480, 679),
    "a4": (88, 480, 679),
    "a5": (124, 480, 681),
    "twice": (88, 679, 480),
    "wide": (64, 600, 315),
    "square": (64, 480, 480),
    "story": (48, 360, 640),
}
FULL_PPI = 96
_SIDE, _QUALITY = 2000, 88


class Sheet:
    """What is set of these plain fields (of a form, or of a product that was made before)."""

    template = "poster"
    output = PDF

    def __init__(self, fields, thing):
        self.fields, self.thing = fields, thing

    def made(self):
        """The bytes of the file."""
        return typeset(self.template, self.data(), output=self.output, ppi=FULL_PPI)

    def preview(self):
        """A PNG of how it looks, small enough for a page."""
        return typeset(self.template, self.data(), output=PNG, ppi=PREVIEW[self.size][0])

    def too_long(self):
        """{field of the form: signs too many}"""
        return {NAMES.get(name, name): signs for name, signs in too_long(self.template, self.data(bare=True)).items()}

    def without_letters(self):
        return without_letters(self.template, self.data(bare=True))

    def said(self, name):
        return printable(self.fields.get(name) or "")

    def data(self, *, bare=False):
        """`bare` leaves a grey field for the photo: it takes no less room."""
        theme = Theme.objects.filter(slug=self.fields.get("theme") or "").first()
        return {
            **looks(theme, *self.thing.stamp, self.stamp_colour),
            "by_hand": True,
            "title": self.said("title") or "Zonder titel",
            "stamp_words": "Een stempel: vijf blokken om een hof",
            "summary": self.said("lead"),
            **self.photo(bare=bare),
            **self.own(),
        }

    def photo(self, *, bare):
        chosen = str(self.fields.get("photo") or "")
        photo = self.thing.photos.filter(pk=chosen).first() if chosen.isdecimal() else None
        if not photo:
            return {}
        return {"photo": _EMPTY if bare else _jpeg(photo), "photo_alt": printable(photo.alt) or "Foto"}


class PosterSheet(Sheet):
    stamp_colour = None

    @property
    def size(self):
        paper = self.fields.get("paper")
        return paper if paper in ("a3", "a5", "twice") else "a4"

    def own(self):
        address = self.fields.get("address") or self.thing.address
        return {
            **foot(address, self.thing.code if address == self.thing.address else ""),
            "paper": "a5" if self.size == "twice" else self.size,
            "twice": self.size == "twice",
            "bleed": bool(self.fields.get("bleed")),
            "facts": [(shown, self.said(name), "") for name, shown in FACTS],
            "call": self.said("call"),
            "telephone": self.said("contact"),
        }


class SocialSheet(Sheet):
    template, output = "social", PNG
    stamp_colour = "#ffffff"

    @property
    def size(self):
        shape = self.fields.get("shape")
        return shape if shape in ("wide", "story") else "square"

    def own(self):
        short = settings.SITE_URL + (self.thing.project.short_url if self.thing.code else "")
        return {"shape": self.size, "when": self.said("when"), "where": self.said("where"), "address": spoken(short)}


def _jpeg(photo):
    """The photo as it goes on paper: a JPEG goes into a PDF as it is, what we keep would become many times larger."""
    with photo.file.open("rb") as file, Image.open(file, formats=["WEBP"]) as image:
        image.thumbnail((_SIDE, _SIDE))
        kept = BytesIO()
        image.convert("RGB").save(kept, "JPEG", quality=_QUALITY)
        return photo_svg(kept.getvalue(), *image.size)


_EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2" width="3" height="2"></svg>'
