"""The forms of the portal: what every one has, and the pieces that several share.

`Form` and `ModelForm` give a field the ids `id_<name>` (of a group's first control `id_<name>_0`),
`id_<name>-h` for its hint and `id_<name>-f` for its error, and tie the three together.
"""

import uuid
from collections import defaultdict
from itertools import zip_longest
from typing import NamedTuple

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.utils import timezone
from django.utils.functional import cached_property

from core import photos
from core.fields import LineField
from core.form_keys import Sending, derive_key
from core.typed import clean_line

MAX_PHOTOS = 6


class BoundField(forms.BoundField):
    template_name = "components/_field.html"

    @property
    def hint_id(self):
        return f"{self.auto_id}-h"

    @property
    def error_id(self):
        return f"{self.auto_id}-f"

    @property
    def first_id(self):
        """Of the control that a link to this field leads to."""
        if isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    @property
    def is_group(self):
        return self.use_fieldset

    @property
    def may_be_skipped(self):
        return not self.field.required

    @property
    def aria_describedby(self):
        if self.field.widget.attrs.get("aria-describedby") or not self.auto_id or self.is_hidden:
            return None
        ids = [self.hint_id] if self.help_text else []
        return " ".join(ids + ([self.error_id] if self.errors else []))

    @cached_property
    def subwidgets(self):
        """The first control of a group names its error too: that is where the error summary leads."""
        widgets = super().subwidgets
        if widgets and self.is_group and self.errors:
            widgets[0].data["attrs"]["aria-describedby"] = self.error_id
        return widgets


class _Errors:
    bound_field_class = BoundField
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if str(field.error_messages.get("required")) == str(forms.Field.default_error_messages["required"]):
                field.error_messages["required"] = _required_message(field)

    def error_list(self):
        """(id of the first control or "", message) of everything that is wrong, in the order of the fields."""
        mistakes = [("", message) for message in self.non_field_errors()]
        for field in self:
            target = "" if field.is_hidden else field.first_id
            mistakes += [(target, message) for message in field.errors]
        return mistakes


class Form(_Errors, forms.Form):
    pass


class ModelForm(_Errors, forms.ModelForm):
    pass


def sent(request):
    """What was sent, or None where a page is only looked at: a POST with nothing in it was sent too."""
    return request.POST if request.method == "POST" else None


def own_scope(request):
    """Of a `OneTimeKey`: this address, for who sends."""
    return f"{request.get_full_path()} {sender(request)}"


def sender(request):
    """This user; for a visitor this browser, which the token of its forms tells from another before a session does."""
    return request.user.pk or request.META.get("CSRF_COOKIE", "")


def reread(form, row, version="version", into="version"):
    """Sent once more, the form of who came second overwrites what stands in `row` now: both texts were on the page."""
    form.data = form.data.copy()
    form.data[into] = getattr(row, version)


class OneTimeKey(forms.Form):
    """Mix in before `Form`: `cleaned_data["form_key"]` is the same for a double send and for nothing else.

    `scope` says who sends and where to, such as "/projecten/bank/bijwerken/ 12": with it a send without a key,
    by a script, gets one made of its content. Without it such a send counts as new.

    With `makes_once` (and a scope) the same content has one key for ten minutes, from whatever page it is sent: who
    goes back is shown the form anew, with the words and another key. Of what may be pressed on and off again, never.
    """

    makes_once = False

    form_key = forms.Field(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args, scope=None, **kwargs):
        self.scope = scope
        super().__init__(*args, **kwargs)

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not self.errors and self._sending:
            self._sending.remember(self.cleaned_data["form_key"])

    def clean_form_key(self):
        try:
            key = uuid.UUID(self.cleaned_data["form_key"])
        except (ValueError, AttributeError, TypeError):
            return derive_key(self.scope, self.data, self.files) if self.scope else uuid.uuid4()
        return (self._sending and self._sending.earlier_key()) or key

    @cached_property
    def _sending(self):
        return Sending(self.scope, self.data, self.files) if self.makes_once and self.scope else None


class SentSignedOut(Exception):  # noqa: N818 - raised it reads as what happened
    """A form made for somebody signed in comes from a visitor: the session ended while it stood open."""


