"""Copy Leaflet from its npm package into static/vendor, or check that what stands there is still exactly that.

python scripts/vendor_leaflet.py            fetch the locked version, verify it, copy it
python scripts/vendor_leaflet.py --check    compare the files with SHA256SUMS beside them
"""

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "1.9.4"
# What the registry says of leaflet@1.9.4 (`npm view leaflet@1.9.4 dist.integrity`).
INTEGRITY = "sha512-nxS1ynzJOmOlHp+iL3FyWqK89GtNL8U8rvlMOsQdTTssxZwCXh8N2NB3GDQOL+YR3XnWyZAxwQixURb+FA74PA=="
FILES = (
    *("LICENSE", "dist/leaflet.js", "dist/leaflet.js.map", "dist/leaflet.css", "dist/images/layers.png"),
    *("dist/images/layers-2x.png", "dist/images/marker-icon.png", "dist/images/marker-icon-2x.png"),
    "dist/images/marker-shadow.png",
)
FOLDER = Path(__file__).resolve().parents[1] / "static" / "vendor" / f"leaflet-{VERSION}"
SUMS = FOLDER / "SHA256SUMS"


def main(arguments):
    if "--check" in arguments:
        sys.exit("\n".join(f"{name} is not what was fetched" for name in changed()) or 0)
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", f"leaflet@{VERSION}"]
        subprocess.run(command, cwd=folder, check=True)
        _copy(Path(folder) / f"leaflet-{VERSION}.tgz")
    SUMS.write_text("".join(f"{_sum(name)}  {name}\n" for name in sorted(map(_short, FILES))))


def changed():
    """The names of files that are not there, or not as they were fetched."""
    sums = dict(reversed(line.split("  ")) for line in SUMS.read_text().splitlines())
    return [name for name, known in sums.items() if not (FOLDER / name).is_file() or _sum(name) != known]


def _copy(package):
    found = "sha512-" + base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if found != INTEGRITY:
        sys.exit(f"leaflet {VERSION} is not the one that was locked: {found}")
    with tarfile.open(package) as files:
        for name in FILES:
            target = FOLDER / _short(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(files.extractfile(f"package/{name}").read())


def _short(name):
    return name.removeprefix("dist/")


def _sum(name):
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
