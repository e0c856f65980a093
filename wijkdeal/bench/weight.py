"""What a first visit loads, compressed: a page, its style, letters and drawings, and apart from it its scripts."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

MOST, MOST_SCRIPT = 60 * 1024, 10 * 1024
_LOADED = re.compile(r'<(?:link|script|img|use)\b[^>]*?\b(?:href|src)="/static/([^"#?]+)')
_IN_STYLE = re.compile(r'url\("?\.\./([^")#?]+)')


def weigh(html):
    """(bytes without scripts, bytes of scripts) of a page and what it loads from here; photos are not counted."""
    files = loaded_by(html)
    scripts = sum(_size(file) for file in files if file.suffix == ".js")
    return len(gzip.compress(html.encode())) + sum(_size(file) for file in files if file.suffix != ".js"), scripts


def loaded_by(html):
    """The static files that the page asks for, and those that its styles do."""
    files = {_path(name) for name in _LOADED.findall(html)}
    styles = [file for file in files if file.suffix == ".css"]
    return files | {_path(name) for style in styles for name in _IN_STYLE.findall(style.read_text())}


def _path(name):
    """Of a file as it is in the code, or as it was collected with a hash in its name."""
    return Path(finders.find(name) or staticfiles_storage.path(name))


def _size(file):
    return file.stat().st_size if file.suffix == ".woff2" else len(gzip.compress(file.read_bytes()))
