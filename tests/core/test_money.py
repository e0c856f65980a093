from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template

from core.money import AmountField, euro, parse_amount


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (1250, "€ 1.250"),
        (Decimal("12.5"), "€ 12,50"),
        (Decimal("1234567.89"), "€ 1.234.567,89"),
        (0, "€ 0"),
        (Decimal("-7.10"), "-€ 7,10"),
        (Decimal("1250.00"), "€ 1.250"),
    ],
)
def test_an_amount_is_written_in_dutch(amount, words):
    assert euro(amount) == words.replace("€ ", "€\u00a0")


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.250,50", "1250.50"),
        ("1250", "1250"),
        ("€ 12", "12"),
        ("€\u00a01.250", "1250"),
        ("12,5", "12.5"),
        ("12.50", "12.50"),
        ("1.250", "1250"),
        ("1 250", "1250"),
        ("250,-", "250"),
        ("12 euro", "12"),
        (" 007 ", "7"),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed, amount):
    assert parse_amount(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["", "veel", "1,2,3", "1.25.0", "-5", "1e9", "NaN", "١٢", "1" * 40, "12,345"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(ValueError, match="."):
        parse_amount(typed or "x")


def test_the_field_takes_amounts_and_says_how():
    assert AmountField().clean("€ 1.250,50") == Decimal("1250.50")
    assert AmountField(required=False).clean(" ") is None
    assert AmountField().prepare_value(Decimal("1250.5")) == "1.250,50"
    for typed, message in [
        ("veel", AmountField.message),
        ("", "Vul een bedrag in."),
        ("999999999", "Dit bedrag is te hoog: minder dan 100 miljoen euro."),
    ]:
        with pytest.raises(ValidationError) as caught:
            AmountField().clean(typed)
        assert caught.value.messages == [message]


def test_templates_show_nothing_for_no_amount():
    template = Template("{% load money %}{{ a|euro }}{{ none|euro }}")

    assert template.render(Context({"a": Decimal("12.5"), "none": None})) == "€\u00a012,50"
