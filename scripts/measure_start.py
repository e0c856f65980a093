"""Print how long `make run` takes in a fresh clone: with an empty download cache, the second time, and two at once.

    make measure-start

Each start is timed from the command to the line with the address; the first page has then been answered. Behind it
stands the processor time of everything that ran until it was stopped, which a busy machine does not stretch; below it
what it said, and when.
"""

import os
import resource
import signal
import socket
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

ROOT = Path(__file__).resolve().parents[1]


def main():
    with tempfile.TemporaryDirectory(prefix="een verse kloon ") as folder:
        clone, beside = Path(folder) / "kloon", Path(folder) / "kloon ernaast"
        cache = Path(folder) / "cache"
        try:
            for path in (clone, beside):
                subprocess.run(["git", "clone", "--quiet", ROOT, path], check=True)
            measure("cold, with an empty cache", [clone], cache, limit=120)
            for _ in range(2):
                measure("warm", [clone], cache, limit=5)
            measure("another clone, with what was downloaded", [beside], cache, limit=120)
            measure("two side by side", [clone, beside], cache, limit=5)
        finally:
            for path in (clone, beside):
                subprocess.run(["make", "--no-print-directory", "clean"], cwd=path, check=False)


def measure(name, clones, cache, *, limit):
    """Start these clones at the same moment, all of them up before the first is stopped."""
    before, all_up = processor_seconds(), Barrier(len(clones))
    with ThreadPoolExecutor() as pool:
        said = list(pool.map(lambda clone: start_and_stop(clone, cache, all_up), clones))
    print(
        f"{name}: {max(lines[-1][0] for lines in said):.1f} s (asked: at most {limit});"
        f" processor {processor_seconds() - before:.1f} s on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    for seconds, line in sorted(line for lines in said for line in lines):
        print(f"  {seconds:6.1f} s  {line}", flush=True)


def processor_seconds():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def start_and_stop(clone, cache, all_up):
    """What `make run` said until its first page was answered, each line with its second."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    environment |= {"PORT": str(free_port()), "PIP_CACHE_DIR": str(cache)}
    begin, said = time.monotonic(), []
    with subprocess.Popen(["make", "run"], cwd=clone, env=environment, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if line.strip():
                said.append((time.monotonic() - begin, line.strip()))
            if "Wijkdeal draait" in line:
                all_up.wait(timeout=120)
                process.send_signal(signal.SIGINT)
                process.communicate()
                return said
    all_up.abort()
    raise SystemExit("make run did not start")


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


if __name__ == "__main__":
    main()
