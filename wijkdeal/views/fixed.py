"""Pages whose texts the communicatieteam writes in the back office."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from communication.models import FacebookPost
from core.file_responses import played_response
from core.kept_pages import kept
from core.models import FACEBOOK, PageText, SiteSettings, TimelineMoment
from groups.models import Group
from themes.models import Theme
from wijkdeal.retention import BACKUPS_KEPT, RULES

POSTS = 3
CHOICE = {"laden": "ja"}
OURS = "same-origin"


@kept()
@require_safe
@csp_update({"media-src": [SELF]})
def about(request):
    """With what the film tells, and what was put on Facebook last: nothing of it comes from outside."""
    context = {
        "film_in_words": SiteSettings.film_in_words,  # asked for where there is a film
        "posts": FacebookPost.objects.all()[:POSTS],
        "texts": {text.slug.replace("-", "_"): text for text in PageText.objects.filter(slug__startswith="over-")},
        "moments": TimelineMoment.objects.all(),
        "groups": Group.objects.active().filter(kind__in=Group.FIXED).with_balance(),
        "themes": Theme.objects.all(),
    }
    return render(request, "wijkdeal/about.html", context)


@require_safe
def facebook(request):
    """The messages as Facebook shows them: no other page may hold that frame, and this one once somebody pressed."""
    feed = SiteSettings.load().facebook_feed_url
    if not feed:
        raise Http404
    if not _is_chosen(request):
        return _facebook(request, feed="")
    return csp_update({"frame-src": [FACEBOOK]})(_facebook)(request, feed=feed)


def _is_chosen(request):
    """By the button of ours: who follows a link to the choice, from a mail or another site, is asked first."""
    came_from = request.headers.get("Sec-Fetch-Site", OURS)  # an old browser does not say
    return request.GET.dict() == CHOICE and came_from == OURS


def _facebook(request, *, feed):
    context = {"feed": feed, "posts": FacebookPost.objects.all()[:POSTS]}
    response = render(request, "wijkdeal/facebook.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def film(request):
    return _of_film(request, SiteSettings.load().film_file)


@require_safe
def subtitles(request):
    return _of_film(request, SiteSettings.load().film_subtitles)


def _of_film(request, file):
    if not file:
        raise Http404
    try:
        return played_response(request, file)
    except FileNotFoundError:
        raise Http404 from None


@kept()
@require_safe
def accessibility(request):
    return _page(request, "toegankelijkheid", "Toegankelijkheid")


@kept()
@require_safe
def privacy(request):
    """What the team wrote, and how long everything is kept: the table that the nightly task runs on."""
    shown = {"rules": RULES, "backups_kept": BACKUPS_KEPT.days}
    return _page(request, "privacy", "Privacy", template="wijkdeal/privacy.html", **shown)


def _page(request, slug, title, template="wijkdeal/fixed_page.html", **context):
    """A text page; where nobody wrote the text yet it says whom to ask."""
    text = PageText.objects.filter(slug=slug).first() or PageText(slug=slug, title=title)
    return render(request, template, {"text": text} | context)
