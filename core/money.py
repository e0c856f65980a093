"""Amounts of money as they are written in Dutch."""

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.forms import CharField

from core.typed import clean_line

_AMOUNT = re.compile(
    r"(?:€|EUR|euro)?\s?([0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]{1,12})(?:,([0-9]{1,2}|-{1,2}|–))?\s?(?:€|EUR|euro)?", re.I
)
_WITH_POINT = re.compile(r"(?:€\s?)?([0-9]{1,12})\.([0-9]{1,2})")


def euro(amount):
    """€ 1.250 or € 12,50, with a space that does not break"""
    amount = Decimal(amount)
    whole = amount == amount.to_integral_value()
    text = f"{abs(amount):,.{0 if whole else 2}f}".translate(str.maketrans(",.", ".,"))
    return f"{'-' if amount < 0 else ''}€\u00a0{text}"


def parse_amount(typed):
    """The Decimal of "1.250,50", "1250", "€ 12", "12.50"; raises ValueError for anything else."""
    text = clean_line(typed).replace("\u00a0", " ")
    if match := _WITH_POINT.fullmatch(text):
        return Decimal(f"{match[1]}.{match[2]}")
    if not (match := _AMOUNT.fullmatch(text)):
        raise ValueError(typed)
    return Decimal(f"{re.sub('[. ]', '', match[1])}.{(match[2] or '0').strip('-–') or '0'}")


class AmountField(CharField):
    """An amount in euros, zero or more; cleaned it is a Decimal, or None."""

    message = "Vul een bedrag in met cijfers, bijvoorbeeld 1250 of 12,50."
    limit = Decimal("100000000")

    def __init__(self, **kwargs):
        kwargs.setdefault("error_messages", {}).setdefault("required", "Vul een bedrag in.")
        super().__init__(empty_value=None, **kwargs)

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off"}

    def to_python(self, value):
        if value is None or not (text := clean_line(str(value))[:60]):
            return None
        try:
            amount = parse_amount(text)
        except (ValueError, InvalidOperation):
            raise ValidationError(self.message, code="invalid") from None
        if amount >= self.limit:
            raise ValidationError("Dit bedrag is te hoog: minder dan 100 miljoen euro.", code="limit")
        return amount

    def prepare_value(self, value):
        return euro(value).removeprefix("€\u00a0") if isinstance(value, Decimal) else value
