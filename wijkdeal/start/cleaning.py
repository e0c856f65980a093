"""`make clean`: back to a fresh clone."""

import shutil

from . import processes
from .errors import StartError
from .exclusive import Exclusive
from .place import Place
from .supervisor import MARK
from .words import say


def remove_everything(clone):
    try:
        with Exclusive(clone / ".local" / "postgres.lock", wait=False):
            processes.end(processes.marked(MARK, str(clone)))
            place = Place(clone, clone)
            for folder in (clone / ".local", clone / ".venv", place.folder):
                shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        raise StartError("Wijkdeal draait nog vanuit deze map: stop dat eerst, met Ctrl-C.") from None
    say("Alles wat gemaakt was, is weg: ook de gegevens van de voorbeeldbuurt.")
    return 0
