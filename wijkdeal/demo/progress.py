"""Updates with photos, progress checks, milestones and activities of the example projects."""

from random import Random

from projects.models import (
    Activity,
    Attendance,
    Milestone,
    Photo,
    ProgressCheck,
    Project,
    ProjectEvent,
    Status,
    Update,
)  # fmt: skip

NEVER_COME = {"buurvrouw"}  # the example account of somebody who has nothing of her own yet


def load(world, entries):
    seats = _Seats(world)
    updates = [_update(world, update, entry) for entry in entries for update in entry.rows("update")]
    Update.objects.bulk_create(updates)
    ProjectEvent.objects.bulk_create(
        ProjectEvent(
            project=update.project,
            kind=ProjectEvent.Kind.UPDATE_POSTED,
            update_post=update,
            actor=update.author,
            reason=update.title,
            at=update.at,
            processed_at=update.at,
        )
        for update in updates
    )
    _photos(world, entries, updates)
    ProgressCheck.objects.bulk_create(
        _check(world, check, entry, seats) for entry in entries for check in entry.rows("check")
    )
    Milestone.objects.bulk_create(_milestone(world, row, entry) for entry in entries for row in entry.rows("milestone"))
    _activities(world, entries)


def moments(world, entry):
    """When something was heard of this project."""
    rows = [*entry.rows("update"), *entry.rows("check")]
    return [_at(world, row, entry) for row in rows]


def _at(world, row, entry):
    """A moment in the project's life."""
    at = world.days.moment(row["at"], row.where)
    if at > world.days.now:
        row.fail("dit is in de toekomst")
    if world.days.day(at) < world.days.day(entry["proposed"]):
        row.fail("dit is van vóór het voorstel")
    return at


def _update(world, row, entry):
    return row.checked(
        Update(
            project=world.projects[entry["slug"]],
            author=world.person(row, row["by"]),
            title=row["title"],
            text=row.text("text"),
            at=_at(world, row, entry),
        )
    )


def _photos(world, entries, updates):
    covers, photos = {}, []
    rows = [(entry, row) for entry in entries for row in entry.rows("update")]
    for (_, row), update in zip(rows, updates, strict=True):
        if picture := row.one("photo"):
            photos.append(
                world.album.photo(picture, project=update.project, by=update.author, at=update.at, update_post=update)
            )
    for entry in entries:
        if picture := entry.one("photo"):
            project, by = world.projects[entry["slug"]], world.person(entry, entry["initiators"][0])
            covers[project.slug] = world.album.photo(picture, project=project, by=by, at=project.created_at)
    Photo.objects.bulk_create(photo for photo in [*photos, *covers.values()] if photo)
    with_cover = [world.projects[slug] for slug, photo in covers.items() if photo]
    for project in with_cover:
        project.cover = covers[project.slug]
    Project.objects.bulk_update(with_cover, ["cover"])


class _Seats:
    """Whose voice somebody has in a theme on a day."""

    def __init__(self, world):
        self.world = world
        self.seats = [seat for theme in world.themes.values() for seat in theme.seats.all()]

    def voice_of(self, person, theme, day):
        for seat in self.seats:
            in_time = seat.since <= day and (seat.until is None or day <= seat.until)
            if seat.person_id == person.pk and seat.theme_id == theme.pk and in_time:
                return seat.voice
        return None


def _check(world, row, entry, seats):
    project, person, at = world.projects[entry["slug"]], world.person(row, row["by"]), _at(world, row, entry)
    voice = seats.voice_of(person, project.theme, world.days.day(at))
    if voice is None and row["by"] == entry.get("leader"):
        voice = ProgressCheck.Voice.LEADER
    if voice is None:
        row.fail(f"{row['by']} zit dan niet in het duo en trekt het project niet")
    return row.checked(
        ProgressCheck(
            project=project,
            person=person,
            voice=voice,
            signal=row["signal"],
            note=row.text("note"),
            progress=row.get("progress", None),
            private_note=row.text("private_note"),
            at=at,
        )
    )


def _milestone(world, row, entry):
    return row.checked(
        Milestone(
            project=world.projects[entry["slug"]],
            title=row["title"],
            due=world.days.day(row["due"]),
            reached_on=world.days.day(row["reached"]) if "reached" in row else None,
        )
    )


def _activities(world, entries):
    rows = [(entry, row) for entry in entries for row in entry.rows("activity")]
    activities = [_activity(world, row, entry) for entry, row in rows]
    Activity.objects.bulk_create(activities)
    Attendance.objects.bulk_create(
        Attendance(
            activity=activity, person=person, at=world.days.moment(min(-1, _day(row) - 3), f"{row.where} {person}")
        )
        for (entry, row), activity in zip(rows, activities, strict=True)
        for person in _coming(world, row, entry)
    )


def _day(row):
    return row["at"] if isinstance(row["at"], int) else -365


def _activity(world, row, entry):
    starts = world.days.at(row["at"], row["time"])
    ends = world.days.at(row["at"], row["until"]) if "until" in row else starts
    if starts < world.days.now and world.projects[entry["slug"]].status != Status.DRAFT and "happened" not in row:
        row.fail("hoe het was (happened) ontbreekt")
    return row.checked(
        Activity(
            project=world.projects[entry["slug"]],
            title=row["title"],
            starts_at=starts,
            ends_at=ends,
            place=row["place"],
            text=row.text("text"),
            room=row.get("room", None),
            happened=row.text("happened"),
        )
    )


def _coming(world, row, entry):
    """As many people as the entry says, those of the project first."""
    own = [*entry["initiators"], *(helper["person"] for helper in entry.rows("helpers"))]
    others = sorted(set(world.people) - set(own) - NEVER_COME)
    Random(row.where).shuffle(others)  # noqa: S311
    keys = list(dict.fromkeys([*own, *others]))[: row.get("coming", 0)]
    return [world.person(row, key) for key in keys]
