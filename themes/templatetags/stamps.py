"""Template tags for every page: what is drawn, which is decoration (words stand beside it), and whose site it is."""

from django import template
from django.utils.html import format_html_join

from core.models import SiteSettings
from themes import stamps

register = template.Library()


@register.simple_tag
def stamp(theme, code, phase=5, checked=False):
    """`theme` a slug, a theme or empty; `phase` a number or a project's status."""
    return stamps.stamp(_slug(theme), code or "", _phase(phase, checked))


@register.simple_tag
def cover_stamp(theme, code, phase=5, checked=False):
    return stamps.cover(_slug(theme), code or "", _phase(phase, checked))


@register.simple_tag
def stamp_symbols():
    """For a drawing with many small stamps: one of each theme, and the mark for what has none."""
    return format_html_join("", "{}", ((stamps.symbol(theme),) for theme in (*stamps.BLOCKS, "")))


@register.simple_tag
def brand_mark():
    return stamps.mark()


@register.simple_tag
def brand_trees():
    return stamps.trees()


@register.simple_tag
def bars(count, kind="solid"):
    return stamps.bars(int(count or 0), kind)


@register.simple_tag
def year_bar(start, end, kind, first, last):
    return stamps.years(start, end, kind, first, last)


@register.simple_tag
def seats(residents, professionals):
    """One circle a person: filled for a resident, open for a professional. Say the numbers in words beside it."""
    return format_html_join("", '<i class="{}"></i>', [("r",)] * int(residents) + [("p",)] * int(professionals))


@register.simple_tag(takes_context=True)
def our_site(context):
    """The settings of the site, also where a library's view calls something else `site`."""
    named = (layer.get("site") for layer in context.dicts)
    return next((site for site in named if isinstance(site, SiteSettings)), None)


@register.filter
def initials(name):
    """ "Fenna van der Dijk" becomes FD, "Fenna" becomes F."""
    words = [word for word in str(name).split() if word[0].isalpha()]
    capitals = [word for word in words if word[0].isupper()] or words
    picked = [capitals[0], capitals[-1]] if len(capitals) > 1 else capitals[:1]
    return "".join(word[0] for word in picked).upper()


def _slug(theme):
    return getattr(theme, "slug", theme) or ""


def _phase(phase, checked):
    return phase if isinstance(phase, int) else stamps.phase_of(phase, checked)
