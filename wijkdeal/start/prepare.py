"""Everything of the start that needs Django, in one process: tables, example neighbourhood, static files."""

import os
import sys

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from .errors import StartError
from .words import complain, say


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
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if steps:
        say(f"De tabellen van de database maken of bijwerken: {len(steps)} stappen.")
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def load_example():
    from django.contrib.auth import get_user_model

    if settings.EXAMPLE_ALLOWED and not get_user_model().objects.exists():
        say("De voorbeeldbuurt laden; dit hoeft alleen de eerste keer.")
        call_command("demo", verbosity=0)


def collect_static():
    if not settings.DEBUG:
        say("De stijl, letters en tekeningen klaarzetten.")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


if __name__ == "__main__":
    sys.exit(main())
