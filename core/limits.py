"""How often something may be done in a while: by one address, one person, one e-mail address.

Counted in the shared cache, so that all processes count together. The numbers can be set per name in
`settings.LIMITS`, for example {"contact": "100/h"}.
"""

import ipaddress
import time
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from core.fields import normalise_email

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class TooMany(Exception):  # noqa: N818 - raised it reads as what happened
    """Answered by `core.middleware.LimitsMiddleware` with a page that says when to try again."""

    def __init__(self, seconds):
        self.seconds = seconds
        super().__init__(f"again in {seconds} seconds")


class Limit:
    """`Limit("contact", "10/h").hit(key)` raises `TooMany` at the eleventh time within one hour."""

    def __init__(self, name, per):
        self.name = name
        count, unit = getattr(settings, "LIMITS", {}).get(name, per).split("/")
        self.count, self.seconds = int(count), _SECONDS[unit]

    def hit(self, key):
        window, passed = divmod(int(time.time()), self.seconds)
        prefix = f"limit:{self.name}:{window}:{_hidden(key)}"
        # A place is taken with `add`, which one caller wins: `incr` loses counts when requests come together.
        place = cache.get(prefix, 0)
        while place < self.count:
            place += 1
            if cache.add(f"{prefix}:{place}", 1, self.seconds):
                cache.set(prefix, place, self.seconds)
                return
        raise TooMany(self.seconds - passed)


def limited(name, *, per, by="ip", methods=("POST",)):
    """Count what is sent to a view by `ip`, `user` (a visitor: ip) or `email` (the field of that name).

    `methods` are those that count: a page that takes much to make names GET and HEAD too.
    """

    def decorate(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if request.method in methods and (key := _KEYS[by](request)):
                Limit(name, per).hit(f"{by}:{key}")
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def client_ip(request):
    """The address of who asks, of IPv6 its network; `settings.PROXY_COUNT` proxies of ours are believed."""
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    proxies = settings.PROXY_COUNT
    address = forwarded[-proxies] if 0 < proxies <= len(forwarded) else request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return (
        str(parsed) if parsed.version == 4 else str(ipaddress.ip_network(f"{parsed}/64".replace("%", ""), strict=False))
    )


def _by_user(request):
    return str(request.user.pk) if request.user.is_authenticated else client_ip(request)


def _by_email(request):
    return normalise_email(request.POST.get("email", "")[:320])


def _hidden(key):
    """Nobody's address stands in the cache."""
    return salted_hmac("core.limits", key, algorithm="sha256").hexdigest()[:32]


_KEYS = {"ip": client_ip, "user": _by_user, "email": _by_email}
