"""The back office of the communicatieteam."""

from communication.admin import enquiries, notifications, requests, stories

__all__ = ["enquiries", "notifications", "requests", "stories"]
