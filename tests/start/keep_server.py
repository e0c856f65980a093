"""Start the server of a folder, say which process it is, and wait to be killed."""

import sys
import time
from pathlib import Path

from wijkdeal.start.database import Cluster
from wijkdeal.start.place import Place, installed_binaries

cluster = Cluster(Place(Path(sys.argv[1]), installed_binaries()), settings={"fsync": "off"})
cluster.start()
print(cluster.process.pid, flush=True)  # noqa: T201 - what the test waits for
time.sleep(60)
