"""What is made for a request: shown with it, and on a page of its own with where it was placed."""

import json

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from communication.admin.words import PlainWords
from communication.forms.back_office import ProductForm
from communication.models import Placement, Product, Request
from core import dates

MADE = {Request.Status.APPROVED, *Request.CLOSED}


class ProductInline(admin.StackedInline):
    model = Product
    form = ProductForm
    extra = 0
    fields = ["kind", "title", "text", "new_file", "shown_file", "approved"]
    readonly_fields = ["shown_file", "approved"]
    show_change_link = True
    verbose_name_plural = "uitingen: wat we maken, de aanvrager zegt of het goed is"

    def get_formset(self, request, obj=None, **kwargs):
        """A new one is of the kind that was asked for: a form that is refused for want of it would lose its file."""
        formset = super().get_formset(request, obj, **kwargs)
        if obj and obj.kind != Request.Kind.QUESTION and "kind" in formset.form.base_fields:
            formset.form.base_fields["kind"].initial = obj.kind
        return formset

    def get_fields(self, request, obj=None):
        """No file can be chosen for what is ready."""
        return [name for name in self.fields if name != "new_file" or _in_the_making(obj)]

    def has_change_permission(self, request, obj=None):
        """What was agreed with stays as it is."""
        return super().has_change_permission(request, obj) and _in_the_making(obj)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and _in_the_making(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and _in_the_making(obj)

    @admin.display(description="bestand nu")
    def shown_file(self, product):
        return _file_link(product)

    @admin.display(description="akkoord")
    def approved(self, product):
        return dates.day(product.approved_at) if product.approved_at else "nog niet"


class PlacementInline(admin.TabularInline):
    model = Placement
    extra = 0
    fields = ["channel", "planned_on", "placed_on", "placed_by"]
    readonly_fields = ["placed_by"]


@admin.register(Product)
class ProductAdmin(PlainWords, admin.ModelAdmin):
    """Reached from its request: where it comes and when it was placed."""

    form = ProductForm
    fields = ["of_request", "kind", "title", "text", "new_file", "shown_file"]
    readonly_fields = ["of_request", "shown_file"]
    inlines = [PlacementInline]
    actions = None

    def get_model_perms(self, request):
        return {}

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        """What was agreed with stays as it is; where it is placed goes on."""
        made = [] if obj is None or _in_the_making(obj.request) else ["kind", "title", "text"]
        return [*super().get_readonly_fields(request, obj), *made]

    def get_fields(self, request, obj=None):
        made = obj is not None and not _in_the_making(obj.request)
        return [name for name in self.fields if not (made and name == "new_file")]

    def save_model(self, request, obj, form, change):
        if form.changed_data:
            obj.revise(
                [name for name in ("kind", "title", "text") if name in form.cleaned_data],
                form.cleaned_data.get("new_file"),
            )

    def save_formset(self, request, form, formset, change):
        for placement in formset.save(commit=False):
            if placement.placed_on and not placement.placed_by:
                placement.placed_by = request.user.person
            placement.save()
        for placement in formset.deleted_objects:
            placement.delete()
        formset.save_m2m()

    @admin.display(description="aanvraag")
    def of_request(self, product):
        address = reverse("admin:communication_request_change", args=[product.request_id])
        return format_html('<a href="{}">{}</a>', address, product.request)

    @admin.display(description="bestand nu")
    def shown_file(self, product):
        return _file_link(product)


def in_lower_case(shown):
    """Of what Django shows of an inline: it writes the name of a thing with a capital in the middle of a sentence."""
    data = json.loads(shown.inline_formset_data())
    data["options"]["addText"] = f"Nog een {shown.opts.verbose_name} toevoegen"
    shown.inline_formset_data = json.dumps(data)
    return shown


def _in_the_making(asked):
    return asked is None or asked.status not in MADE


def _file_link(product):
    if not product.file:
        return "geen"
    address = reverse("admin:communication_request_product", args=[product.request_id, product.pk])
    return format_html('<a href="{}">{}</a>', address, product.download_name)
