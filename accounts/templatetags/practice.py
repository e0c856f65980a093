from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def practice_mailbox():
    """Where mail can be read outside production; empty in production."""
    return "" if settings.IS_PRODUCTION else "/ontwikkeling/post/"
