"""The back office of projects."""

from projects.admin import projects, signposts

__all__ = ["projects", "signposts"]
