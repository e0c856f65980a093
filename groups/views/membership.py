"""Become a member of a group, leave it, follow it; its chair lets people in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import unconfirmed
from accounts.following import Following
from core.limits import limited
from groups.claiming import has_confirmed_address
from groups.forms.groups import RefuseForm, StepDownForm
from groups.forms.membership import JoinForm, VisitorJoinForm
from groups.models import OnlyChair
from groups.views.finding import bind, group_of

FOLLOWING = Following(what="deze groep", told="Je krijgt mail over de open bijeenkomsten.", back="de groep")
JOINING = "becoming_member"


@limited("join_group", per="20/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def join_group(request, slug):
    """Asks whether the name may be on the website; of who has no account a code by mail confirms the address first."""
    group = group_of(slug)
    if request.method == "POST" and _takes_own_place(request, group):
        messages.success(request, "Je hebt nu je plek in deze groep.")
        return redirect(group)
    if not group.joinable():
        messages.warning(request, "Van deze groep kun je zelf geen lid worden. Stel gerust een vraag.")
        return redirect(group)
    if group.has_member(request.user):
        _take_over_answer(request, group)
        return redirect(group)
    return _join_as_visitor(request, group) if request.user.is_anonymous else _join(request, group)


def _takes_own_place(request, group):
    """Who was added by name and address, and was signed in already; the page of the group does not ask for the name."""
    user, form = request.user, JoinForm(request.POST)
    if not user.is_authenticated or not has_confirmed_address(user) or not form.is_valid():
        return False
    is_named = None if "as_written" in request.POST else form.cleaned_data["is_named"]
    return group.claim_place(user.person, is_named=is_named)


def _take_over_answer(request, group):
    """Of who answered as a visitor, and by signing in took the place that was written down with that address."""
    said = unconfirmed.kept(request, JOINING, group.slug)
    if said and said.get("email", "").lower() == request.user.email.lower():
        group.memberships.current().filter(person=request.user.person).update(is_named=said["is_named"])
    unconfirmed.forget(request, JOINING, group.slug)


def _page(request, group, form, **context):
    at_once = group.is_open if request.user.is_anonymous else group.lets_in(request.user.person)
    return render(request, "groups/join.html", {"group": group, "form": form, "at_once": at_once} | context)


def _join_as_visitor(request, group):
    form = bind(VisitorJoinForm, request, scope=request.path)
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("is_named", "email")}
        return unconfirmed.confirm(request, form, JOINING, group.slug, said)
    return _page(request, group, form)


def _join(request, group):
    kept = unconfirmed.kept(request, JOINING, group.slug)
    form = bind(JoinForm, request, initial=kept or {})
    if not form.is_bound or not form.is_valid():
        return _page(request, group, form, confirmed=kept is not None)
    membership = group.join(request.user.person, is_named=form.cleaned_data["is_named"])
    unconfirmed.forget(request, JOINING, group.slug)
    if membership is None:
        messages.warning(request, "Deze groep is net gestopt. Je kunt er geen lid meer van worden.")
    elif membership.requested:
        messages.success(request, "Je hebt je aangemeld. De voorzitter kijkt ernaar. Je krijgt bericht.")
    else:
        messages.success(request, "Welkom! Je bent nu lid van deze groep.")
    return redirect(group)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave_group(request, slug):
    """The only chair says who takes over and stays a member; that the group stops has a page of its own."""
    group, person = group_of(slug), request.user.person
    was_member = group.has_member(request.user)
    if request.method != "POST":
        return render(request, "groups/leave.html", {"group": group}) if was_member else redirect(group)
    try:
        has_left = group.leave(person)
    except OnlyChair:
        return _step_down(request, group)
    if has_left:
        thanks, withdrawn = "Je bent geen lid meer. Bedankt voor wat je deed.", "Je aanmelding is ingetrokken."
        messages.success(request, thanks if was_member else withdrawn)
    return redirect(group)


def _step_down(request, group):
    person = request.user.person
    others = group.memberships.current().exclude(person=person).select_related("person__user")
    form = StepDownForm(request.POST, members=others, may_stop=not group.is_fixed)
    if not form.is_valid():
        messages.warning(request, form.errors["heir"][0])
    elif (heir := form.cleaned_data["heir"]) is None:
        return redirect("groups:stop", group.slug)
    elif group.hand_over(by=person, to=heir):
        messages.success(request, f"{heir.public_name} is nu voorzitter. Jij bent nog lid. De leden krijgen bericht.")
    else:
        messages.warning(request, "Er is net iets veranderd in de groep. Kijk nog een keer wie er lid zijn.")
    return redirect(group)


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
    group.require_of(request.user, group.steered_by(request.user))
    return group, group.memberships.waiting().filter(pk=membership_id).select_related("person").first()


def _too_late(request, group):
    messages.warning(request, "Deze aanmelding is er niet meer. Een ander was je net voor, of ze is ingetrokken.")
    return redirect(group)
