"""The queue: every button is a POST that calls one method of the request; its state is changed nowhere else."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_POST

from accounts.models import Person
from communication.admin.filters import LateFilter, StateFilter, WhoseFilter
from communication.admin.making import Making, made_again_at, offer
from communication.admin.products import NOTHING_TO_SAVE, ProductInline, in_lower_case, in_the_making
from communication.forms.back_office import (
    AnswerChoiceForm,
    ApprovalHeardForm,
    AssignForm,
    DeclineForm,
    NoteForm,
    RefusalHeardForm,
    SaveViewForm,
    WriteForm,
    heard_form,
)
from communication.letters import request_news
from communication.models import InvalidTransition, Placement, ProductVersion, Request, SavedView
from communication.models.saved_views import narrowed
from core import dates
from core.admin import PlainWords
from core.file_responses import download
from core.form_keys import create_once

Status = Request.Status
NO_MAIL = "mail komt niet aan"


@admin.register(Request)
class RequestAdmin(Making, PlainWords, admin.ModelAdmin):
    list_display = ["subject", "when_due", "state", "whose", "kind", "who"]  # a phone shows the first three
    list_filter = [WhoseFilter, LateFilter, StateFilter, "kind"]
    list_select_related = ["requester__user", "assignee"]
    list_per_page = 50
    show_full_result_count = False
    search_fields = ["subject"]  # shows the field; `get_search_results` looks further
    actions = ["assign_to"]
    action_form = AssignForm
    inlines = [ProductInline]
    change_form_template = "admin/communication/request/change_form.html"
    change_list_template = "admin/communication/request/change_list.html"
    facts = ["number", "kind", "who", "how_to_reach", "about", "wished", "when_due", "state", "whose", "files"]
    fieldsets = [(None, {"fields": facts})]
    readonly_fields = facts

    class Media:
        css = {"all": ["css/back-office.css"]}

    def get_ordering(self, request):
        return Request.objects.all().queue_order()

    def has_add_permission(self, request):
        """Requests come in by the form, also on behalf of somebody."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """The request itself changes by its buttons only; this form saves its products."""

    # -- columns and facts ---------------------------------------------------------------------------------------------
    @admin.display(description="nummer")
    def number(self, asked):
        return asked.pk

    @admin.display(description="van")
    def who(self, asked):
        name = asked.requester_name
        return format_html('{} <b class="late">{}</b>', name, NO_MAIL) if asked.mail_fails else name

    @admin.display(description="klaar op")
    def when_due(self, asked):
        if asked.is_closed:
            return f"gesloten, {dates.heard(asked.closed_at)}" if asked.closed_at else "gesloten"
        wish = f", graag {dates.day(asked.wanted_by)}" if asked.is_wanted_sooner else ""
        if asked.is_late:
            return format_html('<b class="late">te laat: {}</b>{}', dates.day(asked.due), wish)
        return f"{dates.day(asked.due)}{wish}"

    @admin.display(description="stand")
    def state(self, asked):
        if asked.answered_at and not asked.is_closed:
            return format_html('{} <b class="late">antwoord binnen</b>', asked.get_status_display())
        return asked.get_status_display()

    @admin.display(description="wie doet het")
    def whose(self, asked):
        return asked.assignee.name if asked.assignee else "nog niemand"

    @admin.display(description="bereikbaar")
    def how_to_reach(self, asked):
        address = asked.requester_email or asked.email
        if asked.mail_fails:
            address = format_html('{} <b class="late">{}</b>', address, NO_MAIL)
        return (
            format_html_join(", ", "{}", ((way,) for way in (address, asked.requester_phone) if way))
            or "niets achtergelaten"
        )

    @admin.display(description="gaat over")
    def about(self, asked):
        things = [thing for thing in (asked.project, asked.group) if thing]
        links = format_html_join(", ", '<a href="{}">{}</a>', ((thing.get_absolute_url(), thing) for thing in things))
        return links or "geen project"

    @admin.display(description="wensen")
    def wished(self, asked):
        labels = dict(Request.Channel.choices)
        day = f"klaar op {dates.day(asked.wanted_by)}" if asked.wanted_by else ""
        return ", ".join(filter(None, [day, *(labels.get(one, one) for one in asked.channels)])) or "geen"

    @admin.display(description="bijlagen")
    def files(self, asked):
        rows = ((f"../bijlage/{file.pk}/", file.shown_name) for file in asked.attachments.all())
        return format_html_join(", ", '<a href="{}">{}</a>', rows) or "geen"

    # -- the list ------------------------------------------------------------------------------------------------------
    def changelist_view(self, request, extra_context=None):
        context = {
            "title": "Aanvragen",
            "saved_views": request.user.person.saved_views.all(),
            "save_view": SaveViewForm(initial={"query": narrowed(request.GET.urlencode())}),
        }
        return super().changelist_view(request, context | (extra_context or {}))

    def get_changelist_instance(self, request):
        shown = super().get_changelist_instance(request)
        Request.note_mail_trouble(shown.result_list)
        return shown

    def get_search_results(self, request, queryset, search_term):
        return queryset.found_by(search_term), False

    @admin.action(description="Wijs toe aan", permissions=["change"])
    def assign_to(self, request, queryset):
        chosen = request.POST.get("member") or None  # Django looked already whether the form holds
        member = Person.objects.communicatieteam().filter(pk=chosen).first()
        if not member:
            return messages.warning(request, "Kies aan wie je de aanvragen wilt toewijzen.")
        taken, left = queryset.assign_all(to=member, by=request.user.person)
        if taken:
            messages.success(request, f"Toegewezen aan {member.name}: {taken}.")
        if left:
            messages.warning(request, f"Niet veranderd, want al van iemand of gesloten: {left}.")
        return None

    def keep_view(self, request):
        self._require_queue(request)
        form = SaveViewForm(request.POST)
        if not form.is_valid():
            messages.warning(request, " ".join(message for _, message in form.error_list()))
            return redirect("admin:communication_request_changelist")
        kept = SavedView.objects.keep(request.user.person, **form.cleaned_data)
        messages.success(request, f"Bewaard: {kept.name}.")
        return redirect(f"{reverse('admin:communication_request_changelist')}?{kept.query}")

    def drop_view(self, request, pk):
        self._require_queue(request)
        get_object_or_404(request.user.person.saved_views, pk=pk).delete()
        messages.success(request, "Weggehaald.")
        return redirect("admin:communication_request_changelist")

    def _require_queue(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied

    def get_inline_formsets(self, *args, **kwargs):
        return [in_lower_case(shown) for shown in super().get_inline_formsets(*args, **kwargs)]

    # -- the page ------------------------------------------------------------------------------------------------------
    def change_view(self, request, object_id, form_url="", extra_context=None):
        asked = self.get_object(request, object_id)
        context = self._page(request, asked) if asked else {}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def _page(self, request, asked):
        may = self.has_change_permission(request, asked)
        is_open, is_own = not asked.is_closed, _is_own(asked, request.user.person)
        writes = may and is_open and asked.status != Status.NEW
        return {
            "title": asked.subject,
            "subtitle": None,
            "conversation": asked.messages.with_what_belongs(),
            "history": asked.events.select_related("actor", "assignee"),
            "products": asked.products.prefetch_related("placements"),
            "is_own": is_own,
            "said": _may_be_said(asked) if may and not is_own else [],
            "made": _made(asked) if may and in_the_making(asked) else [],
            "buttons": _buttons(asked, request.user.person) if may else [],
            **(_writing(request, asked) if writes else {}),
            "note": NoteForm(auto_id="id_notitie_%s") if may else None,
            "decline": DeclineForm(auto_id="id_afwijzen_%s") if may and is_open else None,
            **({} if in_the_making(asked) else NOTHING_TO_SAVE),
            "late_answer": asked.status == Status.DONE,
            "speaks": may and asked.is_spoken_for,
            **(offer(asked, request.user) if may else {}),
        }

    # -- buttons -------------------------------------------------------------------------------------------------------
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("lijst-bewaren/", view(require_POST(self.keep_view)), name="communication_request_keep_view"),
            path("lijst/<int:pk>/weg/", view(require_POST(self.drop_view)), name="communication_request_drop_view"),
            path("<int:pk>/bijlage/<int:file_id>/", view(self.attachment), name="communication_request_attachment"),
            path("<int:pk>/uiting/<int:file_id>/", view(self.product), name="communication_request_product"),
            path(
                "<int:pk>/uiting/<int:file_id>/versie/<int:number>/",
                view(self.product_version),
                name="communication_request_version",
            ),
            path("<int:pk>/<slug:action>/doen/", view(require_POST(self.act)), name="communication_request_act"),
            *super().get_urls(),
        ]

    def act(self, request, pk, action):
        asked = get_object_or_404(Request, pk=pk)
        if not self.has_change_permission(request, asked):
            raise PermissionDenied
        if action in FORMS:
            return self._act_with_words(request, asked, action)
        if action not in ACTS:
            raise Http404
        return self._tell(request, asked, action)

    def _act_with_words(self, request, asked, action):
        (form_class, act), person = FORMS[action], request.user.person
        form = form_class(request.POST)
        if request.POST.get("first") in FIRST:
            return self._first(request, asked, action, form)
        if not form.is_valid():
            return self._again(request, asked, action, form)
        if action == "bericht" and "preview" in request.POST:
            is_mailed = asked.gets_mail and not _is_own(asked, person)
            mail = request_news(asked, form.cleaned_data["text"]) if is_mailed else None
            return self._again(request, asked, action, form, {"is_preview": True, "mail": mail})
        try:
            act(asked, person, form)
        except InvalidTransition as late:
            messages.warning(request, str(late))
            asked.refresh_from_db()
            return self._again(request, asked, action, form)
        messages.success(request, _said(asked, "afronden" if "finish" in form.data else action, person))
        _warn_of_what_is_left(request, asked)
        return self._back(asked)

    def _again(self, request, asked, action, form, extra=None):
        """The same form by itself, with what was typed, and the buttons that the request takes now."""
        context = {
            **self.admin_site.each_context(request),
            "title": asked.subject,
            "opts": self.opts,
            "original": asked,
            "form": form,
            "action": action,
            **_looks_like(action, asked),
            "takes": _takes(action, asked),
            "presses": _presses(action, asked, form, request.user.person),
            "is_own": _is_own(asked, request.user.person),
            "back": self._back(asked).url,
            **(extra or {}),
        }
        return TemplateResponse(request, "admin/communication/request/again.html", context)

    def _first(self, request, asked, action, form):
        """What has to be done before this form can be sent, without losing what was typed."""
        first, person = request.POST["first"], request.user.person
        try:
            ACTS[first](asked, person)
        except InvalidTransition as late:
            messages.warning(request, str(late))
        else:
            messages.success(request, _said(asked, first, person))
        return self._again(request, asked, action, form)

    def _tell(self, request, asked, action):
        person = request.user.person
        try:
            ACTS[action](asked, person)
        except InvalidTransition as late:
            messages.warning(request, str(late))
        else:
            messages.success(request, _said(asked, action, person))
            _warn_of_what_is_left(request, asked)
        return redirect("admin:index") if "desk" in request.POST else self._back(asked)

    def _back(self, asked):
        return redirect(reverse("admin:communication_request_change", args=[asked.pk]))

    # -- files ---------------------------------------------------------------------------------------------------------
    def attachment(self, request, pk, file_id):
        asked = self._seen(request, pk)
        file = get_object_or_404(asked.attachments, pk=file_id)
        return download(file.file, file.shown_name)

    def product(self, request, pk, file_id):
        asked = self._seen(request, pk)
        product = get_object_or_404(asked.products.exclude(file=""), pk=file_id)
        return download(product.file, product.download_name)

    def product_version(self, request, pk, file_id, number):
        """A version before the one of now, for the team."""
        asked = self._seen(request, pk)
        versions = ProductVersion.objects.filter(product__request=asked, product=file_id, number=number)
        version = get_object_or_404(versions.exclude(file=""))
        return download(version.file, version.download_name)

    def _seen(self, request, pk):
        asked = get_object_or_404(Request, pk=pk)
        if not self.has_view_permission(request, asked):
            raise PermissionDenied
        return asked


def _warn_of_what_is_left(request, asked):
    """Finishing a request leaves what was planned of it to be placed."""
    if asked.status == Status.DONE:
        for product in asked.products.not_agreed():
            messages.warning(request, f"Niemand zei akkoord: {product}. Plaats het niet zonder dat.")
        left = Placement.objects.left_of(asked).select_related("product").order_by("planned_on", "pk")
        for placement in left:
            messages.warning(request, f"Nog te plaatsen op {dates.day(placement.planned_on)}: {placement}.")
        for channel in _wished_in_vain(asked):
            messages.warning(request, f"De aanvrager wilde het ook hier, en er is niets geplaatst: {channel.label}.")


def _wished_in_vain(asked):
    """The channels that were asked for, where nothing stands or is planned."""
    used = set(Placement.objects.filter(product__request=asked).values_list("channel", flat=True))
    return [channel for channel in Request.Channel if channel in asked.channels and channel not in used]


def _writing(request, asked):
    """The form to write to the requester, begun with the answer that was chosen beside it."""
    choice = AnswerChoiceForm(request.GET)
    chosen = choice.cleaned_data["antwoord"] if choice.is_valid() else None
    begun = {"text": chosen.filled_in(asked)} if chosen else {}
    return {"write": WriteForm(auto_id="id_bericht_%s", initial=begun), "choice": choice}


def _made(asked):
    """[(product, where it is changed)] of what the portal made."""
    rows = ((product, made_again_at(product)) for product in asked.products.all())
    return [(product, address) for product, address in rows if address]


def _may_be_said(asked):
    """[(product, form of a yes, form of a no)] of what waits for the requester, who may also call or come by."""
    if asked.status != Status.FOR_APPROVAL:
        return []
    waiting = asked.products.filter(approved_at=None)
    return [(product, heard_form("akkoord", product), heard_form("anders", product)) for product in waiting]


FIRST = {"oppakken": "Ik pak dit op", "heropenen": "Ga er toch mee verder"}  # then the requester can be written to


def _buttons(asked, person):
    """(action, words) of what may be pressed in this state."""
    is_mine = asked.assignee_id == person.pk
    offered = [
        ("oppakken", FIRST["oppakken"], asked.status == Status.NEW),
        ("overnemen", "Ik neem dit over", asked.status != Status.NEW and not asked.is_closed and not is_mine),
        ("begin", "Begin", asked.status in (Status.ASSIGNED, Status.WAITING)),
        ("akkoord-vragen", "Vraag of het goed is", asked.status == Status.IN_PROGRESS),
        ("afronden", "Rond af", asked.may_be_finished and asked.was_answered),
        ("heropenen", FIRST["heropenen"], asked.may_be_reopened),
    ]
    return [(action, words) for action, words, is_offered in offered if is_offered]


ACTS = {
    "oppakken": lambda asked, person: asked.assign(to=person, by=person),
    "overnemen": lambda asked, person: asked.reassign(to=person, by=person),
    "begin": lambda asked, person: asked.begin(by=person),
    "akkoord-vragen": lambda asked, person: asked.ask_approval(by=person),
    "afronden": lambda asked, person: asked.finish(by=person),
    "heropenen": lambda asked, person: asked.reopen(by=person),
}


def _write(asked, person, form):
    said = {"by": person, "text": form.cleaned_data["text"], "form_key": form.send_key}
    if asked.messages.filter(form_key=form.send_key).exists():  # pressed twice is sent once
        return
    if "finish" in form.data:
        act = partial(asked.write_and_finish, **said)
    else:
        act = partial(asked.write, wait=form.cleaned_data["wait"], **said)
    create_once(asked.messages, form.send_key, act)


def _note(asked, person, form):
    key, text = form.send_key, form.cleaned_data["text"]
    create_once(asked.messages, key, lambda: asked.note(by=person, text=text, form_key=key))


def _decline(asked, person, form):
    asked.decline(by=person, reason=form.cleaned_data["reason"])


def _hear_refusal(asked, person, form):
    key, reason = form.send_key, form.cleaned_data["reason"]
    act = partial(asked.hear_refusal, reason=reason, form_key=key, **form.heard(person))
    create_once(asked.messages, key, act)


FORMS = {
    "akkoord-gezegd": (ApprovalHeardForm, lambda asked, person, form: asked.hear_approval(**form.heard(person))),
    "anders-gezegd": (RefusalHeardForm, _hear_refusal),
    "bericht": (WriteForm, _write),
    "notitie": (NoteForm, _note),
    "afwijzen": (DeclineForm, _decline),
}
# How a form is called, who reads what is typed there, and its button.
SHOWN = {
    "bericht": ("Stuur naar aanvrager", "{who} leest dit.", "Stuur naar aanvrager"),
    "notitie": (
        "Interne notitie",
        "Alleen het team leest dit. De aanvrager ziet het nooit.",
        "Bewaar de interne notitie",
    ),
    "afwijzen": ("Dit kunnen we niet doen", "{who} leest waarom.", "Wijs af, met deze reden"),
    "akkoord-gezegd": ("Het is goed", "{who} leest dit terug.", "Schrijf op dat het goed is"),
    "anders-gezegd": ("Er moet iets anders", "{who} leest dit terug.", "Schrijf op wat er anders moet"),
}


def _looks_like(action, asked):
    heading, who_reads, _ = SHOWN[action]
    return {"heading": heading, "who_reads": who_reads.format(who=asked.requester_name)}


def _takes(action, asked):
    """Whether this form can be sent as the request stands now."""
    if action == "notitie":
        return True
    if action in ("akkoord-gezegd", "anders-gezegd"):
        return asked.status == Status.FOR_APPROVAL
    return not asked.is_closed and (action == "afwijzen" or asked.status != Status.NEW)


def _presses(action, asked, form, person):
    """[(name, value, words)] of the buttons of a form that came back; the one that was pressed is the first."""
    if not _takes(action, asked):
        helps = FIRST if action in ("bericht", "afwijzen") else ()
        return [("first", one, words) for one, words in _buttons(asked, person) if one in helps]
    send = [("", "", SHOWN[action][2])]
    if action != "bericht" or not asked.may_be_finished:
        return send
    finish = [("finish", "1", "Verstuur en rond af")]
    return finish + send if "finish" in form.data else send + finish


def _is_own(asked, person):
    """No mail of it goes to who does something with it."""
    return asked.requester_id == person.pk


def _said(asked, action, person):
    """What is said of it afterwards; of what no mail brings, who does."""
    if _is_own(asked, person):
        return DONE_OF_OWN[action]
    if action in TOLD and not asked.gets_mail:
        brings = f"De balie belt {asked.requester_name}." if asked.is_called else "Dat komt niet vanzelf aan."
        return f"{TOLD[action]} {brings}"
    return DONE[action]


# What the requester is told, as it is said where no mail brings it.
TOLD = {
    "akkoord-vragen": "De vraag of het goed is, staat klaar.",
    "afronden": "De aanvraag is afgerond.",
    "bericht": "Je bericht is bewaard.",
    "afwijzen": "De aanvraag is afgewezen.",
}
DONE = {
    "oppakken": "Deze aanvraag is nu van jou.",
    "overnemen": "Deze aanvraag is nu van jou.",
    "begin": "Je bent ermee bezig. De aanvrager ziet dat.",
    "akkoord-vragen": "De aanvrager krijgt de vraag of het goed is.",
    "afronden": "De aanvraag is afgerond. De aanvrager leest dat.",
    "heropenen": "De aanvraag is weer open. Jij gaat ermee verder.",
    "bericht": "Je bericht is verstuurd.",
    "notitie": "De notitie is bewaard.",
    "afwijzen": "De aanvraag is afgewezen. De aanvrager leest waarom.",
    "akkoord-gezegd": "Opgeschreven: de aanvrager vindt het goed.",
    "anders-gezegd": "Opgeschreven: er moet iets anders.",
}
# The same of what one asked oneself: there is nobody else to hear it.
DONE_OF_OWN = DONE | {
    "begin": "Je bent ermee bezig.",
    "akkoord-vragen": "Je vroeg dit zelf. Zeg zelf of het goed is, bij ‘Zoals de aanvrager het ziet’.",
    "afronden": "De aanvraag is afgerond.",
    "bericht": "Je bericht is bewaard. Je vroeg dit zelf: er gaat geen mail uit.",
    "afwijzen": "De aanvraag is afgewezen.",
}
