"""One server for all that runs in a clone: the portal, and commands beside it or without it."""

import subprocess
import sys
import threading

import psycopg
import pytest

from wijkdeal.start import freshness, secret_key
from wijkdeal.start.embedded import Embedded
from wijkdeal.start.errors import StartError

pytestmark = pytest.mark.start


def test_command_starts_the_server_for_its_duration(clone):
    with Embedded(clone).borrow("manage.py shell") as url, psycopg.connect(url) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    assert not (clone / ".local" / "postgres.url").exists()


def test_command_beside_a_portal_uses_its_server(clone):
    with Embedded(clone).own("make run") as cluster, Embedded(clone).borrow("manage.py shell") as url:
        assert url == cluster.url


def test_portal_beside_a_command_says_who_has_the_database(clone):
    with (
        Embedded(clone).borrow("manage.py shell"),
        pytest.raises(StartError, match=r"in gebruik door manage.py shell: stop dat eerst"),
        Embedded(clone).own("make run"),
    ):
        pass


def test_first_command_waits_for_the_second_that_uses_its_server(clone):
    second_may_end, first_ended = threading.Event(), threading.Event()

    def first():
        with Embedded(clone).borrow("manage.py first"):
            started.set()
            second_began.wait()
        first_ended.set()

    started, second_began = threading.Event(), threading.Event()
    thread = threading.Thread(target=first)
    thread.start()
    started.wait()
    with Embedded(clone).borrow("manage.py second") as url:
        second_began.set()
        assert not first_ended.wait(0.3)
        psycopg.connect(url).close()
        second_may_end.set()
    thread.join()
    assert first_ended.is_set()


def test_key_is_made_once_and_only_its_user_may_read_it(clone):
    first = secret_key.ensure(clone)

    path = clone / ".local" / "secret-key"
    assert secret_key.ensure(clone) == first
    assert len(first) >= 50
    assert path.stat().st_mode & 0o777 == 0o600


def test_start_prepares_again_when_a_migration_changed(clone):
    (clone / "requirements").mkdir()
    (clone / "requirements" / "run.txt").touch()
    (clone / "projects" / "migrations").mkdir(parents=True)
    (clone / ".local" / "static").mkdir()
    (clone / ".local" / "static" / "staticfiles.json").touch()
    stamp = freshness.Stamp(clone, clone / ".local")
    before = stamp.is_fresh()
    stamp.set()
    after = stamp.is_fresh()

    (clone / "projects" / "migrations" / "0002_more.py").touch()

    assert (before, after, stamp.is_fresh()) == (False, True, False)


def test_module_says_which_commands_there_are():
    command = [sys.executable, "-m", "wijkdeal.start", "onzin"]

    result = subprocess.run(command, capture_output=True, text=True)

    assert result.returncode == 2
    assert "Onbekende opdracht onzin; kies uit: run, dev, test" in result.stderr


def test_production_has_no_database_of_its_own(clone, monkeypatch):
    monkeypatch.setenv("WIJKDEAL_ENV", "production")

    with pytest.raises(StartError, match="heeft DATABASE_URL nodig"):
        Embedded(clone)