class VisitorProtection(OneTimeKey):
    """Mix in before `Form`: holds off robots without a puzzle, with a field they fill in and a pace they exceed.

    A post without the time is taken: scripts that know the form's names may send it in one go. What is refused
    keeps what was typed, and the same form passes a moment later.
    """

    tweede_regel = forms.CharField(
        label="Laat dit veld leeg",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off", "aria-hidden": "true"}),
    )
    form_time = forms.Field(required=False, widget=forms.HiddenInput, initial=lambda: signing.dumps(_now(), salt=_SALT))

    trap = "tweede_regel"
    of_visitors = frozenset({trap, "name", "email"})  # a page for who is signed in asks none of these

    def __init__(self, data=None, *args, **kwargs):
        if data and "csrfmiddlewaretoken" in data and self.of_visitors.isdisjoint(data):
            raise SentSignedOut
        super().__init__(data, *args, **kwargs)

    def clean_tweede_regel(self):
        if self.cleaned_data[self.trap]:
            raise ValidationError("Laat het veld ‘Laat dit veld leeg’ leeg en verstuur het nog een keer.")
        return ""

    def clean_form_time(self):
        sent = self.cleaned_data["form_time"]
        if sent and _now() - _read_time(sent) < settings.FORM_MIN_SECONDS:
            raise ValidationError("Dat ging wel heel snel. Kijk of alles klopt en verstuur het nog een keer.")
        return sent


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True

    class Media:
        js = [Script("js/photos.js", type="module")]


class PhotosField(forms.FileField):
    """Up to six photos under one name; cleaned it is a list of `CleanPhoto`."""

    widget = ManyFilesInput

    def __init__(self, *, max_files=MAX_PHOTOS, **kwargs):
        self.max_files = max_files
        kwargs.setdefault("label", "Foto’s")
        kwargs.setdefault("help_text", f"Hoogstens {max_files} foto’s van elk hoogstens 10 MB: JPEG, PNG of WebP.")
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        return {"accept": "image/jpeg,image/png,image/webp"}

    def clean(self, value, initial=None):
        files = [file for file in value or [] if file]
        if self.required and not files:
            raise ValidationError("Kies een foto.", code="required")
        if len(files) > self.max_files:
            raise ValidationError(f"Kies hoogstens {self.max_files} foto’s. Nu zijn het er {len(files)}.")
        return self._clean_each(files)

    def has_changed(self, initial, data):
        return any(data or [])

    def _clean_each(self, files):
        cleaned, good, mistakes = [], [], []
        for file in files:
            try:
                cleaned.append(photos.clean_photo(file))
            except ValidationError as mistake:
                which = f"{_named([file])}: " if len(files) > 1 else ""
                mistakes.append(ValidationError(which + mistake.message, code=mistake.code))
            else:
                good.append(file)
        if mistakes and good:
            mistakes.append(ValidationError(f"Kies al je foto’s nog een keer, ook {_named(good)}. {_NOT_REMEMBERED}"))
        if mistakes:
            raise ValidationError(mistakes)
        return cleaned


class TextListInput(forms.TextInput):
    """A numbered input for each line under one name; `rows` of them, more when more was typed."""

    template_name = "core/widgets/text_list.html"

    def __init__(self, attrs=None, *, rows=1):
        self.rows = rows
        super().__init__(attrs)

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        lines = list(value or [])
        lines += [""] * self._spare(lines)
        context["widget"]["rows"] = [self._row(number, line, context["widget"]) for number, line in enumerate(lines)]
        return context

    def _spare(self, lines):
        return self.rows - len(lines)

    def _row(self, number, line, widget):
        attrs = {"placeholder": " "} | widget["attrs"]
        if number:
            attrs |= {"id": f"{attrs.get('id', '')}_{number}", "aria-label": f"Nummer {number + 1}"}
        return {**widget, "attrs": attrs, "value": line or None, "template_name": forms.TextInput.template_name}


class TextListField(LineField):
    """A line for each of several things; cleaned it is a list of texts, empty ones included."""

    widget = TextListInput

    def bound_data(self, data, initial):
        return [super(TextListField, self).bound_data(line, initial) for line in data or []]

    def clean(self, value):
        return [super(TextListField, self).clean(line) for line in value or []]

    def has_changed(self, initial, data):
        return any(data or [])


class PhotoText(NamedTuple):
    which: str  # the name of the file, or ""
    text: str
    is_lost: bool = False  # that file was not chosen any more
    was_told: bool = False  # so the page said


class PhotoTextsInput(TextListInput):
    """A line for each photo. Shown again it says of which file it was, and stays with that, whatever is chosen then.

    Its value is a `PhotoText` of each file that came along, then of files that came before, then of none.
    """

    template_name = "core/widgets/photo_texts.html"

    def value_from_datadict(self, data, files, name):
        typed = super().value_from_datadict(data, files, name)
        photos_name = name.removesuffix("_alt")
        names = super().value_from_datadict(data, files, f"{photos_name}_name")
        told = super().value_from_datadict(data, files, f"{photos_name}_told")
        return _with_their_files(typed, names, [_name_of(file) for file in _chosen(files, photos_name)], told)

    def get_context(self, name, value, attrs):
        shown = [line for line in value or [] if line.text or not line.which]
        context = super().get_context(name, shown, attrs)
        photos_name = name.removesuffix("_alt")
        context["widget"] |= {"most": self.rows, "names": f"{photos_name}_name", "told": f"{photos_name}_told"}
        return context

    def _spare(self, lines):
        return self.rows - sum(not line.which for line in lines)

    def _row(self, number, line, widget):
        which, text, is_lost, _ = line or PhotoText("", "")
        row = super()._row(number, text, widget)
        attrs, which_id = row["attrs"], f"{row['attrs'].get('id', '')}-w"
        attrs["aria-describedby"] = f"{attrs.get('aria-describedby') or ''} {which_id}".strip()
        return row | {"which": which, "which_id": which_id, "is_lost": is_lost}


