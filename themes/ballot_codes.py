"""The code on a ballot, on paper or in a mail: whoever has it may fill in that ballot, until the voting week ends.

A code is not kept anywhere: its second half proves its first half. That of a mail is computed from the address, so
that who asks twice gets the same one, and an address has one ballot. What a ballot keeps of it is a digest, made with a
key of the round that is thrown away with the counting: then nothing leads from a code to a ballot.
"""

import secrets

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from core.codes import normalise_code
from core.fields import normalise_email
from core.short_codes import ALPHABET, LOOKS_LIKE

HALF = 10  # signs, 44 bits
GROUP = 5  # signs that are written together


def for_paper(agenda_round):
    """A new one, by chance."""
    return _whole(agenda_round, "".join(secrets.choice(ALPHABET) for _ in range(HALF)))


def for_address(agenda_round, email):
    """That of an e-mail address: always the same within a round, and the same for all that stands behind a plus."""
    name, _, host = normalise_email(email).rpartition("@")
    return _whole(agenda_round, _signs(agenda_round, f"address:{name.split('+')[0]}@{host}"))


def in_groups(code):
    """XXXXX XXXXX XXXXX XXXXX, as it is printed."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalise(typed):
    """The code that somebody means; "" when it cannot be one."""
    code = normalise_code(typed).upper().translate(LOOKS_LIKE)
    return code if len(code) == 2 * HALF and set(code) <= set(ALPHABET) else ""


def strange_signs(typed):
    """Letters and digits in it that no code has, for who reads a sign wrong: "A, O"."""
    signs = normalise_code(typed).upper().translate(LOOKS_LIKE)
    return ", ".join(sorted({sign for sign in signs if sign.isascii() and sign.isalnum()} - set(ALPHABET)))


def belongs_to(agenda_round, code):
    """Whether this round gave that code, as `normalise` left it."""
    return bool(code and agenda_round.ballot_key) and constant_time_compare(code, _whole(agenda_round, code[:HALF]))


def digest(agenda_round, code):
    return _hmac(agenda_round, f"ballot:{code}").hexdigest()


def _whole(agenda_round, half):
    return half + _signs(agenda_round, f"proof:{half}")


def _signs(agenda_round, value):
    number, signs = int(_hmac(agenda_round, value).hexdigest(), 16), ""
    for _ in range(HALF):
        number, sign = divmod(number, len(ALPHABET))
        signs += ALPHABET[sign]
    return signs


def _hmac(agenda_round, value):
    secret = settings.SECRET_KEY + agenda_round.ballot_key
    return salted_hmac(f"themes.ballot_codes.{agenda_round.pk}", value, secret=secret, algorithm="sha256")
