from django.http import Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import condition, require_safe

from core.kept_pages import kept
from core.models import PageText
from wijkdeal.open_data import DATASETS


@kept()
@require_safe
def open_data(request):
    text = PageText.objects.filter(slug="open-data").first() or PageText(title="Open data")
    return render(request, "wijkdeal/open_data.html", {"text": text, "datasets": DATASETS})


def _etag(kind):
    return lambda request, name: f'"{kind}-{_dataset(name).version()}"'


@require_safe
@condition(_etag("csv"))
def data_csv(request, name):
    return _file(_dataset(name).csv_lines(), "text/csv; charset=utf-8", f"{name}.csv")


@require_safe
@condition(_etag("json"))
def data_json(request, name):
    return _file(_dataset(name).json_lines(), "application/json; charset=utf-8", f"{name}.json")


@require_safe
def data_schema(request, name):
    """What the JSON file of that name looks like."""
    response = JsonResponse(_dataset(name).schema, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Type"] = "application/schema+json; charset=utf-8"
    return response


def _dataset(name):
    if name not in DATASETS:
        raise Http404
    return DATASETS[name]


def _file(lines, content_type, name):
    """A download, sent while it is read."""
    response = StreamingHttpResponse(lines, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
