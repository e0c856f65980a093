"""What was made for a request, handed out to whoever may see it."""

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from core.file_responses import download
from core.printing import first_page

DRAWN = 3600  # seconds that a picture of a sheet is kept


def file_response(products, pk):
    """Of one of these products; 404 where it has no file."""
    product = get_object_or_404(products.exclude(file=""), pk=pk)
    return download(product.file, product.download_name)


def picture_response(products, pk):
    """How a poster or flyer looks, without opening the file. A file is never written twice under one name."""
    product = get_object_or_404(products, pk=pk)
    picture = cache.get_or_set(f"first-page:{product.file.name}", lambda: _drawn(product), DRAWN)
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    return response


def _drawn(product):
    """None of what has no page to draw."""
    if not product.is_sheet:
        return None
    try:
        with product.file.open("rb") as file:
            return first_page(file.read())
    except FileNotFoundError:
        return None
