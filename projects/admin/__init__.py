"""The back office of projects."""

from projects.admin import projects, questions, signposts

__all__ = ["projects", "questions", "signposts"]
