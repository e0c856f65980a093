"""`make faults`: a mail server that fails, workers and a database that are killed: is any mail missing, or too many?

    make faults                                    a thousand events, twenty kills, five minutes down
    make faults ARGS='--events 200 --kills 5 --down 20'

Runs on a database of its own that goes afterwards. Ends with 1 when something was lost, went out for what was rolled
back, came twice without a kill or under another Message-ID, or was not out within a minute.
"""

import argparse
import os
import sys
from pathlib import Path

import django

from wijkdeal.start.database import Cluster
from wijkdeal.start.place import Place, installed_binaries

ROOT = Path(__file__).resolve().parents[2]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--down", type=int, default=300, help="seconds that the mail server is away")
    parser.add_argument("--only", help="a part of the name of the faults to try")
    wanted = parser.parse_args()
    cluster = Cluster(Place(ROOT, installed_binaries()), "faults")
    cluster.remove()
    try:
        os.environ |= {"DATABASE_URL": cluster.start(), "DJANGO_SETTINGS_MODULE": "wijkdeal.settings"}
        django.setup()
        from scripts.faults.scenes import play  # models, so after the setup

        return play(cluster, wanted)
    finally:
        cluster.remove()


if __name__ == "__main__":
    sys.exit(main())
