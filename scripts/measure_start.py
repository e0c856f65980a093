"""Print how long `make run` takes in a fresh clone: with an empty download cache, and the second time.

    make measure-start

Each start is timed from the command to the line with the address; the first page has then been answered.
"""

import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main():
    with tempfile.TemporaryDirectory(prefix="een verse kloon ") as folder:
        clone = Path(folder) / "kloon"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        cache = Path(folder) / "cache"
        try:
            print(f"cold (empty cache): {seconds_to_start(clone, cache):6.1f} s, asked: at most 120", flush=True)
            for _ in range(2):
                print(f"warm:               {seconds_to_start(clone, cache):6.1f} s, asked: at most 5", flush=True)
        finally:
            subprocess.run(["make", "--no-print-directory", "clean"], cwd=clone, check=False)


def seconds_to_start(clone, cache):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    environment |= {"PORT": str(free_port()), "PIP_CACHE_DIR": str(cache)}
    begin = time.monotonic()
    with subprocess.Popen(["make", "run"], cwd=clone, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if "Wijkdeal draait" in line:
                taken = time.monotonic() - begin
                process.send_signal(signal.SIGINT)
                process.communicate()
                return taken
    raise SystemExit("make run did not start")


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


if __name__ == "__main__":
    main()
