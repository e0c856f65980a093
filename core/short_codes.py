"""Short codes that stand on posters: typed by hand, so without signs that look alike; without vowels, so no words."""

import secrets

ALPHABET = "234679BCDFHJKMNPRTVWXY"
_LOOKS_LIKE = str.maketrans("8GZU", "B62V")


def new_code(length=5):
    """A code by chance. Four signs make 234,000, five make five million, six 113 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def free_code(is_taken):
    """A code for which `is_taken(code)` is false, longer the fuller it gets."""
    for length in (4, 4, 4, 5, 5, 5, 6, 6, 6):
        if not is_taken(code := new_code(length)):
            return code
    raise RuntimeError("no free short code in nine tries")


def normalise(typed):
    """The code that somebody means by "7k4 m"; "" when it cannot be one."""
    signs = "".join(sign for sign in typed[:40].upper() if sign.isascii() and sign.isalnum()).translate(_LOOKS_LIKE)
    return signs if 4 <= len(signs) <= 6 and set(signs) <= set(ALPHABET) else ""
