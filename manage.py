#!/usr/bin/env python
"""Django's commands. Without DATABASE_URL they work on the embedded database, which is started for them if need be."""

import os
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parent


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkdeal.settings")
    enter_environment()
    if os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE") or is_production():
        execute()
        return
    from wijkdeal.start import secret_key
    from wijkdeal.start.embedded import Embedded
    from wijkdeal.start.errors import StartError

    try:
        with Embedded(CLONE).borrow(f"manage.py {' '.join(sys.argv[1:2])}") as url:
            os.environ["DATABASE_URL"] = url
            os.environ.setdefault("SECRET_KEY", secret_key.ensure(CLONE))
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


def is_production():
    return os.environ.get("WIJKDEAL_ENV") == "production"


if __name__ == "__main__":
    main()
