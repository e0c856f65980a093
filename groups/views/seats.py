"""Who sits in a group and in which role: its chair and secretary say so, and each member about the own name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from core.form_keys import create_once
from core.forms import reread
from core.limits import limited
from groups.forms.membership import INSTEAD, AddMemberForm, PlaceForm, RemoveForm, roles_to_give
from groups.models import ActionPoint, Conflict, OnlyChair
from groups.views.finding import bind, group_of, scope

GONE = "Deze persoon is net geen lid meer."


@limited("add_member", per="60/h", by="user")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_member(request, slug):
    """Somebody without an account becomes a member, by name."""
    group = group_of(slug)
    group.require_of(request.user, group.steered_by(request.user))
    form = bind(AddMemberForm, request, scope=scope(request), group=group)
    if group.has_ended:
        messages.warning(request, "Deze groep is gestopt. Er komt niemand meer bij.")
    elif not form.is_bound or not form.is_valid():
        return render(request, "groups/member_add.html", {"form": form, "group": group})
    else:
        _add(request, group, form)
    return redirect(group)


def _add(request, group, form):
    by, key = request.user.person, form.cleaned_data["form_key"]
    made, is_first = create_once(group.memberships.all(), key, lambda: form.add_to(group, by=by))
    seat, is_new = made if is_first else (made, True)
    if seat is None:
        messages.warning(request, "Deze groep is net gestopt. Er komt niemand meer bij.")
    elif is_new:
        messages.success(request, f"{form.cleaned_data['name']} is nu lid. {_told(seat.person)}")
    else:
        messages.warning(request, f"{form.cleaned_data['name']} is al lid van deze groep.")


def _told(person):
    """How somebody who was added hears of it."""
    if person.address_on_file:
        return "Er gaat een mail naartoe."
    if person.phone:
        return "De balie belt even op."
    return "Vertel het zelf: we hebben geen mailadres en geen telefoonnummer."


def _told_why(person):
    """Who reads the bellijst says that it ended, and does not know why."""
    if person.address_on_file:
        return "Er gaat een mail naartoe met je reden."
    return "De balie vertelt dat, zonder je reden: die vertel je zelf."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def place_member(request, slug, membership_id):
    """Role, voice and organisation; the role by the chair."""
    group, seat = _seat(request, slug, membership_id)
    if seat is None:
        return _gone(request, group)
    is_chair = group.chaired_by(request.user)
    roles = roles_to_give(seat, group.membership_of(request.user)) if is_chair else []
    organisation = seat.organisation and seat.organisation.slug
    initial = {"role": seat.role, "voice": seat.voice, "organisation": organisation, "seen": seat.place}
    form = bind(PlaceForm, request, roles=roles, initial=initial)
    if form.is_bound and form.is_valid():
        return _place(request, group, seat, form)
    return _place_page(request, group, seat, form)


def _place_page(request, group, seat, form, *, status=200, **context):
    context |= {"form": form, "group": group, "seat": seat, "chairs": group.chaired_by(request.user)}
    return render(request, "groups/member.html", context, status=status)


def _place(request, group, seat, form):
    place = form.cleaned_data
    by, is_successor = request.user.person, place.get("role") == INSTEAD
    try:
        is_placed = group.hand_over(by=by, to=seat.person) if is_successor else seat.give_place(by=by, **place)
    except Conflict:
        seat.refresh_from_db()
        reread(form, seat, "place", into="seen")
        return _place_page(request, group, seat, form, conflict=True, status=409)
    except OnlyChair:
        messages.warning(request, "Een groep heeft een voorzitter nodig. Maak eerst een ander lid voorzitter.")
        return redirect("groups:member", group.slug, seat.pk)
    if not is_placed:
        return _gone(request, group)
    messages.success(request, f"De plek van {seat.person.public_name} is bewaard.")
    return redirect(group)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_member(request, slug, membership_id):
    """By the chair; the person reads why."""
    group, seat = _seat(request, slug, membership_id)
    group.require(group.chaired_by(request.user))
    if seat is None:
        return _gone(request, group)
    form = bind(RemoveForm, request)
    if not seat.is_chair and (not form.is_bound or not form.is_valid()):
        context = {"form": form, "group": group, "seat": seat, "actions": _still_to_do(seat)}
        return render(request, "groups/member_remove.html", context)
    if seat.is_chair or not seat.remove(by=request.user.person, reason=form.cleaned_data["reason"]):
        messages.warning(request, "Dit kan niet: deze persoon is voorzitter, of is net geen lid meer.")
    else:
        messages.success(request, f"{seat.person.public_name} is geen lid meer. {_told_why(seat.person)}")
    return redirect(group)


@login_required
@require_POST
def name_me(request, slug):
    """Whether everybody reads the own name on the page of the group, or its members only."""
    group = group_of(slug)
    is_named = "yes" in request.POST
    if group.memberships.current().filter(person__user=request.user).update(is_named=is_named):
        shown = "Iedereen ziet nu je naam bij deze groep."
        messages.success(request, shown if is_named else "Alleen de leden van de groep zien nu je naam.")
    return redirect(group)


def _still_to_do(seat):
    """What would be nobody's when this member goes."""
    return ActionPoint.objects.open().of(seat.group).filter(person=seat.person).select_related("meeting__group")


def _seat(request, slug, membership_id):
    """The group, and the member, who is still one, else None."""
    group = group_of(slug)
    group.require_of(request.user, group.steered_by(request.user))
    seat = get_object_or_404(
        group.memberships.select_related("person__user", "organisation", "group"), pk=membership_id
    )
    return group, seat if seat.until is None and not seat.requested else None


def _gone(request, group):
    messages.warning(request, GONE)
    return redirect(group)