class PhotoTextsField(TextListField):
    """Cleaned the texts alone, those of the files that came along first.

    A text that is of none of them is refused once: sent so again, it goes with no photo.
    """

    widget = PhotoTextsInput
    skip_words = "(laat je dit leeg, dan staat er ‘Foto bij’ en de titel)"
    asks_for_photos = True  # not of who leaves for another page

    def bound_data(self, data, initial):
        texts = super().bound_data([line.text for line in data], initial)
        return [line._replace(text=text) for line, text in zip(data, texts, strict=True)]

    def clean(self, value):
        lost = [line.which for line in value if line.is_lost and not line.was_told]
        mistakes = [_of_no_photo(which) for which in lost if self.asks_for_photos]
        try:
            texts = super().clean([line.text for line in value])
        except ValidationError as mistake:
            mistakes.append(mistake)
        if mistakes:
            raise ValidationError(mistakes)
        return texts

    def has_changed(self, initial, data):
        return any(line.text for line in data)


class PhotosMixin(forms.Form):
    """Mix in before `Form`: `cleaned_data["photos"]` is a list of (`CleanPhoto`, alternative text or "")."""

    photo = PhotosField(required=False)
    photo_alt = PhotoTextsField(
        250,
        called="de beschrijving",
        required=False,
        label="Wat zie je op de foto?",
        help_text="Voor wie de foto niet kan zien. Eén zin is genoeg.",
        widget=PhotoTextsInput(rows=MAX_PHOTOS),
    )
    photo_consent = forms.BooleanField(required=False, label="De mensen op de foto vinden het goed dat die hier staat")

    def clean(self):
        super().clean()
        sent = self.cleaned_data.get("photo") or []
        texts = (self.cleaned_data.get("photo_alt") or []) + [""] * len(sent)
        self.cleaned_data["photos"] = list(zip(sent, texts, strict=False))
        if sent and not self.cleaned_data.get("photo_consent"):
            self.add_error("photo_consent", "Zet een vinkje als de mensen op de foto het goed vinden.")
        return self.cleaned_data

    def full_clean(self):
        """A browser does not send chosen files again: say so when something else has to be mended first."""
        super().full_clean()
        chosen = _chosen(self.files, self.add_prefix("photo")) if self.is_bound else []
        if self.errors and chosen and "photo" not in self.errors:
            self.add_error("photo", f"Kies je foto’s nog een keer: {_named(chosen)}. {_NOT_REMEMBERED}")


_SALT = "core.forms.time"
_NOT_REMEMBERED = "Je browser onthoudt ze niet."


def _chosen(files, name):
    found = files.getlist(name) if hasattr(files, "getlist") else [files.get(name)]
    return [file for file in found if file]


def _name_of(file):
    return clean_line(file.name)[:60]


def _named(files):
    return ", ".join(map(_name_of, files))


def _with_their_files(typed, names, chosen, told):
    """The `PhotoText`s: first of each chosen file, its own text or else the next that is of none.

    What is left of files that were chosen before goes to those without a text, where there are as many: who mends
    a refused photo often sends it under another name.
    """
    of_file, of_none = defaultdict(list), []
    for text, name in zip_longest(typed, names[: len(typed)], fillvalue=""):
        (of_file[name] if name else of_none).append(text)
    found = [PhotoText(name, (of_file[name] or of_none or [""]).pop(0)) for name in chosen]
    left = [PhotoText(name, text, True, name in told) for name, texts in of_file.items() for text in texts if text]
    bare = [at for at, line in enumerate(found) if not line.text]
    if len(left) == len(bare):
        for at, line in zip(bare, left, strict=True):
            found[at] = PhotoText(chosen[at], line.text)
        left = []
    return found + left + [PhotoText("", text) for text in of_none]


def _of_no_photo(which):
    return ValidationError(
        f"De tekst bij {which} hoort bij geen foto die je nu koos. Zet hem bij de goede foto. "
        "Verstuur je het nog een keer zo, dan gaat die tekst niet mee."
    )


def _now():
    return int(timezone.now().timestamp())


def _read_time(signed):
    try:
        return int(signing.loads(signed, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return 0


def _required_message(field):
    if isinstance(field, forms.BooleanField):
        return "Zet hier een vinkje."
    if isinstance(field, forms.FileField):
        return "Kies een bestand."
    if isinstance(field, forms.ChoiceField):
        return "Kies wat past."
    return f"Vul dit in: {field.label.lower()}." if field.label else "Vul dit in."
