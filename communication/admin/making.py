"""“Maak …”: fill in beside how it looks, and keep it with its request as something that was made."""

import hashlib
import json
from dataclasses import dataclass

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from communication.forms.making import FlyerForm, NewsForm, NewsletterPieceForm, PosterForm, SocialForm
from communication.making.keeping import StandsAlready, StoryWentOn, fields_of, keep, keep_again
from communication.making.sheets import PREVIEW
from communication.making.things import Thing, choices_for, thing_of, thing_of_request
from communication.models import MADE, InvalidTransition, Request
from core.editing import Conflict
from core.forms import own_scope, sent

PREVIEWED = 3600  # seconds that the picture beside a form can be asked for


@dataclass(frozen=True)
class Shape:
    kind: Request.Kind
    words: str
    form: type


SHAPES = {
    "poster": Shape(Request.Kind.POSTER, "poster", PosterForm),
    "flyer": Shape(Request.Kind.FLYER, "flyer", FlyerForm),
    "beeld": Shape(Request.Kind.SOCIAL, "beeld voor sociale media", SocialForm),
    "nieuws": Shape(Request.Kind.NEWS, "nieuwsbericht", NewsForm),
    "nieuwsbrief": Shape(Request.Kind.NEWSLETTER, "stukje in de nieuwsbrief", NewsletterPieceForm),
}


class Making:
    """For the ModelAdmin of the requests."""

    def get_urls(self):
        view, filled_in = self.admin_site.admin_view, require_http_methods(["GET", "HEAD", "POST"])
        make = view(filled_in(self.make))
        return [
            path("maken/", view(require_safe(self.making)), name="communication_request_making"),
            path("maken/voorbeeld/<slug:key>.png", view(require_safe(self.preview)), name="communication_preview"),
            path("maken/<slug:shape>/", make, name="communication_request_make"),
            path("<int:pk>/maken/<slug:shape>/", make, name="communication_request_make_for"),
            path("<int:pk>/maken/<slug:shape>/<int:product_id>/", make, name="communication_request_make_again"),
            *super().get_urls(),
        ]

    def making(self, request):
        """What can be made of a thing that somebody came from."""
        self._require_making(request)
        thing = thing_of(request.GET.get("over"), request.user)
        if thing is None:
            raise Http404
        context = {"title": f"Maak iets over {thing.label}", "thing": thing, "shapes": SHAPES}
        return self._shown(request, "making", context)

    def make(self, request, shape, pk=None, product_id=None):
        self._require_making(request)
        if shape not in SHAPES:
            raise Http404
        shape = SHAPES[shape]
        asked = get_object_or_404(Request.objects.select_related("project__theme", "group"), pk=pk) if pk else None
        product = get_object_or_404(asked.products.filter(kind=shape.kind), pk=product_id) if product_id else None
        if product and fields_of(product) is None:
            raise Http404
        if asked and asked.status in MADE:
            messages.warning(request, f"Dit kan nu niet. De aanvraag staat op: {asked.get_status_display()}.")
            return self._to(asked)
        form = self._form(request, shape, asked, product)
        is_sent = form.is_valid() and "preview" not in request.POST
        kept = self._keep(request, form, shape, asked, product) if is_sent else None
        return kept or self._making_page(request, form, shape, asked, product)

    def preview(self, request, key):
        """The picture beside the form, of what stood there a moment ago."""
        self._require_making(request)
        shown = cache.get(_cached(request, key))
        if shown is None:
            raise Http404
        asked = Request.objects.filter(pk=shown["request"]).first()
        sheet = SHAPES[shown["shape"]].form.sheet
        picture = sheet(shown["fields"], _thing(shown["about"], asked, request.user)).preview()
        return HttpResponse(picture, content_type="image/png")

    def _form(self, request, shape, asked, product):
        about = (product.data or {}).get("about", "") if product else request.GET.get("over", "")
        thing = _thing(about, asked, request.user)
        read = product.seen if product else ""
        return shape.form(
            sent(request),
            thing=thing,
            before=fields_of(product) if product else None,
            read=read,
            scope=own_scope(request),
        )

    def _keep(self, request, form, shape, asked, product):
        """The redirect to where it is kept; None when somebody else was first, with what to say at the form."""
        by = request.user.person
        try:
            kept = keep_again(product, form, by=by) if product else keep(form, shape.kind, by=by, asked=asked)
        except Conflict:
            product.refresh_from_db()
            form.tell_conflict(product.seen)
            return None
        except InvalidTransition as late:
            form.add_error(None, str(late))
            return None
        except StoryWentOn as late:
            form.add_error(None, _went_on(late.story))
            return None
        except StandsAlready as found:
            form.add_error(None, _stands_already(found.item))
            return None
        messages.success(request, f"Bewaard bij de uitingen: {kept.title}, versie {kept.number}.")
        if shape.kind == Request.Kind.NEWSLETTER and not kept.data["item"]:
            messages.warning(request, "De nieuwsbrief van deze maand is al verstuurd. Het staat er dus niet in.")
        return self._to(kept.request)

    def _making_page(self, request, form, shape, asked, product):
        name = next(name for name, one in SHAPES.items() if one is shape)
        context = {
            "title": f"{'Verander' if product else 'Maak'}: {shape.words}",
            "form": form,
            "shape": shape,
            "asked": asked,
            "product": product,
            "text": form.thing.words.get("text", ""),
            "fields": form.typed,
            "picture": self._picture(request, form, name, asked) if form.sheet else None,
        }
        return self._shown(request, "make", context)

    def _picture(self, request, form, name, asked):
        """{"src", "width", "height"} of how it looks now."""
        fields = form.typed
        shown = {"shape": name, "about": form.thing.key, "request": asked.pk if asked else None, "fields": fields}
        key = hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()[:32]
        cache.set(_cached(request, key), shown, PREVIEWED)
        _, width, height = PREVIEW[form.sheet(fields, form.thing).size]
        return {"src": reverse("admin:communication_preview", args=[key]), "width": width, "height": height}

    def _shown(self, request, template, context):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/communication/request/{template}.html", context)

    def _to(self, asked):
        return redirect(f"{reverse('admin:communication_request_change', args=[asked.pk])}#products-group")

    def _require_making(self, request):
        if not (self.has_change_permission(request) and request.user.has_perm("communication.add_product")):
            raise PermissionDenied


