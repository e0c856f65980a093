"""A backup is one command and putting it back another: all rows and files are there again, or nothing changed."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from wijkdeal.retention import BACKUPS_KEPT
from wijkdeal.start import dump, restore
from wijkdeal.start.archive import Writer
from wijkdeal.start.embedded import Embedded
from wijkdeal.start.errors import StartError

pytestmark = pytest.mark.start
ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("DATABASE_URL", "")
KEY = "een-sleutel-van-een-portaal-die-nergens-anders-staat-dan-hier"
TABLES = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
SEQUENCES = "SELECT sequencename::text, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"
numbers = count()


@dataclass
class Portal:
    """A database, a folder of files and a folder of backups, and the commands on them."""

    folder: Path
    database: str
    key: str = KEY

    @property
    def url(self):
        return "postgresql:///?" + "&".join(
            f"{name}={value}" for name, value in (conninfo_to_dict(SERVER) | {"dbname": self.database}).items()
        )

    @property
    def media(self):
        return self.folder / "media"

    def run(self, *command):
        environment = os.environ | {"DATABASE_URL": self.url, "SECRET_KEY": self.key}
        environment |= {"MEDIA_ROOT": str(self.media), "BACKUP_FOLDER": str(self.folder / "backups")}
        command = [sys.executable, "-m", "tests.start.back_up", *map(str, command)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

    def backup(self):
        result = self.run("backup")
        assert result.returncode == 0, result.stderr
        return self.backups()[-1]

    def backups(self):
        return sorted((self.folder / "backups").glob("*.tar"), key=lambda path: path.stat().st_ctime_ns)

    def execute(self, *statements):
        with psycopg.connect(self.url) as connection:
            return [connection.execute(statement) for statement in statements]

    def content(self):
        """All rows and files, and what the tables look like."""
        with psycopg.connect(self.url) as connection:
            tables = [name for (name,) in connection.execute(TABLES)]
            rows = {
                name: sorted(connection.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(name))))
                for name in tables
            }
            numbers = connection.execute(SEQUENCES).fetchall()
        files = {path.relative_to(self.media): path.read_bytes() for path in self.media.rglob("*.*") if path.is_file()}
        return rows, numbers, files, self.things()

    def things(self):
        """Tables, constraints, indexes, triggers with what is said of them: all but the numbers that they have."""
        dump.dump(self.url, self.folder / "now.dump")
        return sorted(line.split(maxsplit=3)[3] for line in dump.listing(self.folder / "now.dump") if line[:1] != b";")


@pytest.fixture(scope="module")
def new_database():
    """Makes a database like another one. It goes with the server, when all tests have ended."""

    def make(template):
        name = f"backup_{os.getpid()}_{next(numbers)}"
        with psycopg.connect(make_conninfo(SERVER, dbname="postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    return make


@pytest.fixture(scope="module")
def example(new_database, tmp_path_factory):
    """The example neighbourhood, with a backup of it."""
    portal = Portal(tmp_path_factory.mktemp("example"), new_database(os.environ["TEST_DATABASE_TEMPLATE"]))
    result = portal.run("fill")
    assert result.returncode == 0, result.stderr
    portal.backup()
    return portal


@pytest.fixture
def portal(example, new_database, tmp_path):
    shutil.copytree(example.folder, tmp_path / "portal")
    return Portal(tmp_path / "portal", new_database(example.database))


@pytest.fixture
def empty_portal(new_database, tmp_path):
    return Portal(tmp_path / "empty", new_database("template0"))


def without_what_is_left_out(content):
    rows, *others = content
    return ({name: [] if name in dump.LEFT_OUT else found for name, found in rows.items()}, *others)


def rewritten(path, change=lambda manifest: None, *, database=None):
    """The same backup with another manifest, or another dump, and with checksums that are right."""
    new = path.with_name("rewritten.tar")
    with tarfile.open(path) as tar:
        tar.extractall(path.parent / "parts", filter="data")
    manifest = json.loads((path.parent / "parts" / "manifest.json").read_text())
    change(manifest)
    if database:
        (path.parent / "parts" / "database.dump").write_bytes(database(path.parent / "parts" / "database.dump"))
    with open(new, "wb") as file:
        writer = Writer(file)
        for name in manifest.pop("parts"):
            writer.add(name, path.parent / "parts" / name)
        manifest.pop("format")
        writer.finish(**manifest)
    return new


def test_administrator_puts_back_every_row_and_every_file(portal):
    before = without_what_is_left_out(portal.content())
    portal.execute(
        "UPDATE projects_project SET title = 'Iets anders'",
        "TRUNCATE projects_update CASCADE",
        "ALTER TABLE projects_project ADD later text",
        "CREATE TABLE later (person bigint REFERENCES accounts_person)",
        "CREATE VIEW latest AS SELECT * FROM later",
        "DROP TABLE communication_placement",
    )
    (portal.media / "photos/ab/one.webp").write_bytes(b"another")
    (portal.media / "documents/two.pdf").unlink()
    (portal.media / "documents/three.pdf").write_bytes(b"new")
    [path] = portal.backups()

    result = portal.run("restore", path, "--force")

    assert result.returncode == 0, result.stderr
    assert "Teruggezet: de reservekopie van 20" in result.stdout
    assert "SECRET_KEY" not in result.stdout
    assert portal.content() == before
    assert not (portal.media / restore.STAGING).exists()


def test_backup_is_put_back_in_a_new_place_which_is_told_that_its_key_is_another(example, empty_portal):
    empty_portal.key = KEY[::-1]

    result = empty_portal.run("restore", example.backups()[0])

    assert result.returncode == 0, result.stderr
    assert "De sleutel SECRET_KEY is een andere dan toen" in result.stdout
    assert empty_portal.content() == without_what_is_left_out(example.content())


def test_backup_is_for_its_maker_alone_and_opens_no_account(example):
    [path] = example.backups()

    with tarfile.open(path) as tar:
        manifest = tar.extractfile("manifest.json").read().decode()
        names = tar.getnames()
        kept = b"".join(dump.listing(tar_member(tar, path.parent)))

    assert path.stat().st_mode & 0o777 == 0o600
    assert (names[0], names[-1]) == ("database.dump", "manifest.json")
    assert {"files/documents/two.pdf", "files/photos/ab/one.webp"} < set(names)
    assert KEY not in manifest
    assert b"TABLE DATA public accounts_user " in kept
    assert not any(b"TABLE DATA public %s " % name.encode() in kept for name in dump.LEFT_OUT)


def tar_member(tar, folder):
    tar.extract("database.dump", folder, filter="data")
    return folder / "database.dump"


def test_next_backup_throws_away_what_is_older_than_said_and_names_it(portal):
    folder = portal.folder / "backups"
    now = datetime.now(UTC)
    old = folder / f"wijkdeal-{now - BACKUPS_KEPT - timedelta(minutes=1):%Y-%m-%d-%H%M%S}.tar"
    young = folder / f"wijkdeal-{now - BACKUPS_KEPT + timedelta(hours=1):%Y-%m-%d-%H%M%S}.tar"
    others = [folder / "wijkdeal-van-mij.tar", folder / "notes.txt"]
    for path in (old, young, *others, folder / "wijkdeal-2026-01-01-000000.tar.unfinished"):
        path.write_bytes(b"")

    result = portal.run("backup")

    assert f"Weggegooid: {old.name}." in result.stdout
    assert result.stdout.count("Weggegooid") == 1
    assert not old.exists()
    assert not list(folder.glob("*.unfinished"))
    assert all(path.exists() for path in (young, *others))
    assert len(portal.backups()) == 4


def test_backup_from_before_the_counting_goes_once_the_votes_are_counted(portal):
    [before] = portal.backups()
    again = portal.backup()
    portal.execute("UPDATE themes_agendaround SET ballot_key = '', counted_at = now() WHERE ballot_key <> ''")

    after = portal.run("backup")

    assert before.stem.endswith("-stemmen")
    assert again.stem.endswith("-stemmen")
    assert f"Weggegooid: {before.name}." in after.stdout
    assert f"Weggegooid: {again.name}." in after.stdout
    assert not portal.backups()[-1].stem.endswith("-stemmen")
    assert len(portal.backups()) == 1


def test_database_that_is_empty_is_not_kept(empty_portal):
    result = empty_portal.run("backup")

    assert result.returncode == 1
    assert "De database is nog leeg: er is niets om te bewaren." in result.stderr
    assert not empty_portal.backups()


def flip(path, place):
    content = bytearray(path.read_bytes())
    content[place(len(content))] ^= 1
    path.write_bytes(content)
    return path


def cut(path):
    path.write_bytes(path.read_bytes()[:-20_000])
    return path


def of_later(path):
    return rewritten(
        path,
        lambda manifest: manifest.update(version="9.0") or manifest["migrations"].append(["projects", "9999_later"]),
    )


DAMAGED = "is beschadigd of geen reservekopie van Wijkdeal: er is niets teruggezet."


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda path: flip(path, lambda size: size // 3), DAMAGED),  # in the dump
        (lambda path: flip(path, lambda size: 5), DAMAGED),  # in the name of a part
        (cut, DAMAGED),
        (lambda path: ROOT / "README.md", DAMAGED),
        (lambda path: path.with_name("weg.tar"), "weg.tar is niet te lezen"),
        (of_later, "is van een andere of nieuwere versie van Wijkdeal (9.0): zet die eerst neer."),
        (
            lambda path: rewritten(path, database=lambda part: part.read_bytes()[:-100_000]),
            "De database werkte niet mee; pg_restore zegt: ",
        ),
    ],
)
def test_backup_that_is_not_whole_changes_nothing(portal, spoil, sentence):
    (portal.media / "documents/two.pdf").unlink()
    before = portal.content()

    result = portal.run("restore", spoil(portal.backups()[0]), "--force")

    assert result.returncode == 1
    assert sentence in result.stderr
    assert portal.content() == before
    assert not (portal.media / restore.STAGING).exists()


def test_portal_with_data_is_left_alone_until_told_otherwise(example):
    before = example.content()

    result = example.run("restore", example.backups()[0])

    assert result.returncode == 1
    assert "Er staan al gegevens of bestanden in dit portaal. Wil je die kwijt? Zet FORCE=1 erbij." in result.stderr
    assert example.content() == before


def test_database_that_somebody_uses_is_left_alone(example):
    before = example.content()

    with psycopg.connect(example.url):
        result = example.run("restore", example.backups()[0], "--force")

    assert result.returncode == 1
    assert "gebruikt de database nog (verbindingen: 1): stop dat eerst." in result.stderr
    assert example.content() == before


def test_embedded_database_is_left_alone_while_the_portal_runs_on_it(clone, tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with open(tmp_path / "some.tar", "wb") as file:
        Writer(file).finish()

    with (
        Embedded(clone).own("make run"),
        pytest.raises(StartError, match="al in gebruik door make run: stop dat eerst, met Ctrl-C."),
    ):
        restore.restore(clone, [str(tmp_path / "some.tar")])


def test_packages_of_a_running_portal_are_left_as_they_are(tmp_path):
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho went on with $*\n")
    python.chmod(0o700)
    start = f"commands.CLONE = pathlib.Path({str(tmp_path)!r}); commands.main(['backup', 'x'])"
    command = [sys.executable, "-c", f"import pathlib; from wijkdeal.start import commands; {start}"]

    result = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )

    assert result.stdout == "went on with -m wijkdeal.start backup x\n"
    assert not (tmp_path / ".local").exists()


def test_restore_asks_which_backup(clone):
    with pytest.raises(StartError, match="make restore FILE=backups/"):
        restore.restore(clone, ["--force"])


def test_part_that_wants_to_be_elsewhere_is_refused(portal, tmp_path):
    outside = tmp_path / "outside.txt"
    path = portal.folder / "backups" / "trick.tar"
    [real] = portal.backups()
    with tarfile.open(real) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))
    outside.write_text("x")
    with open(path, "wb") as file:
        writer = Writer(file)
        writer.add("files/../../../../outside.txt", outside)
        writer.finish(**{name: manifest[name] for name in ("version", "key", "migrations", "made_at")})
    outside.write_text("as it was")

    result = portal.run("restore", path, "--force")

    assert DAMAGED in result.stderr
    assert outside.read_text() == "as it was"
