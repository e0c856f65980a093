"""Where to go afterwards, as a form, an address or the browser says it."""

from urllib.parse import urlsplit

from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 2000  # a redirect takes no more


def own_address(target):
    """`target` when it is the path of a page of this site, otherwise empty."""
    is_path = target.startswith("/") and len(target) <= LONGEST
    return target if is_path and url_has_allowed_host_and_scheme(target, allowed_hosts=None) else ""


def came_from(request):
    """The path of the page of this site on which a button was pressed; empty where the browser does not say it."""
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    is_ours = page.netloc == request.get_host()
    return own_address(page._replace(scheme="", netloc="", fragment="").geturl()) if is_ours else ""
