"""Stories and news."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.following import Following
from accounts.models import Seen
from communication.models import Story
from communication.story_page import read_of
from core.kept_pages import kept
from core.pagination import page_of

PER_PAGE = 12
FOLLOWING = Following(
    what="dit verhaal",
    told="Je krijgt mail als er iets nieuws in staat, en over een volgend verhaal van hetzelfde project.",
    back="het verhaal",
)


@kept("pagina")
@require_safe
def story_list(request):
    page = page_of(Story.objects.published().with_card_data(), request.GET.get("pagina"), PER_PAGE)
    return render(request, "communication/story_list.html", {"page": page})


@kept()
@require_safe
def story_detail(request, slug):
    """A draft is shown to the team that writes it, and kept nowhere."""
    story = get_object_or_404(Story.objects.visible_to(request.user).with_card_data(), slug=slug)
    context = read_of(story) | {"writable": Story.writable_by(request.user)}
    if request.user.is_authenticated:
        context["follows"] = story.follows.filter(person=request.user.person).exists()
        if story.is_followed_by(request.user.person):
            Seen.note(request.user.person, story)
    response = render(request, "communication/story.html", context)
    if not story.is_published:
        response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def follow_story(request, slug):
    return FOLLOWING.page(request, get_object_or_404(Story.objects.published(), slug=slug))


@login_required
@require_POST
def unfollow_story(request, slug):
    return FOLLOWING.stop(request, get_object_or_404(Story.objects.published(), slug=slug))
