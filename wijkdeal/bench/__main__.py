"""`make bench`: the pages with many projects against few, and against a bare Django page, in paired rounds.

Every figure is a ratio within this run: machines differ, and one machine differs from hour to hour.
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

GOAL_GROWTH = 1.5
GOAL_BARE = 0.7


class Portal:
    """A measuring process on a database of its own, with that many projects in it."""

    def __init__(self, projects):
        self.projects = projects
        self.url = _fresh_database(f"bench_{projects}")
        self.environment = os.environ | {"DATABASE_URL": self.url}
        self._manage("migrate", "--verbosity", "0")
        self._manage("demo", "--projects", str(projects), "--seed", "1")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "wijkdeal.bench.measure"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.environment,
        )  # fmt: skip
        self.pages = json.loads(self.process.stdout.readline())

    def get(self, page, bare=False):
        self.process.stdin.write(json.dumps([page, bare]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()

    def _manage(self, *words):
        subprocess.run(
            [sys.executable, "manage.py", *words], check=True, env=self.environment, stdout=subprocess.DEVNULL
        )


def _fresh_database(name):
    """The address of an empty database beside the one of DATABASE_URL."""
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return make_conninfo(**(conninfo_to_dict(url) | {"dbname": name}))


def growth(few, many, rounds):
    """Print, a page, its time with many projects against few, and its queries with either."""
    print(f"\n{'bladzijde':30} {'vragen':>9} {'ms weinig':>10} {'ms veel':>9} {'verhouding':>11}")
    for page in few.pages:
        pairs = [(few.get(page), many.get(page)) for _ in range(rounds)]
        small, large = (statistics.median(pair[i]["ms"] for pair in pairs) for i in (0, 1))
        ratio = statistics.median(pair[1]["ms"] / pair[0]["ms"] for pair in pairs)
        queries = f"{pairs[0][0]['queries']} / {pairs[0][1]['queries']}"
        mark = "" if ratio <= GOAL_GROWTH else "  boven het doel"
        print(f"{page:30} {queries:>9} {small:10.1f} {large:9.1f} {ratio:11.2f}{mark}")


def against_bare(portal, rounds):
    """Print how many requests a second a page makes, as a share of a bare Django page with the same cards."""
    print(f"\n{'bladzijde':30} {'bytes':>15} {'deel van kaal Django':>22}")
    for page in ("lijst", "project"):
        pairs = [(portal.get(page), portal.get(page, bare=True)) for _ in range(rounds)]
        share = statistics.median(bare["ms"] / ours["ms"] for ours, bare in pairs)
        sizes = f"{pairs[0][0]['bytes']} / {pairs[0][1]['bytes']}"
        mark = "" if share >= GOAL_BARE else "  onder het doel"
        print(f"{page:30} {sizes:>15} {share:22.2f}{mark}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    wanted = parser.parse_args()
    print(f"Twee databases vullen: {wanted.few} en {wanted.many} projecten …", flush=True)
    few, many = Portal(wanted.few), Portal(wanted.many)
    growth(few, many, wanted.rounds)
    against_bare(few, wanted.rounds)
    few.close()
    many.close()


if __name__ == "__main__":
    main()
