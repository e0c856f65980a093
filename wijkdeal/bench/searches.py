"""A hundred searches of each kind, and how long the database takes for the page of each."""

import time
from pathlib import Path
from random import Random

from django.db import connection

from projects.models import SearchWord
from projects.models.misspelling import one_slip_away
from wijkdeal.demo.writing import VOCABULARY

OF_EACH_KIND = 100
LONG_ENOUGH = 6  # a slip in a shorter word makes another word too often


def searches(seed=1):
    """{kind: what is typed}, made of the words that occur; the same for the same seed."""
    rng = Random(seed)  # noqa: S311 -- for measuring
    words = list(SearchWord.objects.order_by("-rows", "word").values_list("word", flat=True))
    common, rare = words[:60], words[len(words) // 2 :]
    long_words = [word for word in words if len(word) >= LONG_ENOUGH]
    kinds = {
        "veelgebruikt woord": lambda: rng.choice(common),
        "een woord": lambda: rng.choice(words),
        "zeldzaam woord": lambda: rng.choice(rare),
        "begin van een woord": lambda: rng.choice(words)[: rng.randint(2, 5)],
        "twee veelgebruikte woorden": lambda: " ".join(rng.sample(common, 2)),
        "drie woorden": lambda: " ".join(rng.sample(words, 3)),
        "tikfout": lambda: _slip(rng, rng.choice(long_words)),
        "tikfout naast een gewoon woord": lambda: f"{_slip(rng, rng.choice(long_words))} {rng.choice(common)}",
        "woord dat er niet is": lambda: "".join(rng.choices("bcdfgklmnprstvwxz", k=rng.randint(5, 12))),
        "straat met huisnummer": lambda: f"{rng.choice(VOCABULARY['streets'])} {rng.randint(1, 60)}",
        "alleen stopwoorden": lambda: " ".join(rng.sample(["de", "van", "in", "ons", "hoe", "het", "over"], 2)),
    }
    return {kind: [typed() for _ in range(OF_EACH_KIND)] for kind, typed in kinds.items()}


def database_ms(client, address, typed):
    """(by the clock, computing) of all queries of one page together; of three times the least."""
    times = [_database_ms(client, address, typed) for _ in range(3)]
    return [min(clock for clock, _ in times), min(computing for _, computing in times)]


def _database_ms(client, address, typed):
    taken = []

    def timed(execute, *arguments):
        connection.ensure_connection()
        clock, computing = time.perf_counter(), _computed()
        try:
            return execute(*arguments)
        finally:
            clock = time.perf_counter() - clock
            taken.append((clock, _computed() - computing if computing else clock))

    with connection.execute_wrapper(timed):
        response = client.get(address, {"q": typed})
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code} for {typed!r}")
    return [1000 * sum(times) for times in zip(*taken, strict=True)]


def _computed():
    """Seconds that the process of this connection computed, without its waiting for a busy machine; 0 if unknown."""
    process = Path(f"/proc/{connection.connection.info.backend_pid}")
    try:
        is_here = (process / "comm").read_text().strip() == "postgres"
        return int((process / "schedstat").read_text().split()[0]) / 1e9 if is_here else 0
    except OSError:
        return 0


def _slip(rng, word):
    return rng.choice(sorted(one_slip_away(word)))
