"""Starting and stopping everything together, on the real supervisor and a real server."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from wijkdeal.start import processes
from wijkdeal.start.supervisor import MARK

from .test_database import wait_until

pytestmark = pytest.mark.start
ROOT = Path(__file__).resolve().parents[2]
NOT_INHERITED = ("DATABASE_URL", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
MAKEFILE = "run:\n\t@exec '$(PYTHON)' -m tests.start.small_portal '$(CLONE)'\n"


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


class Portal:
    """A portal started as a person does, with or without make in between."""

    def __init__(self, clone, *, make=False, port=None):
        self.clone, self.port = clone, port or free_port()
        environment = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        command = [sys.executable, "-m", "tests.start.small_portal", str(clone)]
        if make:
            (clone / "Makefile").write_text(MAKEFILE)
            command = ["make", "-f", str(clone / "Makefile"), f"PYTHON={sys.executable}", f"CLONE={clone}", "run"]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment | {"PORT": str(self.port)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def page(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:  # noqa: S310
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            return None

    def wait_until_ready(self):
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if "Stoppen" in line:
                return self
        pytest.fail(f"The portal did not start: {''.join(lines)}")

    def everything(self):
        """All its processes: what it started, the database, and itself."""
        servers = processes.working_in(data_of(self.clone))
        return {self.process.pid, *processes.marked(MARK, str(self.clone)), *servers}

    def finish(self):
        output, _ = self.process.communicate(timeout=20)
        return output


def data_of(clone):
    from wijkdeal.start.database import Cluster
    from wijkdeal.start.place import Place, installed_binaries

    return Cluster(Place(clone, installed_binaries())).data


def nothing_left(pids):
    return wait_until(lambda: not any(processes.is_alive(pid) for pid in pids))


@pytest.fixture
def start(clone):
    started = []

    def start_portal(**options):
        started.append(Portal(clone, **options))
        return started[-1]

    yield start_portal
    for portal in started:
        if portal.process.poll() is None:
            portal.process.kill()
        portal.process.communicate()
    processes.end([pid for pid in processes.working_in(data_of(clone))], first=signal.SIGINT)


def test_portal_says_what_it_does_and_ends_with_address_and_accounts(start):
    portal = start()
    output = ""
    for line in portal.process.stdout:
        output += line
        if "Stoppen" in line:
            break

    assert "De database starten." in output
    assert f"http://127.0.0.1:{portal.port}/" in output
    assert "bewoner@voorbeeld.test" in output
    assert "wijkdeal-demo" in output
    assert portal.page().startswith("postgresql://")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("make", [False, True])
def test_signal_stops_web_worker_and_database(start, number, make):
    portal = start(make=make).wait_until_ready()
    pids = portal.everything()

    portal.process.send_signal(number)

    portal.finish()
    assert nothing_left(pids)
    assert portal.process.returncode != 0
    assert portal.page() is None


def test_portal_stops_when_the_make_above_it_is_killed(start):
    portal = start(make=True).wait_until_ready()
    pids = portal.everything()

    portal.process.kill()

    assert nothing_left(pids)


def test_children_stop_when_the_supervisor_is_killed(start):
    portal = start().wait_until_ready()
    pids = portal.everything() - set(processes.marked(MARK, str(portal.clone)))

    portal.process.kill()

    assert nothing_left(pids)


def test_start_after_a_kill_of_everything_recovers_with_every_row(start):
    first = start().wait_until_ready()
    with psycopg.connect(first.page(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 500) AS number")
    pids = first.everything()
    for pid in pids:
        processes.end([pid], first=signal.SIGKILL, patience=0)
    assert nothing_left(pids)

    second = start(port=first.port).wait_until_ready()

    with psycopg.connect(second.page(), autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (500,)


def test_worker_left_by_a_killed_run_goes_at_the_next_start(start):
    first = start().wait_until_ready()
    worker = max(processes.marked(MARK, str(first.clone)))
    first.process.kill()  # the fake worker does not hear that it should stop
    first.process.wait()

    start().wait_until_ready()

    assert not processes.is_alive(worker)


def test_second_start_in_the_same_folder_says_that_it_runs_already(start):
    first = start().wait_until_ready()

    second = start()

    output = second.finish()
    assert second.process.returncode == 1
    assert f"al in gebruik door make run op http://127.0.0.1:{first.port}/" in output
    assert "Traceback" not in output
    assert first.page() is not None


def test_port_in_use_is_one_sentence_that_names_a_free_one(start):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        portal = start(port=port)

        output = portal.finish()
    assert portal.process.returncode == 1
    assert f"Poort {port} is al bezet door iets anders; kies een andere: make run PORT=" in output
    assert nothing_left(portal.everything())


@pytest.mark.parametrize("port", ["acht", "0", "70000", "-1"])
def test_port_that_is_none_is_one_sentence(start, port):
    portal = start(port=port)

    assert f"PORT={port} is geen poort" in portal.finish()


def test_web_server_and_database_that_die_come_back_and_keep_their_address(start):
    portal = start().wait_until_ready()
    url = portal.page()
    web = min(processes.marked(MARK, str(portal.clone)))
    database = [pid for pid in processes.working_in(data_of(portal.clone))]

    os.kill(web, signal.SIGKILL)
    processes.end(database, first=signal.SIGKILL)

    assert wait_until(lambda: portal.page() == url)
    assert wait_until(lambda: can_connect(url))


def test_child_that_keeps_dying_ends_all_of_it_with_one_sentence(start):
    portal = start().wait_until_ready()
    pids = portal.everything()
    deadline = time.monotonic() + 15

    while portal.process.poll() is None and time.monotonic() < deadline:
        for pid in processes.marked(MARK, str(portal.clone)):
            processes.end([pid], first=signal.SIGKILL)
        time.sleep(0.05)

    output = portal.finish()
    assert "stopt steeds weer; waarom staat onderaan in" in output
    assert nothing_left(pids)


def can_connect(url):
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True
