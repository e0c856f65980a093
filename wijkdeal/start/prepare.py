"""Everything of the start that needs Django, in one process: tables, example neighbourhood, static files."""

import hashlib
import os
import sys
from pathlib import Path

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
        collect_static(Path(settings.BASE_DIR))
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


def collect_static(clone):
    """Collect the static files, unless nothing changed since the last time."""
    if settings.DEBUG:
        return
    root = Path(settings.STATIC_ROOT)
    seen = clone / ".local" / "static.checksum"
    checksum = _static_checksum(clone, root)
    if (root / "staticfiles.json").exists() and seen.exists() and seen.read_text() == checksum:
        return
    say("De stijl, letters en tekeningen klaarzetten.")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    seen.write_text(checksum)


def _static_checksum(clone, root):
    """Of our own files by name, size and time; of those in packages by the lock."""
    digest = hashlib.sha256((clone / "requirements" / "run.txt").read_bytes() + os.fsencode(root))
    for folder in [Path(name) for name in settings.STATICFILES_DIRS] + sorted(clone.glob("*/static")):
        for path in sorted(folder.rglob("*")):
            found = path.stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
