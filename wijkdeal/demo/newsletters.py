"""The newsletter of last month, as it was sent."""

from datetime import timedelta

from communication.models import Newsletter, NewsletterItem, Story
from core import dates
from projects.models import Project, Status

INTRO = "Dag buren,\n\nWat er deze maand lukte, wat er bijna lukt, en wie er nog iemand zoekt. Veel plezier ermee."
Kind = NewsletterItem.Kind


def load(world):
    sent_on = world.days.today.replace(day=1) - timedelta(days=3)
    sent_at = world.days.moment((sent_on - world.days.today).days, "nieuwsbrief")
    newsletter = Newsletter.objects.create(
        month=sent_on.replace(day=1),
        title=f"Nieuws uit de wijk, {dates.month(sent_on)}",
        intro=INTRO,
        made_at=sent_at,
        sent_at=sent_at,
    )
    stories = Story.objects.filter(published_at__lt=sent_at).order_by("-published_at")[:2]
    going = (
        Project.objects.published()
        .filter(status=Status.UNDERWAY, status_since__lt=sent_at)
        .order_by("-status_since", "pk")
    )
    items = [NewsletterItem(kind=Kind.STORY, title=row.title, text=row.lead, story=row) for row in stories]
    items += [NewsletterItem(kind=Kind.PROJECT, title=row.title, text=row.summary, project=row) for row in going[:4]]
    for number, item in enumerate(items, start=1):
        item.newsletter, item.order, item.link = (
            newsletter,
            number * 10,
            (item.story or item.project).get_absolute_url(),
        )
    NewsletterItem.objects.bulk_create(items)
