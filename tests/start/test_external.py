"""A PostgreSQL of one's own: each thing that can be wrong with it is one sentence."""

from urllib.parse import quote

import psycopg
import pytest

from wijkdeal.start import external
from wijkdeal.start.database import throwaway
from wijkdeal.start.errors import StartError

pytestmark = pytest.mark.start
SETUP = (
    "CREATE ROLE guest LOGIN PASSWORD 'geheim'",
    "CREATE ROLE maker LOGIN PASSWORD 'geheim'",
    "CREATE DATABASE bare TEMPLATE template0",
    "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'",
    "CREATE DATABASE half OWNER maker TEMPLATE template0",
)


@pytest.fixture(scope="module")
def server(place):
    with throwaway(place) as cluster:
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            for statement in SETUP:
                connection.execute(statement)
            place.write(
                cluster.data / "pg_hba.conf", "local all wijkdeal peer map=wijkdeal\nlocal all all scram-sha-256\n"
            )
            connection.execute("SELECT pg_reload_conf()")
        with psycopg.connect(address(cluster, "wijkdeal", "", "half"), autocommit=True) as connection:
            connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC, pg_database_owner")
        yield cluster


def address(cluster, user, password, name):
    return f"postgresql://{user}:{password}@{quote(str(cluster.socket_folder), safe='')}/{name}"


def complaint(url):
    with pytest.raises(StartError) as raised:
        external.check(url)
    return str(raised.value)


def test_server_that_will_do_is_left_as_it_was(server):
    external.check(server.url)

    with psycopg.connect(server.url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_extension WHERE extname <> 'plpgsql'").fetchone() == (0,)


def test_server_that_is_too_old_says_which_it_is_and_which_is_needed(server, monkeypatch):
    monkeypatch.setattr(external, "OLDEST", 99)

    assert "is PostgreSQL 18; Wijkdeal heeft 99 of nieuwer nodig" in complaint(server.url)


@pytest.mark.parametrize(
    ("user", "password", "name", "sentence"),
    [
        ("guest", "mis", "bare", "Het wachtwoord van guest voor de database bare op"),
        ("guest", "", "bare", "Het wachtwoord van guest voor de database bare op"),
        ("niemand", "geheim", "bare", "Het wachtwoord van niemand voor"),  # the server does not tell these apart
        ("guest", "geheim", "elders", "bestaat niet; maak hem eerst, met createdb."),
        ("guest", "geheim", "bare", "mag in de database bare op"),
        (
            "maker",
            "geheim",
            "half",
            "geen tabellen maken; laat de beheerder doen: GRANT CREATE ON SCHEMA public TO maker;",
        ),
    ],
)
def test_what_a_server_refuses_is_said_in_one_sentence(server, user, password, name, sentence):
    said = complaint(address(server, user, password, name))

    assert sentence in said
    assert "\n" not in said
    assert not password or password not in said


def test_missing_right_to_make_extensions_names_the_extension_and_the_remedy(server):
    said = complaint(address(server, "guest", "geheim", "bare"))

    assert "de uitbreiding pg_trgm niet maken; laat de beheerder doen: CREATE EXTENSION pg_trgm;" in said


def test_database_in_another_encoding_is_refused(server):
    assert "is niet in UTF-8" in complaint(address(server, "wijkdeal", "", "latin"))


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("postgresql://me:geheim@127.0.0.1:1/portal", "is niet te bereiken; draait de server"),
        ("postgresql://me:geheim@bestaat-niet.invalid/portal", "is niet te bereiken; draait de server"),
        ("mysql://me:geheim@127.0.0.1/portal", "moet met postgresql:// beginnen"),
        ("postgresql://me:ge@heim@127.0.0.1:poort/portal?nee=ja", "is niet te lezen"),
    ],
)
def test_address_that_leads_nowhere_is_one_sentence(url, sentence):
    said = complaint(url)

    assert sentence in said
    assert "geheim" not in said


def test_address_in_a_file_is_read_and_a_file_that_is_gone_is_said(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("DATABASE_URL_FILE", str(tmp_path / "address"))

    with pytest.raises(StartError, match="kan niet gelezen worden"):
        external.given()

    (tmp_path / "address").write_text("postgresql://wijk@db/wijk\n")
    assert external.given() == "postgresql://wijk@db/wijk"
