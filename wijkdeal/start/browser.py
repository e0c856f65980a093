"""Chromium, for the tests that look at pages as people do."""

import os
import shutil
import subprocess

from .errors import StartError
from .words import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"])


def find():
    return next((path for name in NAMES if (path := shutil.which(name, path=_path()))), None)


def install():
    """Install Debian's package where we may; raises StartError that says what to do where we may not."""
    if found := find():
        say(f"Chromium is er al: {found}.")
        return 0
    if not shutil.which("apt-get"):
        raise StartError("Chromium is hier niet met apt-get te installeren; installeer Chromium of Chrome zelf.")
    for command in INSTALL:
        _as_root(command)
    if not find():
        raise StartError(
            "Het pakket chromium is geplaatst, maar er is geen programma chromium; installeer Chrome zelf."
        )
    say(f"Chromium is geplaatst: {find()}.")
    return 0


def _as_root(command):
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    if prefix and not shutil.which("sudo"):
        raise StartError(f"Chromium installeren mag alleen de beheerder; laat die doen: {' '.join(INSTALL[1])}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.run([*prefix, *command], env=environment).returncode:
        raise StartError(f"Chromium installeren lukte niet; probeer zelf: {' '.join(command)}")


def _path():
    return os.pathsep.join([os.environ.get("PATH", ""), "/usr/bin", "/usr/local/bin"])
