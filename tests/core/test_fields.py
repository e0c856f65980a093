import pytest
from django.core.exceptions import ValidationError

from core.fields import EmailField, LineField, ParagraphField, PhoneField, normalise_email


def message_of(field, value):
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return " ".join(caught.value.messages)


def test_a_line_that_is_too_long_says_how_long_it_is():
    field = LineField(120, called="de titel")

    assert field.clean("a" * 120) == "a" * 120
    assert message_of(field, "a" * 131) == "Maak de titel korter: hoogstens 120 tekens. Nu zijn het er 131."


def test_the_limit_counts_what_is_kept():
    field = LineField(5)

    assert field.clean(" \x00e\u0301e\u0301n s\u202e ") == "één s"
    assert field.clean("\U0001f333" * 5) == "\U0001f333" * 5


def test_the_hint_states_the_limit():
    assert LineField(120).help_text == "Hoogstens 120 tekens."
    assert ParagraphField(5000, help_text="Vertel.").help_text == "Vertel. Hoogstens 5000 tekens."


@pytest.mark.parametrize("empty", [None, "", "   ", "\u200b", "\x00"])
def test_nothing_to_see_counts_as_empty(empty):
    assert message_of(LineField(120, called="de titel"), empty) == "Vul de titel in."
    assert LineField(120, required=False).clean(empty) == ""


def test_paragraphs_keep_their_lines():
    assert ParagraphField(100).clean("een\r\n\r\ntwee\t3") == "een\n\ntwee\t3"


def test_a_huge_text_is_refused_quickly():
    assert "Maak deze tekst korter" in message_of(ParagraphField(5000), "a\u0301\u0316" * 500_000)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Bewoner@Voorbeeld.TEST ", "bewoner@voorbeeld.test"),
        ("bewoner@voorbeeld.test\u200b", "bewoner@voorbeeld.test"),
        ("mailto:bewoner@voorbeeld.test", "bewoner@voorbeeld.test"),
        ("ｂewoner@voorbeeld.test", "bewoner@voorbeeld.test"),
        ("o'neil+wijk@voorbeeld.test", "o'neil+wijk@voorbeeld.test"),
        ("jan@bücher.example", "jan@bücher.example"),
    ],
)
def test_an_address_is_kept_in_one_form(typed, kept):
    assert EmailField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "jan",
        "jan@",
        "jan@voorbeeld",
        "a@b.nl,c@d.nl",
        "jın@voorbeeld.test",
        "a" * 250 + "@b.nl",
        f"jan@{'ı' * 60}.nl",  # Django's own check takes both, and no mail can be made for them
        f"jan@xn--{'ı' * 20}.nl",
    ],
)
def test_what_is_no_address_is_told_how_it_looks(typed):
    assert message_of(EmailField(), typed) == EmailField.message


def test_a_line_end_in_an_address_cannot_add_a_mail_header():
    assert message_of(EmailField(), "jan@voorbeeld.test\r\nBcc: een@ander.test") == EmailField.message


def test_two_spellings_of_an_address_meet():
    assert normalise_email("Kelvin@voorbeeld.test") == normalise_email("\u212aelvin@VOORBEELD.test")


@pytest.mark.parametrize(
    "typed", ["06 12345678", "06-12345678", "(050) 123 45 67", "+31 6 1234 5678", "0031612345678", "525 30 31"]
)
def test_a_number_is_kept_as_it_is_written(typed):
    assert PhoneField().clean(typed) == typed


@pytest.mark.parametrize("typed", ["112", "bel me", "06 1234567x", "1" * 16, "<script>"])
def test_what_is_no_number_is_told_how_it_looks(typed):
    assert message_of(PhoneField(), typed) == PhoneField.message


def test_wide_digits_and_odd_dashes_become_plain():
    assert PhoneField().clean("０６\u201112345678\u200b") == "06-12345678"


@pytest.mark.parametrize("field", [LineField(10), EmailField(), PhoneField()])
def test_what_is_shown_again_has_no_control_characters(field):
    assert field.bound_data("a\x00b ", None) == "ab "
