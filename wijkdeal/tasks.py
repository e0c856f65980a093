"""What the worker does for the whole."""

from procrastinate.contrib.django import app

from core.jobs import with_fresh_connection
from wijkdeal.searching import recount_words


@app.periodic(cron="*/10 * * * *")
@app.task(name="wijkdeal.count_words", queueing_lock="wijkdeal.count_words", lock="wijkdeal.count_words")
@with_fresh_connection
def count_words(timestamp):
    """What searching knows of the words that occur: at most ten minutes old."""
    recount_words()
