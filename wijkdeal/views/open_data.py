from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.models import PageText
from wijkdeal.open_data import COLUMNS, csv_rows, json_rows


@require_safe
def open_data(request):
    text = PageText.objects.filter(slug="open-data").first() or PageText(title="Open data")
    columns = [(name, meaning) for name, meaning, _value in COLUMNS]
    return render(request, "wijkdeal/open_data.html", {"text": text, "columns": columns})


@require_safe
def projects_csv(request):
    return _file(csv_rows(), "text/csv; charset=utf-8", "projecten.csv")


@require_safe
def projects_json(request):
    return _file(json_rows(), "application/json; charset=utf-8", "projecten.json")


def _file(rows, content_type, name):
    response = StreamingHttpResponse(rows, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Access-Control-Allow-Origin"] = "*"
    return response
