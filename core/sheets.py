"""What is set for paper, as an answer: kept for a moment, and not set more often than a processor can bear."""

from django.http import HttpResponse
from django.views.decorators.cache import cache_control

from core.limits import limited

# Somebody who hides something does not wait longer than this for it to be gone from a sheet (threats.md).
kept_briefly = cache_control(public=True, max_age=300)
# Setting a page takes a processor for a while, and there are many of them.
typesets = limited("poster", per="60/m", methods=("GET", "HEAD"))


def pdf_response(content, name):
    """To read in the browser; `name` is what it is called when it is saved, without .pdf."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
