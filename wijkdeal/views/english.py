from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.kept_pages import kept
from themes.models import Theme


@kept()
@require_safe
def english(request):
    """What this is and how to take part, for who does not read Dutch."""
    return render(request, "wijkdeal/english.html", {"themes": Theme.objects.all()})
