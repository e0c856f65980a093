"""The chair of the koplopers adopts the agenda that the neighbourhood chose."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from groups.forms.adopting import AdoptForm
from groups.models import Group, InvalidTransition
from groups.models.adopting import adopt_agenda, deciding_meetings
from groups.models.issues import chairs_koplopers
from groups.views.finding import bind
from themes.models import OutOfPhase, Phase
from themes.views.rounds import going_or_none, in_phase, to_round


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request):
    if not chairs_koplopers(request.user):
        raise PermissionDenied
    agenda_round = going_or_none()
    if not in_phase(agenda_round, Phase.ADOPT):
        return to_round(request, agenda_round)
    if not agenda_round.counted_at:
        return _count(request, agenda_round)
    form = bind(
        AdoptForm, request, agenda_round=agenda_round, meetings=deciding_meetings(after=agenda_round.choose_until)
    )
    koplopers = Group.objects.filter(kind=Group.Kind.KOPLOPERSGROEP).first()
    context = {"form": form, "round": agenda_round, "koplopers": koplopers}
    if not form.is_bound or not form.is_valid():
        return render(request, "groups/adopt_agenda.html", context)
    try:
        with transaction.atomic():
            meeting = form.cleaned_data["meeting"]
            adopt_agenda(agenda_round, meeting=meeting, by=request.user.person, **form.adopted)
    except OutOfPhase:
        return to_round(request, agenda_round)
    except InvalidTransition as late:
        form.add_error("meeting", str(late))
        return render(request, "groups/adopt_agenda.html", context)
    messages.success(request, "De agenda is vastgesteld. Wie een wens gaf, krijgt bericht.")
    return redirect("shared_agenda")


def _count(request, agenda_round):
    """The worker counts by night; who cannot wait presses a button."""
    if request.method == "POST":
        agenda_round.count()
        return redirect("groups:adopt_agenda")
    return render(request, "groups/count_ballots.html", {"round": agenda_round})
