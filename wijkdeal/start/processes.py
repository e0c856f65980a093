"""Children that never outlive us, and finding those of an earlier run that did."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PROC = Path("/proc")
PR_SET_PDEATHSIG = 1

# Loaded before any fork: importing in a child between fork and exec can deadlock.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def spawn(command, *, death_signal=signal.SIGTERM, in_terminal=False, **options):
    """Start a command that gets `death_signal` when this process dies, however it dies.

    It has a session of its own, so that only we stop it, or the terminal's keys with `in_terminal`.
    """
    parent = os.getpid()

    def die_with_parent():
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
            if os.getppid() != parent:  # it died between fork and prctl
                os._exit(1)

    options.setdefault("stdin", None if in_terminal else subprocess.DEVNULL)
    return subprocess.Popen(
        [os.fspath(part) for part in command],
        start_new_session=not in_terminal,
        preexec_fn=die_with_parent,
        **options,
    )


def stop_group(process, *, first=signal.SIGTERM, patience=10):
    """Ask a child made by `spawn` to stop; kill its whole group when it does not within `patience` seconds."""
    if process.poll() is None:
        process.send_signal(first)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    kill_group(process)
    process.wait()


def kill_group(process):
    """What a child left behind in its own group goes too, for example the workers of a web server that was killed."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return _state(pid) != "Z"


def working_in(folder):
    """The processes whose working folder is `folder`; PostgreSQL's all work in their data folder. Linux only."""
    folder = os.path.realpath(folder)
    return [pid for pid in _pids() if _link(pid, "cwd") == folder]


def marked(name, value):
    """The processes that were started with this environment variable, ourselves left out. Linux only."""
    wanted = os.fsencode(f"{name}={value}")
    return [pid for pid in _pids() if pid != os.getpid() and wanted in _environment(pid)]


def end(pids, *, first=signal.SIGTERM, patience=5):
    """Ask strangers (no children of ours) to stop, kill those that do not, and wait until all are gone."""
    for number, seconds in ((first, patience), (signal.SIGKILL, patience)):
        for pid in pids:
            _send(pid, number)
        deadline = time.monotonic() + seconds
        while any(is_alive(pid) for pid in pids) and time.monotonic() < deadline:
            time.sleep(0.02)
        pids = [pid for pid in pids if is_alive(pid)]
    return not pids


def _send(pid, number):
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _pids():
    return [int(entry) for entry in os.listdir(PROC) if entry.isdigit()] if PROC.is_dir() else []


def _link(pid, name):
    try:
        return os.readlink(PROC / str(pid) / name)
    except OSError:
        return None


def _environment(pid):
    try:
        return (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return ()


def _state(pid):
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return None
