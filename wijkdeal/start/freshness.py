"""Whether anything changed since the last start was prepared; standard library only, so that it costs nothing."""

import hashlib
import os

SETTINGS = ("WIJKDEAL_ENV", "STATIC_ROOT", "MEDIA_ROOT")
SOURCES = ("static/**/*", "[a-z]*/static/**/*", "[a-z]*/migrations/*.py")
SOURCES += ("wijkdeal/public_version.py", "wijkdeal/roles.py")  # laid down again after every migrate


def checksum(clone):
    """Of what preparing depends on: the packages by their lock, our own files by name, size and time."""
    digest = hashlib.sha256((clone / "requirements" / "run.txt").read_bytes())
    digest.update("\n".join(os.environ.get(name, "") for name in SETTINGS).encode(errors="surrogateescape"))
    for pattern in SOURCES:
        for path in sorted(clone.glob(pattern)):
            found = path.stat()
            digest.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


class Stamp:
    """Stands beside the data that were prepared, and goes with them."""

    def __init__(self, clone, folder):
        self.clone, self.path = clone, folder / "prepared"

    def is_fresh(self):
        collected = self.clone / ".local" / "static" / "staticfiles.json"
        needs_static = not os.environ.get("STATIC_ROOT")
        try:
            return self.path.read_text() == checksum(self.clone) and (collected.exists() or not needs_static)
        except OSError:
            return False

    def set(self):
        self.path.write_text(checksum(self.clone))
