"""What the environment says, checked: a setting that is missing or unsafe stops the start with one clear sentence."""

from pathlib import Path
from urllib.parse import urlsplit

import django
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host
from environ import Env
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

ENVIRONMENTS = ("local", "development", "test", "production")
PRODUCTION_NEEDS = ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL", "MEDIA_ROOT")
DEVELOPMENT_KEY = "alleen-voor-ontwikkelen-en-testen-nooit-voor-een-echte-website"
WEAK_PASSWORDS = {"", "postgres", "password", "wachtwoord", "wijkdeal", "changeme", "admin", "test"}
MAIL_SCHEMES = {"smtp", "smtps", "smtp+tls", "smtp+ssl"}
# What Django 6.1 calls the settings of before.
MAILER_OPTIONS = {
    "EMAIL_HOST": "host",
    "EMAIL_PORT": "port",
    "EMAIL_HOST_USER": "username",
    "EMAIL_HOST_PASSWORD": "password",
    "EMAIL_USE_TLS": "use_tls",
    "EMAIL_USE_SSL": "use_ssl",
    "EMAIL_TIMEOUT": "timeout",
    "EMAIL_FILE_PATH": "file_path",
}

env = Env()


def read_environment():
    """Which of `ENVIRONMENTS`: a spelling mistake must not make a real website an example."""
    name = env.str("WIJKDEAL_ENV", "") or "local"
    if name not in ENVIRONMENTS:
        raise ImproperlyConfigured(f"WIJKDEAL_ENV is {', '.join(ENVIRONMENTS[:-1])} of {ENVIRONMENTS[-1]}.")
    return name


def read_secret(name, default=""):
    """The value of NAME, or the content of the file that NAME_FILE names (for secrets mounted as files)."""
    path = env.str(f"{name}_FILE", "")
    if not path:
        return env.str(name, default)
    try:
        return Path(path).read_text().strip()
    except (OSError, UnicodeDecodeError):
        raise ImproperlyConfigured(f"Het bestand dat {name}_FILE noemt, kan niet gelezen worden.") from None


def read_number(name, default):
    text = env.str(name, str(default))
    if not text.isascii() or not text.isdecimal():
        raise ImproperlyConfigured(f"{name} moet een getal zijn, bijvoorbeeld {name}=1.")
    return int(text)


def mail_settings(address, folder, *, timeout=10):
    """The settings that say where mail goes, in the words of the Django that runs: MAILERS from 6.1 on.

    `address` is that of EMAIL_URL; where it names no server mail becomes files, in its folder (filemail:///folder) or
    in `folder`. `timeout` in seconds, for each answer of a server.
    """
    at = urlsplit(address)
    if at.scheme in ("", "filemail"):
        folder = Path(at.path or folder)
        found = {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
        return _as_mailers(found) | {"MAIL_FOLDER": folder}
    found = Env.email_url_config(address) | {"EMAIL_TIMEOUT": timeout}
    del found["EMAIL_FILE_PATH"]
    return _as_mailers(found)


def _as_mailers(found):
    if django.VERSION < (6, 1):
        return found
    options = {MAILER_OPTIONS[name]: value for name, value in found.items() if name in MAILER_OPTIONS}
    return {"MAILERS": {"default": {"BACKEND": found["EMAIL_BACKEND"], "OPTIONS": options}}}


def check_production(values):
    """Raise ImproperlyConfigured, in one sentence, when production would run unsafe.

    `values` maps each name of PRODUCTION_NEEDS to what the environment gave.
    """
    for name in PRODUCTION_NEEDS:
        if not values.get(name):
            raise ImproperlyConfigured(f"WIJKDEAL_ENV=production heeft {name} nodig; zie README.md, Configuration.")
    _check_key(values["SECRET_KEY"])
    _check_names(values["ALLOWED_HOSTS"], values["SITE_URL"])
    _check_database(values["DATABASE_URL"])
    if urlsplit(values["EMAIL_URL"]).scheme not in MAIL_SCHEMES or not _host_of(values["EMAIL_URL"]):
        raise ImproperlyConfigured(
            "EMAIL_URL moet een mailserver noemen, bijvoorbeeld smtp+tls://naam:wachtwoord@mail.example:587."
        )
    if not Path(values["MEDIA_ROOT"]).is_absolute():
        raise ImproperlyConfigured("MEDIA_ROOT moet een volledig pad zijn, bijvoorbeeld /var/lib/wijkdeal/media.")


def _check_key(key):
    if len(key) < 50 or key == DEVELOPMENT_KEY or key.startswith("django-insecure-"):
        raise ImproperlyConfigured(
            "SECRET_KEY is te kort of die van de ontwikkeling: maak er een van minstens 50 tekens."
        )
    if len(set(key)) < 10:
        raise ImproperlyConfigured("SECRET_KEY bestaat uit te weinig verschillende tekens: maak een willekeurige.")


def _check_names(allowed, site):
    hosts = [host.strip() for host in allowed.split(",")]
    if any(host in ("", "*") for host in hosts):
        raise ImproperlyConfigured("ALLOWED_HOSTS moet de namen van de website noemen; * mag niet.")
    if not site.startswith("https://") or not _host_of(site):
        raise ImproperlyConfigured("SITE_URL moet met https:// beginnen, bijvoorbeeld https://wijkdeal.example.")
    if not validate_host(_host_of(site), hosts):
        raise ImproperlyConfigured("SITE_URL moet een naam hebben die in ALLOWED_HOSTS staat.")


def _check_database(url):
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL moet met postgresql:// beginnen.")
    try:
        parts = conninfo_to_dict(url)
    except ProgrammingError:
        raise ImproperlyConfigured("DATABASE_URL is geen goed adres van een database.") from None
    host, password = parts.get("host") or parts.get("hostaddr") or "", (parts.get("password") or "").lower()
    is_by_network = bool(host) and not host.startswith("/")
    if is_by_network and password in WEAK_PASSWORDS | {(parts.get("user") or "").lower()}:
        raise ImproperlyConfigured("DATABASE_URL heeft geen of een standaardwachtwoord: kies een eigen wachtwoord.")


def _host_of(url):
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
