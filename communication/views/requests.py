"""Ask the communicatieteam for help, and the requester's own page behind its secret address."""

from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communication.forms.requests import (
    AnswerForm,
    OnBehalfRequestForm,
    RefusalForm,
    RequestForm,
    VisitorRequestForm,
)
from communication.models import InvalidTransition, Request
from communication.product_files import file_response, picture_response
from communication.words import facts, how_it_stands, since
from core.file_responses import download
from core.form_keys import create_once, say_done
from core.forms import own_scope
from core.limits import limited
from core.printing import qr_svg
from core.secret_pages import kept_secret
from groups.models import Group, Membership
from projects.forms.fields import named
from projects.models import Project

SUGGESTED = 30
REFUSAL_IDS = "id_weiger_%s"  # beside the form to answer, on one page


@never_cache
@limited("communication-request", per="60/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_help(request):
    form, group = _request_form(request), _group_of(request)
    if form.is_bound and form.is_valid() and not form.notice:
        made, is_new = create_once(Request.objects, form.send_key, lambda: _submit(request, form, group))
        if made.is_answered_by(request.user):
            return redirect(f"{made.secret_url}?verstuurd={'aanvraag' if is_new else 'al'}")
        done = f"De aanvraag van {made.requester_name} ligt bij het communicatieteam."
        say_done(request, done, is_new=is_new)
        return redirect(f"{made.secret_url}bonnetje/")
    context = {"form": form, "group": group, "projects": [named(project) for project in _suggested(request.user)]}
    return render(request, "communication/ask.html", context)


def _request_form(request):
    user, visible = request.user, Project.objects.visible_to(request.user)
    if user.is_anonymous:
        form_class = VisitorRequestForm
    else:
        form_class = OnBehalfRequestForm if user.is_communicatieteam or user.is_counter else RequestForm
    options = {"visible": visible, "scope": own_scope(request)}
    if request.method == "POST":
        return form_class(request.POST, request.FILES, **options)
    return form_class(initial=_wished(request, visible), **options)


def _wished(request, visible):
    """What a link to this page already says: ?project=<slug>&kind=poster."""
    initial = {"kind": request.GET.get("kind", "")}
    if slug := request.GET.get("project", "")[:80]:
        project = visible.filter(slug=slug).first()
        initial["project"] = named(project) if project else ""
    return initial


def _group_of(request):
    """The group that a link to this page names, ?group=<slug>, of who is in it; else None."""
    own = Membership.objects.groups_of(request.user) if request.user.is_authenticated else []
    slug = request.GET.get("group", "")[:80]
    return Group.objects.filter(slug=slug, pk__in=own).first() if slug else None


def _suggested(user):
    """One's own projects, and the newest; any other can be typed."""
    newest = Project.objects.published().order_by("-proposed_at").only("title", "short_code")
    if user.is_anonymous:
        return newest[:SUGGESTED]
    own = Project.objects.visible_to(user).of_initiator(user.person).only("title", "short_code")
    return list({project.pk: project for project in [*own[:SUGGESTED], *newest[:SUGGESTED]]}.values())


def _submit(request, form, group):
    fields = form.request_fields | {"form_key": form.send_key, "group": group}
    if request.user.is_anonymous:
        return Request.submit(**fields)
    person = request.user.person
    return Request.submit(by=None if fields.get("name") else person, actor=person, **fields)


def answered(view):
    """For who speaks for the requester, below `secret`: the team and the balie do so elsewhere, in their own name."""

    @wraps(view)
    def wrapped(request, asked, **kwargs):
        if request.method == "POST" and not asked.is_answered_by(request.user):
            raise PermissionDenied
        return view(request, asked, **kwargs)

    return wrapped


def secret(view):
    """Behind the secret address: an unknown one is 404."""

    @wraps(view)
    def wrapped(request, token, **kwargs):
        found = Request.objects.by_token(token).select_related("requester__user", "assignee", "project").first()
        if found is None:
            raise Http404
        return kept_secret(view(request, found, **kwargs))

    return wrapped


@secret
@limited("communication-answer", per="60/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
@answered
def request_page(request, asked):
    """Reading changes nothing, whoever opens the link; writing an answer is a POST."""
    if request.method != "POST":
        return _own_page(request, asked, answer=AnswerForm())
    form = AnswerForm(request.POST, request.FILES, scope=own_scope(request))
    if form.is_valid():
        return _answer(request, asked, form)
    return _own_page(request, asked, answer=form)


def _answer(request, asked, form):
    by, key = _author(request, asked), form.send_key
    try:
        create_once(
            asked.messages,
            key,
            lambda: asked.answer(by=by, form_key=key, **form.said),
        )
    except InvalidTransition:
        return _own_page(request, asked, answer=form)
    return redirect(f"{asked.secret_url}?verstuurd=bericht#gesprek")


@secret
@limited("communication-answer", per="60/h", by="user")
@require_POST
@answered
def approve_product(request, asked, product_id=None):
    """Agree with one product, or with all of them; only with what was seen."""
    product = get_object_or_404(asked.products, pk=product_id) if product_id else None
    try:
        asked.approve(by=_author(request, asked), product=product, seen=request.POST.get("seen", ""))
    except InvalidTransition:
        return redirect(f"{asked.secret_url}?veranderd=1#uitingen")
    return redirect(f"{asked.secret_url}?verstuurd=akkoord#uitingen")


@secret
@limited("communication-answer", per="60/h", by="user")
@require_POST
@answered
def refuse_product(request, asked, product_id=None):
    """Say what has to change about one product; about all of it where there is none."""
    product = get_object_or_404(asked.products, pk=product_id) if product_id else None
    form = _refusal(request, product, request.POST)
    if not form.is_valid():
        return _own_page(request, asked, answer=AnswerForm(scope=request.path), refusal=form)
    by, key, reason = _author(request, asked), form.send_key, form.cleaned_data["reason"]
    about = {"product": product, "seen": request.POST.get("seen", "")} if product else {}
    try:
        create_once(asked.messages, key, lambda: asked.refuse(by=by, reason=reason, form_key=key, **about))
    except InvalidTransition:
        if not asked.messages.filter(form_key=key).exists():  # pressed twice is sent once
            kept = AnswerForm({"text": reason}, scope=asked.secret_url)
            return _own_page(request, asked, answer=kept, changed=True)
    return redirect(f"{asked.secret_url}?verstuurd=bericht#gesprek")


def _refusal(request, product=None, data=None):
    """The form beside a product, or beside what is proposed in the conversation."""
    ids = f"id_weiger_{product.pk}_%s" if product else REFUSAL_IDS
    form = RefusalForm(data, scope=request.path, auto_id=ids)
    form.product = product
    return form


@secret
@require_safe
def request_receipt(request, asked):
    """On paper, for who asked at the counter: what, by when, whom to call and with which number."""
    context = {"asked": asked, "may_answer": asked.is_answered_by(request.user)}
    return render(request, "communication/request_receipt.html", context)


@secret
@require_safe
def request_qr(request, asked):
    """Of the own page, for the receipt."""
    return HttpResponse(qr_svg(settings.SITE_URL + asked.secret_url), content_type="image/svg+xml")


@secret
@require_safe
def attachment_file(request, asked, attachment_id):
    attachment = get_object_or_404(asked.attachments, pk=attachment_id)
    return download(attachment.file, attachment.shown_name)


@secret
@require_safe
def product_file(request, asked, product_id):
    return file_response(asked.products.for_requester(), product_id)


@secret
@require_safe
def product_picture(request, asked, product_id):
    return picture_response(asked.products.for_requester(), product_id)


def _own_page(request, asked, *, answer, refusal=None, changed=False):
    (stands, now), may_answer = how_it_stands(asked), asked.is_answered_by(request.user)
    products = list(asked.products.for_requester().with_past().with_placed())
    for product in products:
        product.since = since(product)
        is_refused = refusal and refusal.product == product
        product.refusal = refusal if is_refused else _refusal(request, product)
    context = {
        "asked": asked,
        "may_answer": may_answer,
        "at_work": "" if may_answer else _at_work(request, asked),
        "stands": stands,
        "now": now,
        "facts": facts(asked),
        "conversation": asked.messages.for_requester().with_what_belongs(),
        "attachments": asked.attachments.filter(message=None),
        "products": products,
        "declined_because": _reason_of(asked),
        "answer": answer,
        "refusal": refusal or _refusal(request),
        "wrong": answer if answer.errors else refusal,
        "sent": _sent(request, asked),
        "changed": changed or "veranderd" in request.GET,
    }
    return render(request, "communication/request.html", context)


def _at_work(request, asked):
    """Where who does not speak for the requester writes down what is heard; empty where only the requester answers."""
    if request.user.has_perm("communication.change_request"):
        return reverse("admin:communication_request_change", args=[asked.pk])
    return reverse("counter_answer", args=[asked.pk]) if asked.is_spoken_for else ""


def _sent(request, asked):
    """What was just sent; that the request itself was, is old news once somebody took it up."""
    sent = request.GET.get("verstuurd", "")
    return "" if sent in ("aanvraag", "al") and asked.status != Request.Status.NEW else sent


def _reason_of(asked):
    if asked.status != Request.Status.DECLINED:
        return ""
    return asked.events.filter(kind="declined").values_list("reason", flat=True).first() or ""


def _author(request, asked):
    """The requester when signed in as such; whoever else has the link writes without a name."""
    is_requester = request.user.is_authenticated and asked.requester_id == request.user.person.pk
    return request.user.person if is_requester else None
