"""The texts of `core.text` in templates: {{ project.description|plain }}, {{ story.text|marks:2 }}."""

from django import template

from core import text

register = template.Library()


@register.filter
def plain(value):
    return text.plain(value)


@register.filter
def marks(value, top=3):
    return text.marks(value, top)
