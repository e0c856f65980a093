"""The back office of the communicatieteam."""

from communication.admin import enquiries, newsletter, notifications, requests, stories

__all__ = ["enquiries", "newsletter", "notifications", "requests", "stories"]
