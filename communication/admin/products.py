"""What is made for a request: shown with it, and on a page of its own with where it is placed."""

import json

from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from communication.admin.making import made_again_at
from communication.admin.spreading import Checklist
from communication.forms.back_office import ProductForm
from communication.making.keeping import reword, take_away
from communication.models import MADE, Product, Request
from core import dates
from core.admin import PlainWords

# Of what is ready: Django then offers to close the page.
NOTHING_TO_SAVE = {"show_save": False, "show_save_and_continue": False}


class ProductFormSet(BaseInlineFormSet):
    def delete_existing(self, obj, commit=True):
        """With its files, also those of its versions, and its piece in the newsletter."""
        if commit:
            take_away(obj)


class ProductInline(admin.StackedInline):
    model = Product
    form = ProductForm
    formset = ProductFormSet
    extra = 0
    fields = ["read", "kind", "title", "text", "new_file", "shown_file", "version", "past"]
    readonly_fields = ["shown_file", "version", "past"]
    show_change_link = True
    verbose_name_plural = "uitingen: wat we maken, de aanvrager zegt of het goed is"

    def get_formset(self, request, obj=None, **kwargs):
        """A new one is of the kind that was asked for: a form that is refused for want of it would lose its file."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.by = request.user.person
        if obj and obj.kind != Request.Kind.QUESTION and "kind" in formset.form.base_fields:
            formset.form.base_fields["kind"].initial = obj.kind
        return formset

    def get_queryset(self, request):
        return super().get_queryset(request).with_past()

    def get_fields(self, request, obj=None):
        """No file can be chosen for what is ready."""
        return [name for name in self.fields if name not in ("read", "new_file") or in_the_making(obj)]

    def has_change_permission(self, request, obj=None):
        """What was agreed with stays as it is."""
        return super().has_change_permission(request, obj) and in_the_making(obj)

    def has_add_permission(self, request, obj=None):
        return super().has_add_permission(request, obj) and in_the_making(obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and in_the_making(obj)

    @admin.display(description="bestand nu")
    def shown_file(self, product):
        return _file_link(product)

    @admin.display(description="versie")
    def version(self, product):
        if not product.pk:
            return "nieuw"
        again = made_again_at(product) if in_the_making(product.request) else ""
        link = format_html('. <a href="{}">Verander wat erop staat</a>', again) if again else ""
        return format_html("{}{}", version_words(product), link)

    @admin.display(description="wat de aanvrager zag")
    def past(self, product):
        return past_of(product)


@admin.register(Product)
class ProductAdmin(Checklist, PlainWords, admin.ModelAdmin):
    """Reached from its request: where it comes and when it was placed."""

    form = ProductForm
    fields = ["of_request", "read", "kind", "title", "text", "new_file", "shown_file", "version", "past"]
    readonly_fields = ["of_request", "shown_file", "version", "past"]
    actions = None

    def get_model_perms(self, request):
        return {}

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        """What was agreed with stays as it is; where it is placed goes on."""
        made = [] if obj is None or in_the_making(obj.request) else ["kind", "title", "text"]
        return [*super().get_readonly_fields(request, obj), *made]

    def get_fields(self, request, obj=None):
        made = obj is not None and not in_the_making(obj.request)
        return [name for name in self.fields if not (made and name in ("read", "new_file"))]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        product = self.get_object(request, object_id)
        made = {} if product is None or in_the_making(product.request) else NOTHING_TO_SAVE
        return super().change_view(request, object_id, form_url, made | (extra_context or {}))

    def save_model(self, request, obj, form, change):
        if form.has_changed():
            obj.revise(form.own_fields, form.cleaned_data.get("new_file"), by=request.user.person)
            reword(obj)

    @admin.display(description="aanvraag")
    def of_request(self, product):
        address = reverse("admin:communication_request_change", args=[product.request_id])
        return format_html('<a href="{}">{}</a>', address, product.request)

    @admin.display(description="bestand nu")
    def shown_file(self, product):
        return _file_link(product)

    @admin.display(description="versie")
    def version(self, product):
        return version_words(product)

    @admin.display(description="wat de aanvrager zag")
    def past(self, product):
        return past_of(product)


def version_words(edition):
    """Which version it is, who made it when, and what the requester said of it."""
    who = f", {edition.made_by.name}" if edition.made_by else ""
    if edition.approved_at:
        said = _agreed(edition)
    else:
        said = f"voorgelegd op {dates.day(edition.shown_at)}" if edition.shown_at else "nog niet voorgelegd"
    return f"versie {edition.number}, {dates.day(edition.made_at)}{who}: {said}"


def _agreed(edition):
    if edition.heard is None:
        return f"akkoord op {dates.day(edition.approved_at)}"
    who = f", gehoord door {edition.heard_by.name}" if edition.heard_by else ""
    return f"akkoord {edition.heard.words}{who}"


def past_of(product):
    rows = [(version, version_words(version), remarks) for version, remarks in product.past] if product.pk else []
    if rows:
        return render_to_string("admin/communication/_past.html", {"product": product, "rows": rows})
    return "alleen deze versie" if product.shown_at or product.approved_at else "nog niets"


def in_lower_case(shown):
    """Of what Django shows of an inline: it writes the name of a thing with a capital in the middle of a sentence."""
    data = json.loads(shown.inline_formset_data())
    data["options"]["addText"] = f"Voeg toe: {shown.opts.verbose_name}"
    shown.inline_formset_data = json.dumps(data)
    return shown


def in_the_making(asked):
    return asked is None or asked.status not in MADE


def _file_link(product):
    if not product.file:
        return "geen"
    address = reverse("admin:communication_request_product", args=[product.request_id, product.pk])
    return format_html('<a href="{}">{}</a>', address, product.download_name)
