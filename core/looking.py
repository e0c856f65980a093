"""Looking at what was typed in the back office, as its reader will see it, before it is saved."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST


class LookFirst:
    """Mix in before `ModelAdmin`: a button beside saving; nothing is saved by it.

    `look_template` shows `thing`, with the form below it. A form with files to choose stays as it is in its own tab:
    they would have to be chosen again, and so would the rows below it.
    """

    change_form_template = "admin/core/look_first.html"
    look_template = "core/look_first.html"

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.look))
        return [
            path("nieuw/bekijken/", view, name=f"{self._look}_new"),
            path("<int:pk>/bekijken/", view, name=self._look),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        look = reverse(f"admin:{self._look}", args=[obj.pk]) if obj else reverse(f"admin:{self._look}_new")
        return super().render_change_form(request, context | {"look": look}, *args, obj=obj, **kwargs)

    def look(self, request, pk=None):
        thing = get_object_or_404(self.model, pk=pk) if pk else None
        may = self.has_change_permission(request, thing) if thing else self.has_add_permission(request)
        if not may:
            raise PermissionDenied
        form = self.get_form(request, thing, change=bool(thing))(request.POST, request.FILES, instance=thing)
        with transaction.atomic():  # the form holds the row while it looks whether somebody else changed it
            is_valid = form.is_valid()
        context = {"form": form, "stays_open": form.is_multipart(), "save": self._save_address(pk)}
        if not is_valid:
            return render(request, "core/look_first.html", context)
        return render(request, self.look_template, context | self.looked_at(request, form))

    def looked_at(self, request, form):
        """What the template shows of a form that is right."""
        return {"thing": form.instance}

    @property
    def _look(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_preview"

    def _save_address(self, pk):
        of = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return reverse(f"{of}_change", args=[pk]) if pk else reverse(f"{of}_add")
