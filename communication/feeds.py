"""The Atom feed of the stories."""

from django.utils.html import escape

from communication.models import Story
from core.feeds import SiteFeed, absolute
from core.models import SiteSettings
from core.text import marks

NEWEST = 20


class StoryFeed(SiteFeed):
    def get_object(self, request):
        return SiteSettings.load()

    def title(self, site):
        return f"Verhalen van {site}"

    def subtitle(self, site):
        return f"Nieuws en verhalen uit {site.place}"

    def link(self):
        return absolute("/verhalen/")

    def feed_url(self):
        return absolute("/verhalen/feed/")

    def items(self):
        return Story.objects.published().with_card_data()[:NEWEST]

    def item_title(self, story):
        return story.title

    def item_description(self, story):
        return f"<p>{escape(story.lead)}</p>{marks(story.text)}"

    def item_link(self, story):
        return absolute(story.get_absolute_url())

    def item_pubdate(self, story):
        return story.published_at

    def item_updateddate(self, story):
        return story.updated_at or story.published_at

    def item_author_name(self, story):
        return story.author.public_name if story.author else "Communicatieteam"

    def item_categories(self, story):
        return [story.theme.name] if story.theme else []
