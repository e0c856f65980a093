"""Propose a project one question a page. Each answer is kept at once: going back, reloading, a crash lose nothing."""

import uuid
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts import signin
from core.form_keys import create_once
from core.forms import reread, sender
from core.limits import Limit, client_ip
from projects.forms.steps import WhoQuestion
from projects.models import Conflict, InvalidTransition, NoRoom, Project
from projects.steps import CHECK, Way

WAITING = "proposal"  # in the session: the draft that waits for a confirmed address
KEEPING = "proposal_kept"  # in the session: that it was to be kept for later, not sent
HELD = "drafts"  # in the session: keys of the drafts that were begun in this browser
MOST_HELD = 20
_BEGUN = uuid.UUID("6f1f3f0e-6a8e-4d0c-9a53-2f0f6f0c7a11")
GONE = "Dit idee is er niet meer. Wat niet binnen een dag is bevestigd, gooien we weg."
KEPT = "Je idee is bewaard. Je vindt het terug bij je eigen projecten."
PUT_AWAY = "Het idee staat niet meer op dit apparaat. Na een dag gooien we het weg."
PUT_AWAY_WITH_ADDRESS = (
    "Het idee staat niet meer op dit apparaat. Log binnen een dag in met het e-mailadres dat je invulde, "
    "dan staat het daar klaar. Daarna gooien we het weg."
)


def held_by(request):
    return request.session.get(HELD, [])


def drafts_of(request):
    """What who asks may go on with."""
    return Project.objects.open_to(request.user, held_by(request))


def begin(request, form):
    """Make a draft with only a title, and lead to the next question; back and pressed again, it is the same draft."""
    title = form.cleaned_data["title"]
    if begun := drafts_of(request).just_begun(title):
        return redirect(begun.steps_url)
    return begin_with(request, form.draft_key(sender(request)), title=title)


def begin_with(request, key, **fields):
    """The same, of what was said elsewhere; `key`: one draft a key."""
    by = None if request.user.is_anonymous else request.user.person
    limit_proposing(request)
    project, _ = create_once(Project.objects, key, lambda: Project.objects.draft(by=by, form_key=key, **fields))
    if by is None:
        _hold(request, [*(one for one in held_by(request) if one != str(key)), str(key)][-MOST_HELD:])
    return redirect(project.steps_url)


def key_here(request, what):
    """The key of a draft of `what` for who begins it: pressed twice it is one, and another's is another."""
    return uuid.uuid5(_BEGUN, f"{what} {sender(request)}")


def wait_for_code(request, project, **typed):
    """Mail a code to the address that was typed with this draft, and remember which one it was."""
    request.session[WAITING] = project.pk
    request.session[KEEPING] = "save" in request.POST
    request.session.set_expiry(0)
    return signin.begin(request, **typed, next_url=reverse("projects:confirm"), once=project.form_key)


