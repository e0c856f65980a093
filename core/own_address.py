"""Where to go afterwards, as a form or an address says it."""

from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000  # a redirect takes no more


def own_address(target):
    """`target` when it is the path of a page of this site, otherwise empty."""
    is_path = target.startswith("/") and len(target) <= LONGEST
    return target if is_path and url_has_allowed_host_and_scheme(target, allowed_hosts=None) else ""
