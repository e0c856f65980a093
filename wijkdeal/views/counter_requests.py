"""The counter, about requests of whom no mail reaches: find one, show what was made, write down what is said."""

from functools import partial, wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communication.forms.back_office import heard_form
from communication.forms.requests import AnswerHeardForm
from communication.models import InvalidTransition, Request
from communication.product_files import file_response, picture_response
from communication.words import since
from core.form_keys import create_once
from core.forms import own_scope, sent
from core.limits import limited
from wijkdeal.forms import CounterFindForm

FOUND = 50


@login_required
@require_safe
def counter_requests(request):
    """Those of whom no mail reaches, found by name or by the number on the receipt; all of them, the newest first."""
    _require_who_hears(request.user)
    form = CounterFindForm(request.GET)
    rows, typed = Request.objects.none(), ""
    if form.is_valid():
        typed = form.cleaned_data["q"]
        rows = Request.objects.spoken_for().of_asker(typed).select_related("requester").order_by("-created_at", "-pk")
    context = {"form": form, "typed": typed, "found": rows[:FOUND]}
    return render(request, "wijkdeal/counter_requests.html", context)


def spoken(view):
    """For the balie and who handles requests; 404 of who gets mail."""

    @wraps(view)
    def wrapped(request, pk, **kwargs):
        _require_who_hears(request.user)
        asked = get_object_or_404(Request, pk=pk)
        if asked.gets_mail:
            raise Http404
        return view(request, asked, **kwargs)

    return wrapped


@login_required
@limited("counter", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
@spoken
def counter_answer(request, asked):
    """What somebody whom no mail reaches says about a request, asked or not."""
    form = AnswerHeardForm(sent(request), scope=own_scope(request))
    if form.is_bound and form.is_valid():
        said = form.said(request.user.person)
        try:
            create_once(asked.messages, said["form_key"], lambda: asked.answer(**said))
        except InvalidTransition as late:
            messages.warning(request, str(late))
        else:
            messages.success(request, f"Wat {asked.requester_name} zegt, staat bij de aanvraag.")
            return redirect(_back(request, asked))
    return _page(request, asked, form)


@login_required
@require_POST
@limited("counter", per="200/h", by="user")
@spoken
def counter_approve(request, asked, product_id):
    """That it is good, as it was shown or read out."""
    product = get_object_or_404(asked.products.for_requester(), pk=product_id)
    form = heard_form("akkoord", product, request.POST)
    if not form.is_valid():
        return _page(request, asked, wrong=form, about=product)
    return _write_down(
        request, asked, f"Opgeschreven: {asked.requester_name} vindt het goed.",
        partial(asked.hear_approval, **form.heard(request.user.person) | {"product": product}), about=product,
    )  # fmt: skip


@login_required
@require_POST
@limited("counter", per="200/h", by="user")
@spoken
def counter_refuse(request, asked, product_id):
    """That it is not good yet, and what has to change."""
    product = get_object_or_404(asked.products.for_requester(), pk=product_id)
    form = heard_form("anders", product, request.POST)
    if not form.is_valid():
        return _page(request, asked, wrong=form, about=product, kept=_kept(request.POST))
    key, reason = form.send_key, form.cleaned_data["reason"]
    said = form.heard(request.user.person) | {"product": product, "reason": reason, "form_key": key}
    return _write_down(
        request, asked, "Opgeschreven: er moet iets anders. Het communicatieteam leest dat.",
        lambda: create_once(asked.messages, key, lambda: asked.hear_refusal(**said)), about=product,
        kept=_kept(form.cleaned_data),
    )  # fmt: skip


@login_required
@require_safe
@spoken
def counter_product(request, asked, product_id):
    return file_response(asked.products.for_requester(), product_id)


@login_required
@require_safe
@spoken
def counter_picture(request, asked, product_id):
    return picture_response(asked.products.for_requester(), product_id)


def _write_down(request, asked, words, act, *, about, kept=None):
    """On to what is still to be asked, else back; what came too late is not lost."""
    try:
        act()
    except InvalidTransition as late:
        messages.warning(request, str(late))
        asked.refresh_from_db()
        return _page(request, asked, about=about, kept=kept)
    messages.success(request, words)
    is_more = asked.status == Request.Status.FOR_APPROVAL
    return redirect("counter_answer", asked.pk) if is_more else redirect(_back(request, asked))


def _page(request, asked, form=None, *, wrong=None, about=None, kept=None):
    """What was `kept` or `wrong` is about a product, and stands there as long as that waits; else in the free form."""
    address = reverse("counter_answer", args=[asked.pk])
    kept = kept or {}
    products = _asked_about(asked, wrong, about, kept)
    free = {} if about in products else kept
    begun = {"text": free["reason"], "how": free["how"]} if free else {}
    if wrong and about not in products:
        messages.warning(request, str(InvalidTransition(asked)))
        wrong = None
    form = form or AnswerHeardForm(scope=f"{address} {request.user.pk}", initial=begun)
    context = {
        "asked": asked,
        "address": address,
        "products": products,
        "agreed": asked.products.for_requester().exclude(approved_at=None) if products else [],
        "form": form,
        "wrong": wrong or form,
        "kept": free,
        "handles": _handles(request.user),
        "back": _back(request, asked),
    }
    return render(request, "wijkdeal/counter_answer.html", context)


def _kept(said):
    """Of a no what was typed, how it was said and when; nothing where nothing was typed."""
    return {name: said.get(name, "") for name in ("reason", "how", "on")} if said.get("reason", "").strip() else {}


def _asked_about(asked, wrong, about, kept):
    """The products that wait for a yes or a no, each with its forms; `wrong` is one as it was sent."""
    if asked.status != Request.Status.FOR_APPROVAL:
        return []
    products = list(asked.products.for_requester().filter(approved_at=None).with_past())
    for product in products:
        product.since = since(product)
        product.kept = kept if product == about else {}
        product.yes, product.no = heard_form("akkoord", product), heard_form("anders", product, **product.kept)
        if wrong and wrong.auto_id == product.yes.auto_id:
            product.yes = wrong
        if wrong and wrong.auto_id == product.no.auto_id:
            product.no = wrong
    return products


def _back(request, asked):
    if _handles(request.user):
        return reverse("admin:communication_request_change", args=[asked.pk])
    return reverse("counter")


def _require_who_hears(user):
    if not (_handles(user) or user.is_counter):
        raise PermissionDenied


def _handles(user):
    return user.has_perm("communication.change_request")
