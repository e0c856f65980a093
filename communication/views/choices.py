"""All choices about mail on one page, from the link under every mail: without signing in, and it signs nobody in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Person
from communication.choices import person_of
from communication.following import KINDS, Followed
from communication.forms.choices import MailChoiceForm
from communication.models import MailTrouble, NewsletterSubscriber
from core.forms import sent
from core.secret_pages import kept_secret

NEVER = Person.MailFrequency.NEVER


@csrf_exempt  # a mail program posts here by itself (RFC 8058): the secret address is what says whose it is
@require_http_methods(["GET", "HEAD", "POST"])
def mail_choices(request, token):
    """Opening it changes nothing, as mail programs open links too."""
    person = person_of(token)
    if person is None:
        return kept_secret(render(request, "communication/choices_gone.html", status=410))
    if "List-Unsubscribe" in request.POST:  # answered without a redirect, which a mail program would not follow
        person.choose_mail(NEVER)
        return _page(request, person, MailChoiceForm(initial={"mail_frequency": NEVER}))
    form = MailChoiceForm(sent(request), initial={"mail_frequency": person.mail_frequency})
    if request.method == "POST" and _is_done(request.POST, person, form):
        return kept_secret(redirect(f"{request.path}?bewaard=1"))
    return _page(request, person, form)


@login_required
@require_POST
def mail_again(request):
    """Somebody says that mail arrives at the own address after all."""
    MailTrouble.of(request.user.email).delete()
    messages.success(request, "We sturen weer mail naar je adres. Komt die toch niet aan, dan staat dat hier weer.")
    return redirect("mine")


def _is_done(posted, person, form):
    """One button, one change; False for a form with a mistake in it."""
    if "none" in posted:
        person.choose_mail(NEVER)
        _newsletter_of(person).leave()
        return True
    if "newsletter" in posted:
        _newsletter_of(person).leave()
        return True
    if "stop" in posted:
        kind, _, pk = posted["stop"].partition("-")
        if kind in KINDS and pk.isdecimal() and len(pk) < 19:
            Followed(person).stop(kind, pk)
        return True
    if form.is_valid():
        person.choose_mail(form.cleaned_data["mail_frequency"])
        return True
    return False


def _page(request, person, form):
    context = {
        "form": form,
        "wants_none": person.mail_frequency == NEVER,
        "is_saved": "bewaard" in request.GET,
        "parts": Followed(person).parts(),
        "reads_newsletter": _newsletter_of(person).exists(),
    }
    return kept_secret(render(request, "communication/choices.html", context))


def _newsletter_of(person):
    return NewsletterSubscriber.objects.filter(email__iexact=person.address_on_file)
