"""Being told to stop, in every way that happens: a signal, a parent that died, a make that was interrupted."""

import atexit
import os
import signal

from .processes import PROC, is_alive

PARENT = "WIJKDEAL_STARTED_BY"  # "us:parent", which survives our change to the Python of .venv
INTERVAL = 0.25
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Raised in the main thread, wherever it is, when it is time to stop."""

    def __init__(self, signal_number):
        super().__init__(signal_number)
        self.exit_code = 128 + signal_number


def watch():
    """From now on raise `Stopped`, once, at a signal or when whoever started us is gone."""
    parent = _who_started_us()
    makes = _makes_above()

    def told(number, frame):
        ignore()
        raise Stopped(number)

    def look(number, frame):
        if os.getppid() != parent or not all(_still_waits(make) for make in makes):
            told(signal.SIGTERM, frame)

    for number in SIGNALS:
        # nohup asks to ignore the terminal's end. A shell's `&` ignores Ctrl-C, but whoever sends it means it.
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, told)
    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, INTERVAL, INTERVAL)
    atexit.register(pause)


def ignore():
    """While things are being stopped, a second Ctrl-C must not leave half of them."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def pause():
    """Before this process ends or becomes another program: the timer would outlive its handler, and kill."""
    signal.setitimer(signal.ITIMER_REAL, 0)


def _who_started_us():
    """The parent as it was when this process began, also when that has died since."""
    us, _, parent = os.environ.get(PARENT, "").partition(":")
    if us != str(os.getpid()):  # not set, or inherited from a start that started this one
        parent = os.getppid()
        os.environ[PARENT] = f"{os.getpid()}:{parent}"
    return int(parent)


def _makes_above():
    found, pid = [], os.getppid()
    while pid > 1:
        name, parent = _name_and_parent(pid)
        if name in ("make", "gmake"):
            found.append(pid)
        pid = parent
    return found


def _still_waits(make):
    """Whether a make above us was not interrupted.

    A Ctrl-C reaches us too, but with `kill -INT` or `-HUP` make alone gets it, and then waits, with that signal
    blocked, for a child that nobody told.
    """
    if not is_alive(make):
        return False
    try:
        lines = (PROC / str(make) / "status").read_text().splitlines()
    except OSError:
        return not PROC.is_dir()
    blocked = next(int(line.split()[1], 16) for line in lines if line.startswith("SigBlk:"))
    return not any(blocked & 1 << number - 1 for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT))


def _name_and_parent(pid):
    try:
        head, _, rest = (PROC / str(pid) / "stat").read_text().rpartition(")")
        return head.partition("(")[2], int(rest.split()[1])
    except OSError:
        return "", 0
