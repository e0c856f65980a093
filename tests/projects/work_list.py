"""What the tests of the work list share."""

from datetime import timedelta

from django.utils import timezone

from tests.factories import PersonFactory, ProgressCheckFactory

ADDRESS = "/begeleiding/"


def days(count):
    return timedelta(days=count)


def today():
    return timezone.localdate()


def rows_of(client, **query):
    """{part: [(title, why, label)]} as the page has them."""
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    return {
        part: [(row.project.title, row.why, row.label) for row in response.context[part]]
        for part in ("now", "week", "well", "still")
    }


def looked_at(project, *, resident="on_track", professional="on_track", days_ago=1, person=None):
    at = timezone.localtime() - days(days_ago)
    ProgressCheckFactory(
        project=project, voice="resident", signal=resident, at=at, note="", person=person or PersonFactory()
    )
    ProgressCheckFactory(project=project, voice="professional", signal=professional, at=at, note="")
