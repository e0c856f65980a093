"""`make check`, the part before the tests: one line a step, and what is wrong below it."""

import json
import subprocess
import sys
from pathlib import Path

from . import locking
from .testing import test_environment
from .words import complain, say

AUDIT_PATIENCE = 120  # seconds
SHOWN = 40  # lines of what is wrong


def run_checks(clone):
    """Each step gives what is wrong (empty: nothing) and a remark to print behind its name."""
    steps = {
        "opmaak": lambda: (_python(clone, "-m", "ruff", "format", "--check", "--output-format=concise", "."), ""),
        "regels voor code": lambda: (_python(clone, "-m", "ruff", "check", "--output-format=concise", "."), ""),
        "sjablonen": lambda: (_problem(_djade(clone, "--check")), ""),
        "migraties": lambda: (_migrations(clone), ""),
        "vastgelegde pakketten": lambda: (_locks(clone), ""),
        "bekende gaten in pakketten": lambda: audit(clone),
    }
    failed = False
    for name, step in steps.items():
        problem, remark = step()
        say(f"{'✗' if problem else '✓'} {name}{': ' + remark if remark else ''}")
        if problem:
            failed = True
            complain("\n".join(problem.splitlines()[:SHOWN]))
    return 1 if failed else 0


def format_code(clone):
    _python(clone, "-m", "ruff", "check", "--fix", "--quiet", ".")
    _python(clone, "-m", "ruff", "format", "--quiet", ".")
    _djade(clone)
    return 0


def audit(clone, lock="requirements/dev.txt", seconds=AUDIT_PATIENCE):
    """Ask for known holes. Not being able to ask is a remark and no problem, but never looks like a clean answer."""
    command = ["-m", "pip_audit", "--requirement", lock, "--disable-pip", "--format=json"]
    command += ["--progress-spinner=off", "--timeout=10"]
    try:
        result = _run(clone, [sys.executable, *command], timeout=seconds)
        dependencies = json.loads(result.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError):
        return "", "overgeslagen, de lijst van gaten is van hier niet te bereiken"
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, verholpen in {hole['fix_versions']}"
        for package in dependencies
        for hole in package.get("vulns", ())
    ]
    asked = sum("skip_reason" not in package for package in dependencies)
    if asked == 0:
        return "", f"overgeslagen, de lijst van gaten kent van hier geen van de {len(dependencies)} pakketten"
    return "\n".join(holes), f"{asked} van {len(dependencies)} pakketten nagevraagd"


def _migrations(clone):
    with test_environment(clone, with_tables=False) as environment:
        return _python(clone, "manage.py", "makemigrations", "--check", "--dry-run", env=environment)


def _locks(clone):
    stale = [f"requirements/{name}.txt" for name in locking.NAMES if not locking.is_in_step(clone, name)]
    return f"{' en '.join(stale)} past niet bij de .in-bestanden; doe: make lock" if stale else ""


def _djade(clone, *options):
    templates = sorted(str(path.relative_to(clone)) for path in (clone / "templates").rglob("*.html"))
    return _run(clone, [Path(sys.executable).with_name("djade"), *options, *templates])


def _python(clone, *arguments, **options):
    return _problem(_run(clone, [sys.executable, *arguments], **options))


def _run(clone, command, **options):
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, **options)


def _problem(result):
    return (result.stdout + result.stderr).strip() or f"gestopt met {result.returncode}" if result.returncode else ""
