"""What the worker does for agenda rounds."""

from django.utils import timezone
from procrastinate.contrib.django import app

from core.jobs import with_fresh_connection
from themes.models import AgendaRound


@app.periodic(cron="7 0,6 * * *")
@app.task(name="themes.keep_round_going", queueing_lock="themes.keep_round_going")
@with_fresh_connection
def keep_round_going(timestamp):
    """Say that the voting week began; count once it is over and paper was typed over."""
    for agenda_round in AgendaRound.objects.going():
        agenda_round.announce()
        if timezone.localdate() >= agenda_round.counts_itself_on:
            agenda_round.count()
