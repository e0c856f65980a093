"""Activities as `core.calendars` writes them."""

from django.conf import settings

from core.calendars import Entry, paragraphs


def activity_entry(activity):
    """An activity of a project; needs its project."""
    return Entry(
        uid=f"activiteit-{activity.pk}@wijkdeal",
        title=activity.title,
        starts=activity.starts_at,
        ends=activity.ends_at,
        updated=activity.changed_at,
        place=activity.place,
        text=paragraphs(activity.text, activity.cancel_reason if activity.cancelled_at else ""),
        url=settings.SITE_URL + activity.get_absolute_url(),
        sequence=activity.sequence,
        is_cancelled=activity.cancelled_at is not None,
    )
