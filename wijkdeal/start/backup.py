"""`make backup`: the database and the files of people in one file; what is too old goes."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import django

from . import dump, secret_key
from .archive import Writer
from .errors import StartError
from .exclusive import Exclusive
from .external import check, given
from .words import say

DATABASE = "database.dump"
FILES = "files"
NAME = "wijkdeal-%Y-%m-%d-%H%M%S"  # UTC
WITH_VOTES = "-stemmen"  # behind that name: it could still tell who voted what
UNFINISHED = ".unfinished"


def make(clone):
    """Write a new backup, and throw away those that are too old or that could tell who voted what."""
    set_up(clone)
    folder = Path(os.environ.get("BACKUP_FOLDER") or clone / "backups")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with Exclusive(folder / ".lock"):
            _remove(folder.glob(f"*{UNFINISHED}"))
            applied = _applied_migrations()
            votes = _has_secret_votes()
            path = _write(folder, WITH_VOTES if votes else "", migrations=applied)
            say(f"De reservekopie staat in {path} ({path.stat().st_size / 1e6:.1f} MB).")
            say("De sleutel SECRET_KEY zit er niet in: bewaar die zelf, ergens anders.")
            for old in _too_old(folder, keep_votes=votes):
                _remove([old])
                say(f"Weggegooid: {old.name}.")
    except OSError as error:
        raise StartError(f"De reservekopie lukt niet in {folder}: {error.strerror}.") from None
    return 0


def set_up(clone):
    """Django, on the database and with the key that the portal has here."""
    check(given())
    if os.environ.get("WIJKDEAL_ENV") != "production":
        os.environ.setdefault("SECRET_KEY", secret_key.ensure(clone))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijkdeal.settings")
    django.setup()


def kept_files():
    """The name and the path of every file of people; what is only half written is left."""
    from django.conf import settings

    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if not name.parts[0].startswith(".") and path.is_file() and not path.is_symlink():
            yield name.as_posix(), path


def key_mark():
    """Tells one SECRET_KEY from another, and nothing else about it."""
    from django.utils.crypto import salted_hmac

    return salted_hmac("wijkdeal.start.backup", "key", algorithm="sha256").hexdigest()[:16]


def _write(folder, mark, **facts):
    now = datetime.now(UTC)
    path = folder / f"{now:{NAME}}{mark}.tar"
    if path.exists():
        raise StartError(f"{path} is er al; probeer het zo nog eens.")
    new = path.with_name(path.name + UNFINISHED)
    try:
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            _fill(Writer(file), folder, made_at=now.isoformat(timespec="seconds"), **facts)
        new.rename(path)
    finally:
        new.unlink(missing_ok=True)
    return path


def _fill(writer, folder, **facts):
    """The database first: a file that comes meanwhile is one too many, one that is thrown away meanwhile is gone."""
    from django.conf import settings

    with tempfile.NamedTemporaryFile(dir=folder, suffix=UNFINISHED) as file:
        dump.dump(given(), file.name)
        writer.add(DATABASE, file.name)
    for name, path in kept_files():
        writer.add(f"{FILES}/{name}", path)
    writer.finish(version=settings.RELEASE, key=key_mark(), **facts)


def _applied_migrations():
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = sorted(MigrationRecorder(connection).applied_migrations())
    if not applied:
        raise StartError("De database is nog leeg: er is niets om te bewaren.")
    return applied


def _has_secret_votes():
    """Whether there are ballots that are not counted yet: with the key of their round they can be given names."""
    from themes.models import Ballot

    return Ballot.objects.exclude(round__ballot_key="").exists()


def _too_old(folder, *, keep_votes):
    """Those of longer ago than /privacy/ says, by their name; and those with votes that are counted by now."""
    from wijkdeal.retention import BACKUPS_KEPT

    before = f"{datetime.now(UTC) - BACKUPS_KEPT:{NAME}}"
    for path in sorted(folder.glob("wijkdeal-????-??-??-??????*.tar")):
        if path.name < before or (path.stem.endswith(WITH_VOTES) and not keep_votes):
            yield path


def _remove(paths):
    for path in paths:
        path.unlink(missing_ok=True)
