from django.db import connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.errors import DATABASE_DOWN


@require_safe
@never_cache
def health(request):
    """For who watches over the portal: "ok", or 503 while the database does not answer. No session, no cookie."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DATABASE_DOWN:
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
