from functools import partial

from django.utils.functional import SimpleLazyObject

from core.embedding import Embedded
from core.models import SiteSettings

_known = {}  # as the last page that this process made had it


def site(request):
    return {"site": SimpleLazyObject(partial(_keep_site_of, request))}


def known_site():
    """For a page that may not ask the database: the settings as they were a moment ago, or None."""
    return _known.get("site")


def _keep_site_of(request):
    _known["site"] = _site_of(request)
    return _known["site"]


def _site_of(request):
    """It came with the version of the page (core.kept_pages), or is one query."""
    version = getattr(request, "kept_version", None)
    if version is None:
        return SiteSettings.load()
    return Embedded(SiteSettings.objects).instances([version.site])[0] if version.site else SiteSettings(id=1)
