"""What the start says in the terminal: plain words, one line at a time."""

import contextlib
import sys

ACCOUNTS = (
    ("bewoner@voorbeeld.test", "een bewoner met twee projecten"),
    ("buurvrouw@voorbeeld.test", "een bewoner die nog niets heeft"),
    ("balie@voorbeeld.test", "werkt aan de balie van de Wijkdealwerkplaats"),
    ("corporatie@voorbeeld.test", "contactpersoon van een woningcorporatie"),
    ("groen-pro@voorbeeld.test", "de professional van het duo groen"),
    ("groen-bewoner@voorbeeld.test", "de bewoner van het duo groen"),
    ("koploper@voorbeeld.test", "lid van de koplopersgroep"),
    ("voorzitter@voorbeeld.test", "voorzitter van de koplopersgroep"),
    ("communicatie@voorbeeld.test", "lid van het communicatieteam"),
    ("beheer@voorbeeld.test", "de beheerder"),
)
PASSWORD = "wijkdeal-demo"


def say(text):
    _print(f"• {text}")


def say_progress(text):
    _print(f"    {text}")


def complain(text):
    _print(f"\n✗ {text}", file=sys.stderr)


def _print(text, **options):
    # A terminal that was closed must not keep us from stopping what we started.
    with contextlib.suppress(OSError):
        print(text, flush=True, **options)


def welcome(address, *, example):
    lines = ["", f"  Wijkdeal draait: {address}"]
    if example:
        width = max(len(email) for email, _ in ACCOUNTS)
        lines += ["", f"  Inloggen kan met deze voorbeelden; het wachtwoord is steeds {PASSWORD}"]
        lines += [f"    {email:<{width}}  {who}" for email, who in ACCOUNTS]
        lines += ["    (ook sociaal-, verkeersveilig- en duurzaam-pro en -bewoner, en cultureel-pro)"]
        lines += ["", f"  Post die anders verstuurd zou worden, lees je op {address}ontwikkeling/post/"]
    lines += ["", "  Stoppen: Ctrl-C", ""]
    _print("\n".join(lines))
