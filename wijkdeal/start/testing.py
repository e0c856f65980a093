"""`make test`: the suite, in parallel, on a database server of its own that goes when the tests end."""

import contextlib
import os
import signal
import sys
import xml.etree.ElementTree
from functools import partial

from . import browser, processes
from .database import throwaway
from .errors import StartError
from .place import NAME, Place, installed_binaries
from .tables import copy_tables
from .words import complain, say

REQUIRE_BROWSER = "WIJKDEAL_REQUIRE_BROWSER"
# What a developer may have set for another server must not reach the tests.
NOT_FOR_TESTS = ("DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_URL", "MEDIA_ROOT", "STATIC_ROOT")
PATIENCE = 30


@contextlib.contextmanager
def test_environment(clone, *, with_tables):
    """The variables to run tests with, as long as the `with` lasts; on an empty database, or one with all tables."""
    names = {name for base in NOT_FOR_TESTS for name in (base, f"{base}_FILE")}
    # Test modules are compiled once and kept: rewriting their asserts in every worker takes seconds.
    names.add("PYTHONDONTWRITEBYTECODE")
    environment = {name: value for name, value in os.environ.items() if name not in names}
    environment["WIJKDEAL_ENV"] = "test"
    place = Place(clone, installed_binaries())
    prepare = partial(copy_tables, place, environment=environment) if with_tables else None
    with throwaway(place, prepare) as cluster:
        yield environment | {"DATABASE_URL": cluster.url} | ({"TEST_DATABASE_TEMPLATE": NAME} if with_tables else {})


def run_tests(clone, arguments):
    chromium = browser.find()
    is_required = os.environ.get(REQUIRE_BROWSER) == "1"
    if is_required and not chromium:
        raise StartError("De browsertests moeten meedoen, maar er is geen Chromium; installeer die met: make browser")
    report = clone / ".local" / f"tests-{os.getpid()}.xml"
    spread = ["-n", str(_cores()), "--dist", "worksteal"]  # nobody waits while another still has many to do
    command = [sys.executable, "-m", "pytest", *spread, f"--junitxml={report}"]
    if not chromium:
        say("Zonder browsertests: er is hier geen Chromium; installeren kan met: make browser")
        command += ["-m", "not browser"]
    try:
        with test_environment(clone, with_tables=True) as environment:
            code = run_in_terminal([*command, *arguments], environment | {"WIJKDEAL_CHROMIUM": chromium or ""})
        if code == 0 and is_required and not arguments_choose(arguments) and not browser_tests_ran(report):
            complain("De browsertests hebben niet gedraaid, en dat moest wel.")
            return 1
        return code
    finally:
        report.unlink(missing_ok=True)


def run_in_terminal(command, environment):
    """Run a command that the person at the keyboard sees and can interrupt; returns its exit code."""
    process = processes.spawn(command, in_terminal=True, env=environment)
    try:
        return process.wait()
    except BaseException:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        with contextlib.suppress(processes.subprocess.TimeoutExpired):
            process.wait(PATIENCE)
        process.kill()
        raise


def arguments_choose(arguments):
    """Whether somebody asked for a part of the suite, and not only for how to run it."""
    return any(not argument.startswith("--cov") for argument in arguments)


def browser_tests_ran(report):
    cases = xml.etree.ElementTree.parse(report).getroot().iter("testcase")
    return any(
        case.get("classname", "").startswith("tests.browser.") and case.find("skipped") is None for case in cases
    )


def _cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
