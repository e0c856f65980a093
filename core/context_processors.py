from functools import partial

from django.utils.functional import SimpleLazyObject

from core.embedding import Embedded
from core.models import SiteSettings


def site(request):
    return {"site": SimpleLazyObject(partial(_site_of, request))}


def _site_of(request):
    """It came with the version of the page (core.kept_pages), or is one query."""
    version = getattr(request, "kept_version", None)
    if version is None:
        return SiteSettings.load()
    return Embedded(SiteSettings.objects).instances([version.site])[0] if version.site else SiteSettings(id=1)
