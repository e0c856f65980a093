"""What `make test`, `make check`, `make lock`, `make browser` and `make clean` do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from wijkdeal.start import browser, checking, cleaning, commands, locking, prepare, tables, testing
from wijkdeal.start.database import Cluster
from wijkdeal.start.embedded import Embedded
from wijkdeal.start.errors import StartError

pytestmark = pytest.mark.start
ROOT = Path(__file__).resolve().parents[2]
SUITE = """
import os
import psycopg

def test_environment():
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)
        assert connection.execute("SELECT count(*) FROM made").fetchone() == (1,)
    assert os.environ["TEST_DATABASE_TEMPLATE"] == "wijkdeal"
    assert os.environ["WIJKDEAL_ENV"] == "test"
    assert "EMAIL_URL" not in os.environ
"""
# Stands for the portal's: its only migration makes a table, and says how often it did.
MANAGE = """
import os
import psycopg

with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    connection.execute("CREATE TABLE made AS SELECT 1 AS number")
with open("made.txt", "a") as log:
    log.write("made\\n")
"""
REPORT = '<testsuites><testsuite><testcase classname="{}" name="t">{}</testcase></testsuite></testsuites>'


@pytest.fixture
def suite(clone):
    folder = clone / "suite"
    folder.mkdir(exist_ok=True)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = browser\n")
    (folder / "test_environment.py").write_text(SUITE)
    (clone / "manage.py").write_text(MANAGE)
    return ["-n0", "-p", "no:django", "-c", str(folder / "pytest.ini"), str(folder)]


def test_suite_runs_on_a_server_of_its_own_and_says_so_where_no_browser_is(clone, suite, monkeypatch, capfd):
    monkeypatch.setenv("EMAIL_URL", "smtp://mail.example")
    monkeypatch.setenv("DATABASE_URL", "postgresql://example/never")
    monkeypatch.setattr(browser, "NAMES", ("no-such-browser",))
    monkeypatch.delenv(testing.REQUIRE_BROWSER, raising=False)

    code = testing.run_tests(clone, suite)

    said = capfd.readouterr().out
    assert code == 0
    assert "1 passed" in said
    assert "er is hier geen Chromium; installeren kan met: make browser" in said


def test_tables_are_made_once_until_a_migration_changes(clone, suite, place):
    made = clone / "made.txt"
    migration = clone / "app" / "migrations" / "0001_initial.py"
    migration.parent.mkdir(parents=True, exist_ok=True)
    made.unlink(missing_ok=True)
    place.prepare()

    counts = []
    for content in ("first", "second", "second"):
        migration.write_text(content)
        copy = Cluster(place, "copy")
        tables.copy_tables(place, copy, dict(os.environ))
        counts.append(made.read_text().count("made"))
        copy.remove()

    assert counts == [1, 2, 2]
    assert len(list(place.folder.glob("tables-*"))) == 1


def test_migration_that_fails_is_said_and_leaves_nothing_to_test_on(clone, suite, place):
    (clone / "manage.py").write_text("raise SystemExit('de kolom bestaat al')")
    (clone / "requirements").mkdir(exist_ok=True)
    (clone / "requirements" / "more.txt").write_text("another package")

    with pytest.raises(StartError, match="De migraties lukken niet op een lege database:\nde kolom bestaat al"):
        testing.run_tests(clone, suite)

    assert not list(place.folder.glob("tables-*"))


def test_where_a_browser_is_required_its_absence_fails(clone, suite, monkeypatch):
    monkeypatch.setattr(browser, "NAMES", ("no-such-browser",))
    monkeypatch.setenv(testing.REQUIRE_BROWSER, "1")

    with pytest.raises(StartError, match="De browsertests moeten meedoen"):
        testing.run_tests(clone, suite)


@pytest.mark.parametrize(
    ("name", "content", "ran"),
    [
        ("tests.browser.test_chain", "", True),
        ("tests.browser.test_chain", "<skipped/>", False),
        ("tests.core", "", False),
    ],
)
def test_browser_tests_count_as_run_only_when_one_did(tmp_path, name, content, ran):
    report = tmp_path / "report.xml"
    report.write_text(REPORT.format(name, content))

    assert testing.browser_tests_ran(report) is ran


def test_locks_of_this_repository_are_in_step_and_hold_no_address():
    for name in locking.NAMES:
        assert locking.is_in_step(ROOT, name)
        assert "://" not in (ROOT / "requirements" / f"{name}.txt").read_text()


@pytest.mark.parametrize("changed", ["run.in", "run.txt", "dev.in"])
def test_lock_that_was_changed_by_hand_is_noticed(tmp_path, changed):
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    path = tmp_path / "requirements" / changed
    path.write_text(path.read_text() + "# more\n")

    problem = checking._locks(tmp_path)

    assert "past niet bij de .in-bestanden; doe: make lock" in problem


def test_audit_that_cannot_ask_says_so_and_is_no_problem(tmp_path, monkeypatch):
    (tmp_path / "lock.txt").write_text(f"django==5.2 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")

    problem, remark = checking.audit(tmp_path, "lock.txt", seconds=20)

    assert (problem, remark.split(",")[0]) == ("", "overgeslagen")


def test_browser_that_is_there_is_not_installed_again(monkeypatch, capsys):
    monkeypatch.setattr(browser, "NAMES", ("sh",))

    assert browser.install() == 0
    assert "Chromium is er al" in capsys.readouterr().out


def test_machine_without_apt_is_told_to_install_one_itself(monkeypatch):
    monkeypatch.setattr(browser, "NAMES", ("no-such-browser",))
    monkeypatch.setenv("PATH", "/nergens")

    with pytest.raises(StartError, match="installeer Chromium of Chrome zelf"):
        browser.install()


def test_clean_removes_everything_but_not_under_a_portal_that_runs(clone):
    embedded = Embedded(clone)
    with embedded.own("make run"), pytest.raises(StartError, match="draait nog vanuit deze map"):
        cleaning.remove_everything(clone)

    cleaning.remove_everything(clone)

    assert not (clone / ".local").exists()
    assert not embedded.place.folder.exists()
    (clone / ".local").mkdir()


def test_help_names_every_target():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True).stdout

    for target in (
        "run",
        "dev",
        "test",
        "check",
        "format",
        "browser",
        "lock",
        "demo",
        "bench",
        "faults",
        "gallery",
        "backup",
        "restore",
        "clean",
    ):
        assert f"make {target} " in shown


def test_old_python_is_told_which_one_is_needed():
    trick = "import sys, runpy; sys.version_info = (3, 10); runpy.run_module('wijkdeal.start', run_name='__main__')"

    result = subprocess.run([sys.executable, "-c", trick], cwd=ROOT, capture_output=True, text=True)

    assert result.stderr == (
        "Wijkdeal heeft Python 3.11 of nieuwer nodig; installeer die en start met: make run PYTHON=python3.11\n"
    )


def test_make_without_a_python_says_which_one_is_needed():
    environment = {"PATH": "/nergens", "HOME": os.environ.get("HOME", "/")}
    make = shutil.which("make")

    result = subprocess.run([make, "run", "PYTHON="], cwd=ROOT, env=environment, capture_output=True, text=True)

    assert "Wijkdeal heeft Python 3.11 of nieuwer nodig" in result.stderr


def test_every_command_of_the_makefile_exists():
    used = {
        line.split("$(START) ")[1].split()[0]
        for line in (ROOT / "Makefile").read_text().splitlines()
        if "@$(START) " in line
    }

    assert used <= set(commands.COMMANDS)


@pytest.mark.django_db
def test_prepared_database_is_left_as_it_is(settings, tmp_path, monkeypatch, capsys):
    settings.EXAMPLE_ALLOWED = False
    settings.STATIC_ROOT = tmp_path / "static"

    assert prepare.main() == 0

    assert capsys.readouterr().out == "• De stijl, letters en tekeningen klaarzetten.\n"
    assert (tmp_path / "static" / "css").is_dir()


def test_progress_shows_each_step_but_not_each_number(capsys):
    progress = prepare.Progress()
    for number in range(50):
        progress.tell("Tekeningen", number)
    progress.tell("Mensen", 78)

    assert capsys.readouterr().out == "    Tekeningen: 0\n    Mensen: 78\n"
