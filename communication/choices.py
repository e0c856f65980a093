"""Which mail somebody wants: the secret address of the page for it, and the way out that mail programs show."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import Person, canonical_email

_SALT = "communication.choices"


def choices_url(person):
    """The page where this person chooses without signing in; it stops when mail goes to another address."""
    return reverse("communication:choices", args=[_signer().sign_object([person.pk, _mark_of(person)])])


def person_of(token):
    """Whose page it is, or None: not an address of ours, or not of where mail to this person goes today."""
    try:
        pk, mark = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        return None
    person = Person.objects.filter(pk=pk).select_related("user").first()
    is_theirs = person is not None and person.address_on_file and constant_time_compare(mark, _mark_of(person))
    return person if is_theirs and not person.is_forgotten else None


def one_click(address):
    """The headers with which a mail program shows a button that ends it (RFC 8058)."""
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def _mark_of(person):
    said = f"{person.pk} {canonical_email(person.address_on_file)}"
    return salted_hmac(_SALT, said, algorithm="sha256").hexdigest()[:16]


def _signer():
    return Signer(salt=_SALT, sep=".")
