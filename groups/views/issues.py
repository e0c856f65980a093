"""Vraagstukken: raised, taken up, answered, followed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.following import Following
from core.form_keys import create_once
from core.limits import limited
from core.pagination import page_of
from groups.forms.issues import RaiseForm, SettleForm
from groups.models import AgendaPoint, Group, Issue, Meeting
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
MEETINGS_SHOWN = 10


@require_safe
def issue_list(request):
    """The open ones and those somebody works on, then what was answered, page by page.

    Where more than a hundred wait for an answer, those have pages of their own: ?stand=lopend.
    """
    issues = Issue.objects.select_related("theme", "taken_up_by", "project", "group")
    typed, only_going = request.GET.get("pagina"), request.GET.get("stand") == "lopend"
    going = page_of(issues.unanswered(), typed if only_going else 1, OPEN_SHOWN)
    context = {
        "open": [issue for issue in going if issue.state == Issue.State.OPEN],
        "taken_up": [issue for issue in going if issue.state == Issue.State.TAKEN_UP],
        "more_going": going.has_next and not only_going,
        "only_going": only_going,
        "page": going if only_going else page_of(issues.answered(), typed, PER_PAGE),
        "may_raise": Issue.raisable_by(request.user),
    }
    return render(request, "groups/issues.html", context)


@require_safe
def issue_detail(request, issue_id):
    rows = Issue.objects.select_related("theme", "raised_by", "taken_up_by", "project", "group", "wish__candidate")
    issue = get_object_or_404(rows, pk=issue_id)
    seen = AgendaPoint.objects.filter(issue=issue, meeting__in=Meeting.objects.visible_to(request.user))
    points = seen.select_related("meeting__group").order_by("-meeting__starts_at")[:MEETINGS_SHOWN]
    context = {"issue": issue, "points": list(points)}
    if request.user.is_authenticated:
        context |= {
            "may_take_up": issue.state == Issue.State.OPEN and issue.takeable_by(request.user),
            "may_wish": not issue.wish_id
            and issue.takeable_by(request.user)
            and in_phase(going_or_none(), Phase.COLLECT),
            "may_start": Group.startable_from(issue, request.user),
            "may_settle": not issue.is_answered and issue.settleable_by(request.user),
            "follows": issue.follows.filter(person=request.user.person).exists(),
        }
    return render(request, "groups/issue.html", context)


@limited("raise_issue", per="30/h", by="user")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def raise_issue(request):
    Issue.require(Issue.raisable_by(request.user))
    form = bind(RaiseForm, request, scope=scope(request))
    if not form.is_bound or not form.is_valid():
        return render(request, "groups/issue_new.html", {"form": form})
    fields = form.cleaned_data
    issue, is_new = create_once(
        Issue.objects.all(),
        fields["form_key"],
        lambda: Issue.objects.create(raised_by=request.user.person, **fields),
    )
    if is_new:
        messages.success(request, "Het vraagstuk staat erbij. Iedereen kan het nu lezen.")
    return redirect(issue)


@login_required
@require_POST
def take_up_issue(request, issue_id):
    issue = get_object_or_404(Issue, pk=issue_id)
    issue.require(issue.takeable_by(request.user))
    if issue.take_up(by=request.user.person):
        messages.success(request, "Fijn dat je dit oppakt.")
    else:
        messages.warning(request, f"Dit kan nu niet: het vraagstuk is {issue.get_state_display()}.")
    return redirect(issue)


@login_required
@require_POST
def wish_issue(request, issue_id):
    """A vraagstuk becomes a wish for the next agenda."""
    issue = get_object_or_404(Issue, pk=issue_id)
    issue.require(issue.takeable_by(request.user))
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
    issue = get_object_or_404(Issue.objects.select_related("project", "group"), pk=issue_id)
    issue.require(issue.settleable_by(request.user))
    form = bind(SettleForm, request, initial=_found_so_far(issue))
    if form.is_bound and form.is_valid():
        if issue.settle(by=request.user.person, **form.cleaned_data):
            messages.success(request, "Het vraagstuk is beantwoord.")
        else:
            messages.warning(request, "Dit vraagstuk is al beantwoord.")
        return redirect(issue)
    if issue.is_answered:
        messages.warning(request, "Dit vraagstuk is al beantwoord.")
        return redirect(issue)
    return render(request, "groups/issue_settle.html", {"form": form, "issue": issue})


@require_http_methods(["GET", "HEAD", "POST"])
def follow_issue(request, issue_id):
    return FOLLOWING.page(request, get_object_or_404(Issue, pk=issue_id))


@login_required
@require_POST
def unfollow_issue(request, issue_id):
    return FOLLOWING.stop(request, get_object_or_404(Issue, pk=issue_id))


def _found_so_far(issue):
    return {
        "project": issue.project.short_code if issue.project and issue.project.is_public else "",
        "group": issue.group.slug if issue.group else "",
    }
