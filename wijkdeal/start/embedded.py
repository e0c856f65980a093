"""The clone's own database server: the one that runs already, or one for as long as we run."""

import contextlib
import fcntl
import os
import time

from . import secret_key
from .database import Cluster
from .errors import StartError
from .exclusive import Exclusive
from .place import Place, installed_binaries


def names_database():
    """Whether the environment names a database of one's own."""
    return bool(os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))


@contextlib.contextmanager
def database_in_environment(clone, name):
    """For the length of a `with`, `os.environ` names a database: the one it named already, or the embedded one."""
    if names_database():
        yield
        return
    with Embedded(clone).borrow(name) as url:
        os.environ["DATABASE_URL"] = url
        os.environ.setdefault("SECRET_KEY", secret_key.ensure(clone))
        yield


class Embedded:
    """Who holds the lock owns the server, and says where it listens in `.local/postgres.url`."""

    def __init__(self, clone):
        if os.environ.get("WIJKDEAL_ENV") == "production":
            raise StartError("WIJKDEAL_ENV=production heeft DATABASE_URL nodig; zie README.md, Configuration.")
        local = clone / ".local"
        self.place = Place(clone, installed_binaries())
        self.cluster = Cluster(self.place, log=local / "log" / "postgres.log")
        self.lock = Exclusive(local / "postgres.lock", wait=False)
        self.users = local / "postgres.users"
        self.address = local / "postgres.url"

    @contextlib.contextmanager
    def own(self, name):
        """Start the server for the length of a `with`; raises StartError, naming the owner, when it runs already."""
        try:
            file = self.lock.__enter__()
        except BlockingIOError:
            raise StartError(
                f"De database van deze map is al in gebruik door {self.owner()}: stop dat eerst, met Ctrl-C."
            ) from None
        try:
            file.truncate(0)
            file.write(name)
            file.flush()
            self.cluster.log.parent.mkdir(parents=True, exist_ok=True)
            self.address.write_text(self.cluster.start())
            self.address.chmod(0o600)
            yield self.cluster
        finally:
            self.address.unlink(missing_ok=True)
            self.cluster.stop()
            self.lock.__exit__()

    @contextlib.contextmanager
    def borrow(self, name):
        """The address of the server for one command: of the one that runs, or of one that ends with the last user."""
        try:
            with self.own(name) as cluster:
                yield cluster.url
                with Exclusive(self.users):
                    pass  # others that borrowed it finish first
        except StartError:
            if not self._is_owned():
                raise
            with open(self.users, "a") as file:
                fcntl.flock(file, fcntl.LOCK_SH)
                yield self._running_address()

    def owner(self):
        try:
            return self.lock.path.read_text() or "iets anders"
        except OSError:
            return "iets anders"

    def _is_owned(self):
        try:
            with self.lock:
                return False
        except BlockingIOError:
            return True

    def _running_address(self):
        while self._is_owned():
            with contextlib.suppress(FileNotFoundError):
                if address := self.address.read_text():
                    return address
            time.sleep(0.05)
        raise StartError("De database stopte net; probeer het opnieuw.")
