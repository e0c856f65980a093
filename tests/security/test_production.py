"""Production settings in a process of their own: unsafe ones stop the start with one sentence, good ones are clean."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as ours
from django.contrib.staticfiles.finders import get_finders

CLONE = Path(__file__).resolve().parents[2]
SECRET = "Vk3jm8-Qx71zP_aLw0TtYe5Rb9Nh2Gd6Uc4Ks-Jf8Mv1Xo7Bi3Zq"
GOOD = {
    "WIJKDEAL_ENV": "production",
    "DATABASE_URL": "postgresql://portaal:Rk7-Qz41-Lm@127.0.0.1:1/portaal",
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "wijkdeal.example",
    "SITE_URL": "https://wijkdeal.example",
    "EMAIL_URL": "smtp+tls://portaal:geheim@mail.example:587",
    "MEDIA_ROOT": "/var/lib/wijkdeal/media",
}
UNSAFE = [
    *[({name: ""}, name) for name in GOOD if name != "WIJKDEAL_ENV"],
    ({"SECRET_KEY": SECRET[:49]}, "SECRET_KEY"),
    ({"SECRET_KEY": "a" * 60}, "SECRET_KEY"),
    ({"SECRET_KEY": "alleen-voor-ontwikkelen-en-testen-nooit-voor-een-echte-website"}, "SECRET_KEY"),
    ({"SECRET_KEY": "django-insecure-" + SECRET}, "SECRET_KEY"),
    ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": "wijkdeal.example,*"}, "ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": "wijkdeal.example,"}, "ALLOWED_HOSTS"),
    ({"SITE_URL": "http://wijkdeal.example"}, "SITE_URL"),
    ({"SITE_URL": "wijkdeal.example"}, "SITE_URL"),
    ({"SITE_URL": "https://"}, "SITE_URL"),
    ({"SITE_URL": "https://anders.example"}, "SITE_URL"),
    ({"DATABASE_URL": "sqlite:///db.sqlite3"}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgresql://postgres:postgres@db.example/wijkdeal"}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgresql://wijkdeal:wijkdeal@db.example/wijkdeal"}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgresql://portaal@db.example/wijkdeal"}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgresql://portaal:portaal@db.example/wijkdeal"}, "DATABASE_URL"),
    ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL"),
    ({"EMAIL_URL": "filemail:///tmp"}, "EMAIL_URL"),
    ({"EMAIL_URL": "onzin"}, "EMAIL_URL"),
    ({"MEDIA_ROOT": "media"}, "MEDIA_ROOT"),
    ({"SECRET_KEY_FILE": "/bestaat/niet"}, "SECRET_KEY"),
    ({"PROXY_COUNT": "veel"}, "PROXY_COUNT"),
    ({"WIJKDEAL_ENV": "Production"}, "WIJKDEAL_ENV"),
]


def run(*arguments, **changes):
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    environment = kept | {"DJANGO_SETTINGS_MODULE": "wijkdeal.settings", "PYTHONUTF8": "1"} | GOOD | changes
    command = [sys.executable, "-W", "error::RuntimeWarning", *arguments]
    return subprocess.run(command, cwd=CLONE, env=environment, capture_output=True, text=True, timeout=60, check=False)


def evaluate(*expressions, **changes):
    script = "import django; django.setup(); from django.conf import settings as s\n"
    script += "from core.mailer import mail_connection\n"
    done = run("-c", script + "\n".join(f"print({expression})" for expression in expressions), **changes)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("changes", "name"), UNSAFE, ids=[f"{name}-{number}" for number, (_, name) in enumerate(UNSAFE)]
)
def test_unsafe_setting_stops_the_start_with_one_sentence(monkeypatch, changes, name):
    for key, value in {**GOOD, **changes}.items():
        monkeypatch.setenv(key, value)

    with pytest.raises(SystemExit) as stop:
        runpy.run_path(str(CLONE / "wijkdeal" / "settings.py"))

    assert name in stop.value.code
    assert "\n" not in stop.value.code
    assert not [secret for secret in (SECRET, "Rk7-Qz41-Lm", "geheim@") if secret in stop.value.code]


@pytest.mark.parametrize("arguments", [("manage.py", "check"), ("-c", "import wijkdeal.wsgi")], ids=["manage", "web"])
def test_unsafe_setting_stops_commands_and_web_server_alike(arguments):
    done = run(*arguments, SECRET_KEY="kort")

    assert done.returncode == 1
    assert done.stderr == "SECRET_KEY is te kort of die van de ontwikkeling: maak er een van minstens 50 tekens.\n"


# Django 6.1 asks the server which version it is; there is none here.
CHECK = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
connection.pg_version = 180000
call_command("check", deploy=True, fail_level="INFO")
"""


