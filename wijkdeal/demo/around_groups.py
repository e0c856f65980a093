"""What is around a group: meetings that come back, its documents, and who offered to sit in it."""

from datetime import time, timedelta

from core.attachments import CleanAttachment
from core.dates import day_time
from core.holidays import holiday_on
from core.repeating import Rule
from groups.models import Application, ApplicationEvent, Document, Meeting, MeetingEvent, Series
from groups.posters import meeting_poster
from wijkdeal.demo import content

Kind = MeetingEvent.Kind
TUESDAY = 2
PLANNED_DAYS_AGO, MOVED_DAYS_AGO = 12, 1


def load(world):
    for entry in content.read("group"):
        group = world.groups[entry["slug"]]
        series = [_series(world, row, group) for row in entry.rows("series")]
        for row in entry.rows("document"):
            _document(world, row, group, series)
        for row in entry.rows("application"):
            _application(world, row, group)


def _series(world, row, group):
    """Its first meeting: on the Tuesday that comes after so many days; what is a holiday is left out too."""
    soonest = world.days.day(row["first"])
    rule = Rule(row["every"], soonest + timedelta(days=(TUESDAY - soonest.isoweekday()) % 7))
    clock = {"starts": time.fromisoformat(row["time"]), "ends": time.fromisoformat(row["until"])}
    series = row.checked(Series(group=group, every=row["every"], first_day=rule.first, **clock))
    series.save()
    days = enumerate(rule.days(row["times"]))
    turns = [turn for turn, day in days if turn not in row["left_out"] and not holiday_on(day)]
    about = {"title": row["title"], "place": row["place"], "agenda_text": row.text("agenda_text")}
    meetings = [
        row.checked(Meeting(group=group, series=series, turn=turn, **when, **about))
        for turn, when in series.when(turns).items()
    ]
    first, *_ = Meeting.objects.bulk_create(meetings)
    chair = group.memberships.get(role="chair").person
    planned = world.days.at(-PLANNED_DAYS_AGO, "20:15")
    told = {"meeting": first, "series": series, "kind": Kind.PLANNED, "actor": chair}
    world.processed(MeetingEvent, row, at=planned, **told).save()
    if moved := row.one("moved"):
        _move(world, moved, next(meeting for meeting in meetings if meeting.turn >= moved["turn"]), chair)
    return first


def _move(world, row, meeting, chair):
    before, later = f"{day_time(meeting.starts_at)}, {meeting.place}", timedelta(days=row["days"])
    when = {"starts_at": meeting.starts_at + later, "ends_at": meeting.ends_at + later, "place": row["place"]}
    Meeting.objects.filter(pk=meeting.pk).update(sequence=1, asked_since=1, version=2, **when)
    Series.objects.filter(pk=meeting.series_id).update(sequence=1, public_sequence=1)
    at = world.days.at(-MOVED_DAYS_AGO, "20:40")
    told = {"meeting": meeting, "kind": Kind.MOVED, "actor": chair, "reason": before}
    world.processed(MeetingEvent, row, at=at, **told).save()


def _document(world, row, group, series):
    """A text, or the poster of the meetings that come back."""
    poster = row.get("poster", False)
    made = meeting_poster(series[0]) if poster else row.text("text").encode()
    file = CleanAttachment(made, "pdf" if poster else "txt", row["name"]).save()
    world.album.names.append(file)
    row.checked(
        Document(
            group=group,
            title=row["title"],
            file=file,
            shown_name=row["name"],
            is_public=row["public"],
            added_by=world.person(row, row["by"]),
            added_at=world.days.moment(row["added"], row.where),
        )
    ).save()


def _application(world, row, group):
    asked = world.days.moment(row["asked"], row.where)
    due = world.days.day(row["asked"]) + timedelta(days=14)
    person = world.person(row, row["person"])
    offer = Application(group=group, person=person, why=row.text("why"), asked_at=asked, answer_due=due)
    row.checked(offer).save()
    told = {"application": offer, "kind": ApplicationEvent.Kind.ASKED, "actor": person}
    world.processed(ApplicationEvent, row, at=asked, **told).save()
