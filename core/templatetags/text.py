"""Texts and numbers in templates: {{ project.description|plain }}, {{ story.text|marks:2 }}, {{ number|at_most }}."""

from django import template

from core import telephone, text
from core.models import PageText
from core.pagination import COUNT_TO

register = template.Library()


@register.filter
def at_most(number):
    """47, or “meer dan 1000” of a number that `core.counting` stopped counting."""
    return number if number <= COUNT_TO else f"meer dan {COUNT_TO}"


@register.simple_tag
def page_text(slug):
    """What the team wrote for this place on a page, or None: {% page_text "contact-intro" as intro %}."""
    return PageText.objects.filter(slug=slug).first()


@register.filter
def tel(number):
    return telephone.href(number)


@register.filter
def plain(value):
    return text.plain(value)


@register.filter
def marks(value, top=3):
    return text.marks(value, top)
