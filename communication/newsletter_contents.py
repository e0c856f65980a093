"""What the portal itself puts in the newsletter of a month."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils import timezone

from communication.models import Newsletter, NewsletterItem, Story
from core import dates
from groups.calendars import dates_between, shown
from projects.models import Project, Status

MOST_STORIES, MOST_PROJECTS, MOST_DATES = 4, 8, 8
AHEAD = timedelta(days=45)
FIRST_LOOKS_BACK = timedelta(days=31)  # of the very first newsletter
NOT_TOLD = (Status.PROPOSED, Status.DECLINED, Status.WITHDRAWN)
Kind = NewsletterItem.Kind


def newsletter_of_this_month():
    """(the newsletter of this month, whether it was made now)"""
    month = timezone.localdate().replace(day=1)
    with transaction.atomic():
        since = _since()
        title = f"Nieuws uit de wijk, {dates.month(month)}"
        newsletter, is_new = Newsletter.objects.get_or_create(month=month, defaults={"title": title})
        if is_new:
            items = [*_stories(since), *_projects(since), *_dates()]
            for number, item in enumerate(items, start=1):
                item.newsletter, item.order = newsletter, number * 10
            NewsletterItem.objects.bulk_create(items)
    return newsletter, is_new


def _since():
    """Since the last one that was sent was made: what happened after that nobody was told yet."""
    last = Newsletter.objects.sent().order_by("-month").first()
    return last.made_at if last else timezone.now() - FIRST_LOOKS_BACK


def _stories(since):
    rows = Story.objects.published().filter(published_at__gte=since).order_by("-published_at")[:MOST_STORIES]
    for story in rows:
        yield NewsletterItem(
            kind=Kind.STORY, title=story.title, text=story.lead, link=story.get_absolute_url(), story=story
        )


def _projects(since):
    """What got another state or was heard of, but for ideas that nobody answered with a yes."""
    moved = Project.objects.published().exclude(status__in=NOT_TOLD).defer("search")
    moved = moved.filter(Q(status_since__gte=since) | Q(heard_at__gte=since))
    for project in moved.order_by(Greatest("status_since", "heard_at").desc(), "-pk")[:MOST_PROJECTS]:
        yield NewsletterItem(
            kind=Kind.PROJECT,
            title=project.title,
            text=f"{project.get_status_display().capitalize()}. {project.summary}",
            link=project.get_absolute_url(),
            project=project,
        )


def _dates():
    now = timezone.now()
    rows = dates_between(AnonymousUser(), now, now + AHEAD, most=MOST_DATES * 2)[: MOST_DATES * 2]
    return [_date(row) for row in rows if not row["off"]][:MOST_DATES]


def _date(row):
    when = shown(row)
    place = f", {when['place']}" if when["place"] else ""
    return NewsletterItem(
        kind=Kind.DATE,
        title=when["title"],
        text=f"{dates.day_time(when['at']).capitalize()}{place}",
        link=when["href"],
        **{f"{row['kind']}_id": row["pk"]},
    )
