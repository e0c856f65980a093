"""The stories, with their photos: most on the website, one to look at and one that comes later."""

from datetime import timedelta

from communication.models import Story, StoryEvent, StoryPerson
from projects.models import Photo
from wijkdeal.demo import content

Kind = StoryEvent.Kind
PLANNED_AT = "09:00"
AGREED_BEFORE = timedelta(days=5)


def load(world):
    entries = content.read("story")
    stories = [_story(world, entry) for entry in entries]
    for entry, story in zip(entries, stories, strict=True):
        if picture := entry.one("photo"):
            story.photo = world.album.photo(picture, project=story.project, by=story.author, at=story.published_at)
    Photo.objects.bulk_create(story.photo for story in stories if story.photo)
    Story.objects.bulk_create(stories)
    StoryEvent.objects.bulk_create(_event(world, story) for story in stories)
    StoryPerson.objects.bulk_create(
        StoryPerson(story=story, person=world.person(entry, key), agreed_on=(story.published_at - AGREED_BEFORE).date())
        for entry, story in zip(entries, stories, strict=True)
        for key in entry.get("portrayed", [])
    )


def _story(world, entry):
    author, moment = world.person(entry, entry["author"]), {}
    for name in ("published", "ready", "changed"):
        moment[name] = world.days.moment(entry[name], entry.where) if name in entry else None
    planned = world.days.at(entry["planned"], PLANNED_AT) if "planned" in entry else None
    return entry.checked(
        Story(
            slug=entry["slug"],
            title=entry["title"],
            lead=entry.text("lead"),
            text=entry.text("text"),
            theme=world.theme(entry, entry.get("theme")),
            project=world.project(entry, entry.get("project")),
            film_url=entry.get("film"),
            author=author,
            published_at=moment["published"] or planned,
            announced_at=moment["published"],
            changed_at=moment["changed"],
            ready_at=moment["ready"],
            ready_by=author if moment["ready"] else None,
            featured=entry.get("featured", None),
        )
    )


def _event(world, story):
    """What happened to it last."""
    kinds = {Story.State.READY: Kind.READY, Story.State.PLANNED: Kind.PLANNED, Story.State.PUBLISHED: Kind.PUBLISHED}
    at = min(story.ready_at or story.published_at, world.days.now)
    return StoryEvent(story=story, kind=kinds[story.state], actor=story.author, at=at, processed_at=at)
