"""Half a year after the end its people, or the duo, say whether it is still good."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core.forms import sent
from projects.forms.looking_back import LookBackForm
from projects.models import InvalidTransition
from projects.models.looking_back import StillGood
from projects.views.finding import project_of
from projects.views.late import too_late

SAID = {
    StillGood.YES: "Mooi! Iedereen kan het nu lezen.",
    StillGood.PARTLY: "Bedankt. Iedereen kan het nu lezen.",
    StillGood.NO: "Bedankt dat je het zegt. Het duo van het thema krijgt bericht en kan het weer oppakken.",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def look_back(request, slug):
    project = project_of(request, slug)
    project.require(project.is_run_by(request.user))
    form = LookBackForm(sent(request))
    if form.is_bound and form.is_valid():
        return _answer(request, project, form.cleaned_data)
    if not project.asks_back:
        return too_late(
            request, project, "Dit wordt nu niet gevraagd, of er is al antwoord op gegeven.", typed=["note"]
        )
    return render(request, "projects/look_back.html", {"project": project, "form": form})


def _answer(request, project, said):
    try:
        project.look_back(by=request.user.person, **said)
    except InvalidTransition as late:
        return too_late(request, project, late, typed=["note"])
    messages.success(request, SAID[said["still_good"]])
    return redirect(project)
