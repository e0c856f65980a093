"""Whoever signs in finds the places in groups that were written down with the own, confirmed address."""

from allauth.account.models import EmailAddress
from django.contrib import messages

from groups.models import Group


def claim_places(sender, request, user, **kwargs):
    """By Django's signal: accounts knows nothing of groups."""
    if has_confirmed_address(user):
        for group in Group.claim_places(user.person):
            said = f"Je zit in {group}. Je was erbij gezet met dit mailadres."
            messages.info(request, said, fail_silently=True)


def has_confirmed_address(user):
    return EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists()
