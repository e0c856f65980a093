"""What there is to come to: “ik kom” for everybody, planning and the rest for the project's people."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import unconfirmed
from core.calendars import calendar
from core.file_responses import calendar_response
from core.form_keys import create_once, say_done
from core.forms import own_scope, reread, sent
from core.limits import limited
from core.secret_pages import kept_secret
from core.when import STANDS_SO
from projects import structured
from projects.calendar_entries import activity_entry
from projects.forms.activities import (
    ActivityForm,
    CancelActivityForm,
    EditActivityForm,
    MoveActivityForm,
    TellForm,
    VisitorComesForm,
)
from projects.models import Activity, Conflict, InvalidTransition, NoPlace, Photo, Project, Unchanged
from projects.posters import PAPERS, when_and_where
from projects.views.finding import leads_on, project_of
from projects.views.late import too_late

COMING = "coming_to"
CLOSED = "Dit gaat niet door of is al geweest."
WHO_HEARS = "Wie zou komen of het project volgt, krijgt bericht."


@leads_on
@require_http_methods(["GET", "HEAD", "POST"])
def activity_detail(request, slug, activity_id):
    activity = _visible(request, slug, activity_id)
    if request.method == "POST":
        return _come(request, activity)
    return _page(request, activity, VisitorComesForm())


@require_safe
@leads_on
def activity_file(request, slug, activity_id):
    """For the calendar on a phone."""
    activity = _visible(request, slug, activity_id)
    content = calendar([activity_entry(activity)], activity.title)
    name = f"activiteit-{activity.pk}.ics"
    return calendar_response(request, content, name, is_public=activity.project.is_public)


@leads_on
@login_required
@require_POST
def stay_away(request, slug, activity_id):
    activity = _visible(request, slug, activity_id)
    activity.stay_away(request.user.person)
    messages.success(request, "Je komt niet. Fijn dat je het laat weten.")
    return redirect(activity)


@limited("staying_away", per="60/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def stay_away_by_link(request, token):
    """From the mail, without signing in: opening it changes nothing, mail scanners do that too."""
    activity, person = Activity.of_stay_away_token(token) or (None, None)
    if activity is None:
        raise Http404
    if request.method == "POST" and not activity.takes_no_changes:
        activity.stay_away(person)
        return kept_secret(redirect(request.path))
    context = {
        "activity": activity,
        "person": person,
        "comes": activity.attendances.filter(person=person).exists(),
        "facts": when_and_where(activity),
        "closed": CLOSED,
    }
    return kept_secret(render(request, "projects/stay_away.html", context))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_activity(request, slug):
    project = project_of(request, slug)
    project.require(project.updatable_by(request.user))
    form = ActivityForm(sent(request), scope=own_scope(request))
    if not form.is_bound or not form.is_valid():
        return render(request, "projects/activity_form.html", {"about": project, "form": form})
    try:
        activity, is_new = create_once(
            project.activities,
            form.cleaned_data["form_key"],
            lambda: Activity.plan(project, by=request.user.person, **form.activity),
        )
    except InvalidTransition as sentence:
        messages.warning(request, str(sentence))
        return redirect(project)
    planned = "Het staat in de kalender. Wie het project volgt, hoort ervan."
    say_done(request, planned, is_new=is_new)
    return redirect(activity)


@leads_on
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move_activity(request, slug, activity_id):
    activity = _steered(request, slug, activity_id)
    begin, end = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
    initial = {"day": begin.date(), "starts": begin.time(), "ends": end.time(), "place": activity.place}
    form = MoveActivityForm(sent(request), initial=initial | {"version": activity.sequence})
    if form.is_bound and form.is_valid():
        try:
            is_done = activity.move(by=request.user.person, version=form.cleaned_data["version"], **form.when)
        except Conflict:
            return _conflict(request, activity, form, "projects/activity_move.html")
        except Unchanged:
            form.add_error(None, STANDS_SO)
        else:
            return _answer(request, activity, is_done, f"Het is verplaatst. {WHO_HEARS}")
    return render(request, "projects/activity_move.html", {"about": activity, "form": form})


@leads_on
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_activity(request, slug, activity_id):
    """What it is called, the text and the room; when and where is moving."""
    activity = _steered(request, slug, activity_id)
    initial = {name: getattr(activity, name) for name in ("title", "text", "room")} | {"version": activity.sequence}
    to_tell = activity.people_to_tell(by=request.user.person).count()
    form = EditActivityForm(sent(request), initial=initial, coming=activity.coming, to_tell=to_tell)
    if form.is_bound and form.is_valid():
        try:
            is_done = activity.correct(by=request.user.person, **form.cleaned_data)
        except Conflict:
            return _conflict(request, activity, form, "projects/activity_edit.html")
        except Unchanged:
            form.add_error(None, "Er verandert niets: zo staat het er al.")
        else:
            return _answer(request, activity, is_done, f"Het is aangepast. {form.told_words}".strip())
    return render(request, "projects/activity_edit.html", {"about": activity, "form": form})


@leads_on
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel_activity(request, slug, activity_id):
    activity = _steered(request, slug, activity_id)
    form = CancelActivityForm(sent(request))
    if form.is_bound and form.is_valid():
        is_done = activity.cancel(by=request.user.person, reason=form.cleaned_data["reason"])
        return _answer(request, activity, is_done, f"Het gaat niet door. {WHO_HEARS}")
    return render(request, "projects/activity_cancel.html", {"about": activity, "form": form})


@leads_on
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tell_activity(request, slug, activity_id):
    """Afterwards: a photo and a number become a message of the project."""
    activity = _steered(request, slug, activity_id)
    try:
        activity.require_over()
        form = TellForm(sent(request), request.FILES or None, scope=own_scope(request))
        if not form.is_bound or not form.is_valid():
            return render(request, "projects/activity_tell.html", {"about": activity, "form": form})
        key = form.cleaned_data["form_key"]
        create_once(activity.project.updates, key, lambda: _tell(activity, form.cleaned_data, by=request.user.person))
    except InvalidTransition as late:
        return too_late(request, activity, late, typed=["text"])
    messages.success(request, "Je bericht staat op de pagina van het project. Bedankt!")
    return redirect(activity.project)


def _come(request, activity):
    if request.user.is_anonymous:
        return _come_as_visitor(request, activity)
    unconfirmed.forget(request, COMING, activity.pk)
    try:
        activity.come(request.user.person)
    except NoPlace as sentence:
        messages.warning(request, str(sentence))
    else:
        more = ", en de dag ervoor nog een" if activity.reminds_later else ""
        messages.success(request, f"Fijn dat je komt! Je krijgt er een mail van{more}.")
    return redirect(activity)


def _come_as_visitor(request, activity):
    """No code is sent to who cannot come."""
    try:
        activity.require_place()
    except NoPlace as sentence:
        messages.warning(request, str(sentence))
        return redirect(activity)
    form = VisitorComesForm(request.POST, scope=request.path)
    if not form.is_valid():
        return _page(request, activity, form)
    return unconfirmed.confirm(request, form, COMING, activity.pk, "")


def _page(request, activity, form):
    user = request.user
    context = {
        "activity": activity,
        "project": activity.project,
        "form": form,
        "comes": user.is_authenticated and activity.attendances.filter(person__user=user).exists(),
        "confirmed": user.is_authenticated and unconfirmed.kept(request, COMING, activity.pk) is not None,
        "left": None if activity.room is None else max(activity.room - activity.coming, 0),
        "may_steer": activity.project.updatable_by(user) if user.is_authenticated else False,
        "address": settings.SITE_URL + activity.get_absolute_url(),
        "papers": PAPERS,
        "structured": structured.of_activity(activity),
    }
    if context["may_steer"]:
        context["people"] = activity.attendances.select_related("person__user").order_by("at")
    return render(request, "projects/activity.html", context)


def _tell(activity, cleaned, *, by):
    with transaction.atomic():
        post = activity.tell(by=by, text=cleaned["text"], people=cleaned["people"], form_key=cleaned["form_key"])
        Photo.add_all(activity.project, cleaned["photos"], by=by, update_post=post)
    return post


def _conflict(request, activity, form, page):
    """Who comes second reads what stands there now; sent once more, the own words count."""
    activity.refresh_from_db()
    reread(form, activity, version="sequence", into="version")
    return render(request, page, {"about": activity, "form": form, "conflict": True}, status=409)


def _answer(request, activity, is_done, words):
    if is_done:
        messages.success(request, words)
    else:
        messages.warning(request, CLOSED)
    return redirect(activity)


def _visible(request, slug, activity_id):
    projects = Project.objects.visible_to(request.user).exclude(status="draft")
    rows = Activity.objects.filter(project__in=projects).select_related("project__theme", "told_in")
    return get_object_or_404(rows.annotate(coming=Count("attendances")), pk=activity_id, project__slug=slug)


def _steered(request, slug, activity_id):
    activity = _visible(request, slug, activity_id)
    activity.project.require(activity.project.updatable_by(request.user))
    return activity
