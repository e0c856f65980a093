"""The wandkranten of before: to print one once more."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from communication.models import Wandkrant
from core.admin import PlainWords, ReadOnly
from core.file_responses import download


@admin.register(Wandkrant)
class WandkrantAdmin(ReadOnly, PlainWords, admin.ModelAdmin):
    """Made by the worker, on the first of the month."""

    list_display = ["__str__", "made_at", "sheet"]
    list_display_links = None

    @admin.display(description="om te printen")
    def sheet(self, wandkrant):
        address = reverse("admin:communication_wandkrant_sheet", args=[wandkrant.pk])
        return format_html('<a href="{}">{} (pdf)</a>', address, wandkrant)

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.download))
        return [path("<int:pk>/blad/", view, name="communication_wandkrant_sheet"), *super().get_urls()]

    def download(self, request, pk):
        if not self.has_view_permission(request):
            raise PermissionDenied
        wandkrant = get_object_or_404(Wandkrant, pk=pk)
        return download(wandkrant.file, wandkrant.download_name)
