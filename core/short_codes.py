"""Short codes that stand on posters: typed by hand, so without signs that look alike; without vowels, so no words."""

import secrets

ALPHABET = "234679BCDFHJKMNPRTVWXY"
LOOKS_LIKE = str.maketrans("8GZU", "B62V")


def new_code(length=5):
    """A code by chance. Four signs make 234,000, five make five million, six 113 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def normalise(typed):
    """The code that somebody means by "7k4 m"; "" when it cannot be one."""
    signs = "".join(sign for sign in typed[:40].upper() if sign.isascii() and sign.isalnum()).translate(LOOKS_LIKE)
    return signs if 4 <= len(signs) <= 6 and set(signs) <= set(ALPHABET) else ""
