"""The wandkrant: what it is, and the sheet itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core import dates
from core.kept_pages import kept
from core.printing import PNG
from core.sheets import kept_briefly, pdf_response, typesets
from wijkdeal.wandkrant import wandkrant

PREVIEW_PPI = 50


@kept()
@require_safe
def wandkrant_page(request):
    return render(request, "wijkdeal/wandkrant.html", {"month": dates.today()})


@require_safe
@kept_briefly
@typesets
def wandkrant_pdf(request):
    return pdf_response(wandkrant(), f"wandkrant-{dates.today():%Y-%m}")


@require_safe
@kept_briefly
@typesets
def wandkrant_preview(request):
    return HttpResponse(wandkrant(output=PNG, ppi=PREVIEW_PPI), content_type="image/png")
