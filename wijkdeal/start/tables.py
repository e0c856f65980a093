"""The tables that the migrations make, kept from one test run to the next: making them takes seconds every time."""

import hashlib
import os
import shutil
import subprocess
import sys

from .database import THROWAWAY, Cluster
from .errors import StartError
from .exclusive import Exclusive
from .words import say

KEPT = "tables-"  # how the names of their folders begin
MADE_FROM = ("*/migrations/*.py", "wijkdeal/public_version.py", "requirements/*.txt")


def copy_tables(place, cluster, environment):
    """Give a cluster that was not started yet the data of one whose database went through all migrations."""
    with Exclusive(place.folder / "tables.lock"):
        kept = place.folder / f"{KEPT}{_checksum(place.clone)}"
        if not kept.exists():
            for old in place.folder.glob(f"{KEPT}*"):
                shutil.rmtree(old)
            _make(place, kept, environment)
        place.make_folder(cluster.folder)
        # The account's own cp keeps who may read what, and shares the blocks where the disk can.
        subprocess.run(["cp", "-a", kept / "data", cluster.data], check=True)
        shutil.copy(kept / "database-made", cluster.folder)


def _make(place, kept, environment):
    say("De tabellen voor de tests maken; dit hoeft alleen na een nieuwe migratie.")
    # What is kept must outlive a power cut, unlike what a test run writes.
    cluster = Cluster(place, f"{KEPT}new", settings=THROWAWAY | {"fsync": "on", "full_page_writes": "on"})
    cluster.remove()
    try:
        result = subprocess.run(
            [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity=0"],
            cwd=place.clone,
            env=environment | {"DATABASE_URL": cluster.start()},
            capture_output=True,
            text=True,
        )
    finally:
        cluster.stop()
    if result.returncode:
        cluster.remove()
        raise StartError(f"De migraties lukken niet op een lege database:\n{result.stderr.strip()}")
    cluster.folder.rename(kept)


def _checksum(clone):
    digest = hashlib.sha256(sys.version.encode())
    for pattern in MADE_FROM:
        for path in sorted(clone.glob(pattern)):
            digest.update(os.fsencode(path.relative_to(clone)) + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
