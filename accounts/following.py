"""The page on which somebody follows something: with an account by one press, without one with a code by mail first."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render

from accounts import unconfirmed
from accounts.consents import Consent
from accounts.forms import FollowForm
from accounts.models import Person
from core.forms import sent

FOLLOWING = "following"


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
            is_confirmed = unconfirmed.kept(request, FOLLOWING, request.path) is not None
            return self._render(request, thing, {"confirmed": is_confirmed})
        unconfirmed.forget(request, FOLLOWING, request.path)
        person = request.user.person
        thing.follows.get_or_create(person=person)
        if person.mail_frequency != Person.MailFrequency.NEVER:
            Consent.give(Consent.About.MAIL, person=person)
        messages.success(request, f"Je volgt {self.what}. {self.told} Hoe vaak, kies je bij ‘Mijn keuzes en gegevens’.")
        return redirect(thing)

    def stop(self, request, thing):
        thing.follows.filter(person=request.user.person).delete()
        messages.success(request, f"Je volgt {self.what} niet meer.")
        return redirect(thing)

    def _ask_address(self, request, thing):
        form = FollowForm(sent(request), scope=request.path)
        if form.is_bound and form.is_valid():
            return unconfirmed.confirm(request, form, FOLLOWING, request.path, "")
        return self._render(request, thing, {"form": form})

    def _render(self, request, thing, context):
        return render(request, "accounts/follow.html", context | {"thing": thing, "following": self})
