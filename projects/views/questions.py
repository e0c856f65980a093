"""Questions under a project: asked by everybody, looked at and answered by its people and its duo."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import unconfirmed
from core.form_keys import create_once, say_done
from core.forms import own_scope, sent
from core.limits import limited
from core.pagination import page_of
from projects.forms.questions import AnswerForm, CorrectForm, QuestionForm, RefuseForm, VisitorQuestionForm
from projects.models import InvalidTransition, Question, TooManyQuestions
from projects.models.questions import A_DAY, AT_ONCE, ENOUGH_HERE, NO_QUESTIONS, is_known
from projects.pieces import key_of
from projects.project_page import in_words, names_of
from projects.views.finding import leads_on, project_of, slugs_of, to_place
from projects.views.late import page_or_list, too_late

ASKING = "asking"
A_PAGE = 20
MOST_OWN = 50
LATE = "Iemand anders was je voor, of de vraag is verborgen of ingetrokken."
TOO_LATE_TO_WITHDRAW = "Er is al antwoord op deze vraag, of de vraag was al ingetrokken."


@leads_on
@require_safe
def project_questions(request, slug):
    project = _read(request, slug)
    rows = project.questions.select_related("asker", "answered_by")
    user = request.user
    may = {"own": project.is_run_by(user), "hide": project.hideable_by(user)} if user.is_authenticated else {}
    context = {
        "project": project,
        "page": page_of(rows.published(), request.GET.get("pagina"), A_PAGE),
        "waiting": rows.waiting().order_by("asked_at")[:MOST_OWN] if may.get("own") else [],
        "mine": _unseen_by_others(rows, user),
        "may": may,
    }
    for question in (*context["page"].items, *context["mine"]):
        question.is_withdrawable = question.is_open and question.is_asked_by(user)
    return render(request, "projects/questions.html", context)


@leads_on
@require_safe
def find_question(request, slug, question_id):
    """To where it stands now; one that is not placed stands on the first page, for who may read it."""
    project = _read(request, slug)
    question = _find(project, question_id)
    newer = project.questions.published().newer_than(question).count() if question.is_public else 0
    return to_place(reverse("projects:questions", args=[project.slug]), newer // A_PAGE + 1, key_of(question))


@leads_on
@limited("question", per="60/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_question(request, slug):
    project = _read(request, slug)
    if not project.takes_questions():
        return too_late(request, project, NO_QUESTIONS, typed=["text"])
    return _ask_as_visitor(request, project) if request.user.is_anonymous else _ask(request, project)


def _ask(request, project):
    typed = unconfirmed.kept(request, ASKING, *slugs_of(project))
    scope = own_scope(request)
    form = QuestionForm(sent(request), initial={"text": typed}, scope=scope)
    try:
        question, is_new = _asked(request, project, form) if form.is_bound and form.is_valid() else (None, False)
    except InvalidTransition as late:
        return too_late(request, page_or_list(late.project), late, typed=["text"])
    if question:
        unconfirmed.forget(request, ASKING, *slugs_of(project))
        say_done(request, _what_now(question), is_new=is_new)
        return redirect("projects:questions", project.slug)
    person = request.user.person
    context = {"confirmed": typed is not None, "is_known": is_known(person)}
    if not form.is_bound and project.questions.fill_the_room_of(person):
        context["enough"] = ENOUGH_HERE
    return _form_page(request, project, form, **context)


def _asked(request, project, form):
    """(the question, whether it is new); no question, with a word in the form, for who asked too often."""
    by, key = request.user.person, form.cleaned_data["form_key"]
    try:
        return create_once(
            Question.objects.filter(asker=by),
            key,
            lambda: Question.ask(project, by=by, text=form.cleaned_data["text"], form_key=key),
        )
    except TooManyQuestions as enough:
        form.add_error(None, str(enough))
        return None, False


def _what_now(question):
    if question.is_waiting:
        return "We hebben je vraag. De mensen van het project kijken er eerst naar. Je krijgt een mail."
    return "Je vraag staat op de website. Je krijgt een mail als er antwoord is."


def _ask_as_visitor(request, project):
    form = VisitorQuestionForm(sent(request), scope=own_scope(request))
    if form.is_bound and form.is_valid():
        return unconfirmed.confirm(request, form, ASKING, project.slug, form.cleaned_data["text"])
    return _form_page(request, project, form, is_known=False)


def _form_page(request, project, form, **context):
    own = project.participations.current().filter(role__in=["initiator", "leader"]).select_related("person")
    names = list(dict.fromkeys(names_of(role.person for role in own)))
    context |= {"project": project, "form": form, "who": in_words(names), "a_day": A_DAY, "at_once": AT_ONCE}
    return render(request, "projects/question_ask.html", context)


@leads_on
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_question(request, slug, question_id):
    """One form under the question; where it waits, the ways to place it without an answer or not at all beside it."""
    project, question = _steered(request, slug, question_id)
    form = AnswerForm(sent(request))
    if form.is_bound and form.is_valid():
        if question.give_answer(by=request.user.person, text=form.cleaned_data["answer"]):
            messages.success(request, "Je antwoord staat op de website. Wie het vroeg, krijgt het per mail.")
            return redirect(question)
        return too_late(request, question, LATE, typed=["answer"])
    if not question.is_open:
        return too_late(request, question, LATE, typed=["answer"])
    return render(request, "projects/question_answer.html", {"project": project, "question": question, "form": form})


@leads_on
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct_answer(request, slug, question_id):
    """By any of the people of the project, and the duo: the page says when, and who asked hears it."""
    project, question = _steered(request, slug, question_id)
    form = CorrectForm(sent(request), question=question)
    if not question.answer or question.hidden_at:
        return too_late(request, question, LATE, typed=["answer"])
    if form.is_bound and form.is_valid():
        if "answer" not in form.changed_data:
            return redirect(question)
        text, version = form.cleaned_data["answer"], form.cleaned_data["version"]
        if question.correct_answer(by=request.user.person, text=text, version=version):
            messages.success(request, "Het antwoord is aangepast. Wie het vroeg, krijgt het per mail.")
            return redirect(question)
        return too_late(request, question, LATE, typed=["answer"])
    return render(request, "projects/question_correct.html", {"project": project, "question": question, "form": form})


@leads_on
@login_required
@require_POST
def withdraw_question(request, slug, question_id):
    """Of who asked it, while there is no answer."""
    project = _read(request, slug)
    question = _find(project, question_id)
    project.require(question.is_asked_by(request.user))
    if not question.withdraw(by=request.user.person):
        return too_late(request, question, TOO_LATE_TO_WITHDRAW)
    messages.success(request, "Je vraag is ingetrokken. Niemand leest de vraag nog.")
    return redirect("projects:questions", slug)


@leads_on
@login_required
@require_POST
def place_question(request, slug, question_id):
    _, question = _steered(request, slug, question_id)
    if not question.place(by=request.user.person):
        return too_late(request, question, LATE)
    messages.success(request, "De vraag staat op de website. Wie het vroeg, krijgt een mail.")
    return redirect(question)


@leads_on
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refuse_question(request, slug, question_id):
    project, question = _steered(request, slug, question_id)
    form = RefuseForm(sent(request))
    if form.is_bound and form.is_valid():
        if question.refuse(by=request.user.person, reason=form.cleaned_data["reason"]):
            messages.success(request, "De vraag is niet geplaatst. Wie het vroeg, krijgt de reden per mail.")
            return redirect(question)
        return too_late(request, question, LATE, typed=["reason"])
    if question.hidden_at or not question.is_waiting:
        return too_late(request, question, LATE, typed=["reason"])
    return render(request, "projects/question_refuse.html", {"project": project, "question": question, "form": form})


def _read(request, slug):
    project = project_of(request, slug)
    if project.is_draft or project.merged_into_id:
        raise Http404
    return project


def _steered(request, slug, question_id):
    project = _read(request, slug)
    project.require(project.is_run_by(request.user))
    return project, _find(project, question_id)


def _find(project, question_id):
    rows = Question.objects.filter(project=project).select_related("asker", "answered_by", "project")
    return get_object_or_404(rows, pk=question_id)


def _unseen_by_others(rows, user):
    """Own questions that are not on the website: only who asked reads them here, with the reason."""
    if user.is_anonymous:
        return []
    own = rows.filter(asker=user.person).exclude(state=Question.State.WITHDRAWN)
    return own.exclude(state=Question.State.PLACED, hidden_at=None)[:MOST_OWN]
