"""What the worker does for the whole."""

import logging
from contextlib import suppress

from django.core.files.storage import default_storage
from procrastinate.contrib.django import app

from core.jobs import with_fresh_connection
from groups.models import Briefing, InvalidTransition
from wijkdeal import public_version, unnamed_files, wandkrant
from wijkdeal.briefing import fill_agenda
from wijkdeal.retention import RULES
from wijkdeal.searching import recount_words

logger = logging.getLogger(__name__)


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
    public_version.fold()


@app.periodic(cron="17 * * * *")
@app.task(name="wijkdeal.keep_an_hour", queueing_lock="wijkdeal.keep_an_hour")
@with_fresh_connection
def keep_an_hour(timestamp):
    """What was to be kept for a day goes in the hour that it is over."""
    _apply(rule for rule in RULES if rule.is_hourly)


@app.periodic(cron="27 3 * * *")
@app.task(name="wijkdeal.keep_no_longer", queueing_lock="wijkdeal.keep_no_longer")
@with_fresh_connection
def keep_no_longer(timestamp):
    """Everything that was kept as long as /privacy/ says."""
    _apply(RULES)


@app.periodic(cron="43 3 * * *")
@app.task(name="wijkdeal.remove_unfinished", queueing_lock="wijkdeal.remove_unfinished")
def remove_unfinished(timestamp):
    """What a crash left of a file that was being written, a day later."""
    default_storage.remove_unfinished()


@app.periodic(cron="47 3 * * *")
@app.task(name="wijkdeal.remove_unnamed", queueing_lock="wijkdeal.remove_unnamed")
@with_fresh_connection
def remove_unnamed(timestamp):
    """Of photos, what nobody can come to any more."""
    unnamed_files.remove_unnamed()


@app.periodic(cron="13 7 * * *")
@app.task(name="wijkdeal.fill_agendas", queueing_lock="wijkdeal.fill_agendas")
@with_fresh_connection
def fill_agendas(timestamp):
    """From a week before the koplopers meet, each morning; what the chair froze this very moment stays as it is."""
    for meeting in Briefing.meetings_to_fill():
        with suppress(InvalidTransition):
            fill_agenda(meeting)


@app.periodic(cron="11 6 * * *")
@app.task(name="wijkdeal.keep_wandkrant", queueing_lock="wijkdeal.keep_wandkrant", lock="wijkdeal.keep_wandkrant")
@with_fresh_connection
def keep_wandkrant(timestamp):
    """On the first of the month, or the first day after it that the worker runs."""
    wandkrant.keep_this_month()


def _apply(rules):
    """What goes wrong with one is for the log, and holds up no other."""
    for rule in rules:
        try:
            rule.apply()
        except Exception:
            logger.exception("Not everything went away that was kept long enough: %s", rule.key)