def made_again_at(product):
    """Where a product that the portal made is changed, or empty."""
    name = next((name for name, shape in SHAPES.items() if shape.kind == product.kind), "")
    if not name or fields_of(product) is None:
        return ""
    return reverse("admin:communication_request_make_again", args=[product.request_id, name, product.pk])


def offer(asked, user):
    """For the page of a request: what can be made, and about what."""
    return {"shapes": SHAPES, "make_about": choices_for(asked, user)} if asked.status not in MADE else {}


def _thing(about, asked, user):
    return thing_of(about, user) or (thing_of_request(asked) if asked else Thing())


def _went_on(story):
    return format_html(
        "Het verhaal is niet meer wat hier werd gemaakt. Het staat op: {}. Wat jij typte staat er nog. Zet het zelf in "
        '<a href="{}">het verhaal</a>, of neem hier over wat daar staat.',
        story.state.label,
        reverse("admin:communication_story_change", args=[story.pk]),
    )


def _stands_already(item):
    return format_html(
        "Dit staat al in de nieuwsbrief van deze maand: ‘{}’. Het komt er geen twee keer in. Verander het in "
        '<a href="{}#items-group">de nieuwsbrief</a>, of haal het daar eerst weg. Wat jij typte staat er nog.',
        item.title,
        reverse("admin:communication_newsletter_change", args=[item.newsletter_id]),
    )


def _cached(request, key):
    return f"making:{request.user.pk}:{key}"
