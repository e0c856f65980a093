"""What is said once a meeting was changed: `along` is what happened to those after it, None when it was it alone."""

from django.contrib import messages

from core import dates
from core.holidays import holiday_on


def say_edited(request, meeting, along):
    done = "Je wijziging is bewaard."
    if along and along.count > 1:
        done = f"Je wijziging is bewaard, ook voor {along.count - 1} keer hierna."
    messages.success(request, done)
    if along and along.guests and not meeting.is_over:
        who = f"{along.guests} gasten zouden komen, en krijgen" if along.guests > 1 else "Eén gast zou komen, en krijgt"
        messages.success(request, f"{who} bericht dat het alleen nog voor leden is.")
    if along and along.own:
        messages.warning(request, f"{along.own} keer hierna was los aangepast. Wat daar eigen aan is, bleef staan.")
    if along and along.taken_off:
        titles = ", ".join(f"‘{point.title}’" for point in along.taken_off)
        why = "Dat komt uit een bijeenkomst voor leden, en wacht op de volgende keer."
        messages.warning(request, f"Niet meer op de agenda: {titles}. {why}")


def say_moved(request, meeting, along):
    done = "De bijeenkomst is verplaatst."
    if along and along.count > 1:
        done = f"Er zijn {along.count} bijeenkomsten verplaatst."
    messages.success(request, told(meeting, done, along))
    if along and along.own:
        messages.warning(request, f"{along.own} keer hierna was al los verplaatst. Die blijft staan waar die stond.")
    if along and along.elsewhere:
        messages.warning(request, f"{along.elsewhere} keer hierna heeft een eigen plek. Die plek bleef staan.")
    warn_of_holidays(request, "Let op, feestdagen", along.days if along else [dates.as_day(meeting.starts_at)])
    if along and along.gaps:
        days = ", ".join(dates.day(day) for day in along.gaps)
        messages.warning(request, f"Deze keren waren overgeslagen of afgelast, dan is er dus niets: {days}.")


def say_cancelled(request, meeting, along):
    done = "De bijeenkomst is afgelast."
    if along and along.count > 1:
        done = f"Er zijn {along.count} bijeenkomsten afgelast."
    messages.success(request, told(meeting, done, along))


def warn_of_holidays(request, words, days):
    """Those of `days` that are one."""
    found = [f"{dates.day(day)} ({name})" for day in sorted(days) if (name := holiday_on(day))]
    if found:
        messages.warning(request, f"{words}: {', '.join(found)}.")


def told(meeting, done, along=None):
    """What was done, and who hears of it: of what is over nobody gets a mail."""
    is_told = along.is_told if along else not meeting.is_over
    return f"{done} De leden krijgen bericht." if is_told else done
