"""*Vraag ondersteuning*: asked by who pulls it, answered by the duo before a date."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from core.forms import sent
from projects.forms.help import AnswerSupportForm, AskSupportForm
from projects.models import InvalidTransition, SupportRequest, who_can_support
from projects.views.finding import project_of
from projects.views.late import too_late


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_support(request, slug):
    project = project_of(request, slug)
    project.require(project.is_own_of(request.user))
    if not project.asks_support_by(request.user):
        return too_late(request, project, "Dat kan nu niet, of er staat al een vraag open.", typed=["text"])
    form = AskSupportForm(sent(request))
    if not form.is_bound or not form.is_valid():
        return render(request, "projects/support_ask.html", {"project": project, "form": form})
    try:
        SupportRequest.ask(project, by=request.user.person, **form.cleaned_data)
    except InvalidTransition as late:
        return too_late(request, project, late, typed=["text"])
    messages.success(request, "Je vraag is verstuurd. Het duo antwoordt binnen twee weken.")
    return redirect(project)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_support(request, slug):
    project = project_of(request, slug)
    project.require(project.is_guided_by_in_public(request.user))
    asked = project.support_requests.open().select_related("asked_by").first()
    if asked is None:
        return too_late(request, project, "Er staat geen vraag om ondersteuning open.", typed=["answer"])
    form = AnswerSupportForm(sent(request), people=who_can_support())
    if not form.is_bound or not form.is_valid():
        return render(request, "projects/support_answer.html", {"project": project, "form": form, "asked": asked})
    try:
        _give(asked, by=request.user.person, **form.cleaned_data)
    except InvalidTransition as late:
        return too_late(request, project, late, typed=["answer"])
    messages.success(request, "Je antwoord staat op de pagina. Wie het vroeg, krijgt bericht.")
    return redirect(project)


def _give(asked, *, by, supporter, answer):
    if supporter:
        asked.give(by=by, supporter=supporter, answer=answer)
    else:
        asked.decline(by=by, answer=answer)
