"""The back office of the communicatieteam."""

from communication.admin import enquiries, requests, stories

__all__ = ["enquiries", "requests", "stories"]
