"""The environment, made with a pip that needs no network: an index of one small package in a folder."""

import hashlib
import json
import subprocess
import sys
import zipfile

import pytest

from wijkdeal.start import install
from wijkdeal.start.errors import StartError
from wijkdeal.start.install import Environment

pytestmark = pytest.mark.start
WHEEL = "buurt-1.0-py3-none-any.whl"


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A clone whose lock holds one package, to be found in a folder; without that folder there is no network."""
    folder = tmp_path_factory.mktemp("een kloon")
    (folder / "requirements").mkdir()
    with zipfile.ZipFile(folder / WHEEL, "w") as wheel:
        wheel.writestr("buurt.py", "NAME = 'De Wijert'\n")
        wheel.writestr("buurt-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: buurt\nVersion: 1.0\n")
        wheel.writestr("buurt-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("buurt-1.0.dist-info/RECORD", "")
    return folder


@pytest.fixture(autouse=True)
def packages_in_a_folder(clone, monkeypatch):
    write_locks(clone, hashlib.sha256((clone / WHEEL).read_bytes()).hexdigest())
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": clone.as_uri(), "PIP_CONFIG_FILE": "/dev/null"}.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def environment(clone):
    """The environment with its lock installed; made once, since making it takes seconds."""
    environment = Environment(clone)
    environment.install("dev")
    return environment


def write_locks(clone, checksum):
    for name in ("run", "dev"):
        (clone / "requirements" / f"{name}.txt").write_text(f"buurt==1.0 \\\n    --hash=sha256:{checksum}\n")


def test_what_was_interrupted_is_made_anew_and_the_next_start_needs_no_network(clone, monkeypatch, capsys):
    environment = Environment(clone)
    half = environment.folder / "half"
    half.parent.mkdir()
    half.touch()
    environment.install("dev")
    assert not half.exists()
    said = capsys.readouterr().out
    monkeypatch.setenv("PIP_FIND_LINKS", "/nergens")

    environment.install("dev")
    environment.install("run")

    shown = subprocess.run(
        [environment.python, "-c", "import buurt; print(buurt.NAME)"], capture_output=True, text=True
    )
    assert shown.stdout == "De Wijert\n"
    assert "De 1 vastgelegde pakketten ophalen" in said
    assert capsys.readouterr().out == ""


def test_changed_lock_is_installed_again_in_the_same_environment(clone, environment):
    marker = environment.folder / "of-before"
    marker.touch()
    lock = clone / "requirements" / "run.txt"
    lock.write_text(lock.read_text() + "# changed\n")
    before = environment.has("run")

    environment.install("run")

    assert (before, environment.has("run"), marker.exists()) == (False, True, True)


def test_environment_of_another_python_counts_as_none(environment):
    recorded = json.loads(environment.record.read_text())

    environment.record.write_text(json.dumps(recorded | {"python": "/usr/bin/python3.1"}))

    assert not environment.has("dev")
    environment.record.write_text(json.dumps(recorded))


def test_package_that_is_not_what_was_locked_is_refused(clone, environment):
    subprocess.run([environment.python, "-m", "pip", "uninstall", "--yes", "--quiet", "buurt"], check=True)
    write_locks(clone, "0" * 64)

    with pytest.raises(StartError, match="is niet wat is vastgelegd"):
        environment.install("run")
    assert not environment.has("run")


def test_python_without_venv_says_what_to_install(tmp_path, monkeypatch):
    def without_venv(*arguments, **options):
        return subprocess.CompletedProcess(arguments, 1, "", "Error: No module named ensurepip")

    monkeypatch.setattr(install.subprocess, "run", without_venv)

    with pytest.raises(
        StartError, match=f"sudo apt install python{sys.version_info.major}.{sys.version_info.minor}-venv"
    ):
        Environment(tmp_path).install("run")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (
            ["WARNING: Retrying after connection broken by 'NewConnectionError(...)'"],
            "de eerste keer is internet nodig",
        ),
        (["OSError: [Errno 28] No space left on device"], "De schijf is vol"),
        (["ERROR: No matching distribution found for typst"], "bestaat niet voor deze machine of deze Python"),
        (["ERROR: iets anders", "meer"], "konden niet worden geplaatst: ERROR: iets anders"),
        ([], "konden niet worden geplaatst: geen uitleg"),
    ],
)
def test_what_pip_says_becomes_one_sentence(lines, sentence):
    assert sentence in install._why_no_packages(lines)
