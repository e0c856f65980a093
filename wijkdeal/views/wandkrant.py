"""The wandkrant: what it is, and the sheet itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core import dates
from core.kept_pages import kept
from core.limits import limited
from core.printing import PNG
from wijkdeal.wandkrant import wandkrant

# Somebody who hides a project does not wait longer than this for it to be gone from the sheet.
kept_briefly = cache_control(public=True, max_age=300)
typesets = limited("poster", per="60/m", methods=("GET", "HEAD"))
PREVIEW_PPI = 50


@kept()
@require_safe
def wandkrant_page(request):
    return render(request, "wijkdeal/wandkrant.html", {"month": dates.today()})


@require_safe
@kept_briefly
@typesets
def wandkrant_pdf(request):
    response = HttpResponse(wandkrant(), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="wandkrant-{dates.today():%Y-%m}.pdf"'
    return response


@require_safe
@kept_briefly
@typesets
def wandkrant_preview(request):
    return HttpResponse(wandkrant(output=PNG, ppi=PREVIEW_PPI), content_type="image/png")
