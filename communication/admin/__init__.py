"""The back office of the communicatieteam."""

from communication.admin import (
    enquiries,
    newsletter,
    notifications,
    requests,
    spreading,
    stories,
    templates,
    trouble,
    wandkrant,
)

__all__ = [
    "enquiries",
    "newsletter",
    "notifications",
    "requests",
    "spreading",
    "stories",
    "templates",
    "trouble",
    "wandkrant",
]
