"""What is said once a meeting was changed: `along` is what happened to those after it, None when it was it alone."""

from django.contrib import messages


def say_edited(request, meeting, along):
    done = "Je wijziging is bewaard."
    if along and along.count > 1:
        done = f"Je wijziging is bewaard, ook voor {along.count - 1} keer hierna."
    messages.success(request, done)
    if along and along.own:
        messages.warning(request, f"{along.own} keer hierna was los aangepast. Wat daar eigen aan is, bleef staan.")


def say_moved(request, meeting, along):
    messages.success(request, told(meeting, "De bijeenkomst is verplaatst."))


def say_cancelled(request, meeting, along):
    messages.success(request, told(meeting, "De bijeenkomst is afgelast."))


def told(meeting, done):
    """What was done, and who hears of it: of what is over nobody gets a mail."""
    return done if meeting.is_over else f"{done} De leden krijgen bericht."
