"""Become a member of a group, leave it, follow it; its chair lets people in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.following import Following
from core.limits import limited
from groups.forms.groups import RefuseForm, StepDownForm
from groups.views.finding import bind, group_of

FOLLOWING = Following(what="deze groep", told="Je krijgt mail over de open bijeenkomsten.", back="de groep")


@limited("join_group", per="20/h", by="user")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def join_group(request, slug):
    """A visitor comes here after signing in: one press more, a GET changes nothing."""
    group = group_of(slug)
    if not group.joinable():
        messages.warning(request, "Van deze groep kun je zelf geen lid worden. Stel gerust een vraag.")
        return redirect(group)
    if group.has_member(request.user):
        return redirect(group)
    if request.method != "POST":
        return render(request, "groups/join.html", {"group": group})
    membership = group.join(request.user.person)
    if membership is None:
        messages.warning(request, "Deze groep is net gestopt. Je kunt er geen lid meer van worden.")
    elif membership.requested:
        messages.success(request, "Je hebt je aangemeld. De voorzitter kijkt ernaar. Je krijgt bericht.")
    else:
        messages.success(request, "Welkom! Je bent nu lid van deze groep.")
    return redirect(group)


@login_required
@require_POST
def leave_group(request, slug):
    """The only chair says who takes over and stays a member, or that the group stops."""
    group, person = group_of(slug), request.user.person
    was_member = group.has_member(request.user)
    if group.is_fixed:
        messages.warning(request, "Wil je stoppen in deze groep? Spreek dat af met de voorzitter.")
    elif group.hangs_on(person):
        _step_down(request, group)
    elif group.leave(person):
        thanks, withdrawn = "Je bent geen lid meer. Bedankt voor wat je deed.", "Je aanmelding is ingetrokken."
        messages.success(request, thanks if was_member else withdrawn)
    return redirect(group)


def _step_down(request, group):
    person = request.user.person
    others = group.memberships.current().exclude(person=person).select_related("person")
    form = StepDownForm(request.POST, members=others)
    if not form.is_valid():
        messages.warning(request, form.errors["heir"][0])
    elif (heir := form.cleaned_data["heir"]) is None:
        group.end(by=person)
        messages.success(request, "De groep is gestopt. De leden krijgen bericht. Bedankt voor wat jullie deden.")
    elif group.hand_over(by=person, to=heir):
        messages.success(request, f"{heir.public_name} is nu voorzitter. Jij bent nog lid. De leden krijgen bericht.")
    else:
        messages.warning(request, "Er is net iets veranderd in de groep. Kijk nog een keer wie er lid zijn.")


@require_http_methods(["GET", "HEAD", "POST"])
def follow_group(request, slug):
    return FOLLOWING.page(request, group_of(slug))


@login_required
@require_POST
def unfollow_group(request, slug):
    return FOLLOWING.stop(request, group_of(slug))


@login_required
@require_POST
def admit_member(request, slug, membership_id):
    group, asked = _asked(request, slug, membership_id)
    if asked is None or not asked.admit(by=request.user.person):
        return _too_late(request, group)
    messages.success(request, f"{asked.person.public_name} is nu lid, en krijgt bericht.")
    return redirect(group)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_member(request, slug, membership_id):
    """Whoever asked reads why not."""
    group, asked = _asked(request, slug, membership_id)
    if asked is None:
        return _too_late(request, group)
    form = bind(RefuseForm, request)
    if not form.is_bound or not form.is_valid():
        return render(request, "groups/refuse.html", {"form": form, "group": group, "person": asked.person})
    if not asked.refuse(by=request.user.person, reason=form.cleaned_data["reason"]):
        return _too_late(request, group)
    messages.success(request, f"De aanmelding van {asked.person.public_name} is afgewezen. De reden staat in de mail.")
    return redirect(group)


def _asked(request, slug, membership_id):
    """The group, and who asked to join it; None where that was answered or taken back meanwhile."""
    group = group_of(slug)
    group.require(group.steered_by(request.user))
    return group, group.memberships.waiting().filter(pk=membership_id).select_related("person").first()


def _too_late(request, group):
    messages.warning(request, "Deze aanmelding is er niet meer. Een ander was je net voor, of ze is ingetrokken.")
    return redirect(group)
