"""Following a theme. The pages of the themes show projects too and stand in `wijkdeal`."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from accounts.following import Following
from themes.models import Theme

FOLLOWING = Following(
    what="dit thema",
    told="Je krijgt mail over nieuwe ideeën, en over projecten die beginnen, klaar zijn of stoppen.",
    back="het thema",
)


@require_http_methods(["GET", "HEAD", "POST"])
def follow_theme(request, slug):
    return FOLLOWING.page(request, get_object_or_404(Theme, slug=slug))


@login_required
@require_POST
def unfollow_theme(request, slug):
    return FOLLOWING.stop(request, get_object_or_404(Theme, slug=slug))
