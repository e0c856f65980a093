"""A field that forms of other apps share."""

import re

from django.core.exceptions import ValidationError

from core.fields import LineField
from core.short_codes import normalise
from projects.models import Project

_CODE_AT_THE_END = re.compile(r"\(([^()]{4,12})\)$")


class ProjectField(LineField):
    """A project by its title, its short code, both ("Plukfruit (7K4M)") or its address; cleaned it is one or None.

    `visible` are those that may be meant. What was merged and is not among them leads to where it went.
    """

    default_error_messages = {
        "unknown": "We vinden geen project met deze titel, deze code of dit adres. Kijk het nog eens na.",
        "several": "Er zijn meer projecten met deze titel. Typ de code van het project.",
    }

    def __init__(self, **kwargs):
        self.visible = Project.objects.published()
        kwargs.setdefault("help_text", "Typ de titel, de code of het adres van het project.")
        kwargs.setdefault("required", False)
        super().__init__(200, called="het project", show_limit=False, **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        return self._find(typed) if typed else None

    def _find(self, typed):
        in_brackets = _CODE_AT_THE_END.search(typed)
        pointed = in_brackets[1] if in_brackets else typed
        code = normalise(pointed)
        project = code and self.visible.filter(short_code=code).first() or self.visible.of_address(pointed)
        if project:
            return project
        found = list(self.visible.filter(title__iexact=typed)[:2]) or list(self.visible.filter(slug=typed))
        if len(found) != 1:
            which = "several" if found else "unknown"
            raise ValidationError(self.error_messages[which], code=which)
        return found[0]


def named(project):
    return f"{project.title} ({project.short_code})"
