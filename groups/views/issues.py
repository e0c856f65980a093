"""Vraagstukken: raised, accepted, taken up, answered, followed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import unconfirmed
from accounts.following import Following
from accounts.models import Seen
from core.form_keys import create_once, say_done
from core.kept_pages import kept
from core.limits import limited
from core.pagination import page_of
from groups.forms.issues import DeclineForm, PassOnForm, RaiseForm, SettleForm, VisitorRaiseForm
from groups.issue_page import IssuePage
from groups.models import Group, Issue
from groups.models.issues import TooManyIssues, chairs_koplopers
from groups.views.finding import bind, scope
from themes.models import OutOfPhase, Phase
from themes.views.rounds import going_or_none, in_phase

FOLLOWING = Following(
    what="dit vraagstuk",
    told="Het staat op je eigen pagina, bij wat je volgt. Je krijgt mail als het verder gaat.",
    back="het vraagstuk",
)
PER_PAGE = 20
OPEN_SHOWN = 100
RAISING = "raising"
ENOUGH = "Er wachten al drie vraagstukken van jou op de voorzitter. Wacht tot je antwoord hebt, of bel ons."


@kept("stand", "pagina")
@require_safe
def issue_list(request):
    """The open ones and those somebody works on, then what was answered, page by page.

    Where more than a hundred wait for an answer, those have pages of their own: ?stand=lopend.
    """
    issues = Issue.objects.visible_to(request.user).named_for(request.user)
    issues = issues.select_related("theme", "taken_up_by", "project", "group")
    typed, only_going = request.GET.get("pagina"), request.GET.get("stand") == "lopend"
    going = page_of(issues.unanswered(), typed if only_going else 1, OPEN_SHOWN)
    context = {
        "open": [issue for issue in going if issue.state == Issue.State.OPEN],
        "taken_up": [issue for issue in going if issue.state == Issue.State.TAKEN_UP],
        "more_going": going.has_next and not only_going,
        "only_going": only_going,
        "page": going if only_going else page_of(issues.answered(), typed, PER_PAGE),
        "waiting": [] if request.user.is_anonymous else issues.waiting()[:OPEN_SHOWN],
    }
    return render(request, "groups/issues.html", context)


@kept()
@require_safe
def issue_detail(request, issue_id):
    page = IssuePage(request.user, issue_id)
    issue = page.issue
    context = {"issue": issue, "page": page}
    if request.user.is_authenticated:
        context |= {
            "may_accept": issue.is_waiting and issue.acceptable_by(request.user),
            "may_take_up": issue.state == Issue.State.OPEN and issue.takeable_by(request.user),
            "may_give_back": issue.returnable_by(request.user),
            "may_pass_on": issue.passable_by(request.user),
            "may_wish": not issue.wish_id
            and issue.is_accepted
            and issue.opened_by(request.user)
            and in_phase(going_or_none(), Phase.COLLECT),
            "may_start": Group.startable_from(issue, request.user),
            "may_settle": issue.is_accepted and not issue.is_answered and issue.settleable_by(request.user),
            "follows": issue.follows.filter(person=request.user.person).exists(),
        }
        if context["follows"]:
            Seen.note(request.user.person, issue)
    return render(request, "groups/issue.html", context)


@limited("raise_issue", per="30/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def raise_issue(request):
    """A koploper's is there at once, another's waits for the chair; a visitor confirms the address first."""
    if request.user.is_anonymous:
        return _raise_as_visitor(request)
    typed = unconfirmed.kept(request, RAISING, "")
    form = bind(RaiseForm, request, initial=typed or {}, scope=scope(request))
    issue = form.is_bound and form.is_valid() and _raised(request, form)
    if not issue:
        return _raise_page(request, form, confirmed=typed is not None)
    unconfirmed.forget(request, RAISING, "")
    return redirect(issue)


def _raise_as_visitor(request):
    form = bind(VisitorRaiseForm, request, scope=scope(request))
    if form.is_bound and form.is_valid():
        return unconfirmed.confirm(request, form, RAISING, "", form.words)
    return _raise_page(request, form)


def _raise_page(request, form, **context):
    context |= {"form": form, "at_once": Issue.opened_by(request.user)}
    return render(request, "groups/issue_new.html", context)


def _raised(request, form):
    """The vraagstuk, new or of an earlier press; None, with a word in the form, for whom enough wait."""
    by, at_once = request.user.person, Issue.opened_by(request.user)
    rows = Issue.objects.filter(raised_by=by)
    try:
        issue, is_new = create_once(
            rows, form.cleaned_data["form_key"], lambda: Issue.bring_in(by=by, at_once=at_once, **form.issue)
        )
    except TooManyIssues:
        form.add_error(None, ENOUGH)
        return None
    say_done(request, _what_now(issue), is_new=is_new)
    return issue


def _what_now(issue):
    if issue.is_waiting:
        return "We hebben je vraagstuk. De voorzitter van de koplopers kijkt ernaar. Je krijgt een mail."
    return "Het vraagstuk staat erbij. Iedereen kan het nu lezen."


@login_required
@require_POST
def accept_issue(request, issue_id):
    issue = _find(request, issue_id)
    issue.require(issue.acceptable_by(request.user))
    if issue.accept(by=request.user.person):
        messages.success(request, "Iedereen kan het nu lezen. Wie het inbracht, krijgt een mail.")
    else:
        _say_why_not(request, issue)
    return redirect(issue)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decline_issue(request, issue_id):
    issue = _find(request, issue_id)
    issue.require(issue.acceptable_by(request.user))
    form = bind(DeclineForm, request)
    if form.is_bound and form.is_valid() and issue.decline(by=request.user.person, **form.cleaned_data):
        messages.success(request, "Het vraagstuk is niet opgenomen. Wie het inbracht, krijgt de reden per mail.")
        return redirect(issue)
    if not issue.is_waiting:
        _say_why_not(request, issue)
        return redirect(issue)
    return render(request, "groups/issue_decline.html", {"form": form, "issue": issue})


@login_required
@require_POST
def take_up_issue(request, issue_id):
    issue = _find(request, issue_id)
    issue.require(issue.takeable_by(request.user))
    if issue.take_up(by=request.user.person):
        messages.success(request, "Fijn dat je dit oppakt.")
    else:
        _say_why_not(request, issue)
    return redirect(issue)


@login_required
@require_POST
def give_back_issue(request, issue_id):
    issue = _find(request, issue_id)
    is_taken_up = issue.state == Issue.State.TAKEN_UP
    issue.require(issue.returnable_by(request.user) or (not is_taken_up and issue.takeable_by(request.user)))
    if is_taken_up and issue.give_back(by=request.user.person):
        messages.success(request, "Het vraagstuk is weer open. Een ander kan het oppakken.")
    else:
        _say_why_not(request, issue)
    return redirect(issue)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pass_on_issue(request, issue_id):
    """To a group, of which anybody may take it up then."""
    issue = _find(request, issue_id)
    issue.require(chairs_koplopers(request.user))
    form = bind(PassOnForm, request, initial=_found_so_far(issue))
    if form.is_bound and form.is_valid() and issue.pass_on(by=request.user.person, **form.cleaned_data):
        messages.success(request, f"{issue.group} kan dit nu oppakken. {_who_hears(issue.group, request.user)}")
        return redirect(issue)
    if not issue.passable_by(request.user):
        _say_why_not(request, issue)
        return redirect(issue)
    return render(request, "groups/issue_pass_on.html", {"form": form, "issue": issue})


@login_required
@require_POST
def wish_issue(request, issue_id):
    """A vraagstuk becomes a wish for the next agenda."""
    issue = _find(request, issue_id)
    issue.require(issue.opened_by(request.user))
    try:
        is_done = issue.bring_in_as_wish()
    except OutOfPhase as late:
        messages.warning(request, str(late))
        return redirect(issue)
    if is_done:
        messages.success(request, "Dit vraagstuk is nu ook een wens voor de nieuwe agenda.")
    else:
        messages.warning(request, "Dat kan nu niet: er loopt geen ronde, of het is al een wens.")
    return redirect(issue)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settle_issue(request, issue_id):
    """What became of it: a project, a group, an answer."""
    issue = _find(request, issue_id)
    issue.require(issue.settleable_by(request.user))
    form = bind(SettleForm, request, initial=_found_so_far(issue))
    if form.is_bound and form.is_valid():
        if issue.settle(by=request.user.person, **form.cleaned_data):
            messages.success(request, "Het vraagstuk is beantwoord.")
        else:
            _say_why_not(request, issue)
        return redirect(issue)
    if issue.is_answered or not issue.is_accepted:
        _say_why_not(request, issue)
        return redirect(issue)
    return render(request, "groups/issue_settle.html", {"form": form, "issue": issue})


@require_http_methods(["GET", "HEAD", "POST"])
def follow_issue(request, issue_id):
    return FOLLOWING.page(request, _find(request, issue_id))


@login_required
@require_POST
def unfollow_issue(request, issue_id):
    return FOLLOWING.stop(request, _find(request, issue_id))


def _who_hears(group, user):
    told = len([one for one in group.people_who_answer() if one != user.person])
    if not told:
        return "Niemand van die groep krijgt bericht. Vertel het zelf."
    return f"{told} leden van die groep krijgen bericht." if told > 1 else "Eén lid van die groep krijgt bericht."


def _say_why_not(request, issue):
    stands = "wacht nog op de voorzitter" if issue.is_waiting else f"is {issue.get_state_display()}"
    messages.warning(request, f"Dit kan nu niet: het vraagstuk {stands}.")


def _find(request, issue_id):
    return get_object_or_404(Issue.objects.visible_to(request.user).select_related("project", "group"), pk=issue_id)


def _found_so_far(issue):
    return {
        "project": issue.project.short_code if issue.project and issue.project.is_public else "",
        "group": issue.group.slug if issue.group else "",
    }
