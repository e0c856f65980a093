"""Amounts of money as they are written in Dutch."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

_WRITTEN = re.compile(r"(-?)(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(\d{1,2}|-{1,2}|=)|\.(\d\d))?")
MOST = 9_999_999


def euro(amount):
    """€ 1.250 or € 12,50, with a space that does not break"""
    amount = Decimal(amount)
    whole = amount == amount.to_integral_value()
    text = f"{abs(amount):,.{0 if whole else 2}f}".translate(str.maketrans(",.", ".,"))
    return f"{'-' if amount < 0 else ''}€\u00a0{text}"


def parse(typed):
    """The Decimal of an amount as Dutch people write it, and a till: € 1.250, 12,50, 1250,- and 12.50; or None."""
    text = " ".join(typed.replace("\u20ac", " ").replace("\u2212", "-").split()).removesuffix(" euro")
    found = _WRITTEN.fullmatch(text.replace("- ", "-"))
    if not found:
        return None
    sign, whole, cents, cents_after_point = found.groups()
    cents = (cents or cents_after_point or "").strip("-=").ljust(2, "0")
    return Decimal(f"{sign}{re.sub('[. ]', '', whole)}.{cents}")


class AmountField(forms.CharField):
    """An amount in euros; cleaned it is a Decimal, or None when it is left out."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def __init__(self, *, may_be_negative=False, **kwargs):
        self.may_be_negative = may_be_negative
        kwargs.setdefault("help_text", "In euro. Bijvoorbeeld 250 of 12,50.")
        kwargs.setdefault("error_messages", {}).setdefault("required", "Vul een bedrag in.")
        super().__init__(max_length=40, **kwargs)

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return None
        amount = parse(typed)
        if amount is None:
            raise ValidationError("Schrijf het bedrag met cijfers. Bijvoorbeeld 250 of 12,50.")
        if amount < 0 and not self.may_be_negative:
            raise ValidationError("Vul een bedrag in dat niet onder nul is.")
        if amount == 0:
            raise ValidationError("Vul een bedrag in dat niet nul is.")
        if abs(amount) > MOST:
            raise ValidationError("Vul een bedrag in van hoogstens 9.999.999 euro.")
        return amount
