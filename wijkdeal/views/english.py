from django.shortcuts import render
from django.views.decorators.http import require_safe

from themes.models import Theme


@require_safe
def english(request):
    """What this is and how to take part, for who does not read Dutch."""
    return render(request, "wijkdeal/english.html", {"themes": Theme.objects.all()})
