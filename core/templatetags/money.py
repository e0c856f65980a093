"""Amounts in templates: {{ line.amount|euro }}."""

from django import template

from core import money

register = template.Library()


@register.filter
def euro(amount):
    return "" if amount in (None, "") else money.euro(amount)
