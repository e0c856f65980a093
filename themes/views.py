"""Following a theme. The pages of the themes show projects too and stand in `wijkdeal`."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from themes.models import Theme


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def follow_theme(request, slug):
    """A visitor who pressed the button comes here after signing in: one press more, a GET changes nothing."""
    theme = get_object_or_404(Theme, slug=slug)
    if request.method != "POST":
        return render(request, "themes/follow.html", {"theme": theme})
    theme.follows.get_or_create(person=request.user.person)
    messages.success(request, "Je volgt dit thema. Je krijgt mail als er iets gebeurt, zo vaak als jij koos.")
    return redirect(theme)


@login_required
@require_POST
def unfollow_theme(request, slug):
    theme = get_object_or_404(Theme, slug=slug)
    theme.follows.filter(person=request.user.person).delete()
    messages.success(request, "Je volgt dit thema niet meer.")
    return redirect(theme)
