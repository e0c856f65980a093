"""A portal with the example neighbourhood, on a database of its own: the real web server, worker and mail files."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from wijkdeal.start.processes import spawn, stop_group

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


@contextmanager
def running(folder):
    """The address of a portal that keeps its files in `folder`, as long as the `with` lasts."""
    with _database() as url, _port() as port:
        environment = _environment(url, port, folder)
        _prepare(environment)
        web = _spawn(environment, folder / "web.log", "-m", "granian", *_web_options(port))
        worker = _spawn(environment, folder / "worker.log", "manage.py", "procrastinate", "worker")
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_until_it_answers(address, web, folder / "web.log")
            yield address
        finally:
            for process in (worker, web):
                stop_group(process, patience=5)


@contextmanager
def _database():
    """One of its own: the tests of this process keep theirs. A copy of that one, when it is there: that is quicker."""
    tests = connection.settings_dict
    name, given = f"{tests['TEST']['NAME']}_browser", os.environ.get("DATABASE_URL", "postgresql:///wijkdeal")
    template = tests["NAME"] if tests["NAME"] == tests["TEST"]["NAME"] else "template1"
    connection.close()
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    with psycopg.connect(make_conninfo(given, dbname="postgres"), autocommit=True) as server:
        server.execute(drop)
        server.execute(create)
        try:
            yield make_conninfo(given, dbname=name)
        finally:
            server.execute(drop)


@contextmanager
def _port():
    """A free one, held until the web server takes it."""
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", 0))
        port = holder.getsockname()[1]
    yield port


def _environment(database_url, port, folder):
    """Settings as people have them who start the portal without any: not those of the tests."""
    (folder / "mail").mkdir()
    return os.environ | {
        "WIJKDEAL_ENV": "local",
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "EMAIL_URL": f"filemail://{folder / 'mail'}",
        "MAP_TILES": "https://kaart.voorbeeld.test/{z}/{x}/{y}.png",  # nothing real is asked outside
        "DJANGO_SETTINGS_MODULE": "wijkdeal.settings",
    }


def _prepare(environment):
    for command in ("migrate --no-input", "demo --without-photos", "collectstatic --no-input"):
        subprocess.run([sys.executable, "manage.py", *command.split(), "-v0"], check=True, cwd=ROOT, env=environment)


def _web_options(port):
    options = "--interface wsgi --workers 1 --blocking-threads 4 --no-ws --log-level warning --host 127.0.0.1"
    return [*options.split(), "--port", str(port), "wijkdeal.wsgi:application"]


def _spawn(environment, log, *arguments):
    with log.open("wb") as output:
        return spawn([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=output, stderr=output)


def _wait_until_it_answers(address, web, log):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and web.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"{address}/gezond/", timeout=PATIENCE):
            return
        time.sleep(0.1)
    raise AssertionError(f"The portal did not start:\n{log.read_text()[-3000:]}")
