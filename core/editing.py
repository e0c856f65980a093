"""Two people who edit one text in the back office: the second is told, and loses nothing typed."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError

_CHANGED = (
    "Iemand anders heeft dit net veranderd. Wat jij typte staat er nog. Open deze pagina in een nieuw tabblad om te "
    "vergelijken. Bewaar je nu nog een keer, dan blijft jouw tekst staan."
)


class Conflict(Exception):
    """Somebody else changed the same thing meanwhile."""


class Unchanged(Exception):
    """It stands so already: there is nothing to do, and nothing to tell anybody."""


_DOES_NOT_FIT = "Dit past niet bij hoe het er nu voor staat. Er moet iets bij, of iets kan nu niet leeg worden gemaakt."


class WholeConstraints:
    """Mix in before `ModelForm`: constraints hold for the whole row, also where some columns are only read here."""

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as broken:
            words = {name: self._in_words(mistakes) for name, mistakes in broken.error_dict.items()}
            self._update_errors(ValidationError(words))

    def _in_words(self, mistakes):
        """Our own sentences stay; the name of a constraint says nothing to who works here."""
        constraints = [constraint for _, found in self.instance.get_constraints() for constraint in found]
        nameless = {one.default_violation_error_message % {"name": one.name} for one in constraints}
        words = [mistake for mistake in mistakes if mistake.messages[0] not in nameless]
        return words or [ValidationError(_DOES_NOT_FIT, code="violated")]


class ReadField(forms.CharField):
    """Never something that somebody changed."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        return False


class ReadBefore(WholeConstraints, forms.ModelForm):
    """Mix in before `ModelForm`: `read` says what stood there when the form was opened. Saved inside a transaction."""

    read = ReadField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["read"] = self._fingerprint(self.instance)

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.cleaned_data.get("read"):
            now = self._fingerprint(self._meta.model._default_manager.select_for_update().get(pk=self.instance.pk))
            if now != self.cleaned_data["read"]:
                self.data = self.data.copy()
                self.data[self.add_prefix("read")] = now
                raise ValidationError(_CHANGED, code="changed")
        return cleaned

    @property
    def own_fields(self):
        """The fields of the model that this form writes."""
        return [name for name in self.cleaned_data if name in self._columns()]

    def _columns(self):
        return {field.name for field in self._meta.model._meta.concrete_fields if field.editable}

    def _fingerprint(self, row):
        values = [str(getattr(row, field.attname)) for field in row._meta.concrete_fields if field.editable]
        return hashlib.sha256("\x1f".join(values).encode("utf-8", "surrogatepass")).hexdigest()[:24]
