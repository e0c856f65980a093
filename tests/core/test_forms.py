import re
import uuid
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django import forms
from django.contrib.auth.models import Group as AuthGroup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from PIL import Image

from core.fields import EmailField, LineField, ParagraphField
from core.forms import Form, ModelForm, OneTimeKey, PhotosMixin, VisitorProtection


class SignalForm(Form):
    title = LineField(120, called="de titel", label="Titel")
    signal = forms.ChoiceField(label="Hoe gaat het?", choices=[("a", "Goed"), ("b", "Vast")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(choices=[("ma", "ma"), ("di", "di")], widget=forms.CheckboxSelectMultiple)
    note = ParagraphField(500, required=False, label="Toelichting")


class ContactForm(VisitorProtection, Form):
    email = EmailField()
    text = ParagraphField(2000, called="je bericht")


class GroupForm(VisitorProtection, ModelForm):
    class Meta:
        model = AuthGroup
        fields = ["name"]


class UpdateForm(PhotosMixin, OneTimeKey, Form):
    title = LineField(120, called="de titel")


def photo(name="foto.png"):
    buffer = BytesIO()
    Image.new("RGB", (30, 20), "green").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


def post(**values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def test_every_mistake_leads_to_the_first_control_of_its_field():
    form = SignalForm(post())

    assert form.error_list() == [
        ("id_title", "Vul de titel in."),
        ("id_signal_0", "Kies wat past."),
        ("id_days_0", "Kies wat past."),
    ]


def test_a_field_names_its_hint_and_its_error():
    form = SignalForm(post())

    assert form["title"].aria_describedby == "id_title-h id_title-f"
    assert form["note"].aria_describedby == "id_note-h"
    assert 'aria-invalid="true" aria-describedby="id_title-h id_title-f"' in str(form["title"].as_widget())
    assert "required" not in form["title"].as_widget()


def test_a_group_names_its_error_on_the_fieldset_and_the_first_control():
    signal = SignalForm(post())["signal"]

    assert signal.is_group
    assert signal.aria_describedby == "id_signal-f"
    assert [radio.data["attrs"].get("aria-describedby") for radio in signal] == ["id_signal-f", None]
    assert [radio.data["attrs"]["aria-invalid"] for radio in signal] == ["true", "true"]


def test_an_empty_form_is_not_in_error():
    form = SignalForm()

    assert form.error_list() == []
    assert form["note"].may_be_skipped
    assert "aria-invalid" not in form["title"].as_widget()


def test_a_wrong_prefix_keeps_the_ids_apart():
    assert SignalForm(post(), prefix="x").error_list()[1] == ("id_x-signal_0", "Kies wat past.")


def test_the_trap_is_hidden_from_people_and_refuses_a_robot():
    form = ContactForm(post(email="jan@voorbeeld.test", text="Dag", tweede_regel="http://koop.test"))

    assert not form.is_valid()
    assert list(form.errors) == ["tweede_regel"]
    assert 'tabindex="-1" autocomplete="off" aria-hidden="true"' in form[form.trap].as_widget()


def test_a_script_that_sends_only_the_names_of_the_contract_passes():
    assert ContactForm(post(email="jan@voorbeeld.test", text="Dag")).is_valid()


def test_who_is_too_quick_is_asked_to_send_once_more_and_then_passes(settings, monkeypatch):
    settings.FORM_MIN_SECONDS = 2
    monkeypatch.setattr("core.forms._now", lambda: 1000)
    typed = {"email": "jan@voorbeeld.test", "text": "Dag", "form_time": ContactForm()["form_time"].value()}

    quick = ContactForm(post(**typed))
    assert quick.error_list() == [("", "Dat ging wel heel snel. Kijk of alles klopt en verstuur het nog een keer.")]
    assert quick["form_time"].value() == typed["form_time"]

    monkeypatch.setattr("core.forms._now", lambda: 1002)
    assert ContactForm(post(**typed)).is_valid()


@pytest.mark.parametrize("time", ["", "x", "\x00", "ImEi:1:2", "é" * 5000])
def test_a_time_that_cannot_be_read_is_no_reason_to_refuse(time):
    assert ContactForm(post(email="jan@voorbeeld.test", text="Dag", form_time=time)).is_valid()


def test_a_form_carries_a_new_key_that_comes_back():
    first, second = UpdateForm()["form_key"].value(), UpdateForm()["form_key"].value()
    form = UpdateForm(post(title="Bank", form_key=str(first)))

    assert first != second
    assert form.is_valid()
    assert form.cleaned_data["form_key"] == first


@pytest.mark.parametrize("key", ["", "x", "\x00", "0" * 1000])
def test_without_a_key_the_same_content_of_the_same_person_gets_the_same_one(key, monkeypatch):
    monkeypatch.setattr("core.form_keys.timezone.now", lambda: datetime(2026, 11, 25, 9, 0, tzinfo=UTC))

    def key_of(title, scope="/projecten/bank/bijwerken/ 12"):
        form = UpdateForm(post(title=title, form_key=key), scope=scope)
        assert form.is_valid()
        return form.cleaned_data["form_key"]

    assert isinstance(key_of("Bank"), uuid.UUID)
    assert key_of("Bank") == key_of("Bank")
    assert key_of("Bank") != key_of("Boom")
    assert key_of("Bank") != key_of("Bank", "/projecten/bank/bijwerken/ 13")
    assert key_of("Bank", None) != key_of("Bank", None)


def test_photos_come_with_their_texts_in_order():
    data = post(title="Bank", photo_alt=["Een bank", ""], photo_consent="on")
    form = UpdateForm(data, MultiValueDict({"photo": [photo(), photo()]}))

    assert form.is_valid()
    assert [(clean.width, alt) for clean, alt in form.cleaned_data["photos"]] == [(30, "Een bank"), (30, "")]


def test_photos_need_consent():
    form = UpdateForm(post(title="Bank"), MultiValueDict({"photo": [photo()]}))

    assert ("id_photo_consent", "Zet een vinkje als de mensen op de foto het goed vinden.") in form.error_list()


def test_seven_photos_are_one_too_many():
    form = UpdateForm(post(title="Bank", photo_consent="on"), MultiValueDict({"photo": [photo() for _ in range(7)]}))

    assert form.error_list() == [("id_photo", "Kies hoogstens 6 foto’s. Nu zijn het er 7.")]


def test_of_several_photos_the_broken_one_is_named():
    broken = SimpleUploadedFile("IMG\u202e_2.jpg", b"nee", "image/jpeg")
    form = UpdateForm(post(title="Bank", photo_consent="on"), MultiValueDict({"photo": [photo(), broken]}))

    assert form.error_list() == [
        ("id_photo", "IMG_2.jpg: Dit is geen foto die we kunnen gebruiken. Kies een JPEG, PNG of WebP."),
        ("id_photo", "Kies al je foto’s nog een keer, ook foto.png. Je browser onthoudt ze niet."),
    ]


def test_of_photos_that_are_all_broken_none_has_to_be_chosen_again():
    broken = [SimpleUploadedFile(f"{number}.jpg", b"nee", "image/jpeg") for number in range(2)]
    form = UpdateForm(post(title="Bank", photo_consent="on"), MultiValueDict({"photo": broken}))

    assert [message.split(":")[0] for _, message in form.error_list()] == ["0.jpg", "1.jpg"]


def test_who_has_to_mend_something_else_is_told_to_choose_the_photos_again():
    form = UpdateForm(post(title="", photo_alt=["Een bank"], photo_consent="on"), MultiValueDict({"photo": [photo()]}))

    assert form.error_list() == [
        ("id_photo", "Kies je foto’s nog een keer: foto.png. Je browser onthoudt ze niet."),
        ("id_title", "Vul de titel in."),
    ]
    html = form["photo_alt"].as_widget()
    assert 'value="Een bank"' in html
    assert 'id="id_photo_alt-w">foto.png</span>' in html
    assert html.count('name="photo_alt"') == 7
    assert html.count('<input type="hidden" name="photo_name" value="foto.png">') == 1


@pytest.mark.parametrize(
    ("typed", "names", "chosen", "texts"),
    [
        (["A", "B"], ["a.png", "b.png"], ["a.png", "b.jpeg"], ["A", "B"]),
        (["A", "B"], ["a.png", "b.png"], ["b.jpeg", "a.png"], ["B", "A"]),
        (["A", "B"], ["a.png", "b.png"], ["c.png", "d.png"], ["A", "B"]),
        (["A", "", ""], ["a.png"], ["a.jpeg"], ["A"]),
        (["A", "C", ""], ["a.png"], ["c.png", "a.jpeg"], ["C", "A"]),
        (["A", "B"], ["a.png", "b.png"], ["b.png", "c.png", "a.png"], ["B", "", "A"]),
        (["", "B", "C", "D"], ["a.png", "b.png"], ["c.png", "b.png", "d.png"], ["C", "B", "D"]),
        (["A", "B"], ["a.png", "a.png"], ["a.png", "a.png"], ["A", "B"]),
        (["A"], ["a.png", "b.png"], ["b.png"], ["A"]),
        (["A", "B"], ["", ""], ["c.png", "d.png"], ["A", "B"]),
        (["A", "B"], [], ["c.png"], ["A"]),
    ],
)
def test_a_text_stays_with_the_photo_for_which_it_was_written(typed, names, chosen, texts):
    data = post(title="Bank", photo_alt=typed, photo_name=names, photo_consent="on")
    form = UpdateForm(data, MultiValueDict({"photo": [photo(name) for name in chosen]}))

    assert form.is_valid()
    assert [alt for _, alt in form.cleaned_data["photos"]] == texts


@pytest.mark.parametrize(
    ("typed", "names", "chosen", "lost", "texts"),
    [
        (["A", "B"], ["a.png", "b.png"], ["c.png"], ["a.png", "b.png"], [""]),
        (["A", "B"], ["a.png", "b.png"], ["b.png"], ["a.png"], ["B"]),
        (["B", ""], ["b.png"], ["a.png", "b.jpeg"], ["b.png"], ["", ""]),
        (["A", "C", ""], ["a.png"], ["c.png"], ["a.png"], ["C"]),
        (["A"], ["a.png"], [], ["a.png"], []),
    ],
)
def test_a_text_that_may_be_of_no_photo_is_shown_once_before_it_stays_behind(typed, names, chosen, lost, texts):
    def send(**told):
        data = post(title="Bank", photo_alt=typed, photo_name=names, photo_consent="on", **told)
        return UpdateForm(data, MultiValueDict({"photo": [photo(name) for name in chosen]}))

    first = send()
    html = first["photo_alt"].as_widget()
    told = re.findall('name="photo_told" value="(.*?)"', html)
    again = send(photo_told=told)

    assert [message.split(" hoort")[0] for message in first.errors["photo_alt"]] == [f"De tekst bij {x}" for x in lost]
    assert told == lost
    assert sorted(re.findall('name="photo_alt" value="(.)"', html)) == sorted(filter(None, typed))
    assert again.is_valid()
    assert [alt for _, alt in again.cleaned_data["photos"]] == texts


def test_a_text_without_a_photo_does_not_hide_that_another_is_too_long():
    data = post(title="Bank", photo_alt=["A", "x" * 251], photo_name=["a.png", "b.png"], photo_consent="on")
    form = UpdateForm(data, MultiValueDict({"photo": [photo("b.png")]}))

    assert [message[:12] for message in form.errors["photo_alt"]] == ["De tekst bij", "Maak de besc"]


def test_texts_of_photos_that_were_chosen_before_are_shown_with_their_names_once_more():
    data = post(title="", photo_alt=["A", "B", ""], photo_name=["a.png", "b.png"], photo_consent="on")
    form = UpdateForm(data, MultiValueDict({"photo": [photo("b.png")]}))

    html = form["photo_alt"].as_widget()
    assert re.findall('name="photo_alt" value="(.)"', html) == ["B", "A"]
    assert re.findall('name="photo_name" value="(.*?)"', html) == ["b.png", "a.png"]


def test_each_photo_has_a_line_for_its_text():
    html = UpdateForm()["photo_alt"].as_widget()

    assert html.count('name="photo_alt"') == 6
    assert html.count('id="id_photo_alt"') == 1
    assert html.count('id="id_photo_alt_1" aria-label="Nummer 2"') == 1


@pytest.mark.django_db
def test_a_form_of_a_model_has_all_of_it_too():
    AuthGroup.objects.create(name="Tuin")

    assert GroupForm(post(name="Bank"), scope="x").is_valid()
    assert [target for target, _ in GroupForm(post(name="Tuin")).error_list()] == ["id_name"]
    assert [target for target, _ in GroupForm(post()).error_list()] == ["id_name"]


def test_no_photos_are_needed():
    form = UpdateForm(post(title="Bank"))

    assert form.is_valid()
    assert form.cleaned_data["photos"] == []
