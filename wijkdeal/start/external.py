"""Whether the PostgreSQL of `DATABASE_URL` can serve: new enough, reachable, and ours to make extensions in."""

import psycopg
from django.core.exceptions import ImproperlyConfigured
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from ..environment import read_secret
from .errors import StartError

OLDEST = 15
EXTENSIONS = ("pg_trgm", "unaccent")


def given():
    """The address of a database of one's own, of `DATABASE_URL` or the file of `DATABASE_URL_FILE`."""
    try:
        return read_secret("DATABASE_URL")
    except ImproperlyConfigured as error:
        raise StartError(str(error)) from None


def check(url):
    """Raise StartError with one sentence on what to do; never shows the password."""
    if not url.startswith(("postgres://", "postgresql://")):
        raise StartError("DATABASE_URL moet met postgresql:// beginnen; een andere soort database kan niet.")
    try:
        parts = conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise StartError(
            "DATABASE_URL is niet te lezen; schrijf postgresql://naam:wachtwoord@machine:5432/database,"
            " met %40 voor een @ in het wachtwoord."
        ) from None
    name = parts.get("dbname") or parts.get("user") or ""
    where = f"de database {name} op {parts.get('host') or 'deze machine'}"
    try:
        connection = psycopg.connect(url, connect_timeout=5)
    except psycopg.OperationalError as error:
        raise StartError(_why_no_connection(error, parts, where)) from None
    with connection:
        _check_server(connection, where)
        connection.rollback()
    connection.close()


def _check_server(connection, where):
    version = connection.info.server_version // 10000
    if version < OLDEST:
        raise StartError(f"De server van {where} is PostgreSQL {version}; Wijkdeal heeft {OLDEST} of nieuwer nodig.")
    if connection.info.parameter_status("server_encoding") != "UTF8":
        raise StartError(f"{_capital(where)} is niet in UTF-8; maak een nieuwe met: createdb --encoding=UTF8.")
    for extension in EXTENSIONS:
        _check_extension(connection, extension, where)
    may = "SELECT current_schema() IS NOT NULL AND has_schema_privilege(current_schema(), 'CREATE')"
    if not connection.execute(may).fetchone()[0]:
        raise StartError(
            f"Gebruiker {connection.info.user} mag in {where} geen tabellen maken;"
            f" laat de beheerder doen: GRANT CREATE ON SCHEMA public TO {connection.info.user};"
        )


def _check_extension(connection, extension, where):
    """Try to create it and take that back: the only answer that also holds on hosted servers."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
    except errors.InsufficientPrivilege:
        raise StartError(
            f"Gebruiker {connection.info.user} mag in {where} de uitbreiding {extension} niet maken;"
            f" laat de beheerder doen: CREATE EXTENSION {extension};"
        ) from None
    except (errors.UndefinedFile, errors.FeatureNotSupported):
        raise StartError(
            f"De server van {where} mist de uitbreiding {extension}; installeer daar het pakket postgresql-contrib."
        ) from None


def _why_no_connection(error, parts, where):
    text, pgconn = str(error), error.pgconn
    if "password authentication failed" in text or "no password supplied" in text or (pgconn and pgconn.needs_password):
        return (
            f"Het wachtwoord van {parts.get('user') or 'de gebruiker'} voor {where} klopt niet; kijk DATABASE_URL na."
        )
    if "database" in text and "does not exist" in text:
        return f"{_capital(where)} bestaat niet; maak hem eerst, met createdb."
    if "role" in text and "does not exist" in text:
        return f"Gebruiker {parts.get('user')} bestaat niet voor {where}; kijk DATABASE_URL na."
    if "too many" in text or "remaining connection slots" in text:
        return f"{_capital(where)} heeft geen plaats voor nog een verbinding; probeer het zo nog eens."
    if "starting up" in text or "shutting down" in text:
        return f"{_capital(where)} start of stopt net; probeer het zo nog eens."
    if "FATAL" in text:
        return f"{_capital(where)} laat ons niet toe: {text.rpartition('FATAL:')[2].strip().splitlines()[0]}"
    return f"{_capital(where)} is niet te bereiken; draait de server, en klopt het adres in DATABASE_URL?"


def _capital(text):
    return text[0].upper() + text[1:]
