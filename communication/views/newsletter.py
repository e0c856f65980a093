"""The newsletter on the website: what was sent, and how to get it or be rid of it."""

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from communication.forms.newsletter import SubscribeForm
from communication.models import Newsletter, NewsletterSubscriber
from core.forms import own_scope, sent
from core.kept_pages import kept
from core.limits import limited
from core.secret_pages import kept_secret

SHOWN = 120


@kept()
@require_safe
def newsletter_list(request):
    return render(request, "communication/newsletter_list.html", {"newsletters": Newsletter.objects.sent()[:SHOWN]})


@require_safe
def newsletter_detail(request, month):
    newsletter = get_object_or_404(Newsletter.objects.sent(), month=_first_day(month))
    return render(request, "communication/newsletter.html", {"newsletter": newsletter})


def _first_day(month):
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Http404 from None


@never_cache
@limited("newsletter", per="20/h")
@limited("newsletter-address", per="5/d", by="email")
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter_subscribe(request):
    """The answer is the same for an address that is subscribed: nobody learns who reads it."""
    known = {"email": "" if request.user.is_anonymous else request.user.email}
    form = SubscribeForm(sent(request), initial=known, scope=own_scope(request))
    if form.is_bound and form.is_valid():
        NewsletterSubscriber.objects.ask(form.cleaned_data["email"])
        return redirect(f"{reverse('communication:newsletter_subscribe')}?verstuurd=1")
    context = {"form": form, "is_asked": "verstuurd" in request.GET}
    return render(request, "communication/newsletter_subscribe.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def newsletter_confirm(request, token):
    """From the mail: opening it changes nothing, as mail programs open links too; a press does."""
    subscriber = NewsletterSubscriber.objects.to_confirm(token).first()
    if subscriber and request.method == "POST":
        subscriber.confirm()
        return redirect(request.path)
    return kept_secret(render(request, "communication/newsletter_confirm.html", {"subscriber": subscriber}))


@csrf_exempt  # a mail program posts here by itself (RFC 8058): the secret address is what says whose it is
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter_leave(request, key):
    """Also for who left before: the same answer, and nothing goes wrong."""
    found = NewsletterSubscriber.objects.filter(key=key)
    if request.method == "POST":
        found.leave()
    return kept_secret(render(request, "communication/newsletter_leave.html", {"subscriber": found.first()}))
