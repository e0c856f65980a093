"""Where what was made goes: the channels of a product, its texts, the walk past the poster boards, the calendar."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from communication.channel_texts import texts_of
from communication.forms.spreading import FacebookPostForm, PlaceAnywayForm, PlaceForm, PlanForm
from communication.models import FacebookPost, NotAgreed, Placement, PosterBoard, Product, Request
from communication.models.boards import walk
from communication.models.placements import channels_of
from communication.spreading_calendar import read_period
from core import dates
from core.admin import PlainWords, ReadOnly
from core.file_responses import photo_response
from core.forms import Form


class Checklist:
    """Mix in before `ModelAdmin` of a product: below its form all channels, each with what can be pressed."""

    change_form_template = "admin/communication/product/change_form.html"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        product = self.get_object(request, object_id)
        is_agreed = product is None or product.is_agreed
        lines = [_line(*channel, is_agreed=is_agreed) for channel in channels_of(product)] if product else []
        context = {"title": str(product), "subtitle": None, "channels": lines}
        context["is_agreed"] = is_agreed
        context["may_place"] = request.user.has_perm(MAY_PLACE)
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))


MAY_PLACE = "communication.change_placement"


def _line(channel, is_asked, placement, *, is_agreed):
    """A row of the checklist: its forms begin with what stands there."""
    kept = {"link": placement.link, "note": placement.note} if placement else {}
    if placement and placement.is_placed:
        kept["on"] = placement.placed_on
    place_form = _place_form(is_agreed or "on" in kept)
    planned = max(placement.planned_on, dates.today()) if placement else dates.today()
    return {
        "channel": channel,
        "is_asked": is_asked,
        "placement": placement,
        "plan": PlanForm(auto_id=f"id_plan_{channel}_%s", initial={"planned_on": planned}),
        "form": place_form(auto_id=f"id_{channel}_%s", initial=kept),
    }


def _place_form(is_agreed):
    return PlaceForm if is_agreed else PlaceAnywayForm


@admin.register(Placement)
class PlacementAdmin(ReadOnly, PlainWords, admin.ModelAdmin):
    """To look back in: what is done happens on the page of the product."""

    list_display = ["of_product", "channel", "planned_on", "placed_on", "placed_by"]
    list_display_links = None
    list_filter = ["channel", ("placed_on", admin.EmptyFieldListFilter)]
    list_select_related = ["product", "placed_by"]
    search_fields = ["product__title", "note"]
    ordering = ["-planned_on"]
    actions = None

    class Media:
        css = {"all": ["css/back-office.css"]}

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Plaatsingen"} | (extra_context or {}))

    @admin.display(description="uiting", ordering="product__title")
    def of_product(self, placement):
        return format_html('<a href="{}">{}</a>', _page_of(placement.product), placement.product)

    # -- pages and buttons ---------------------------------------------------------------------------------------------
    def get_urls(self):
        view, of = self.admin_site.admin_view, "uiting/<int:product_id>/"
        acts = {
            f"{of}<slug:channel>/<slug:action>/doen/": (self.act, "communication_placement_act"),
            f"{of}bord/<int:board_id>/<slug:action>/doen/": (self.act_on_board, "communication_placement_board"),
        }
        pages = {
            "kalender/": (self.calendar, "communication_placement_calendar"),
            f"{of}teksten/": (self.texts, "communication_placement_texts"),
            f"{of}borden/": (self.boards, "communication_placement_boards"),
            "<int:pk>/foto/": (self.proof, "communication_placement_proof"),
        }
        return [
            *(path(route, view(require_POST(act)), name=name) for route, (act, name) in acts.items()),
            *(path(route, view(require_safe(page)), name=name) for route, (page, name) in pages.items()),
            *super().get_urls(),
        ]

    def act(self, request, product_id, channel, action):
        product = _product(request, product_id)
        if action not in ACTS or channel not in Request.Channel:
            raise Http404
        form_class, act = ACTS[action]
        typed = request.POST.copy()
        if action == "geplaatst":
            form_class = _place_form(product.is_agreed)
            typed.setdefault("on", dates.today().isoformat())  # the bare press says no day
        form = form_class(typed, request.FILES)
        form.asked_on = timezone.localdate(product.request.created_at)
        if not form.is_valid():
            context = {"form": form, "action": action, "channel": Request.Channel(channel)}
            context["from_desk"] = "desk" in request.POST
            return self._page(request, "place", product, context)
        find = Placement.objects.filter(product=product, channel=channel).first
        placement = find() if action in OF_WHAT_IS_PLACED else Placement.of(product, channel)
        done, said = act(placement, request.user.person, form)
        messages.add_message(request, messages.SUCCESS if done else messages.WARNING, said)
        return redirect("admin:index" if "desk" in request.POST else f"{_page_of(product)}#verspreiden")

    def act_on_board(self, request, product_id, board_id, action):
        product, board = _product(request, product_id), get_object_or_404(PosterBoard, pk=board_id)
        if action not in ("hangt", "hangt-niet"):
            raise Http404
        if action == "hangt-niet":
            self._take_off(request, product, board)
        else:
            self._hang(request, product, board)
        return redirect(f"{reverse('admin:communication_placement_boards', args=[product.pk])}#bord-{board.pk}")

    def _hang(self, request, product, board):
        try:
            if board.hang(product, by=request.user.person):
                messages.success(request, f"Opgeschreven: hij hangt op het bord ‘{board}’.")
            else:
                messages.warning(request, f"Bij {board} zei een ander al dat hij hangt.")
        except NotAgreed as unasked:
            messages.warning(request, str(unasked))

    def _take_off(self, request, product, board):
        posters = product.placements.placed().filter(channel=Request.Channel.POSTERS)
        was_placed = posters.exists()
        if not board.take_off(product, by=request.user.person):
            return messages.warning(request, f"Een ander zei al dat hij niet meer hangt op het bord ‘{board}’.")
        messages.success(request, f"Opgeschreven: hij hangt niet meer op het bord ‘{board}’.")
        if was_placed and not posters.exists():
            messages.warning(request, "De posterborden staan weer op gepland, want hij hangt niet meer overal.")
        return None

    def calendar(self, request):
        self._require_view(request)
        period = read_period(request.GET)
        context = {
            **self.admin_site.each_context(request),
            "title": period.title,
            "opts": self.opts,
            "period": period,
            "days": period.days(),
        }
        return TemplateResponse(request, "admin/communication/placement/calendar.html", context)

    def texts(self, request, product_id):
        self._require_view(request)
        product = get_object_or_404(Product.objects.select_related("request__project"), pk=product_id)
        return self._page(request, "texts", product, {"texts": texts_of(product)})

    def boards(self, request, product_id):
        self._require_view(request)
        product = get_object_or_404(Product, pk=product_id)
        boards = walk(product)
        hanging = sum(visit is not None for _, visit in boards)
        context = {"boards": boards, "hanging": hanging, "may_place": request.user.has_perm(MAY_PLACE)}
        return self._page(request, "boards", product, context)

    def proof(self, request, pk):
        self._require_view(request)
        placement = get_object_or_404(Placement.objects.exclude(proof=""), pk=pk)
        try:
            return photo_response(request, placement.proof, is_public=False)
        except FileNotFoundError:
            raise Http404 from None

    def _page(self, request, name, product, context):
        context = {
            **self.admin_site.each_context(request),
            "title": product.title,
            "opts": product._meta,
            "product": product,
            "back": _page_of(product),
            **context,
        }
        return TemplateResponse(request, f"admin/communication/placement/{name}.html", context)

    def _require_view(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied


@admin.register(PosterBoard)
class PosterBoardAdmin(PlainWords, admin.ModelAdmin):
    list_display = ["name", "place", "order", "is_active"]
    search_fields = ["name", "place", "note"]
    actions = None

    class Media:
        css = {"all": ["css/back-office.css"]}


@admin.register(FacebookPost)
class FacebookPostAdmin(PlainWords, admin.ModelAdmin):
    form = FacebookPostForm
    fields = ["read", "text", "posted_on", "link"]
    list_display = ["__str__", "posted_on"]
    search_fields = ["text"]
    actions = None

    class Media:
        css = {"all": ["css/back-office.css"]}

    def save_model(self, request, obj, form, change):
        obj.save(update_fields=form.own_fields if change else None)


def _product(request, pk):
    """Of who may place it."""
    if not request.user.has_perm(MAY_PLACE):
        raise PermissionDenied
    return get_object_or_404(Product, pk=pk)


def _page_of(product):
    return reverse("admin:communication_product_change", args=[product.pk])


def _plan(placement, person, form):
    if placement.plan(form.cleaned_data["planned_on"]):
        return True, f"Gepland voor {dates.day(placement.planned_on)}: {placement.get_channel_display()}."
    return False, _placed_already(placement)


def _unplan(placement, person, form):
    if placement.unplan():
        return True, f"De planning is weg: {placement.get_channel_display()}."
    placement = Placement.objects.placed().filter(product=placement.product, channel=placement.channel).first()
    return False, _placed_already(placement) if placement else "Dit was al niet meer gepland."


def _place(placement, person, form):
    try:
        if placement.place(by=person, **form.said):
            return True, f"Geplaatst: {placement.get_channel_display()}."
    except NotAgreed as unasked:  # it was changed this very moment
        return False, str(unasked)
    return False, _placed_already(placement)


def _prove(placement, person, form):
    if placement and placement.prove(**form.said):
        return True, "Het is bewaard."
    return False, "Dit is niet geplaatst. Druk eerst op ‘Geplaatst’."


def _undo(placement, person, form):
    if placement and placement.undo(by=person):
        return True, f"Niet meer geplaatst: {placement.get_channel_display()}."
    return False, "Dit was al niet meer geplaatst."


def _placed_already(placement):
    who = placement.placed_by.name if placement.placed_by else "Iemand van het team"
    return f"{who} zei al dat dit geplaatst is: {placement.get_channel_display()}, {dates.day(placement.placed_on)}."


ACTS = {
    "plannen": (PlanForm, _plan),
    "planning-weg": (Form, _unplan),
    "geplaatst": (PlaceForm, _place),
    "aanvullen": (PlaceForm, _prove),
    "terug": (Form, _undo),
}
OF_WHAT_IS_PLACED = {"aanvullen", "terug"}  # nothing is made for these
