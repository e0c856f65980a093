"""`make run` and `make dev`: database, web server and worker, started together and stopped together."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time

from . import freshness, processes, secret_key, watch
from .embedded import Embedded, names_database
from .errors import StartError
from .words import say, welcome

MARK = "WIJKDEAL_RUN"  # in the environment of what we start, to find it again when we were killed
PATIENCE = 5  # seconds to finish what it is doing
FIRST_PAGE = 60  # seconds
RESTARTS = 4  # of one process in RESTART_WINDOW seconds; after that it is not chance
RESTART_WINDOW = 60
LOG_LIMIT = 5_000_000


class Child:
    """A process that we keep running."""

    def __init__(self, name, command, *, environment, log=None, stop_signal=signal.SIGTERM):
        self.name, self.command, self.environment, self.log = name, command, environment, log
        self.stop_signal = stop_signal
        self.process = None
        self.deaths = []

    def start(self):
        if self.log is None:
            self.process = processes.spawn(self.command, env=self.environment)
            return
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.unlink()
        with open(self.log, "ab") as log:
            self.process = processes.spawn(self.command, env=self.environment, stdout=log, stderr=subprocess.STDOUT)

    def has_died(self):
        return self.process is not None and self.process.poll() is not None

    def restart(self):
        """Start it again; raises StartError when it keeps dying."""
        now = time.monotonic()
        self.deaths = [moment for moment in self.deaths if now - moment < RESTART_WINDOW] + [now]
        if len(self.deaths) > RESTARTS:
            raise StartError(f"{self.name} stopt steeds weer{self.where_to_look()}")
        say(f"{self.name} stopte onverwacht en wordt opnieuw gestart.")
        self.stop()
        self.start()

    def where_to_look(self):
        return f"; waarom staat onderaan in {self.log}." if self.log else "; waarom staat hierboven."

    def stop(self):
        if self.process is not None:
            processes.stop_group(self.process, first=self.stop_signal, patience=PATIENCE)


class DatabaseChild(Child):
    """The embedded server; started again on the socket that web and worker know."""

    def __init__(self, cluster):
        super().__init__("De database", None, environment=None, log=cluster.log)
        self.cluster = cluster

    def start(self):
        self.cluster.launch()

    def has_died(self):
        return self.cluster.process.poll() is not None

    def stop(self):
        processes.stop_group(self.cluster.process, first=signal.SIGINT)


class Supervisor:
    def __init__(self, clone, *, development=False, port=None):
        self.clone = clone
        self.local = clone / ".local"
        self.development = development
        self.port = port or wanted_port()
        self.address = f"http://127.0.0.1:{self.port}/"
        self.environment = os.environ | {"PORT": str(self.port), MARK: str(clone), "PYTHONUNBUFFERED": "1"}
        if development:
            self.environment["WIJKDEAL_ENV"] = "development"
        self.children = []

    def run(self):
        """Start all of it and keep it running until `Stopped`; whatever happens, all of it is stopped."""
        self.local.mkdir(exist_ok=True)
        (self.local / "log").mkdir(exist_ok=True)
        with contextlib.ExitStack() as stack:
            try:
                self._start(stack)
                self._keep_running()
            finally:
                watch.ignore()

    def _start(self, stack):
        self.database = self._database(stack)
        stack.callback(self._stop_children)
        is_production = self.environment.get("WIJKDEAL_ENV") == "production"
        if not is_production:
            self.environment.setdefault("SECRET_KEY", secret_key.ensure(self.clone))
        self._prepare()
        self._start_children()
        welcome(self.address, example=not is_production)

    def _database(self, stack):
        """The embedded server; nothing when there is a DATABASE_URL, which must then do."""
        if names_database():
            from .external import check, given

            say("Verbinden met de database van DATABASE_URL.")
            check(given())
            require_free(self.port)
            return None
        embedded = Embedded(self.clone)
        command = "make dev" if self.development else "make run"
        say("De database starten.")
        cluster = stack.enter_context(embedded.own(f"{command} op {self.address}"))
        # The lock is ours, so whatever still carries our mark was left by a run that was killed.
        processes.end(processes.marked(MARK, str(self.clone)), patience=PATIENCE)
        require_free(self.port)
        self.environment["DATABASE_URL"] = cluster.url
        return DatabaseChild(cluster)

    def _prepare(self):
        """Tables, example and static files; skipped when nothing of that changed since the last time."""
        stamp = self.database and freshness.Stamp(self.clone, self.database.cluster.folder)
        if stamp and stamp.is_fresh():
            return
        say("Klaarzetten wat nieuw of veranderd is.")
        prepare = Child("Het klaarzetten", self._python("-m", "wijkdeal.start.prepare"), environment=self.environment)
        self.children.append(prepare)
        prepare.start()
        code = prepare.process.wait()
        self.children.remove(prepare)
        if code:
            raise StartError("Het klaarzetten lukte niet; wat eraan te doen is, staat hierboven.")
        if stamp and not self.development:
            stamp.set()

    def _start_children(self):
        """The worker comes after the first page: until then the web server has all of the machine."""
        say("De webserver en de werker starten.")
        log = None if self.development else self.local / "log"
        web = Child("De webserver", self._web_command(), environment=self.environment, log=log and log / "web.log")
        command = self._worker_command()
        worker = Child("De werker", command, environment=self.environment, log=log and log / "worker.log")
        self._keep(web)
        self._wait_for_first_page(web)
        self._keep(worker)

    def _keep(self, child):
        self.children.append(child)
        child.start()

    def _web_command(self):
        if self.development:
            return self._python("manage.py", "runserver", str(self.port))
        options = (
            "--interface wsgi --workers 2 --blocking-threads 4 --respawn-failed-workers --no-ws --log-level warning"
        )
        address = ["--host", "127.0.0.1", "--port", str(self.port), "--workers-kill-timeout", str(PATIENCE - 1)]
        return self._python("-m", "granian", *options.split(), *address, "wijkdeal.wsgi:application")

    def _worker_command(self):
        return self._python("manage.py", "procrastinate", "worker", "--delete-jobs", "successful")

    def _python(self, *arguments):
        return [sys.executable, *arguments]

    def _wait_for_first_page(self, web):
        deadline = time.monotonic() + FIRST_PAGE
        while time.monotonic() < deadline:
            if web.has_died():
                raise StartError(f"De webserver is niet gestart{web.where_to_look()}")
            status = self._status_of_home()
            # 400: in production the portal answers to its own name only, and 127.0.0.1 is not that.
            if status is not None and status <= 400:
                return
            if status is not None:
                raise StartError(f"De eerste pagina geeft een fout ({status}){web.where_to_look()}")
            time.sleep(0.05)
        raise StartError(f"De eerste pagina kwam niet binnen een minuut{web.where_to_look()}")

    def _status_of_home(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status
        except OSError:
            return None
        finally:
            connection.close()

    def _keep_running(self):
        while True:
            time.sleep(0.2)
            if self.database is not None and self.database.has_died():
                self.database.restart()
            for child in self.children:
                if child.has_died():
                    child.restart()

    def _stop_children(self):
        """All are asked at once, so that stopping takes as long as the slowest."""
        for child in self.children:
            if child.process is not None and child.process.poll() is None:
                child.process.send_signal(child.stop_signal)
        for child in self.children:
            child.stop()


def wanted_port():
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise StartError(f"PORT={text} is geen poort; kies een getal van 1024 tot en met 65535, zoals PORT=8001.")
    return int(text)


def require_free(port):
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except PermissionError:
            raise StartError(f"Poort {port} mag alleen de beheerder gebruiken; kies een andere: PORT=8001.") from None
        except OSError:
            raise StartError(
                f"Poort {port} is al bezet door iets anders; kies een andere: make run PORT={_free_port(port)}"
            ) from None


def _free_port(port):
    for candidate in range(port + 1, min(port + 100, 65536)):
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", candidate)):
                return candidate
    return 8001
