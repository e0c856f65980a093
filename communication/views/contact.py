"""Get in touch with a group, a duo or the communicatieteam; and the page where they answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communication.forms.enquiries import (
    AgreedIssueForm,
    EnquiryForm,
    ForwardForm,
    IssueForm,
    ReplyForm,
    VisitorEnquiryForm,
    wanted_recipient,
)
from communication.models import Enquiry, EnquiryEvent
from core.form_keys import create_once
from core.forms import own_scope, sent
from core.limits import limited
from core.secret_pages import kept_secret
from core.typed import clean_line
from groups.models import Issue
from groups.models.issues import TooManyIssues
from projects.views.steps import begin_with, key_here

SHOWN_ANSWERED = 20
_SALT = "communication.enquiry.sent"


@never_cache
@limited("contact", per="60/h", by="user")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request):
    form_class = VisitorEnquiryForm if request.user.is_anonymous else EnquiryForm
    scope = own_scope(request)
    if request.method == "POST":
        form = form_class(request.POST, scope=scope)
    else:
        form = form_class(initial=_wanted(request.GET) | _known(request.user), scope=scope)
    if form.is_bound and form.is_valid():
        made, _ = create_once(Enquiry.objects, form.send_key, lambda: _ask(request, form))
        return redirect(f"{reverse('communication:contact_sent')}?vraag={signing.dumps(made.pk, salt=_SALT)}")
    return render(request, "communication/contact.html", {"form": form})


def _wanted(query):
    """To whom and about what, as the page says that somebody came from."""
    return {"to": wanted_recipient(query.get("to", "")[:90]), "subject": clean_line(query.get("subject", "")[:120])}


def _known(user):
    return {} if user.is_anonymous else {"phone": user.person.phone}


def _ask(request, form):
    by = None if request.user.is_anonymous else request.user.person
    return Enquiry.ask(by=by, form_key=form.send_key, **form.enquiry_fields)


@never_cache
@require_safe
def contact_sent(request):
    """What happens now, when, and whom to call; nothing of what was typed."""
    try:
        pk = signing.loads(request.GET.get("vraag", ""), salt=_SALT)
    except signing.BadSignature:
        raise Http404 from None
    enquiry = get_object_or_404(Enquiry.objects.select_related("theme", "group", "person__user"), pk=pk)
    return render(request, "communication/contact_sent.html", {"enquiry": enquiry})


@never_cache
@login_required
@require_safe
def enquiry_list(request):
    """What the reader is asked, as duo, as who steers a group or as team."""
    asked = _asked(request.user)
    context = {
        "open": asked.open(),
        "answered": asked.exclude(answered_at=None).order_by("-answered_at")[:SHOWN_ANSWERED],
    }
    if not context["open"] and not context["answered"] and not _answers_questions(request.user):
        raise PermissionDenied
    return render(request, "communication/enquiry_list.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enquiry_detail(request, pk):
    enquiry = _own(request, pk)
    form = ReplyForm(request.POST) if request.method == "POST" else ReplyForm()
    if form.is_bound and form.is_valid():
        was_called = "called" in request.POST
        if _reply(enquiry, by=request.user.person, text=form.cleaned_data["answer"], was_called=was_called):
            is_sent = enquiry.sender_email and not was_called
            messages.success(request, "Je antwoord is verstuurd." if is_sent else "Je antwoord is bewaard.")
            return redirect("communication:enquiries")
        messages.warning(request, "Iemand anders was je voor. Hieronder staan dat antwoord en wat jij schreef.")
    forwarded = enquiry.events.filter(kind=EnquiryEvent.Kind.FORWARDED).select_related("actor").order_by("at")
    context = {"forwarded": forwarded, "enquiry": enquiry, "form": form}
    return render(request, "communication/enquiry.html", context)


@login_required
@require_POST
def take_enquiry(request, pk):
    """“Ik pak dit op”, also instead of who did so before, as the page said."""
    enquiry = _own(request, pk)
    seen = request.POST.get("seen", "")
    seen = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else None
    if enquiry.take(by=request.user.person, seen=seen) or enquiry.owner_id == request.user.person.pk:
        messages.success(request, "Fijn dat je dit oppakt. De anderen zien dat jij het doet.")
    else:
        messages.warning(request, "Iemand anders was je net voor.")
    return redirect("communication:enquiry", enquiry.pk)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def forward_enquiry(request, pk):
    enquiry = _own(request, pk)
    form = ForwardForm(sent(request))
    if enquiry.is_answered:
        return _too_late(request, enquiry)
    if not form.is_bound or not form.is_valid():
        return render(request, "communication/enquiry_forward.html", {"enquiry": enquiry, "form": form})
    if form.party == enquiry.party:
        messages.warning(request, f"De vraag is al voor: {enquiry.recipient}.")
        return redirect("communication:enquiry", enquiry.pk)
    if not enquiry.forward(by=request.user.person, note=form.cleaned_data["note"], **form.party):
        return _too_late(request, enquiry)
    messages.success(request, f"De vraag is nu voor: {enquiry.recipient}. Wie het vroeg, krijgt bericht.")
    return redirect("communication:enquiries")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def become_issue(request, pk):
    """What is asked here in private becomes public, so its words are looked over first.

    A koploper brings it in as the own; of another it is whoever asked, who agreed to that, and it waits for the chair.
    """
    enquiry = _own(request, pk)
    at_once = Issue.opened_by(request.user)
    initial = {"title": enquiry.subject, "text": enquiry.text}
    form = (IssueForm if at_once else AgreedIssueForm)(sent(request), initial=initial)
    if enquiry.is_answered:
        return _too_late(request, enquiry)
    if form.is_bound and form.is_valid():
        bring_in = enquiry.become_issue if at_once else enquiry.hand_in_issue
        try:
            return _became(request, enquiry, bring_in(by=request.user.person, **form.issue))
        except TooManyIssues:
            form.add_error(None, "Er wachten al drie vraagstukken van deze persoon op de voorzitter.")
    context = {"enquiry": enquiry, "form": form, "at_once": at_once}
    return render(request, "communication/enquiry_issue.html", context)


@login_required
@require_POST
def become_request(request, pk):
    enquiry = _own(request, pk)
    return _became(request, enquiry, enquiry.become_request(by=request.user.person))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def become_idea(request, pk):
    """By a press; whoever comes here after signing in again goes back to the question."""
    enquiry = _own(request, pk)
    if request.method != "POST":
        return redirect("communication:enquiry", pk)
    if not enquiry.can_become_idea:
        raise PermissionDenied
    return _became(request, enquiry, enquiry.become_idea(by=request.user.person))


@require_http_methods(["GET", "HEAD", "POST"])
def begin_idea(request, token):
    """From the mail, without an account: opening it changes nothing, a press begins the draft in this browser."""
    enquiry = get_object_or_404(Enquiry.objects.of_idea_address(token))
    if request.method == "POST":
        about = {"title": enquiry.subject, "description": enquiry.text, "theme": enquiry.theme}
        return kept_secret(begin_with(request, key_here(request, enquiry.pk), **about))
    return kept_secret(render(request, "communication/enquiry_begin_idea.html", {"enquiry": enquiry}))


def _became(request, enquiry, is_done):
    if not is_done:
        return _too_late(request, enquiry)
    messages.success(request, f"Dat is gelukt. {_who_hears(enquiry)}")
    return redirect("communication:enquiry", enquiry.pk)


def _who_hears(enquiry):
    if not enquiry.sender_email:
        return "Wie het vroeg, heeft geen e-mail. De balie belt en vertelt het."
    has_link = enquiry.outcome or enquiry.may_begin_idea
    return "Wie het vroeg, krijgt bericht met een link." if has_link else "Wie het vroeg, krijgt bericht."


def _too_late(request, enquiry):
    messages.warning(request, "Iemand anders was je net voor: deze vraag is al beantwoord of doorgestuurd.")
    return redirect("communication:enquiries")


def _reply(enquiry, *, by, text, was_called):
    """Whether this is the answer; a second press on the button is the same one."""
    is_first = enquiry.reply(by=by, text=text, was_called=was_called)
    return is_first or (enquiry.answered_by_id == by.pk and enquiry.answer == text)


def _own(request, pk):
    return get_object_or_404(_asked(request.user), pk=pk)


def _asked(user):
    people = ("person__user", "owner", "answered_by")
    return Enquiry.objects.addressed_to(user).select_related("theme", "group", "issue", *people)


def _answers_questions(user):
    """Whose page may be empty: somebody who could be asked something."""
    steers = user.person.memberships.current().exists()
    return user.is_facilitator or user.is_communicatieteam or user.is_administrator or steers
