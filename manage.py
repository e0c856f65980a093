#!/usr/bin/env python
"""Django's commands. Without DATABASE_URL they work on the embedded database, which is started for them if need be."""

import os
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parent


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkdeal.settings")
    enter_environment()
    if os.environ.get("WIJKDEAL_ENV") == "production":
        execute()
        return
    from wijkdeal.start.embedded import database_in_environment
    from wijkdeal.start.errors import StartError

    try:
        with database_in_environment(CLONE, f"manage.py {' '.join(sys.argv[1:2])}"):
            execute()
    except StartError as error:
        sys.exit(str(error))


def enter_environment():
    """Go on in the Python of .venv when this one has no Django."""
    try:
        import django  # noqa: F401 - only whether it is there
    except ImportError:
        python = CLONE / ".venv" / "bin" / "python"
        if not python.exists() or Path(sys.prefix) == CLONE / ".venv":
            sys.exit("De pakketten van Wijkdeal zijn er nog niet; start eerst één keer: make run")
        os.execv(python, [str(python), *sys.argv])


def execute():
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
