"""Fields that several forms of groups share."""

from django import forms
from django.core.exceptions import ValidationError

from core.fields import LineField
from projects.models import Project


class ProjectCodeField(LineField):
    """A project, by the short code that stands on its page and poster; cleaned it is the Project or None.

    The code of what was merged is that of where it went.
    """

    default_error_messages = {"unknown": "We kennen geen project met de code ‘{typed}’. Kijk de code nog eens na."}

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "Typ de code van het project. Die staat op de pagina van het project.")
        kwargs.setdefault("required", False)
        super().__init__(12, called="de code", show_limit=False, **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        project = Project.objects.published().of_code(typed)
        if project is None:
            raise ValidationError(self.error_messages["unknown"].format(typed=typed), code="unknown")
        return project


class NamedField(forms.BooleanField):
    """Asked of who comes into a group, about the own name."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Mijn naam mag op de website")
        kwargs.setdefault("help_text", "Zonder vinkje zien alleen de leden je naam. Je kunt dit later veranderen.")
        super().__init__(required=False, **kwargs)
