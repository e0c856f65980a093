"""The address and the short code of a project."""

import unicodedata

from django.utils.text import slugify

from core.short_codes import new_code

RESERVED = {"voorstellen", "lijkt-op", "feed", "kaart"}


def unique_slug(model, title, short_code, *, but=None):
    """A readable address from the title; with the short code behind it when it is taken, reserved or empty.

    `but`: the primary key of the one that it is for, which does not stand in its own way.
    """
    slug = slugify(unicodedata.normalize("NFKC", title).replace("\u00ad", ""))[:60].strip("-")
    if not slug:
        return f"project-{short_code.lower()}"
    if slug in RESERVED or model.objects.filter(slug=slug).exclude(pk=but).exists():
        return f"{slug}-{short_code.lower()}"
    return slug


def new_short_code(model):
    """A code that no project has yet."""
    while model.objects.filter(short_code=(code := new_code())).exists():
        pass
    return code
