# Read by any Python, to say which one is needed: nothing here may be newer than 2.7 before the check.
import sys

if sys.version_info < (3, 11):
    sys.exit("Wijkdeal heeft Python 3.11 of nieuwer nodig; installeer die en start met: make run PYTHON=python3.11")

from wijkdeal.start.commands import main  # noqa: E402 - only a new enough Python can read it

sys.exit(main(sys.argv[1:]))
