"""Pages behind a secret address: who has the address is in."""

from django.core.signing import BadSignature, Signer


def token_of(salt, *keys):
    """What stands in an address for these keys; made, not kept."""
    return _signer(salt).sign_object(keys)


def keys_of(salt, token):
    """The keys for which we gave out `token`, or None."""
    try:
        return _signer(salt).unsign_object(token)
    except (BadSignature, ValueError):
        return None


def kept_secret(response):
    """The answer, as one that nobody keeps, finds, or tells to another site.

    With "no-referrer" alone a browser sends a form of this very page with `Origin: null`, which is refused. Of the two
    policies a browser takes the last one that it knows.
    """
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer, same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _signer(salt):
    return Signer(salt=salt, sep=".")