def test_good_settings_are_clean():
    done = run("-c", CHECK)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_good_settings_are_safe():
    values = evaluate(
        "s.DEBUG", "s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_PATH",
        "s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE, s.CSRF_COOKIE_HTTPONLY, s.CSRF_COOKIE_DOMAIN",
        "s.SESSION_COOKIE_DOMAIN",
        "s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31536000, s.SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "s.STAFF_NEEDS_SECOND_FACTOR, s.FORM_MIN_SECONDS, s.EXAMPLE_ALLOWED, s.ALLOWED_HOSTS",
        "(mail := mail_connection()).host, mail.port, mail.use_tls, getattr(s, 'LIMITS', None)",
    )  # fmt: skip

    assert values == [
        "False",
        "__Host-sessionid True True /",
        "__Host-csrftoken True True None",
        "None",
        "True True True",
        "True 2 False ['wijkdeal.example']",
        "mail.example 587 True None",
    ]


REQUESTS = """
import django; django.setup()
from django.test import Client
https = {"HTTP_HOST": "wijkdeal.example", "wsgi.url_scheme": "https"}
client = Client()
for address in ("/ontwikkeling/post/", "/ontwikkeling/post/20260101-000000-1-0/"):
    print(client.get(address, **https).status_code)
led = client.get("/projecten/?q=1", HTTP_HOST="wijkdeal.example")
print(led.status_code, led["Location"])
print(client.get("/", HTTP_HOST="kwaad.example").status_code)
form = client.get("/account/login/", **https)
print(form.status_code, form["Strict-Transport-Security"])
print(form.cookies.output())
"""


@pytest.fixture
def production_database(db):
    """The tests' own database under a name with a password, as production wants it; the password is not asked for."""
    parts = ours.DATABASES["default"]
    return (
        f"postgresql://{parts['USER']}:Rk7-Qz41-Lm@/{parts['NAME']}?host={parts['HOST']}"
        + (f"&port={parts['PORT']}" if parts["PORT"] else "")
    )  # fmt: skip


def test_production_answers_by_https_and_under_its_own_name_only(production_database, tmp_path):
    names = [name for finder in get_finders() for name, _ in finder.list([])]
    manifest = {"version": "1.1", "paths": dict(zip(names, names, strict=True)), "hash": ""}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))

    done = run("-c", REQUESTS, DATABASE_URL=production_database, STATIC_ROOT=str(tmp_path), LOG_LEVEL="CRITICAL")

    lines = done.stdout.splitlines()
    assert lines[:4] == ["404", "404", "301 https://wijkdeal.example/projecten/?q=1", "400"], done.stderr
    assert lines[4] == "200 max-age=63072000; includeSubDomains; preload"
    assert lines[5].startswith("Set-Cookie: __Host-csrftoken=")
    assert all(part in lines[5] for part in ("Path=/", "Secure", "HttpOnly", "SameSite=Lax"))
    assert "Domain" not in lines[5]


def test_production_refuses_the_example_neighbourhood(production_database):
    done = run("manage.py", "demo", DATABASE_URL=production_database)

    assert done.returncode != 0
    assert len(done.stderr.strip().splitlines()) == 1
