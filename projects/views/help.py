"""What a project needs: asked by its people, offered by anybody, answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import unconfirmed
from core.form_keys import create_once, say_done
from core.forms import own_scope, reread, sent
from core.limits import limited
from projects.forms.help import ACCEPT, AnswerOfferForm, HelpWantedForm, OfferForm, VisitorOfferForm
from projects.models import Conflict, HelpOffer, HelpWanted, InvalidTransition
from projects.views.finding import leads_on, project_of, while_it_lasts
from projects.views.late import too_late

OFFERING = "offering"
ANSWERED = "Hier is al antwoord op gegeven, of het is ingetrokken."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@while_it_lasts
def project_help(request, project):
    """All that its people asked for, with what was offered; and the form for one thing more."""
    form = HelpWantedForm(sent(request), scope=own_scope(request))
    if form.is_bound and form.is_valid():
        key = form.cleaned_data["form_key"]
        rows = project.help_wanted
        _, is_new = create_once(rows, key, lambda: rows.create(form_key=key, **form.wanted))
        say_done(request, "Het staat op de pagina. Wie kan helpen, meldt zich hier.", is_new=is_new)
        return redirect("projects:help", project.slug)
    return _page(request, project, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@while_it_lasts
def edit_help(request, project, wanted_id):
    wanted = get_object_or_404(project.help_wanted, pk=wanted_id)
    form = HelpWantedForm(sent(request), wanted=wanted, scope=own_scope(request))
    if form.is_bound and form.is_valid():
        try:
            wanted.edit(version=form.cleaned_data["version"], **form.wanted)
        except Conflict:
            return _conflict(request, project, wanted, form)
        messages.success(request, "Je wijziging is bewaard.")
        return redirect("projects:help", project.slug)
    return render(request, "projects/help_edit.html", {"project": project, "form": form, "wanted": wanted})


def _conflict(request, project, wanted, form):
    """Who comes second reads what stands there now; sent once more, the own words count."""
    wanted.refresh_from_db()
    reread(form, wanted)
    context = {"project": project, "form": form, "wanted": wanted, "conflict": True}
    return render(request, "projects/help_edit.html", context, status=409)


@login_required
@require_POST
@while_it_lasts
def settle_help(request, project, wanted_id):
    """Found, or after all not."""
    wanted = get_object_or_404(project.help_wanted, pk=wanted_id)
    if "again" in request.POST:
        asked = wanted.ask_again()
        messages.success(request, "Het staat weer op de pagina." if asked else "Het staat al op de pagina.")
    else:
        wanted.fulfil()
        messages.success(request, "Mooi. Het staat niet meer op de pagina.")
    return redirect("projects:help", project.slug)


@leads_on
@require_http_methods(["GET", "HEAD", "POST"])
@limited("offer_help", per="60/h")
def offer_help(request, slug, wanted_id):
    project = project_of(request, slug)
    if project.is_draft:
        raise Http404
    wanted = get_object_or_404(HelpWanted, pk=wanted_id, project=project)
    if not wanted.is_open or not project.joinable():
        messages.warning(request, "Dit is al gevonden, of het is niet meer nodig.")
        return redirect(project)
    return _offer_as_visitor(request, wanted) if request.user.is_anonymous else _offer(request, wanted)


@login_required
@require_POST
@while_it_lasts
def answer_offer(request, project, offer_id):
    offer = get_object_or_404(
        HelpOffer.objects.select_related("wanted", "person"), pk=offer_id, wanted__project=project
    )
    form = AnswerOfferForm(request.POST, offer=offer)
    if not form.is_valid():
        return _page(request, project, HelpWantedForm(scope=request.path), answering={offer.pk: form})
    act = offer.accept if ACCEPT in request.POST else offer.decline
    if act(by=request.user.person, answer=form.cleaned_data["answer"]):
        messages.success(request, f"{offer.person.public_name} krijgt je antwoord.")
    else:
        typed = form.cleaned_data["answer"]
        messages.warning(request, f"{ANSWERED} Jij schreef: ‘{typed}’" if typed else ANSWERED)
    return redirect("projects:help", project.slug)


@leads_on
@login_required
@require_POST
def withdraw_offer(request, slug, offer_id):
    """Of who made it, while nobody answered; to others it is not there."""
    own = HelpOffer.objects.filter(person__user=request.user, wanted__project=project_of(request, slug))
    offer = get_object_or_404(own.select_related("wanted__project"), pk=offer_id)
    if offer.withdraw(by=request.user.person):
        messages.success(request, "Je aanbod is ingetrokken. De mensen van het project krijgen bericht.")
    else:
        messages.warning(request, ANSWERED)
    return redirect(offer.wanted.project)


def _offer(request, wanted):
    typed = unconfirmed.kept(request, OFFERING, wanted.pk)
    earlier = wanted.offers.open().filter(person__user=request.user).first()
    form = OfferForm(sent(request), initial={"text": typed or (earlier.text if earlier else "")})
    if form.is_bound and form.is_valid():
        unconfirmed.forget(request, OFFERING, wanted.pk)
        return _keep(request, wanted, form.cleaned_data["text"])
    context = {"project": wanted.project, "wanted": wanted, "form": form, "earlier": earlier}
    return render(request, "projects/help_offer.html", context | {"confirmed": typed is not None})


def _keep(request, wanted, text):
    try:
        wanted.offer(request.user.person, text=text)
    except InvalidTransition as late:
        return too_late(request, wanted.project, late, typed=["text"])
    messages.success(request, "Fijn! De mensen van het project krijgen bericht. Je hoort van hen.")
    return redirect(wanted.project)


def _offer_as_visitor(request, wanted):
    form = VisitorOfferForm(sent(request), scope=request.path)
    if form.is_bound and form.is_valid():
        return unconfirmed.confirm(request, form, OFFERING, wanted.pk, form.cleaned_data["text"])
    return render(request, "projects/help_offer.html", {"project": wanted.project, "wanted": wanted, "form": form})


def _page(request, project, form, answering=None):
    """`answering`: {offer: the form with which it was answered, and what is wrong with it}."""
    asked = list(project.help_wanted.prefetch_related("offers__person__user"))
    for offer in (offer for wanted in asked for offer in wanted.offers.all()):
        offer.form = (answering or {}).get(offer.pk) or AnswerOfferForm(offer=offer)
    wrong = next(iter(answering.values())) if answering else form
    return render(request, "projects/help.html", {"project": project, "form": form, "asked": asked, "wrong": wrong})