def masked(email):
    """Enough of an address to know it by, for a screen that another may look at."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}…@{domain}"


def on_a_draft(view):
    """The view gets the `Way` of a draft that who asks may go on with. No page of it is kept, found or told of."""

    @wraps(view)
    def wrapped(request, form_key, **kwargs):
        drafts = drafts_of(request).select_related("theme")
        project = drafts.filter(form_key=form_key).first()
        if project is None:
            response = _elsewhere(request, form_key)
        else:
            response = _open(request, Way(project, request.user.is_anonymous), view, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer, same-origin"  # why two: communication.views.requests.secret
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


@require_safe
@on_a_draft
def go_on(request, way):
    """To the first question without an answer, or to all answers."""
    return redirect(way.address(way.next_one))


@require_http_methods(["GET", "HEAD", "POST"])
@on_a_draft
def answer_question(request, way, question):
    form_class = way.question(question)
    if form_class is None and question == WhoQuestion.slug:  # signed in meanwhile
        return redirect(way.address(CHECK))
    if form_class is None:
        raise Http404
    if request.method != "POST":
        return _ask(request, way, form_class(project=way.project))
    if "remove" in request.POST:
        return _remove_photo(request, way, question)
    form = form_class(request.POST, request.FILES, project=way.project)
    if not form.is_valid():
        return _ask(request, way, form)
    return _keep(request, way, form)


@require_http_methods(["GET", "HEAD", "POST"])
@on_a_draft
def check_answers(request, way):
    """All answers, to look over and to send."""
    if request.method != "POST" or not {"send", "save", "discard"} & request.POST.keys():
        return _show(request, way)
    if "discard" in request.POST:
        return _discard(request, way)
    if missing := way.missing(to_send="send" in request.POST):
        return _show(request, way, missing=missing)
    return _send_as_visitor(request, way) if way.is_visitor else _send(request, way)


def _hold(request, keys):
    """What a visitor wrote can be gone on with in this browser until it is closed: the next one may be another."""
    request.session[HELD] = keys
    if request.user.is_anonymous:
        request.session.set_expiry(0)


def _open(request, way, view, **kwargs):
    """The page itself, unless the draft is put away here, or it is not sure yet that it is of who is signed in."""
    if "forget" in request.POST and str(way.project.form_key) in held_by(request):
        return _put_away(request, way)
    if not way.is_begun_by_somebody:
        return view(request, way, **kwargs)
    if "mine" not in request.POST:
        return _ask_whose(request, way)
    try:
        _take_over(request, way)
    except InvalidTransition as late:
        return _too_late(request, way, late)
    # What was sent before it was asked comes along in that question.
    return view(request, way, **kwargs) if "version" in request.POST else redirect(request.get_full_path())


def _ask_whose(request, way):
    carried = [(name, value) for name, value in request.POST.items() if name not in ("csrfmiddlewaretoken", "mine")]
    context = {"project": way.project, "carried": [] if request.FILES else carried}
    return render(request, "projects/confirm_mine.html", context)


def _put_away(request, way):
    _hold(request, [one for one in held_by(request) if one != str(way.project.form_key)])
    if request.session.get(WAITING) == way.project.pk:
        del request.session[WAITING]
    if way.is_visitor:
        request.session.pop(signin.SESSION_KEY, None)
    messages.success(request, PUT_AWAY_WITH_ADDRESS if way.person and way.person.email else PUT_AWAY)
    return redirect("projects:propose")


def _elsewhere(request, form_key):
    """For who may not write this draft: where it went, or nothing."""
    there, is_held = Project.objects.filter(form_key=form_key), str(form_key) in held_by(request)
    if is_held and not there.exists():
        messages.warning(request, GONE)
        return redirect("projects:propose")
    if request.user.is_anonymous:
        return redirect_to_login(request.path)
    if project := there.of_initiator(request.user.person).first():
        return redirect("projects:proposed", project.slug)
    if is_held and (project := there.of_visitors().first()):
        context = {"project": project, "address": masked(project.initiator.email)}
        return render(request, "projects/confirm_other.html", context, status=403)
    raise Http404


def _ask(request, way, form, *, conflict=False):
    context = {
        "form": form,
        "way": way,
        "project": way.project,
        "number": way.number(form.slug),
        "count": len(way.questions),
        "back": way.before(form.slug) if form.slug != "titel" else "",
        "check": way.address(CHECK),
        "is_change": "wijzig" in request.GET,
        "conflict": conflict,
    }
    return render(request, "projects/propose_question.html", context, status=409 if conflict else 200)


def _keep(request, way, form):
    try:
        _take_over(request, way)
        if form.files:
            limit_proposing(request)
        form.keep()
    except Conflict:
        way.project.refresh_from_db()
        reread(form, way.project)
        return _ask(request, way, form, conflict=True)
    except NoRoom as full:
        form.add_error("photo", _no_room(full.left))
        return _ask(request, way, form)
    except InvalidTransition as late:
        return _too_late(request, way, late)
    if form.not_kept:
        messages.warning(request, form.not_kept)
    if "save" in request.POST and way.is_visitor and form.slug == WhoQuestion.slug:
        return _send_as_visitor(request, Way(way.project, is_visitor=True))
    return redirect(_next(request, way, form.slug))


def _remove_photo(request, way, question):
    try:
        _take_over(request, way)
        if request.POST["remove"][:18].isdecimal():
            way.project.remove_photo(int(request.POST["remove"][:18]))
    except InvalidTransition as late:
        return _too_late(request, way, late)
    return redirect(request.get_full_path())


def _next(request, way, slug):
    if "add" in request.POST:
        return request.get_full_path()
    if "check" in request.POST or "wijzig" in request.GET:
        return way.address(CHECK)
    return way.address(way.before(slug) if "back" in request.POST else way.after(slug))


def _show(request, way, *, missing=(), conflict=False):
    context = {
        "way": way,
        "project": way.project,
        "missing": missing,
        "conflict": conflict,
        "last": way.address(way.slugs[-1]),
        "is_typed_by_visitor": not way.is_visitor and way.person and way.person.user_id is None,
        "similar": Project.objects.similar_to(way.project.title),
    }
    return render(request, "projects/propose_check.html", context, status=409 if conflict else 200)


def _send(request, way):
    person, project = request.user.person, way.project
    version = request.POST.get("version", "")[:9]
    try:
        if "send" not in request.POST:
            project.claim(by=person)
            messages.success(request, KEPT)
            return redirect(project)
        limit_proposing(request)
        project.hand_in(by=person, version=int(version) if version.isdecimal() else 0)
    except Conflict:
        project.refresh_from_db()
        return _show(request, Way(project, is_visitor=False), conflict=True)
    except InvalidTransition as late:
        if late.project.is_draft:
            return _too_late(request, way, late)
        return _elsewhere(request, project.form_key)
    return redirect("projects:proposed", project.slug)


def _send_as_visitor(request, way):
    limit_proposing(request)
    typed = {name: getattr(way.person, name) for name in ("name", "email", "phone")}
    return wait_for_code(request, way.project, **typed)


def _discard(request, way):
    try:
        way.project.discard()
    except InvalidTransition as late:
        return _too_late(request, way, late)
    messages.success(request, "Je idee is weggegooid.")
    return redirect("projects:list")


def _take_over(request, way):
    """What somebody began before signing in is theirs from here."""
    if not way.is_visitor:
        way.project.claim(by=request.user.person)


def _too_late(request, way, late):
    """In another window it was sent or thrown away meanwhile."""
    messages.warning(request, str(late))
    return redirect(way.project.steps_url)


def limit_proposing(request):
    if request.user.is_anonymous:
        Limit("propose-visitor", "200/h").hit(client_ip(request))
    else:
        Limit("propose", "600/h").hit(str(request.user.pk))


def _no_room(left):
    if left < 1:
        return "Je hebt al zes foto’s. Haal er eerst een weg."
    return f"Er kunnen nog {left} foto’s bij. Kies er minder."
