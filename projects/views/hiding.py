"""Take a project, or a piece of it, out of sight and put it back: the duo, the communicatieteam, the administrator.

Whose it is reads what was hidden and why.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from core.forms import sent
from projects.forms.hiding import HideForm, ShowAgainForm
from projects.models import InvalidTransition, Project
from projects.pieces import find_piece, key_of, word_of
from projects.views.finding import merged_with
from projects.views.late import too_late

MAKERS = {"updates": "author", "photos": "added_by", "questions": "asker"}  # {relation: whose a piece is}


@dataclass(frozen=True)
class Piece:
    relation: str
    heading: str
    lead: str
    done: str
    before: str


UPDATE = Piece(
    "updates",
    "Verberg een bericht",
    "Niemand kan het daarna nog lezen, en de foto’s erbij zijn weg. Het project blijft staan.",
    "Het bericht is verborgen. De mensen van het project horen waarom.",
    "Dit bericht was al verborgen.",
)
PHOTO = Piece(
    "photos",
    "Verberg een foto",
    "Niemand kan de foto daarna nog zien. Het project en het bericht erbij blijven staan.",
    "De foto is verborgen. De mensen van het project horen waarom.",
    "Deze foto was al verborgen.",
)
QUESTION = Piece(
    "questions",
    "Verberg een vraag",
    "Niemand kan de vraag en het antwoord daarna nog lezen. Het project blijft staan.",
    "De vraag is verborgen. Wie de vraag stelde, hoort waarom.",
    "Deze vraag was al verborgen.",
)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hide_project(request, slug):
    project = _minded(request, slug)
    if not project.hideable_by(request.user):
        return _gone_before(request, project)
    form = HideForm(sent(request))
    if form.is_bound and form.is_valid():
        return _hide(request, project, form.cleaned_data["reason"])
    return render(request, "projects/hide.html", {"project": project, "form": form})


def hide_update(request, slug, update_id):
    return _hide_piece(request, slug, UPDATE, update_id)


def hide_photo(request, slug, photo_id):
    return _hide_piece(request, slug, PHOTO, photo_id)


def hide_question(request, slug, question_id):
    return _hide_piece(request, slug, QUESTION, question_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def _hide_piece(request, slug, piece, pk):
    project = _minded(request, slug)
    if not project.hideable_by(request.user):
        return _gone_before(request, project)
    thing = get_object_or_404(getattr(project, piece.relation), pk=pk)
    form = HideForm(sent(request))
    if thing.hidden_at is None and not (form.is_bound and form.is_valid()):
        context = {"project": project, "piece": piece, "thing": thing, "form": form}
        return render(request, "projects/hide.html", context)
    if thing.hidden_at is None and thing.hide(by=request.user.person, reason=form.cleaned_data["reason"]):
        messages.success(request, piece.done)
    else:
        messages.warning(request, piece.before)
    return redirect(project)


@login_required
@require_safe
def hidden_things(request, slug):
    """What was hidden here and why: for who hides, for the people of the project, and for each what is one's own."""
    project = get_object_or_404(Project.objects.select_related("theme"), slug=slug)
    can_open = Project.objects.visible_to(request.user).filter(pk=project.pk).exists()
    things = _hidden_for(request.user, project)
    if things is None:
        if not can_open:
            raise Http404
        raise PermissionDenied
    context = {
        "project": project,
        "things": [{"thing": thing, "word": word_of(thing), "key": key_of(thing)} for thing in things],
        "may_show": project.is_minded_by(request.user),
        "can_open": can_open,
    }
    return render(request, "projects/hidden.html", context)


def _hidden_for(user, project):
    """The longest hidden first; None for whom nothing here is."""
    reads_all = project.is_minded_by(user) or (project.is_own_of(user) and not project.is_draft)
    things = [project] if reads_all and project.hidden_at else []
    for name, maker in MAKERS.items():
        rows = getattr(project, name).exclude(hidden_at=None).select_related("hidden_by")
        things += rows if reads_all else rows.filter(**{maker: user.person})
    return sorted(things, key=lambda thing: thing.hidden_at) if things or reads_all else None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_again(request, slug, key):
    project = _minded(request, slug)
    thing = find_piece(project, key)
    if thing is None:
        raise Http404
    form = ShowAgainForm(sent(request))
    if thing.hidden_at and not (form.is_bound and form.is_valid()):
        context = {"project": project, "thing": thing, "form": form}
        return render(request, "projects/show_again.html", context)
    if thing.hidden_at and thing.show_again(by=request.user.person, reason=form.cleaned_data["reason"]):
        messages.success(request, "Het staat weer op de website. Wie het schreef, krijgt een mail.")
    else:
        messages.warning(request, "Dit was niet verborgen, of iemand anders zette het al terug.")
    return redirect("projects:hidden", project.slug)


def _minded(request, slug):
    """Also what a colleague hid a moment ago: who comes second is told so."""
    project = get_object_or_404(Project.objects.select_related("theme"), slug=slug)
    if not project.is_minded_by(request.user):
        get_object_or_404(Project.objects.visible_to(request.user), pk=project.pk)
        raise PermissionDenied
    return project


def _hide(request, project, reason):
    try:
        project.hide(by=request.user.person, reason=reason)
    except InvalidTransition as late:
        return _gone_before(request, late.project)
    messages.success(request, f"‘{project.title}’ is verborgen. De mensen van het project horen waarom.")
    return redirect("projects:hidden", project.slug)


def _gone_before(request, project):
    if project.merged_into_id:
        return too_late(request, project.merged_into, merged_with(project.merged_into), typed=["reason"])
    seen_at = reverse("projects:hidden", args=[project.slug])
    return too_late(request, seen_at, f"‘{project.title}’ was al verborgen.", typed=["reason"])
