"""Fields that several forms of groups share."""

from django import forms


class NamedField(forms.BooleanField):
    """Asked of who comes into a group, about the own name."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Mijn naam mag op de website")
        kwargs.setdefault("help_text", "Zonder vinkje zien alleen de leden je naam. Je kunt dit later veranderen.")
        super().__init__(required=False, **kwargs)
