"""What the page of a story shows: of what is on the website, or of what is typed and not saved yet."""

from django.conf import settings

from communication.models import Story

MORE = 3


def read_of(story):
    more = Story.objects.published().exclude(pk=story.pk).with_card_data().newest_of(story.theme)[:MORE]
    rows = story.more_photos.shown() if story.pk else []
    return {
        "story": story,
        "more": more,
        "photo": story.photo if story.photo and story.shows(story.photo) else None,
        "photos": [row.photo for row in rows if story.shows(row.photo)],
        "address": settings.SITE_URL + story.get_absolute_url(),
    }
