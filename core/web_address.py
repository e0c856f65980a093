from django.db import models


class WebAddressField(models.URLField):
    """A URL that somebody may type without a scheme: https is meant."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs
