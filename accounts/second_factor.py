"""The second step at signing in: its secrets are kept encrypted, its drawing is a picture of our own."""

import base64
from io import BytesIO

import segno
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": "Zet eerst de tweede stap uit. Daarna kun je je e-mailadres veranderen.",
        "cannot_delete_authenticator": (
            "Voor jouw werk is een tweede stap nodig. Zet eerst een andere aan, daarna kan deze uit."
        ),
        "cannot_generate_recovery_codes": "Zet eerst een tweede stap aan. Daarna krijg je herstelcodes.",
        "incorrect_code": "Deze code klopt niet. Kijk of er in je app al een nieuwe staat.",
        "unverified_email": "Bevestig eerst je e-mailadres.",
    }

    def encrypt(self, text):
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator):
        """Whoever needs a second step keeps one; another may be set up first."""
        user = authenticator.user
        if not (settings.STAFF_NEEDS_SECOND_FACTOR and user.is_staff):
            return True
        return second_steps().filter(user=user).exclude(pk=authenticator.pk).exists()


def second_steps():
    """The apps and keys of everybody. Codes to recover with are no step: they stand in for one that is lost."""
    return Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)


def lacks_second_step(user):
    """Whether somebody who needs one in production has none."""
    return settings.STAFF_NEEDS_SECOND_FACTOR and not second_steps().filter(user=user).exists()


@never_cache
@login_required
@require_safe
def qr_code(request):
    """What the app scans: an image of its own, since the policy of the pages allows no `data:` in them."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if secret is None:
        raise Http404
    drawing = BytesIO()
    segno.make(get_adapter().build_totp_url(request.user, secret), micro=False).save(
        drawing, kind="svg", scale=6, border=4, light="white", svgclass=None, lineclass=None
    )
    return HttpResponse(drawing.getvalue(), content_type="image/svg+xml")


def _box():
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key_of(secret)) for secret in keys])


def _key_of(secret):
    digest = salted_hmac("accounts.second_factor", "", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
