"""Wishes for the next agenda: given, read, taken back; and put together by the duo."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import unconfirmed
from core.form_keys import create_once
from core.forms import own_scope, reread, sent
from core.limits import limited
from core.pagination import page_of
from themes.forms import CandidateForm, HideWishForm, SortForm, VisitorWishForm, WishForm
from themes.models import AgendaRound, Candidate, Conflict, OutOfPhase, Phase, Theme, Wish
from themes.views.rounds import going_or_none, in_phase, to_round

WISHING = "wishing"
PER_PAGE = 50
SORTED_SHOWN = 200
TAKEN = "Iemand maakte net een plan met deze titel, of een plan dat met hetzelfde verdergaat."


@limited("wish", per="60/h")
@require_http_methods(["GET", "HEAD", "POST"])
def give_wish(request):
    """One field and a theme; a visitor also says who to tell, and confirms that with a code."""
    agenda_round = going_or_none()
    if not in_phase(agenda_round, Phase.COLLECT):
        waited = unconfirmed.kept(request, WISHING, agenda_round.pk) if agenda_round else None
        return to_round(request, agenda_round, typed=["text"], kept=waited)
    if request.user.is_anonymous:
        return _as_visitor(request, agenda_round)
    typed = unconfirmed.kept(request, WISHING, agenda_round.pk)
    form = WishForm(sent(request), initial=typed or {}, scope=own_scope(request))
    if not form.is_bound or not form.is_valid():
        return render(request, "themes/wish.html", {"form": form, "round": agenda_round, "confirmed": typed})
    unconfirmed.forget(request, WISHING, agenda_round.pk)
    key = form.cleaned_data["form_key"]
    try:
        create_once(
            agenda_round.wishes,
            key,
            lambda: Wish.make(agenda_round, person=request.user.person, form_key=key, **form.wish),
        )
    except OutOfPhase:
        return to_round(request, agenda_round, typed=["text"])
    messages.success(request, "Je wens staat erbij. Je hoort bij welk plan hij komt.")
    return redirect("themes:wishes")


def _as_visitor(request, agenda_round):
    form = VisitorWishForm(sent(request), scope=request.path)
    if form.is_bound and form.is_valid():
        theme = form.cleaned_data["theme"]
        words = {"text": form.cleaned_data["text"], "theme": theme.slug if theme else ""}
        return unconfirmed.confirm(request, form, WISHING, agenda_round.pk, words)
    return render(request, "themes/wish.html", {"form": form, "round": agenda_round})


@require_safe
def wish_list(request):
    """All wishes of the round that goes on, or of another (`ronde`), with the plan that each became part of."""
    rounds = list(AgendaRound.objects.with_wishes_to_read())
    if not rounds:
        raise Http404
    agenda_round = _wanted(rounds, request.GET)
    wishes = agenda_round.wishes.shown().select_related("theme", "candidate")
    theme = Theme.objects.filter(slug=request.GET.get("thema", "")[:50]).first()
    if theme:
        wishes = wishes.filter(theme=theme)
    is_open = agenda_round.phase in (Phase.COLLECT, Phase.GROUP)
    mine = request.user.is_authenticated and is_open
    context = {
        "round": agenda_round,
        "others": [one for one in rounds if one != agenda_round],
        "page": page_of(wishes, request.GET.get("pagina"), PER_PAGE),
        "found": _found(wishes, request.GET.get("wens", "")),
        "themes": Theme.objects.all(),
        "theme": theme,
        "may_hide": request.user.is_authenticated and Wish(theme=theme).hideable_by(request.user),
        "own": set(agenda_round.wishes.filter(person__user=request.user).values_list("pk", flat=True)) if mine else (),
    }
    return render(request, "themes/wishes.html", context)


def _wanted(rounds, asked):
    """The round that is asked for, or that of the wish that a link leads to; else the first."""
    wish = _found(Wish.objects.shown(), asked.get("wens", ""))
    pk = str(wish.round_id) if wish else asked.get("ronde")
    return next((one for one in rounds if str(one.pk) == pk), rounds[0])


def _found(wishes, typed):
    """The wish that a link leads to, or None."""
    return wishes.filter(pk=int(typed)).first() if typed.isascii() and typed.isdecimal() and len(typed) < 18 else None


@login_required
@require_POST
def withdraw_wish(request, wish_id):
    wish = get_object_or_404(Wish.objects.select_related("round"), pk=wish_id)
    if wish.person_id != request.user.person.pk:
        raise PermissionDenied
    try:
        is_done = wish.withdraw()
    except OutOfPhase as late:
        messages.warning(request, f"{late} Je wens blijft staan.")
    else:
        messages.success(request, "Je hebt je wens teruggenomen." if is_done else "Je had deze wens al teruggenomen.")
    return redirect("themes:wishes")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hide_wish(request, wish_id):
    """In every phase, with a reason that its writer reads."""
    wish = get_object_or_404(Wish.objects.select_related("round", "theme"), pk=wish_id)
    if not wish.hideable_by(request.user):
        raise PermissionDenied
    form = HideWishForm(sent(request))
    if not form.is_bound or not form.is_valid():
        return render(request, "themes/hide_wish.html", {"form": form, "wish": wish, "round": wish.round})
    if wish.hide(by=request.user.person, reason=form.cleaned_data["reason"]):
        messages.success(request, "De wens staat niet meer op de site. Wie hem gaf, leest waarom.")
    else:
        messages.warning(request, "Deze wens stond al niet meer op de site.")
    return redirect("themes:wishes")


# -- the duo puts them together ---------------------------------------------------------------------------------------
@login_required
@require_safe
def sort_themes(request):
    """To the own theme; who has more of them, or all, chooses."""
    themes = [seat.theme for seat in request.user.seats]
    if request.user.is_administrator:
        themes = list(Theme.objects.all())
    if not themes:
        raise PermissionDenied
    if len(themes) == 1:
        return redirect("themes:sort", themes[0].slug)
    agenda_round = going_or_none()
    if agenda_round:
        for theme in themes:
            theme.waiting = agenda_round.wishes.waiting().for_theme(theme).count()
    return render(request, "themes/sort_themes.html", {"themes": themes, "round": agenda_round})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sort_wishes(request, slug):
    theme = _guided(request, slug)
    agenda_round = going_or_none()
    if not in_phase(agenda_round, Phase.GROUP):
        return to_round(request, agenda_round)
    form = _sort_form(agenda_round, theme, sent(request))
    if form.is_bound and form.is_valid():
        try:
            said = _sort(form, agenda_round, request.user.person)
        except OutOfPhase:
            return to_round(request, agenda_round)
        except Conflict:
            messages.warning(request, "Dat plan is er niet meer. Kies een ander plan.")
        else:
            messages.success(request, said)
            return redirect("themes:sort", slug)
    waiting = agenda_round.wishes.waiting().for_theme(theme)
    context = {
        "theme": theme,
        "round": agenda_round,
        "form": form,
        "count": waiting.count(),
        "waiting": waiting.order_by("text", "pk")[:SORTED_SHOWN],
        "sorted": _sorted(agenda_round, theme).order_by("candidate__title", "text", "pk")[:SORTED_SHOWN],
        "ticked": set(request.POST.getlist("wishes")),
        "plans": agenda_round.candidates.with_wishes().filter(theme=theme).order_by("title"),
    }
    return render(request, "themes/sort.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def make_candidate(request, slug):
    theme = _guided(request, slug)
    agenda_round = going_or_none()
    if not in_phase(agenda_round, Phase.GROUP):
        return to_round(request, agenda_round)
    scope = own_scope(request)
    form = CandidateForm(sent(request), agenda_round=agenda_round, theme=theme, scope=scope)
    if form.is_bound and form.is_valid():
        key = form.cleaned_data["form_key"]
        try:
            create_once(
                agenda_round.candidates,
                key,
                lambda: Candidate.make(agenda_round, theme=theme, form_key=key, **form.plan),
            )
        except OutOfPhase:
            return to_round(request, agenda_round)
        except Conflict:
            form.add_error("title", TAKEN)
        else:
            messages.success(request, f"Het plan ‘{form.cleaned_data['title']}’ staat erbij. Zet er nu wensen bij.")
            return redirect("themes:sort", slug)
    return render(request, "themes/candidate_form.html", {"theme": theme, "form": form, "round": agenda_round})


@require_safe
def candidate_detail(request, candidate_id):
    """A plan to choose, or that was chosen from, and the wishes that it came from."""
    rows = Candidate.objects.select_related("round", "theme", "responsible", "predecessor__agenda", "item__agenda")
    candidate = get_object_or_404(rows, pk=candidate_id)
    context = {
        "candidate": candidate,
        "round": candidate.round,
        "page": page_of(candidate.wishes.shown(), request.GET.get("pagina"), PER_PAGE),
        "may_edit": candidate.round.phase == Phase.GROUP and candidate.theme.is_guided_by(request.user),
    }
    return render(request, "themes/candidate.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_candidate(request, candidate_id):
    candidate, agenda_round = _own_candidate(request, candidate_id)
    if not in_phase(agenda_round, Phase.GROUP):
        return to_round(request, agenda_round)
    form = CandidateForm(
        sent(request), agenda_round=agenda_round, theme=candidate.theme, candidate=candidate, scope=request.path
    )
    context = {"theme": candidate.theme, "candidate": candidate, "form": form, "round": agenda_round}
    if not form.is_bound or not form.is_valid():
        return render(request, "themes/candidate_form.html", context)
    try:
        candidate.change(version=form.cleaned_data["version"], **form.plan)
    except OutOfPhase:
        return to_round(request, agenda_round)
    except Conflict:
        candidate.refresh_from_db()
        reread(form, candidate)
        return render(request, "themes/candidate_form.html", context | {"conflict": True}, status=409)
    messages.success(request, "Het plan is bewaard.")
    return redirect(candidate)


@login_required
@require_POST
def remove_candidate(request, candidate_id):
    candidate, agenda_round = _own_candidate(request, candidate_id)
    try:
        is_gone = candidate.remove()
    except OutOfPhase:
        return to_round(request, agenda_round)
    if not is_gone:
        messages.warning(request, "Bij dit plan staan wensen. Geef die eerst een andere plek.")
        return redirect(candidate)
    messages.success(request, "Het plan is weg.")
    return redirect("themes:sort", candidate.theme.slug)


def _own_candidate(request, candidate_id):
    rows = Candidate.objects.select_related("round", "theme", "responsible", "predecessor")
    candidate = get_object_or_404(rows, pk=candidate_id)
    if not candidate.theme.is_guided_by(request.user):
        raise PermissionDenied
    return candidate, candidate.round


def _guided(request, slug):
    theme = get_object_or_404(Theme, slug=slug)
    if not theme.is_guided_by(request.user):
        raise PermissionDenied
    return theme


def _sort_form(agenda_round, theme, sent):
    """Also wishes that have a place already may be put somewhere else."""
    return SortForm(
        sent,
        wishes=agenda_round.wishes.waiting().for_theme(theme) | _sorted(agenda_round, theme),
        plans=agenda_round.candidates.order_by("theme__order", "title"),
        others=Theme.objects.exclude(pk=theme.pk),
    )


def _sorted(agenda_round, theme):
    """What stands in a plan of this theme, or was laid aside by its duo."""
    shown = agenda_round.wishes.shown()
    return shown.filter(candidate__theme=theme) | shown.for_theme(theme).exclude(set_aside="")


def _sort(form, agenda_round, person):
    cleaned = form.cleaned_data
    chosen = Wish.objects.filter(pk__in=[wish.pk for wish in cleaned["wishes"]])
    if form.action == SortForm.GIVE:
        count = Wish.give_to(cleaned["other"], agenda_round, chosen)
        return f"{_wishes(count)} bij het thema {cleaned['other']}."
    if form.action == SortForm.ASIDE:
        laid = Wish.lay_aside(agenda_round, chosen, by=person, reason=cleaned["reason"], hidden=cleaned["hide"])
        return f"{_wishes(len(laid))} opzij. Wie het wenste, krijgt bericht."
    put = Wish.put_in(cleaned["plan"], chosen, by=person)
    return f"{_wishes(len(put))} bij het plan ‘{cleaned['plan']}’. Wie het wenste, krijgt bericht."


def _wishes(count):
    return "1 wens staat nu" if count == 1 else f"{count} wensen staan nu"
