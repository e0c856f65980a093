from decimal import Decimal

import pytest
from django.template import Context, Template

from core.money import euro, parse


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


def test_templates_show_nothing_for_no_amount():
    template = Template("{% load money %}{{ a|euro }}{{ none|euro }}")

    assert template.render(Context({"a": Decimal("12.5"), "none": None})) == "€\u00a012,50"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("250", "250"), ("12,50", "12.50"), ("12,5", "12.50"), ("1.250", "1250"), ("1 250,75", "1250.75"),
        ("\u20ac 1.250,-", "1250"), ("\u20ac1250,--", "1250"), ("- 40", "-40"), ("\u221240", "-40"),
        ("1.000.000", "1000000"), ("75 euro", "75"), ("12.50", "12.50"), ("1250.00", "1250.00"),
    ],
)  # fmt: skip
def test_amount_is_read_as_dutch_people_write_it(typed, amount):
    assert parse(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed", ["", "veel", "12.5", "1.2.50", "1,250", "12,505", "1e5", "\u0662\u0665,5x", "--4", "12-", "NaN"]
)
def test_what_is_no_amount_is_none(typed):
    assert parse(typed) is None
