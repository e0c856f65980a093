"""Get in touch with a group, a duo or the communicatieteam; and the page where they answer."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from communication.forms.enquiries import EnquiryForm, ReplyForm, VisitorEnquiryForm, wanted_recipient
from communication.models import Enquiry
from core.form_keys import create_once
from core.forms import own_scope
from core.limits import limited
from core.typed import clean_line

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
        form = form_class(initial=_wanted(request.GET), scope=scope)
    if form.is_bound and form.is_valid():
        made, _ = create_once(Enquiry.objects, form.send_key, lambda: _ask(request, form))
        return redirect(f"{reverse('communication:contact_sent')}?vraag={signing.dumps(made.pk, salt=_SALT)}")
    return render(request, "communication/contact.html", {"form": form})


def _wanted(query):
    """To whom and about what, as the page says that somebody came from."""
    return {"to": wanted_recipient(query.get("to", "")[:90]), "subject": clean_line(query.get("subject", "")[:120])}


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
    enquiry = get_object_or_404(_asked(request.user), pk=pk)
    form = ReplyForm(request.POST) if request.method == "POST" else ReplyForm()
    if form.is_bound and form.is_valid():
        if _reply(enquiry, by=request.user.person, text=form.cleaned_data["answer"]):
            messages.success(
                request, "Je antwoord is verstuurd." if enquiry.sender_email else "Je antwoord is bewaard."
            )
            return redirect("communication:enquiries")
        messages.warning(request, "Iemand anders was je voor. Hieronder staan dat antwoord en wat jij schreef.")
    return render(request, "communication/enquiry.html", {"enquiry": enquiry, "form": form})


def _reply(enquiry, *, by, text):
    """Whether this is the answer; a second press on the button is the same one."""
    return enquiry.reply(by=by, text=text) or (enquiry.answered_by_id == by.pk and enquiry.answer == text)


def _asked(user):
    return Enquiry.objects.addressed_to(user).select_related("theme", "group", "person__user", "answered_by")


def _answers_questions(user):
    """Whose page may be empty: somebody who could be asked something."""
    steers = user.person.memberships.current().exists()
    return user.is_facilitator or user.is_communicatieteam or user.is_administrator or steers
