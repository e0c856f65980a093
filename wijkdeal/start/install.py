"""The virtual environment with exactly the locked packages; standard library only, for it runs before there is one."""

import hashlib
import json
import os
import shutil
import subprocess
import sys

from .errors import StartError
from .exclusive import Exclusive
from .words import say, say_progress

LOCKS = {"run": "run.txt", "dev": "dev.txt"}
OFFLINE_SIGNS = (
    "NewConnectionError",
    "establish a new connection",
    "Connection refused",
    "timed out",
    "name resolution",
    "Name or service not known",
    "ProxyError",
)


class Environment:
    """`.venv` in the clone. `install()` does nothing, and needs no network, when it already holds the lock."""

    def __init__(self, clone):
        self.clone = clone
        self.folder = clone / ".venv"
        self.python = self.folder / "bin" / "python"
        self.record = self.folder / "installed.json"

    def has(self, kind):
        return self.python.exists() and self._recorded().get(kind) == self._checksum(kind)

    def install(self, kind):
        if self.has(kind):
            return
        with Exclusive(self.clone / ".local" / "install.lock"):
            if not self.has(kind):
                self._install(kind)

    def _install(self, kind):
        recorded = self._recorded()
        if not recorded or not self.python.exists():
            self._create()
        # Unrecorded while pip works: one that was interrupted is made anew.
        self.record.unlink(missing_ok=True)
        self._run_pip(kind)
        # The development lock holds all of the other one.
        kinds = ("run", "dev") if kind == "dev" else ("run",)
        checksums = {name: self._checksum(name) for name in kinds}
        self.record.write_text(json.dumps({"python": os.path.realpath(self.python), **checksums}))

    def _create(self):
        say("Een eigen omgeving voor Python maken in .venv.")
        shutil.rmtree(self.folder, ignore_errors=True)
        result = subprocess.run([sys.executable, "-m", "venv", self.folder], capture_output=True, text=True)
        if result.returncode:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise StartError(_why_no_venv(result.stdout + result.stderr))

    def _run_pip(self, kind):
        lock = self.clone / "requirements" / LOCKS[kind]
        total = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
        say(f"De {total} vastgelegde pakketten ophalen; dit duurt alleen de eerste keer een minuut.")
        command = [self.python, "-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "--no-input"]
        command += ["--disable-pip-version-check", "--progress-bar=off", "--no-deps", "--retries=2", "-r", lock]
        command = [os.fspath(part) for part in command]
        lines = []
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
            for line in process.stdout:
                lines.append(line.strip())
                _show_progress(lines, total)
        if process.returncode:
            raise StartError(_why_no_packages(lines))

    def _checksum(self, kind):
        lock = self.clone / "requirements" / LOCKS[kind]
        return hashlib.sha256(lock.read_bytes()).hexdigest()

    def _recorded(self):
        """What was installed; nothing when its Python is gone, or another one that cannot read its packages."""
        try:
            recorded = json.loads(self.record.read_text())
        except (OSError, ValueError):
            return {}
        return recorded if recorded.get("python") == os.path.realpath(self.python) else {}


def _show_progress(lines, total):
    if lines[-1].startswith("Installing collected"):
        say_progress("alle pakketten opgehaald, nu neerzetten")
    elif lines[-1].startswith("Collecting "):
        fetched = sum(line.startswith(("Collecting ", "Requirement already")) for line in lines)
        if fetched % 10 == 0:
            say_progress(f"{fetched} van {total} pakketten opgehaald")


def _why_no_venv(output):
    if "ensurepip" in output or "No module named venv" in output:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        return (
            "Python mist het onderdeel venv; installeer het (op Debian of Ubuntu:"
            f" sudo apt install python{version}-venv) en probeer het opnieuw."
        )
    lines = output.strip().splitlines() or ["geen uitleg"]
    return f"De map .venv kan niet worden gemaakt: {lines[-1]}"


def _why_no_packages(lines):
    output = "\n".join(lines)
    if "No space left" in output:
        return "De schijf is vol; maak ruimte (ongeveer 500 MB) en probeer het opnieuw."
    if "do not match the hashes" in output.lower():
        return "Een opgehaald pakket is niet wat is vastgelegd; probeer het opnieuw, en meld het als het zo blijft."
    if any(sign in output for sign in OFFLINE_SIGNS):
        return "De pakketten zijn niet op te halen; de eerste keer is internet nodig. Kijk of je verbinding werkt."
    if "No matching distribution" in output:
        return (
            "Een van de pakketten bestaat niet voor deze machine of deze Python; gebruik Python 3.11 tot en met 3.14."
        )
    errors = [line for line in lines if line.startswith("ERROR")] or lines[-1:]
    return f"De pakketten konden niet worden geplaatst: {errors[0] if errors else 'geen uitleg'}"
