"""The Atom feed of the stories, with the address of the site in every link and nothing else of the request."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from communication.models import Story
from core.models import SiteSettings
from core.text import marks

NEWEST = 20


class StoryFeed(Feed):
    feed_type = Atom1Feed
    language = "nl"

    def get_object(self, request):
        return SiteSettings.load()

    def title(self, site):
        return f"Verhalen van {site}"

    def subtitle(self, site):
        return f"Nieuws en verhalen uit {site.place}"

    def link(self):
        return _absolute("/verhalen/")

    def feed_url(self):
        return _absolute("/verhalen/feed/")

    def items(self):
        return Story.objects.published().with_card_data()[:NEWEST]

    def item_title(self, story):
        return story.title

    def item_description(self, story):
        return f"<p>{escape(story.lead)}</p>{marks(story.text)}"

    def item_link(self, story):
        return _absolute(story.get_absolute_url())

    def item_pubdate(self, story):
        return story.published_at

    def item_updateddate(self, story):
        return story.published_at

    def item_author_name(self, story):
        return story.author.public_name if story.author else "Communicatieteam"

    def item_categories(self, story):
        return [story.theme.name] if story.theme else []


def _absolute(path):
    return settings.SITE_URL + path
