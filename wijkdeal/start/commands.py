"""`python -m wijkdeal.start COMMAND`: what the Makefile calls."""

import os
import sys
from pathlib import Path

from . import watch
from .errors import StartError
from .install import Environment
from .words import complain, say

CLONE = Path(__file__).resolve().parents[2]
AS_IT_IS = "as it is"  # the .venv that is there, made by hand or not: a portal may be running in it


def main(arguments):
    command, *rest = arguments or ["help"]
    if command not in COMMANDS:
        complain(f"Onbekende opdracht {command}; kies uit: {', '.join(COMMANDS)}.")
        return 2
    needs, function = COMMANDS[command]
    os.chdir(CLONE)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # a terminal that knows no • still starts
    watch.watch()
    try:
        if needs:
            enter_environment(needs, arguments)
        return function(rest)
    except StartError as error:
        complain(str(error))
        return 1
    except watch.Stopped as stopped:
        say("Gestopt.")
        return stopped.exit_code


def enter_environment(lock, arguments):
    """Go on in the Python of `.venv`, with that lock installed."""
    environment = Environment(CLONE)
    if lock == "run" and not environment.python.exists():
        require_free_port_before_a_long_wait()
    if lock != AS_IT_IS or not environment.python.exists():
        environment.install("run" if lock == AS_IT_IS else lock)
    if not Path(sys.prefix).samefile(environment.folder):
        watch.pause()
        os.execv(environment.python, [str(environment.python), "-m", "wijkdeal.start", *arguments])


def require_free_port_before_a_long_wait():
    from .supervisor import require_free, wanted_port

    require_free(wanted_port())


def run(arguments):
    from .supervisor import Supervisor

    Supervisor(CLONE).run()


def dev(arguments):
    from .supervisor import Supervisor

    Supervisor(CLONE, development=True).run()


def test(arguments):
    from .testing import run_tests

    return run_tests(CLONE, arguments)


def check(arguments):
    from .checking import run_checks

    return run_checks(CLONE)


def format_code(arguments):
    from .checking import format_code

    return format_code(CLONE)


def lock(arguments):
    from .locking import lock

    return lock(CLONE)


def manage(arguments):
    watch.pause()
    os.execv(sys.executable, [sys.executable, "manage.py", *arguments])


def bench(arguments):
    from .embedded import database_in_environment
    from .testing import run_in_terminal

    with database_in_environment(CLONE, "make bench"):
        return run_in_terminal([sys.executable, "-m", "wijkdeal.bench", *arguments], os.environ)


def faults(arguments):
    from .testing import run_in_terminal

    return run_in_terminal([sys.executable, "-m", "scripts.faults", *arguments], os.environ)


def browser(arguments):
    from .browser import install

    return install()


def backup(arguments):
    from .backup import make
    from .embedded import database_in_environment

    with database_in_environment(CLONE, "make backup"):
        return make(CLONE)


def restore(arguments):
    from .restore import restore

    return restore(CLONE, arguments)


def python(arguments):
    watch.pause()
    os.execv(sys.executable, [sys.executable, *arguments])


def clean(arguments):
    """Remove what running made: the data of the example too."""
    from .cleaning import remove_everything

    return remove_everything(CLONE)


# name: the lock it needs (none: only the standard library), what it does
COMMANDS = {
    "run": ("run", run),
    "dev": ("dev", dev),
    "test": ("dev", test),
    "check": ("dev", check),
    "format": ("dev", format_code),
    "lock": ("dev", lock),
    "manage": ("run", manage),
    "python": ("dev", python),
    "bench": ("dev", bench),
    "faults": ("dev", faults),
    "backup": (AS_IT_IS, backup),
    "restore": (AS_IT_IS, restore),
    "browser": (None, browser),
    "clean": (None, clean),
}
