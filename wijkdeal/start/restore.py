"""`make restore`: what a backup holds in the place of what is there, or nothing of it."""

import contextlib
import os
import shutil
from pathlib import Path

import psycopg

from . import dump
from .archive import Archive
from .backup import DATABASE, FILES, kept_files, key_mark, set_up
from .embedded import Embedded, names_database
from .errors import StartError
from .external import given
from .freshness import Stamp
from .words import say

USAGE = "Zeg welke reservekopie: make restore FILE=backups/wijkdeal-….tar"
STAGING = ".restoring"  # in MEDIA_ROOT: renaming within one disk is all or nothing
# Whoever is there without saying so: a server's own processes have no user, or another kind.
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL
  AND (backend_type IS NULL OR backend_type = 'client backend')
"""


def restore(clone, arguments):
    path = next((Path(text) for text in arguments if not text.startswith("--")), None)
    if path is None:
        raise StartError(USAGE)
    with Archive(path) as archive, _database_of_our_own(clone):
        set_up(clone)
        _require_known(archive)
        _require_alone()
        if "--force" not in arguments:
            _require_empty()
        _put_back(archive)
        _bring_up_to_date()
        _tell(archive)
    return 0


@contextlib.contextmanager
def _database_of_our_own(clone):
    """The one that the environment names, or the embedded one: ours alone, so not while the portal runs on it."""
    if names_database():
        yield
        return
    embedded = Embedded(clone)
    with embedded.own("make restore") as cluster:
        os.environ["DATABASE_URL"] = cluster.url
        Stamp(clone, cluster.folder).path.unlink(missing_ok=True)  # the next start looks at the tables again
        yield


def _require_known(archive):
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(None).disk_migrations
    if not {(app, name) for app, name in archive.manifest["migrations"]} <= set(known):
        version = archive.manifest["version"]
        raise StartError(
            f"{archive.path} is van een andere of nieuwere versie van Wijkdeal ({version}): zet die eerst neer."
        )


def _require_alone():
    with psycopg.connect(given()) as connection:
        (others,) = connection.execute(OTHERS).fetchone()
    if others:
        raise StartError(
            f"Het portaal of iets anders gebruikt de database nog (verbindingen: {others}): stop dat eerst."
        )


def _require_empty():
    with psycopg.connect(given()) as connection:
        tables = ("accounts_user", "accounts_person", "projects_project")
        there = [name for name in tables if connection.execute("SELECT to_regclass(%s)", [name]).fetchone()[0]]
        has_rows = any(connection.execute(f"SELECT EXISTS (SELECT FROM {name})").fetchone()[0] for name in there)  # noqa: S608 - the three above
    if has_rows or next(kept_files(), None):
        raise StartError("Er staan al gegevens of bestanden in dit portaal. Wil je die kwijt? Zet FORCE=1 erbij.")


def _put_back(archive):
    """New files, the database, the other files: wherever it stops, every file that the database names is there."""
    from django.conf import settings

    root = Path(settings.MEDIA_ROOT)
    staging = root / STAGING
    _remove(staging)
    try:
        say("De reservekopie uitpakken en nakijken.")
        (staging / FILES).mkdir(parents=True)
        archive.extract(staging)
        _replace_everything(staging, root)
    except OSError as error:
        raise StartError(f"Terugzetten lukt niet in {root}: {error.strerror}.") from None
    finally:
        _remove(staging)


def _replace_everything(staging, root):
    wanted = {path.relative_to(staging / FILES) for path in (staging / FILES).rglob("*") if path.is_file()}
    new = [name for name in wanted if not (root / name).exists()]
    try:
        _move(new, staging / FILES, root)
        say("De database terugzetten.")
        dump.restore(staging / DATABASE, given())
    except BaseException:
        for name in new:
            (root / name).unlink(missing_ok=True)
        raise
    _move(wanted.difference(new), staging / FILES, root)
    for name, path in kept_files():
        if Path(name) not in wanted:
            path.unlink(missing_ok=True)


def _move(names, source, target):
    from django.conf import settings

    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).chmod(settings.FILE_UPLOAD_PERMISSIONS)
        (source / name).replace(target / name)


def _remove(folder):
    shutil.rmtree(folder, ignore_errors=True)


def _bring_up_to_date():
    """A backup of an older version gets the tables of this one."""
    from django.core.management import CommandError

    from .prepare import migrate

    try:
        migrate()
    except CommandError as error:
        raise StartError(f"De gegevens staan er; de tabellen bijwerken lukt niet: {error}") from None


def _tell(archive):
    say(f"Teruggezet: de reservekopie van {archive.manifest['made_at']}. Iedereen logt opnieuw in.")
    if archive.manifest["key"] != key_mark():
        say("De sleutel SECRET_KEY is een andere dan toen: zet die van toen terug, anders werken de")
        say("geheime adressen van aanvragen en de tweede stap bij het inloggen niet meer.")
