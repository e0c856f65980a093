"""What our Atom feeds share: the address of the site in every link and nothing of the request."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from core.typed import tidy


class TidyAtom(Atom1Feed):
    """XML has no control characters, and the back office keeps what was pasted there."""

    def __init__(self, title, *args, **more):
        super().__init__(tidy(title), *args, **more)

    def add_item(self, title, link, description, author_name=None, **more):
        super().add_item(tidy(title), link, tidy(description), author_name=tidy(author_name or ""), **more)


class SiteFeed(Feed):
    feed_type = TidyAtom
    language = "nl"


def absolute(path):
    return settings.SITE_URL + path
