"""The voting week: a code by mail, a ballot, and paper ballots. Nothing here knows who anybody is."""

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.adapter import AccountAdapter
from core.forms import sent
from core.limits import Limit, client_ip, limited
from core.sheets import kept_briefly, pdf_response, typesets
from themes import ballot_codes
from themes.forms import BallotCodeForm, BallotForm, CounterBallotForm, PrintForm
from themes.models import AgendaRound, Ballot, Outcome, OutOfPhase, Phase, WrongCode
from themes.round_papers import PAPERS, TITLES, paper_ballots, round_poster
from themes.views.rounds import going_or_none, in_phase, to_round

logger = logging.getLogger(__name__)

WRONG_CODE = "Deze stemcode hoort niet bij deze stemweek. Kijk of elk teken klopt."
USED = "Met deze code is al gestemd. Klopt dat niet, of is het een nieuwe keuze? Zet dan onderaan een vinkje."


@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request):
    """A code goes to an address: always the same one, so that nobody gets two. Neither is kept."""
    agenda_round = going_or_none()
    if not in_phase(agenda_round, Phase.CHOOSE):
        return to_round(request, agenda_round)
    form = BallotCodeForm(sent(request), scope=request.path)
    if not form.is_bound or not form.is_valid():
        return render(request, "themes/ask_code.html", {"form": form, "round": agenda_round})
    email = form.cleaned_data["email"]
    Limit("ballot-code-client", "60/h").hit(client_ip(request))
    Limit("ballot-code-address", "5/h").hit(email)
    code = ballot_codes.for_address(agenda_round, email)
    context = {
        "code": ballot_codes.in_groups(code),
        "page": f"{reverse('themes:vote')}?code={code}",
        "round": agenda_round,
    }
    try:
        AccountAdapter(request).send_mail("themes/email/ballot_code", email, context, keep=False)
    except OSError as mistake:
        logger.warning("The mail server does not answer (%s); no ballot code was sent", type(mistake).__name__)
        form.add_error(None, "Er kan nu geen mail weg. Probeer het over een kwartier nog eens.")
        return render(request, "themes/ask_code.html", {"form": form, "round": agenda_round})
    messages.success(request, "Je stemcode is onderweg. Kijk in je mail, ook bij de ongewenste mail.")
    return redirect("themes:vote")


@require_http_methods(["GET", "HEAD", "POST"])
def vote(request):
    """Whoever has a code fills in its ballot, and may change it until the week is over."""
    agenda_round = going_or_none()
    if not in_phase(agenda_round, Phase.CHOOSE):
        return to_round(request, agenda_round)
    if request.method == "POST":
        form = BallotForm(request.POST, agenda_round=agenda_round)
        answer = _cast(request, form, agenda_round)
        if answer is not None:
            ballot, outcome = answer
            chosen = ballot.choices.select_related("theme")
            context = {"round": agenda_round, "chosen": chosen, "is_changed": outcome == Outcome.CHANGED}
            return _private(render(request, "themes/voted.html", context))
    else:
        form = BallotForm(agenda_round=agenda_round, initial=_begun(request, agenda_round))
    return _private(render(request, "themes/vote.html", {"form": form, "round": agenda_round}))


@login_required
@limited("counter-ballot", per="600/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def counter_ballot(request):
    """Paper ballots, typed over one after another."""
    _require_counter(request)
    agenda_round = going_or_none()
    if not agenda_round or not agenda_round.takes_paper:
        return to_round(request, agenda_round)
    form = CounterBallotForm(sent(request), agenda_round=agenda_round)
    if form.is_bound:
        may_change = "again" in request.POST
        answer = _cast(request, form, agenda_round, on_paper=True, may_change=may_change)
        if answer is not None and (answer[1] != Outcome.CHANGED or may_change):
            messages.success(request, "Het stembriefje telt mee. Leg het in de doos en pak het volgende.")
            return redirect("themes:counter_ballot")
        if answer is not None:
            form.add_error("code", USED)
    return render(request, "themes/counter_ballot.html", {"form": form, "round": agenda_round})


@login_required
@limited("print-ballots", per="60/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def print_ballots(request):
    """A PDF of so many ballots, each with a code by chance that is kept nowhere."""
    _require_counter(request)
    agenda_round = going_or_none()
    if not agenda_round or agenda_round.phase not in (Phase.GROUP, Phase.CHOOSE):
        return to_round(request, agenda_round)
    form = PrintForm(sent(request))
    has_plans = agenda_round.candidates.exists()
    if not form.is_bound or not form.is_valid() or not has_plans:
        context = {"form": form, "round": agenda_round, "has_plans": has_plans}
        return render(request, "themes/print_ballots.html", context)
    number = form.cleaned_data["number"]
    response = HttpResponse(paper_ballots(agenda_round, number), content_type="application/pdf")
    AgendaRound.objects.filter(pk=agenda_round.pk).update(printed=F("printed") + number)
    response["Content-Disposition"] = 'attachment; filename="stembriefjes.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@kept_briefly
@typesets
def poster(request, paper):
    """While there is something to do: give a wish, or vote."""
    agenda_round = going_or_none()
    if paper not in PAPERS or not agenda_round or agenda_round.phase not in TITLES:
        raise Http404
    return pdf_response(round_poster(agenda_round, paper), f"agendaronde-{paper}")


def _cast(request, form, agenda_round, **how):
    """(ballot, outcome), or None with the errors in the form. Trying codes is limited, and noticed."""
    if not form.is_valid():
        return None
    try:
        return Ballot.cast(agenda_round, form.cleaned_data["code"], form.cleaned_data["choices"], **how)
    except WrongCode:
        Limit("ballot-wrong-client", "30/h").hit(client_ip(request))
        logger.warning("A ballot code that this round did not give was tried")
        form.add_error("code", WRONG_CODE)
    except OutOfPhase:
        form.add_error(None, "De stemweek is net voorbij. Deze keuze telt niet meer mee.")
    return None


def _begun(request, agenda_round):
    """The code of a link, and what was chosen with it before."""
    code = ballot_codes.normalise(request.GET.get("code", "")[:200])
    if not code:
        return {}
    try:
        ballot = Ballot.of(agenda_round, code)
    except WrongCode:
        Limit("ballot-wrong-client", "30/h").hit(client_ip(request))
        return {}
    return {"code": ballot_codes.in_groups(code), "choices": ballot.choices.all() if ballot else ()}


def _private(response):
    """The code stands in the address of a link: it is kept by nobody and goes along to no other site."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer, same-origin"  # why two: communication.views.requests.secret
    response["X-Robots-Tag"] = "noindex"
    return response


def _require_counter(request):
    if not request.user.is_counter:
        raise PermissionDenied
