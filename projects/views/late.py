"""Somebody else was first, or the project went on: said with what was typed, which goes nowhere and is not lost."""

from django.contrib import messages
from django.shortcuts import redirect

TYPED_SHOWN = 5000  # as much as the longest of these fields takes


def too_late(request, thing, late, *, typed=()):
    """Back to the project, or its activity, with the sentence `late` and the words in the fields named by `typed`."""
    words = "\n".join(filter(None, (request.POST.get(name, "").strip() for name in typed)))[:TYPED_SHOWN]
    messages.warning(request, f"{late} Jij schreef: ‘{words}’" if words else str(late))
    return redirect(thing)


def page_or_list(project):
    """Where to say so: the page of the project, or the list when it was hidden meanwhile."""
    return project if project.is_public else "projects:list"
