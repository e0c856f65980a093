"""What a project and its dates are, as schema.org names it."""

from django.conf import settings

EVENT_GOES_ON = "https://schema.org/EventScheduled"
EVENT_IS_OFF = "https://schema.org/EventCancelled"


def of_project(project):
    address = _address(project)
    return {
        "@type": "Project",
        "name": project.title,
        "description": project.summary,
        "url": address,
        "image": f"{address}beeld.png",
    }


def of_activity(activity):
    return {
        "@type": "Event",
        "name": activity.title,
        "description": activity.text,
        "url": _address(activity),
        "startDate": activity.starts_at.isoformat(),
        "endDate": activity.ends_at.isoformat(),
        "eventStatus": EVENT_IS_OFF if activity.cancelled_at else EVENT_GOES_ON,
        "location": {"@type": "Place", "name": activity.place, "address": activity.place},
        "organizer": {"@type": "Project", "name": activity.project.title, "url": _address(activity.project)},
    }


def _address(shown):
    return settings.SITE_URL + shown.get_absolute_url()
