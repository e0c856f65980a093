"""The page on which somebody follows something: with an account by one press, without one with a code by mail first."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts import signin
from accounts.forms import FollowForm

CONFIRMED = "following"  # in the session: the page whose visitor typed an address, until the button is pressed


@dataclass(frozen=True)
class Following:
    """What is followed, in words: `what` (dit project), `told` (when mail comes), `back` (het project)."""

    what: str
    told: str
    back: str

    def page(self, request, thing):
        """A GET changes nothing: whoever comes by a link, or with a code, presses once more."""
        if request.user.is_anonymous:
            return self._ask_address(request, thing)
        if request.method != "POST":
            is_confirmed = request.session.get(CONFIRMED) == request.path
            return self._render(request, thing, {"confirmed": is_confirmed})
        request.session.pop(CONFIRMED, None)
        thing.follows.get_or_create(person=request.user.person)
        messages.success(request, f"Je volgt {self.what}. {self.told} Hoe vaak, kies je bij ‘Mijn keuzes en gegevens’.")
        return redirect(thing)

    def stop(self, request, thing):
        thing.follows.filter(person=request.user.person).delete()
        messages.success(request, f"Je volgt {self.what} niet meer.")
        return redirect(thing)

    def _ask_address(self, request, thing):
        form = FollowForm(request.POST if request.method == "POST" else None, scope=request.path)
        if form.is_bound and form.is_valid():
            request.session[CONFIRMED] = request.path
            name, email, once = (form.cleaned_data[field] for field in ("name", "email", "form_key"))
            return signin.begin(request, email=email, name=name, next_url=request.path, once=once)
        return self._render(request, thing, {"form": form})

    def _render(self, request, thing, context):
        return render(request, "accounts/follow.html", context | {"thing": thing, "following": self})
