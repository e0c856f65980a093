"""The embedded server itself, on real processes."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from wijkdeal.start import processes
from wijkdeal.start.database import Cluster, throwaway
from wijkdeal.start.errors import StartError
from wijkdeal.start.place import Place, installed_binaries

from .conftest import QUICK, remove_servers_of

pytestmark = pytest.mark.start
ROOT = Path(__file__).resolve().parents[2]


def run(url, statement):
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else None


def modes(folder):
    """The permissions and owner of every folder above this one."""
    return {parent: (parent.stat().st_mode, parent.stat().st_uid) for parent in folder.parents}


def wait_until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def kill_everything(cluster):
    processes.end(processes.working_in(cluster.data), first=signal.SIGKILL)
    cluster.process.wait()


def table_of_1000(url):
    run(url, "DROP TABLE IF EXISTS rows")
    run(url, "CREATE TABLE rows AS SELECT generate_series(1, 1000) AS number")


def sum_of_1000(url):
    return run(url, "SELECT count(*), sum(number) FROM rows") == [(1000, 500500)]


def test_server_starts_in_a_folder_with_a_space_and_leaves_nothing_when_it_stops(cluster):
    before = modes(cluster.place.clone)
    url = cluster.start()
    pid, sockets = cluster.process.pid, cluster.socket_folder
    found = sockets.stat()

    assert stat.S_IMODE(found.st_mode) == 0o700
    assert len(str(sockets / ".s.PGSQL.5432")) < 104
    assert run(url, "SHOW listen_addresses") == [("",)]
    assert run(url, "SELECT 'CAFÉ' ILIKE 'café', current_setting('server_encoding')") == [(True, "UTF8")]
    cluster.stop()
    assert not processes.is_alive(pid)
    assert not sockets.exists()
    assert modes(cluster.place.clone) == before


def test_every_row_is_there_after_a_kill_of_everything(cluster):
    table_of_1000(cluster.start())
    kill_everything(cluster)
    old_sockets = cluster.socket_folder
    second = Cluster(cluster.place, settings=QUICK)

    url = second.start()

    assert sum_of_1000(url)
    assert not old_sockets.exists()
    second.stop()


def test_server_dies_with_the_process_that_started_it(cluster, clone):
    command = [sys.executable, "-m", "tests.start.keep_server", clone]
    launcher = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    server = int(launcher.stdout.readline())
    launcher.kill()
    launcher.communicate()

    assert wait_until(lambda: not processes.is_alive(server))
    assert run(cluster.start(), "SELECT 1") == [(1,)]


def test_server_that_outlived_its_launcher_is_stopped_first(cluster):
    table_of_1000(cluster.start())
    old = cluster.process
    second = Cluster(cluster.place, settings=QUICK)

    url = second.start()

    assert old.wait(10) is not None
    assert sum_of_1000(url)
    second.stop()


def test_pidfile_that_names_another_process_leaves_that_process_alone(cluster):
    table_of_1000(cluster.start())
    kill_everything(cluster)
    stranger = subprocess.Popen(["sleep", "60"])
    pidfile = cluster.data / "postmaster.pid"
    pidfile.write_text("\n".join([str(stranger.pid), *pidfile.read_text().split("\n")[1:]]))

    url = cluster.start()

    assert sum_of_1000(url)
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_data_whose_making_was_interrupted_is_made_anew(place):
    place.prepare()
    cluster = Cluster(place, "interrupted", settings=QUICK)
    place.make_folder(cluster.folder)
    (cluster.folder / "data.new").mkdir()
    (cluster.folder / "data.new" / "half").touch()

    assert run(cluster.start(), "SELECT 1") == [(1,)]
    cluster.remove()


def test_server_that_died_comes_back_on_the_same_address(cluster):
    url = cluster.start()
    table_of_1000(url)
    kill_everything(cluster)

    cluster.launch()

    assert cluster.url == url
    assert sum_of_1000(url)


def test_two_test_runs_and_a_portal_each_have_their_own_server(cluster):
    with throwaway(cluster.place) as first, throwaway(cluster.place) as second:
        urls = [cluster.start(), first.url, second.url]
        for number, url in enumerate(urls):
            run(url, f"CREATE TABLE mine AS SELECT {number} AS number")

        assert [run(url, "SELECT number FROM mine") for url in urls] == [[(0,)], [(1,)], [(2,)]]
    assert [first.folder.exists(), second.folder.exists()] == [False, False]


def test_test_folder_of_a_killed_run_goes_at_the_next(place):
    place.prepare()
    left = place.folder / "test-left"
    left.mkdir()

    with throwaway(place):
        assert not left.exists()


def test_long_path_of_the_clone_still_gives_a_short_socket(tmp_path):
    clone = tmp_path / ("lang" * 40)
    (clone / ".local").mkdir(parents=True)

    with throwaway(Place(clone, installed_binaries())) as server:
        assert run(server.url, "SELECT 1") == [(1,)]
    remove_servers_of(clone)


def answer_to(name, url):
    """What the server says to this local user; tried in a fork, since that user may not read our Python."""
    account = pwd.getpwnam(name)
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setgroups([])
        os.setgid(account.pw_gid)
        os.setuid(account.pw_uid)
        try:
            psycopg.connect(url)
            os.write(writing, b"let in")
        except psycopg.OperationalError as error:
            os.write(writing, str(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(pid, 0)
    with os.fdopen(reading) as pipe:
        return pipe.read()


@pytest.mark.parametrize("name", ["nobody", "daemon"])
def test_no_other_local_user_gets_in(cluster, name):
    url = cluster.start()
    if os.geteuid() != 0:  # only root can try it as somebody else
        assert (cluster.data / "pg_hba.conf").read_text() == "local all wijkdeal peer map=wijkdeal\n"
        return

    assert "Permission denied" in answer_to(name, url)

    # Even when the folders were open, the server itself refuses.
    cluster.place.folder.chmod(0o755)
    cluster.socket_folder.chmod(0o777)
    (cluster.socket_folder / ".s.PGSQL.5432").chmod(0o777)
    assert "Peer authentication failed" in answer_to(name, url)


def test_root_keeps_its_servers_in_a_folder_that_nobody_else_may_enter(cluster):
    cluster.start()
    if cluster.place.is_root:
        found = cluster.place.folder.stat()
        assert (found.st_uid, stat.S_IMODE(found.st_mode)) == (0, 0o710)
        assert os.stat(f"/proc/{cluster.process.pid}").st_uid != 0


def test_folder_that_somebody_else_made_first_is_refused(clone, tmp_path):
    place = Place(clone, installed_binaries(), shared=tmp_path)
    if not place.is_root:
        return
    place.folder.symlink_to(tmp_path)

    with pytest.raises(StartError, match="is van iemand anders"):
        place.prepare()


def test_data_of_a_clone_that_stood_here_before_are_set_aside(tmp_path, capsys):
    place = Place(tmp_path / "kloon", installed_binaries(), shared=tmp_path)
    if not place.is_root:
        return
    place.clone.mkdir()
    place.prepare()
    (place.folder / "postgres").mkdir()
    (place.folder / "postgres" / "data").touch()

    place.prepare()
    assert (place.folder / "postgres" / "data").exists()

    shutil.rmtree(place.clone)
    place.clone.mkdir()
    place.prepare()

    assert not (place.folder / "postgres").exists()
    [aside] = place.folder.glob("postgres.*")
    assert (aside / "data").exists()
    assert str(aside) in capsys.readouterr().out


def test_the_log_of_the_server_says_nothing_of_what_was_in_a_statement(cluster):
    with psycopg.connect(cluster.start()) as connection:
        connection.execute("CREATE TEMP TABLE person (email text UNIQUE)")
        connection.execute("INSERT INTO person VALUES ('jan@voorbeeld.test')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES ('jan@voorbeeld.test')")
    cluster.stop()

    log = cluster.log.read_text()
    assert "duplicate key value" in log
    assert "voorbeeld" not in log
