"""The address of a new group."""

import secrets
import unicodedata

from django.utils.text import slugify

RESERVED = {"beginnen"}


def free_slug(name, groups):
    """A readable address from the name, with a few signs behind it when it is taken, reserved or empty."""
    slug = slugify(unicodedata.normalize("NFKC", name).replace("\u00ad", ""))[:60].strip("-") or "groep"
    if slug in RESERVED or slug == "groep" or groups.filter(slug=slug).exists():
        return f"{slug}-{secrets.token_hex(3)}"
    return slug
