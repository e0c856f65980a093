from decimal import Decimal

import pytest
from django.template import Context, Template

from core.money import euro


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
