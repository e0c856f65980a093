"""What the worker does for the whole."""

from contextlib import suppress

from django.core.files.storage import default_storage
from procrastinate.contrib.django import app

from core.jobs import with_fresh_connection
from groups.models import Briefing, InvalidTransition
from wijkdeal import changes
from wijkdeal.briefing import fill_agenda
from wijkdeal.searching import recount_words


@app.periodic(cron="*/10 * * * *")
@app.task(name="wijkdeal.count_words", queueing_lock="wijkdeal.count_words", lock="wijkdeal.count_words")
@with_fresh_connection
def count_words(timestamp):
    """What searching knows of the words that occur: at most ten minutes old."""
    recount_words()


@app.periodic(cron="* * * * *")
@app.task(name="wijkdeal.fold_changes", queueing_lock="wijkdeal.fold_changes", lock="wijkdeal.fold_changes")
@with_fresh_connection
def fold_changes(timestamp):
    """So that reading the version of what is public stays a matter of a few rows."""
    changes.fold()


@app.periodic(cron="43 3 * * *")
@app.task(name="wijkdeal.remove_unfinished", queueing_lock="wijkdeal.remove_unfinished")
def remove_unfinished(timestamp):
    """What a crash left of a file that was being written, a day later."""
    default_storage.remove_unfinished()


@app.periodic(cron="13 7 * * *")
@app.task(name="wijkdeal.fill_agendas", queueing_lock="wijkdeal.fill_agendas")
@with_fresh_connection
def fill_agendas(timestamp):
    """From a week before the koplopers meet, each morning; what the chair froze this very moment stays as it is."""
    for meeting in Briefing.meetings_to_fill():
        with suppress(InvalidTransition):
            fill_agenda(meeting)
