"""What every sheet and picture that is set in the look of a theme has in common: its colours, its stamp, its foot."""

from core import dates
from core.models import SiteSettings
from core.printing import printable, qr_svg
from themes import stamps

SAND = "#f2efe9"  # the ground of what has no theme


def looks(theme, code, phase=5, colour=None):
    """The colours of a theme (None: of none) and the stamp of that code, in white or in its own colour."""
    slug = theme.slug if theme else ""
    return {
        "line": stamps.line_of(slug),
        "ground": stamps.GROUNDS.get(slug, SAND),
        "theme_name": printable(theme.name) if theme else "",
        "stamp": stamps.sheet(slug, code, phase, colour),
        "site": str(SiteSettings.load()),
    }


def foot(address, code=""):
    """The QR code with what one does without a telephone that reads it; `code` is the short code to call with."""
    site = SiteSettings.load()
    return {
        "qr": qr_svg(address),
        "address": spoken(address),
        "code": code,
        "telephone": site.telephone,
        "where": site.address,
        "made": dates.short_day(dates.today()),
    }


def spoken(address):
    """As people type it: without what a browser adds itself."""
    return printable(address.split("://")[-1].rstrip("/"))
