"""`make check`, the part before the tests: one line a step, and what is wrong below it."""

import subprocess
import sys

from . import locking
from .testing import test_environment
from .words import complain, say

AUDIT_PATIENCE = 120  # seconds
# What pip-audit says when it could not ask, as against what it found.
UNREACHABLE = ("ConnectionError", "Max retries", "timed out", "ServiceError", "HTTPError", "ConnectTimeout", "SSLError")


def run_checks(clone):
    steps = (
        ("opmaak", lambda: _run(clone, "ruff", "format", "--check", "--quiet", ".")),
        ("regels voor code", lambda: _run(clone, "ruff", "check", "--quiet", ".")),
        ("sjablonen", lambda: _run(clone, "djade", "--check", *_templates(clone))),
        ("migraties", lambda: _migrations(clone)),
        ("vastgelegde pakketten", lambda: _locks(clone)),
        ("bekende gaten in pakketten", lambda: _audit(clone)),
    )
    failed = 0
    for name, step in steps:
        problem, remark = step()
        failed += bool(problem)
        say(f"{'✗' if problem else '✓'} {name}{': ' + remark if remark else ''}")
        if problem:
            complain(problem)
    return 1 if failed else 0


def format_code(clone):
    for command in (("ruff", "check", "--fix", "--quiet", "."), ("ruff", "format", "--quiet", ".")):
        subprocess.run([sys.executable, "-m", *command], cwd=clone)
    subprocess.run([sys.executable, "-m", "djade", *_templates(clone)], cwd=clone)
    return 0


def _run(clone, module, *arguments, **options):
    """Run a tool of the environment; returns what is wrong (empty: nothing) and a remark."""
    command = [sys.executable, "-m", module, *arguments]
    result = subprocess.run(command, cwd=clone, capture_output=True, text=True, **options)
    return (
        result.stdout + result.stderr
    ).strip() or f"{module} stopte met {result.returncode}" if result.returncode else "", ""


def _templates(clone):
    return sorted(str(path.relative_to(clone)) for path in (clone / "templates").rglob("*.html"))


def _migrations(clone):
    with test_environment(clone) as environment:
        command = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]
        result = subprocess.run(command, cwd=clone, capture_output=True, text=True, env=environment)
    return (result.stdout + result.stderr).strip() if result.returncode else "", ""


def _locks(clone):
    stale = [f"requirements/{name}.txt" for name in locking.NAMES if not locking.is_in_step(clone, name)]
    return f"{' en '.join(stale)} past niet bij de .in-bestanden; doe: make lock" if stale else "", ""


def _audit(clone):
    command = [sys.executable, "-m", "pip_audit", "--requirement", "requirements/dev.txt", "--disable-pip"]
    command += ["--progress-spinner=off", "--timeout=10"]
    try:
        result = subprocess.run(command, cwd=clone, capture_output=True, text=True, timeout=AUDIT_PATIENCE)
    except subprocess.TimeoutExpired:
        return "", "overgeslagen, de lijst van gaten antwoordde niet op tijd"
    output = (result.stdout + result.stderr).strip()
    if result.returncode and "Found" not in output and any(sign in output for sign in UNREACHABLE):
        return "", "overgeslagen, de lijst van gaten is van hier niet te bereiken"
    return output if result.returncode else "", ""
