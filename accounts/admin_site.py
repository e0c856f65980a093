"""The back office as a whole: who comes in, and by which door."""

from functools import update_wrapper

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models.base import ModelBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.second_factor import lacks_second_step

# Keys, sessions, jobs with what is mailed to people, and the permissions that every migrate lays down again.
_NOT_SHOWN = ("allauth.", "django.contrib.auth.", "procrastinate.")


# That a form may say to send of one kind: Django makes a form of each, sent or not.
MOST_ROWS = 500


class BackOffice(AdminSite):
    site_title = site_header = "Beheer"
    index_title = "Waar wil je aan werken?"

    def register(self, model_or_iterable, admin_class=None, **options):
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        shown = [model for model in models if not model.__module__.startswith(_NOT_SHOWN)]
        super().register(shown, admin_class, **options)

    def has_permission(self, request):
        return super().has_permission(request) and not lacks_second_step(request.user)

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if not self.has_permission(request):
                return _turn_away(request)
            _refuse_endless_forms(request)
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def login(self, request, extra_context=None):
        """There is one way in, with its limits and its second step."""
        return redirect("admin:index") if self.has_permission(request) else _turn_away(request)

    def logout(self, request, extra_context=None):
        return redirect("account_logout")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")


def _turn_away(request):
    """Sign in and come back; without the role 403; without the second step there first."""
    if not request.user.is_authenticated:
        target = request.GET.get("next") or request.get_full_path()
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    if not request.user.is_staff:
        raise PermissionDenied
    messages.warning(request, "Voor het beheer is een tweede stap bij het inloggen nodig. Zet die hier aan.")
    return redirect("mfa_index")


def _refuse_endless_forms(request):
    for name, value in request.POST.items():
        if name.endswith("-TOTAL_FORMS") and value.isdecimal() and (len(value) > 5 or int(value) > MOST_ROWS):
            raise BadRequest
