"""Everything of the start that needs Django, in one process: tables, example neighbourhood, static files."""

import io
import os
import sys
import time

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from .errors import StartError
from .words import complain, say, say_progress


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkdeal.settings")
    try:
        django.setup()
        migrate()
        load_example()
        collect_static()
    except (ImproperlyConfigured, CommandError, StartError) as error:
        complain(str(error))
        return 1
    return 0


def migrate():
    from django.core.management.sql import emit_post_migrate_signal
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if steps:
        say(f"De tabellen van de database maken of bijwerken (stappen: {len(steps)}).")
        call_command("migrate", interactive=False, verbosity=1, stdout=Steps(len(steps)))
    else:  # what roles may do, and the triggers, may have changed all the same
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    call_command("createcachetable", verbosity=0)


class Steps(io.TextIOBase):
    """Reads along with what `migrate` says, and tells how far it is."""

    def __init__(self, total):
        self.total, self.done, self.progress = total, 0, Progress()

    def write(self, text):
        if text.strip().endswith("OK"):
            self.done += 1
            self.progress.tell("Stappen", f"{self.done} van {self.total}")


def load_example():
    """The first time, while there is nobody and nothing yet."""
    from accounts.models import User
    from projects.models import Project
    from wijkdeal.demo import loader

    if settings.EXAMPLE_ALLOWED and not User.objects.exists() and not Project.objects.exists():
        say("De voorbeeldbuurt laden; dit hoeft alleen de eerste keer.")
        loader.load(Progress().tell)


class Progress:
    """How far it is: each new step, and within a step not more than once in a few seconds."""

    INTERVAL = 3

    def __init__(self):
        self.step, self.shown = None, 0

    def tell(self, step, number):
        now = time.monotonic()
        if step != self.step or now - self.shown > self.INTERVAL:
            say_progress(f"{step}: {number}")
            self.step, self.shown = step, now


def collect_static():
    if not settings.DEBUG:
        say("De stijl, letters en tekeningen klaarzetten.")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
