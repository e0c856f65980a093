"""The stories, with their photos."""

from communication.models import Story, StoryEvent
from projects.models import Photo
from wijkdeal.demo import content


def load(world):
    entries = content.read("story")
    stories = [_story(world, entry) for entry in entries]
    for entry, story in zip(entries, stories, strict=True):
        if picture := entry.one("photo"):
            story.photo = world.album.photo(picture, project=story.project, by=story.author, at=story.published_at)
    Photo.objects.bulk_create(story.photo for story in stories if story.photo)
    Story.objects.bulk_create(stories)
    StoryEvent.objects.bulk_create(
        StoryEvent(
            story=story,
            kind=StoryEvent.Kind.PUBLISHED,
            actor=story.author,
            at=story.published_at,
            processed_at=story.published_at,
        )
        for story in stories
    )


def _story(world, entry):
    return entry.checked(
        Story(
            slug=entry["slug"],
            title=entry["title"],
            lead=entry.text("lead"),
            text=entry.text("text"),
            theme=world.theme(entry, entry.get("theme")),
            project=world.project(entry, entry.get("project")),
            film_url=entry.get("film"),
            author=world.person(entry, entry["author"]),
            published_at=world.days.moment(entry["published"], entry.where),
        )
    )
