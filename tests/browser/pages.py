"""The pages of the gallery, for every role that looks at them."""

import re

import pytest

from wijkdeal.gallery import NOT_200, PAGES

GALLERY = {page.name: page for page in PAGES}
EVERY_PAGE = [  # a page that was begun before signing in has a test of its own
    pytest.param(page, role, id=f"{page.name}-{role or 'bezoeker'}")
    for page in PAGES
    for role in page.roles
    if not page.begun
]


def address_of(page, reader):
    """Where `page` is for this reader."""
    if page.address:
        return page.address
    listed = reader.get(page.found_on).text
    main = listed[listed.index("<main") :]
    address = page.first_of(re.findall(r'<a\b[^>]*?\bhref="([^"]*)"', main))
    assert address, f"Nothing below {page.link} on {page.found_on}"
    return address


def status_of(page):
    return NOT_200.get(page.name, 200)
