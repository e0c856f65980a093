"""Amounts of money as they are written in Dutch."""

from decimal import Decimal


def euro(amount):
    """€ 1.250 or € 12,50, with a space that does not break"""
    amount = Decimal(amount)
    whole = amount == amount.to_integral_value()
    text = f"{abs(amount):,.{0 if whole else 2}f}".translate(str.maketrans(",.", ".,"))
    return f"{'-' if amount < 0 else ''}€\u00a0{text}"
