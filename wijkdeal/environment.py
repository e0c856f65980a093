"""What the environment says, checked: a setting that is missing or unsafe stops the start with one clear sentence."""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

PRODUCTION_NEEDS = ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL", "MEDIA_ROOT")
DEVELOPMENT_KEY = "alleen-voor-ontwikkelen-en-testen-nooit-voor-een-echte-website"
WEAK_PASSWORDS = {"", "postgres", "password", "wachtwoord", "wijkdeal", "changeme", "admin", "test"}

env = Env()


def read_secret(name, default=""):
    """The value of NAME, or the content of the file that NAME_FILE names (for secrets mounted as files)."""
    path = env.str(f"{name}_FILE", "")
    return Path(path).read_text().strip() if path else env.str(name, default)


def check_production(values):
    """Raise ImproperlyConfigured, in one sentence, when production would run unsafe.

    `values` maps each name of PRODUCTION_NEEDS to what the environment gave.
    """
    for name in PRODUCTION_NEEDS:
        if not values.get(name):
            raise ImproperlyConfigured(f"WIJKDEAL_ENV=production heeft {name} nodig; zie README.md, Configuratie.")
    if len(values["SECRET_KEY"]) < 50 or values["SECRET_KEY"] == DEVELOPMENT_KEY:
        raise ImproperlyConfigured(
            "SECRET_KEY is te kort of die van de ontwikkeling: maak er een van minstens 50 tekens."
        )
    if len(set(values["SECRET_KEY"])) < 10:
        raise ImproperlyConfigured("SECRET_KEY bestaat uit te weinig verschillende tekens: maak een willekeurige.")
    hosts = [host.strip() for host in values["ALLOWED_HOSTS"].split(",")]
    if any(host in ("", "*") for host in hosts):
        raise ImproperlyConfigured("ALLOWED_HOSTS moet de namen van de website noemen; * mag niet.")
    site = urlsplit(values["SITE_URL"])
    if site.scheme != "https" or not site.hostname:
        raise ImproperlyConfigured("SITE_URL moet met https:// beginnen, bijvoorbeeld https://wijkdeal.example.")
    database = urlsplit(values["DATABASE_URL"])
    if database.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL moet met postgresql:// beginnen.")
    is_remote = bool(database.hostname)
    if is_remote and (database.password or "").lower() in WEAK_PASSWORDS:
        raise ImproperlyConfigured("DATABASE_URL heeft geen of een standaardwachtwoord: kies een eigen wachtwoord.")
