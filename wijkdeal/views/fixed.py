"""Pages whose texts the communicatieteam writes in the back office."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.kept_pages import kept
from core.models import PageText, TimelineMoment
from groups.models import Group
from themes.models import Theme


@kept()
@require_safe
def about(request):
    context = {
        "texts": {text.slug.replace("-", "_"): text for text in PageText.objects.filter(slug__startswith="over-")},
        "moments": TimelineMoment.objects.all(),
        "groups": Group.objects.active().filter(kind__in=Group.FIXED).with_balance(),
        "themes": Theme.objects.all(),
    }
    return render(request, "wijkdeal/about.html", context)


@kept()
@require_safe
def accessibility(request):
    return _page(request, "toegankelijkheid", "Toegankelijkheid")


@kept()
@require_safe
def privacy(request):
    return _page(request, "privacy", "Privacy")


def _page(request, slug, title):
    """A text page; where nobody wrote the text yet it says whom to ask."""
    text = PageText.objects.filter(slug=slug).first() or PageText(slug=slug, title=title)
    return render(request, "wijkdeal/fixed_page.html", {"text": text})
