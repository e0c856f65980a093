import shutil
from pathlib import Path

import pytest

from wijkdeal.start.database import Cluster
from wijkdeal.start.place import Place, installed_binaries

# Commits reach the system, as in a real server; only the disk is not waited for: no test takes the power away.
QUICK = {"fsync": "off"}


@pytest.fixture(scope="session")
def clone(tmp_path_factory):
    """A folder that stands for a clone, its data made once; what root's servers keep outside it goes too."""
    folder = tmp_path_factory.mktemp("een kloon")
    (folder / ".local").mkdir()
    yield folder
    remove_servers_of(folder)


def remove_servers_of(clone):
    place = Place(clone, Path("/"))
    if place.is_root:
        shutil.rmtree(place.folder, ignore_errors=True)


@pytest.fixture(scope="session")
def place(clone):
    return Place(clone, installed_binaries())


@pytest.fixture
def cluster(place):
    """A server that a test starts; its data stay from test to test, since making them takes a second."""
    cluster = Cluster(place, settings=QUICK)
    yield cluster
    cluster.stop()
