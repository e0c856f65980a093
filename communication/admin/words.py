"""Django's own sentences of the back office, said the way the rest of the site speaks."""

from django.contrib import messages


class PlainWords:
    """For a ModelAdmin: Django says “De verhaal … is met succes gewijzigd. U kunt …”, whatever the word."""

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        said = "Het is bewaard." if level == messages.SUCCESS else message
        super().message_user(request, said, level, *args, **kwargs)
