"""The locks: every package with its version and hashes, no addresses, and on top what it was made from."""

import hashlib
import subprocess
import sys

from .errors import StartError
from .words import say

NAMES = ("run", "dev")
COMMAND = ["-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version=3.11"]
COMMAND += ["--no-emit-index-url", "--no-header", "--no-annotate"]


def lock(clone):
    folder = clone / "requirements"
    for name in NAMES:
        target = folder / f"{name}.txt"
        command = [sys.executable, *COMMAND, f"requirements/{name}.in", "--output-file", target]
        if subprocess.run(command, cwd=clone).returncode:
            raise StartError(f"requirements/{name}.txt kon niet worden gemaakt; waarom staat hierboven.")
        body = "".join(line for line in target.read_text().splitlines(True) if not line.startswith("#"))
        target.write_text(f"{_first_line(folder, name, body)}\n{body}")
        say(f"requirements/{name}.txt: {body.count('==')} pakketten.")
    return 0


def is_in_step(clone, name):
    """Whether the lock is what `make lock` made of the .in files as they are now; needs no network."""
    folder = clone / "requirements"
    first, _, body = (folder / f"{name}.txt").read_text().partition("\n")
    return first == _first_line(folder, name, body)


def _first_line(folder, name, body):
    sources = "".join((folder / f"{source}.in").read_text() for source in NAMES[: NAMES.index(name) + 1])
    checksum = hashlib.sha256(f"{sources}\0{body}".encode()).hexdigest()
    return f"# Made by `make lock` from {name}.in; checksum of both: {checksum}"
