"""Form fields for what people type: they take anything, and say in Dutch what is wrong and how to mend it."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from core.typed import clean_line, clean_paragraphs, tidy

_SPACES_AND_UNSEEN = re.compile(r"[\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_PHONE = re.compile(r"\+?[0-9 ().,/\-]+")


class LineField(forms.CharField):
    """One line of text, at most `max_length` characters once cleaned.

    `called` is what the messages call it, article included: "de titel".
    The limit is added to the help text, and is no `maxlength`: a browser would cut off what somebody pastes.
    """

    clean_text = staticmethod(clean_line)

    def __init__(self, max_length, *, called="deze tekst", help_text="", show_limit=True, **kwargs):
        self.called = called
        self.limit = max_length
        kwargs.setdefault("error_messages", {}).setdefault("required", f"Vul {called} in.")
        if show_limit:
            help_text = f"{help_text} Hoogstens {max_length} tekens.".strip()
        super().__init__(help_text=help_text, **kwargs)

    def to_python(self, value):
        if value in self.empty_values:
            return self.empty_value
        value = self.clean_text(str(value))
        self._check_length(value)
        return value or self.empty_value

    def bound_data(self, data, initial):
        return tidy(data) if isinstance(data, str) else data

    def _check_length(self, value):
        if len(value) > self.limit:
            message = f"Maak {self.called} korter: hoogstens {self.limit} tekens. Nu zijn het er {len(value)}."
            raise ValidationError(message, code="max_length")


class NameField(LineField):
    """The name of who fills in the form."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", "Je naam")
        kwargs.setdefault("show_limit", False)
        super().__init__(80, called="je naam", **kwargs)

    def widget_attrs(self, widget):
        return {"autocomplete": "name"}


class ParagraphField(LineField):
    """Text of more lines; otherwise as `LineField`."""

    widget = forms.Textarea
    clean_text = staticmethod(clean_paragraphs)

    def __init__(self, max_length, *, rows=6, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows, "cols": False}))
        super().__init__(max_length, **kwargs)


class EmailField(forms.CharField):
    """An e-mail address in the one form in which addresses are kept and compared (`normalise_email`)."""

    widget = forms.EmailInput
    message = "Controleer je e-mailadres. Het ziet eruit als naam@voorbeeld.nl."

    def __init__(self, **kwargs):
        kwargs.setdefault("error_messages", {}).setdefault("required", "Vul je e-mailadres in.")
        kwargs.setdefault("label", "E-mailadres")
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {"autocomplete": "email"}

    def to_python(self, value):
        value = normalise_email(str(value or ""))
        if not value:
            return self.empty_value
        self._check_address(value)
        return value

    def bound_data(self, data, initial):
        return tidy(data) if isinstance(data, str) else data

    def _check_address(self, value):
        local, _, domain = value.rpartition("@")
        if len(value) > 254 or not local.isascii() or not _is_domain(domain):
            raise ValidationError(self.message, code="invalid")
        EmailValidator(message=self.message)(value)


class WebAddressField(forms.URLField):
    """An address that a link may lead to; what is wrong is said once, as `error_messages` has it for "invalid"."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", **kwargs)


class PhoneField(forms.CharField):
    """A telephone number, written as the person writes it; 7 to 15 digits."""

    widget = forms.TextInput
    message = "Controleer je telefoonnummer. Gebruik alleen cijfers, bijvoorbeeld 06 12345678."
    longest = 20  # as every column that keeps one

    def __init__(self, **kwargs):
        kwargs.setdefault("error_messages", {}).setdefault("required", "Vul je telefoonnummer in.")
        kwargs.setdefault("label", "Telefoonnummer")
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {"autocomplete": "tel", "inputmode": "tel"}

    def to_python(self, value):
        value = normalise_phone(str(value or ""))
        if not value:
            return self.empty_value
        if not _PHONE.fullmatch(value) or not 7 <= sum(map(str.isdigit, value)) <= 15:
            raise ValidationError(self.message, code="invalid")
        if len(value) > self.longest:
            raise ValidationError(f"Maak je telefoonnummer korter: hoogstens {self.longest} tekens.", code="max_length")
        return value

    def bound_data(self, data, initial):
        return tidy(data) if isinstance(data, str) else data


def _is_domain(text):
    """Whether a mail can be addressed to it: Django's own check lets domains pass that no header can hold."""
    try:
        return bool(text.encode("idna"))
    except UnicodeError:
        return False


def normalise_email(text):
    """Without spaces and unseen characters, wide letters made narrow, small letters: two spellings meet."""
    text = unicodedata.normalize("NFKC", _SPACES_AND_UNSEEN.sub("", tidy(text)))
    return text.removeprefix("mailto:").casefold()


def normalise_phone(text):
    """Plain digits, dashes and single spaces."""
    text = unicodedata.normalize("NFKC", _SPACES_AND_UNSEEN.sub(" ", tidy(text)))
    return re.sub("[\u2010-\u2015\u2212]", "-", " ".join(text.split()))
