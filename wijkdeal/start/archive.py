"""The file of a backup: a tar with its parts, and behind them a manifest with the SHA-256 of each.

Not packed: the dump of the database is already, and so are photos. Any tar reads it, without this portal.
"""

import contextlib
import hashlib
import io
import json
import os
import shutil
import tarfile
from pathlib import PurePosixPath

from .errors import StartError

MANIFEST = "manifest.json"
FORMAT = 1
DAMAGED = (tarfile.TarError, KeyError, TypeError, ValueError, EOFError)


class Writer:
    """`add()` each part, then `finish()`: what was cut short has no manifest, so nobody takes it for a backup."""

    def __init__(self, file):
        self.file = file
        self.tar = tarfile.open(fileobj=file, mode="w")  # noqa: SIM115 - `finish` closes it
        self.parts = {}

    def add(self, name, path):
        try:
            source = open(path, "rb")  # noqa: SIM115 - the next line closes it
        except FileNotFoundError:
            return  # thrown away since it was listed: what somebody has removed is not to be kept
        with source:
            reading = _Summing(source)
            self.tar.addfile(self._entry(self.tar.gettarinfo(arcname=name, fileobj=source)), reading)
        self.parts[name] = reading.sum.hexdigest()

    def finish(self, **facts):
        text = json.dumps({"format": FORMAT, **facts, "parts": self.parts}, indent=1).encode()
        entry = self._entry(tarfile.TarInfo(MANIFEST))
        entry.size = len(text)
        self.tar.addfile(entry, io.BytesIO(text))
        self.tar.close()
        self.file.flush()
        os.fsync(self.file.fileno())

    @staticmethod
    def _entry(entry):
        entry.mode, entry.uid, entry.gid, entry.uname, entry.gname = 0o600, 0, 0, "", ""
        return entry


class Archive:
    """A backup that is there, for the length of a `with`; raises StartError where it is none, or is damaged."""

    def __init__(self, path):
        self.path = path
        self.closing = contextlib.ExitStack()

    def __enter__(self):
        with self.closing:
            self._open()
            self.closing = self.closing.pop_all()
        return self

    def __exit__(self, *error):
        self.closing.close()

    def _open(self):
        try:
            self.tar = self.closing.enter_context(tarfile.open(self.path, "r:"))  # noqa: SIM115 - it closes with us
            self.manifest = json.load(self.tar.extractfile(MANIFEST))
            self.parts = dict(self.manifest["parts"])
        except DAMAGED:
            raise self.damaged() from None
        except OSError as error:
            raise StartError(f"{self.path} is niet te lezen: {error.strerror}.") from None
        if self.manifest.get("format") != FORMAT:
            raise StartError(f"{self.path} is van een nieuwere versie van Wijkdeal: zet die eerst neer.")

    def extract(self, folder):
        """Put all parts in a folder, whole and as they were written; raises StartError when that does not come out."""
        try:
            found = {entry.name: self._extract(entry, folder) for entry in self.tar if entry.name != MANIFEST}
        except DAMAGED:
            raise self.damaged() from None
        if found != self.parts:
            raise self.damaged()

    def _extract(self, entry, folder):
        name = PurePosixPath(entry.name)
        if entry.name not in self.parts or not entry.isreg() or name.is_absolute() or ".." in name.parts:
            raise self.damaged()
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        reading = _Summing(self.tar.extractfile(entry))
        with open(target, "wb") as file:
            shutil.copyfileobj(reading, file)
        os.utime(target, (entry.mtime, entry.mtime))
        return reading.sum.hexdigest()

    def damaged(self):
        return StartError(f"{self.path} is beschadigd of geen reservekopie van Wijkdeal: er is niets teruggezet.")


class _Summing:
    """A file that is read, and the checksum of what was read of it."""

    def __init__(self, file):
        self.file, self.sum = file, hashlib.sha256()

    def read(self, size=-1):
        piece = self.file.read(size)
        self.sum.update(piece)
        return piece
