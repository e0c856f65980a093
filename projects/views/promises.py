"""What parties promise and what a project costs: asked for, confirmed, kept, moved; noted line by line."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import Organisation
from core.form_keys import create_once, say_done
from core.forms import own_scope, sent
from core.limits import limited
from core.pagination import page_of
from core.typed import clean_line
from projects.forms.promises import AskPledgeForm, MoneyForm, PromiseForm, SettlePledgeForm
from projects.models import MoneyLine, Pledge
from projects.views.finding import project_of, while_it_lasts

PER_PAGE = 50
SETTLED = "Hier is al antwoord op gegeven."


@login_required
@limited("pledge", per="60/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
@while_it_lasts
def project_pledges(request, project):
    """All of a project, also those that wait for their party; and the form for one more."""
    form = AskPledgeForm(sent(request), scope=own_scope(request))
    if form.is_bound and form.is_valid():
        _, is_new = create_once(
            project.pledges,
            form.cleaned_data["form_key"],
            lambda: Pledge.ask(by=request.user.person, project=project, **form.pledge),
        )
        party = form.cleaned_data["organisation"]
        asked = f"{party} is gevraagd dit te bevestigen. Daarna staat het op de pagina."
        say_done(request, asked, is_new=is_new)
        return redirect("projects:pledges", project.slug)
    context = {"project": project, "form": form, "pledges": project.pledges.select_related("organisation")}
    return render(request, "projects/pledges.html", context)


@login_required
@limited("money", per="200/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def project_money(request, slug):
    """Every line, with the totals; lines are added and never changed."""
    project = project_of(request, slug)
    project.require(project.accountable_by(request.user))
    form = MoneyForm(sent(request), scope=own_scope(request))
    if form.is_bound and form.is_valid():
        _, is_new = create_once(
            project.money_lines,
            form.cleaned_data["form_key"],
            lambda: MoneyLine.note(project, by=request.user.person, **form.line),
        )
        say_done(request, "Het bedrag staat erbij.", is_new=is_new)
        return redirect("projects:money", slug)
    totals = {row["kind"]: row["total"] for row in project.money_lines.totals()}
    lines = project.money_lines.select_related("organisation", "entered_by")
    context = {
        "project": project,
        "asks_parties": project.updatable_by(request.user),
        "form": form,
        "totals": [(kind.label, totals[kind.value]) for kind in MoneyLine.Kind if kind.value in totals],
        "page": page_of(lines, request.GET.get("pagina"), PER_PAGE),
    }
    return render(request, "projects/money.html", context)


@login_required
@limited("pledge", per="60/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def party_pledges(request, slug):
    """For the contacts of a party: what waits for their word, what is due, and a new promise."""
    party = _party(request, slug)
    form = PromiseForm(sent(request), organisation=party, scope=own_scope(request))
    if form.is_bound and form.is_valid():
        _, is_new = create_once(
            party.pledges,
            form.cleaned_data["form_key"],
            lambda: Pledge.promise(by=request.user.person, organisation=party, **form.pledge),
        )
        promised = "De toezegging staat op de site. We herinneren jullie eraan, twee weken ervoor."
        say_done(request, promised, is_new=is_new)
        return redirect("projects:party_pledges", slug)
    rows = party.pledges.select_related("organisation", "project", "agenda_item__agenda")
    done = rows.exclude(state__in=("offered", *Pledge.OPEN)).order_by("-due")
    context = {
        "party": party,
        "form": form,
        "waiting": rows.waiting().order_by("pk"),
        "open": rows.open().order_by("due"),
        "page": page_of(done, request.GET.get("pagina"), PER_PAGE),
        "reopenable": set(party.pledges.reopenable().values_list("pk", flat=True)),
    }
    return render(request, "projects/party_pledges.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settle_pledge(request, slug, pledge_id):
    party = _party(request, slug)
    rows = party.pledges.select_related("organisation", "project", "agenda_item__agenda")
    pledge = get_object_or_404(rows, pk=pledge_id)
    form = SettlePledgeForm(sent(request), pledge=pledge)
    takes_word = pledge.is_open or pledge.is_offered or rows.reopenable().filter(pk=pledge.pk).exists()
    if not takes_word or form.is_too_late:
        return _say_settled(request, slug)
    if not form.is_bound or not form.is_valid():
        return render(request, "projects/pledge.html", {"party": party, "pledge": pledge, "form": form})
    act = form.act
    if not _settle(pledge, form, request.user.person):
        return _say_settled(request, slug)
    messages.success(request, "Dankjewel. Wie ermee bezig is, krijgt bericht.")
    return redirect(pledge) if act == form.REOPEN else redirect("projects:party_pledges", slug)


def _say_settled(request, slug):
    typed = clean_line(request.POST.get("reason", ""))[:500]
    messages.warning(request, f"{SETTLED} Jij schreef: ‘{typed}’" if typed else SETTLED)
    return redirect("projects:party_pledges", slug)


def _settle(pledge, form, person):
    reason = form.cleaned_data["reason"]
    acts = {
        form.CONFIRM: lambda: pledge.confirm(by=person),
        form.REFUSE: lambda: pledge.refuse(by=person, reason=reason),
        form.KEEP: lambda: pledge.keep(by=person, reason=reason),
        form.MOVE: lambda: pledge.move(by=person, due=form.cleaned_data["due"], reason=reason),
        form.LAPSE: lambda: pledge.lapse(by=person, reason=reason),
        form.REOPEN: lambda: pledge.reopen(by=person, reason=reason),
    }
    return acts[form.act]()


def _party(request, slug):
    party = get_object_or_404(Organisation, slug=slug)
    if not party.is_spoken_for_by(request.user):
        raise PermissionDenied
    return party
