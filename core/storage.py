"""Files of people on the disk: whole or not there."""

import os
import secrets
import time
from pathlib import Path

from django.core.files.storage import FileSystemStorage

_UNFINISHED = ".unfinished"


def save_as(folder, extension, content, storage):
    """Keep a file under a name that says nothing and was never used: photos/ab/cdef….webp. Returns that name."""
    name = secrets.token_hex(16)
    return storage.save(f"{folder}/{name[:2]}/{name[2:]}.{extension}", content)


class WholeFileStorage(FileSystemStorage):
    """Writes beside, then renames: neither a full disk nor a crash leaves half a file under its name."""

    def _save(self, name, content):
        beside = Path(self.path(f"{_UNFINISHED}/{secrets.token_hex(16)}"))
        try:
            super()._save(f"{_UNFINISHED}/{beside.name}", content)
            _write_through(beside)
            target = Path(self.path(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            os.rename(beside, target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        return name

    def remove_unfinished(self, older_than_seconds=86400):
        """What a crash left beside."""
        for path in Path(self.path(_UNFINISHED)).glob("*"):
            if path.stat().st_mtime < time.time() - older_than_seconds:
                path.unlink(missing_ok=True)

    def written_before(self, folder, moment):
        """The names of all files in a folder that are older than that."""
        found = (path for path in Path(self.path(folder)).rglob("*") if path.is_file())
        old = (path for path in found if path.stat().st_mtime < moment.timestamp())
        return {path.relative_to(self.location).as_posix() for path in old}


def _write_through(path):
    with path.open("rb") as file:
        os.fsync(file.fileno())
