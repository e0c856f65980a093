"""`make bench`: the pages with many projects against few, and against a bare Django page, in paired rounds.

Every figure is a ratio within this run: machines differ, and one machine differs from hour to hour.
A goal that is missed makes it end with 1. Filling the databases takes minutes: ARGS=--keep takes those of last time.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from wijkdeal.bench.weight import MOST, MOST_SCRIPT

GOAL_GROWTH = 1.5
GOAL_BARE = 0.7
GOAL_KEPT = 5  # times a bare page of the same rows
GOAL_SEARCH_MS = 50
LONGER = {"kalender als bestand"}  # holds more where more happens, up to a limit: its time is set against its length
AGAINST = [("home", "lijst"), ("lijst", "lijst"), ("project", "project")]  # there is no bare front page
SEARCHES, BALLOTS = "searches", "ballots"  # what wijkdeal.bench.measure answers besides the names of pages
GOAL_BALLOTS = 5_000  # an hour
GOAL_QUERIES = {"visitor": 6, "signed in": 12}


class Portal:
    """A measuring process on a database of its own, with that many projects in it."""

    def __init__(self, projects, *, keep):
        name = f"{conninfo_to_dict(os.environ['DATABASE_URL'])['dbname']}_bench_{projects}"
        is_there = _exists(name)
        self.environment = os.environ | {"DATABASE_URL": _address_of(name)}
        if not (keep and is_there):
            _create_anew(name)
        self._manage("migrate", "--verbosity", "0")
        if not (keep and is_there):
            self._manage("demo", "--projects", str(projects), "--seed", "1", "--without-photos")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "wijkdeal.bench.measure"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment,
        )  # fmt: skip
        self.pages = json.loads(self.process.stdout.readline())

    def get(self, page, mode="fresh"):
        """One of fresh (made anew), kept (given as bytes), bare (a plain Django page of the same rows)."""
        self.process.stdin.write(json.dumps([page, mode]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def searches(self):
        """(kind, [milliseconds by the clock, computing] of each search) one after another."""
        self.process.stdin.write(json.dumps([SEARCHES, ""]) + "\n")
        self.process.stdin.flush()
        while found := json.loads(self.process.stdout.readline()):
            yield found

    def ballots(self):
        """What `wijkdeal.bench.ballots` measured."""
        self.process.stdin.write(json.dumps([BALLOTS, ""]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def _manage(self, *words):
        subprocess.run(
            [sys.executable, "manage.py", *words], check=True, env=self.environment, stdout=subprocess.DEVNULL
        )


def _address_of(name):
    """That database beside the one of DATABASE_URL."""
    return make_conninfo(**(conninfo_to_dict(os.environ["DATABASE_URL"]) | {"dbname": name}))


def _exists(name):
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _create_anew(name):
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def growth(few, many, rounds):
    """Print, a page, its time with many projects against few, and its queries; the number of goals missed."""
    print(f"\n{'bladzijde':30} {'vragen':>9} {'ms weinig':>10} {'ms veel':>9} {'verhouding':>11}")
    return sum(_growth_of(page, who, few, many, rounds) for page, who in few.pages.items())


def _growth_of(page, who, few, many, rounds):
    pairs = [(few.get(page), many.get(page)) for _ in range(rounds)]
    small, large = (statistics.median(pair[i]["ms"] for pair in pairs) for i in (0, 1))
    ratio = statistics.median(pair[1]["ms"] / pair[0]["ms"] for pair in pairs)
    queries, (small_bytes, large_bytes) = ([found[what] for found in pairs[0]] for what in ("queries", "bytes"))
    longer = large_bytes / small_bytes if page in LONGER else 1
    missed = [
        "boven het doel" if ratio > GOAL_GROWTH * longer else "",
        "te veel vragen" if max(queries) > GOAL_QUERIES[who] or queries[1] > queries[0] else "",
        "geeft geen 200" if {found["status"] for pair in pairs for found in pair} != {200} else "",
    ]
    said = ", ".join(filter(None, [*missed, f"{longer:.1f} keer zo lang" if longer > 1 else ""]))
    print(f"{page:30} {' / '.join(map(str, queries)):>9} {small:10.1f} {large:9.1f} {ratio:11.2f}  {said}", flush=True)
    return any(missed)


def searching(portal):
    """Print how long the database takes for searches of every kind; the number of goals missed.

    The goal is for what it computes: by the clock a search waits for whatever else the machine does.
    """
    columns = f"{'aantal':>7} {'rekent p50':>11} {'rekent p99':>11} {'klok p50':>9} {'klok p99':>9}"
    print(f"\n{'zoeken, ms in de database':40} {columns}")
    return sum(_searches_of(kind, taken) for kind, taken in portal.searches())


def _searches_of(kind, taken):
    clock, computing = ([_percentile(times, n) for n in (50, 99)] for times in zip(*taken, strict=True))
    said = "boven het doel" if computing[1] > GOAL_SEARCH_MS else ""
    times = f"{computing[0]:11.1f} {computing[1]:11.1f} {clock[0]:9.1f} {clock[1]:9.1f}"
    print(f"{kind:40} {len(taken):7} {times}  {said}", flush=True)
    return bool(said)


def _percentile(times, n):
    return statistics.quantiles(times, n=100, method="inclusive")[n - 1]


def against_bare(portal, rounds):
    """Print how many requests a second a page makes, as a share of a bare Django page; the number of goals missed.

    The goal for a page that is made anew is for bare Django rendering as much: the share, times how much longer it is.
    """
    print(
        f"\n{'bladzijde':30} {'bytes':>15} {'nieuw, van kaal Django':>24} {'even lang':>10} {'bewaard, van kaal':>19}"
    )
    return sum(_share_of(page, *of, portal, rounds) for page, *of in AGAINST)


def _share_of(page, other, portal, rounds):
    """`other`: the bare page that it is set against."""
    taken = [[portal.get(page), portal.get(page, "kept"), portal.get(other, "bare")] for _ in range(rounds)]
    fresh, kept = (statistics.median(found[2]["ms"] / found[i]["ms"] for found in taken) for i in (0, 1))
    own, bare = (taken[0][i]["bytes"] for i in (0, 2))
    as_long = fresh * own / bare
    missed = [
        "nieuw onder het doel" if page == other and as_long < GOAL_BARE else "",
        "bewaard onder het doel" if kept < GOAL_KEPT else "",
    ]
    shares = (f"{fresh:.2f}", f"{as_long:.2f}") if page == other else ("", "")
    columns = f"{f'{own} / {bare}':>15} {shares[0]:>24} {shares[1]:>10} {kept:19.1f}"
    print(f"{page:30} {columns}  {', '.join(filter(None, missed))}", flush=True)
    return any(missed)


def voting(portal):
    """Print how many ballots an hour can be filled in, one after another, and how long counting takes; goals missed."""
    found = portal.ballots()
    an_hour = found["cast"] / found["casting"] * 3600
    said = "onder het doel" if an_hour < GOAL_BALLOTS else ""
    print(f"\nstembiljetten: {found['cast']} ingevuld in {found['casting']:.1f} s, {an_hour:.0f} per uur  {said}")
    print(f"tellen van {found['counted']} stembiljetten: {found['counting']:.1f} s", flush=True)
    return bool(said)


def weights(portal):
    """Print what a first visit loads; the number of goals missed."""
    print(f"\n{'bladzijde':30} {'KB gepakt':>10} {'KB JavaScript':>14}")
    return sum(_weight_of(page, portal) for page, reader in portal.pages.items() if reader == "visitor")


def _weight_of(page, portal):
    rest, scripts = portal.get(page)["weight"]
    said = "boven het doel" if rest > MOST or scripts > MOST_SCRIPT else ""
    print(f"{page:30} {rest / 1024:10.1f} {scripts / 1024:14.1f}  {said}", flush=True)
    return bool(said)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--keep", action="store_true", help="neem de databases van de vorige keer")
    wanted = parser.parse_args()
    print(f"Twee databases: {wanted.few} en {wanted.many} projecten …", flush=True)
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input"], check=True, stdout=subprocess.DEVNULL)
    few, many = (Portal(projects, keep=wanted.keep) for projects in (wanted.few, wanted.many))
    missed = growth(few, many, wanted.rounds) + searching(many) + against_bare(few, wanted.rounds) + weights(few)
    missed += voting(few)
    few.close()
    many.close()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
