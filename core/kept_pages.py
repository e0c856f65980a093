"""Public pages kept as bytes: made once, given to every visitor until something changed.

A page that is the same for everybody is kept under the version of all public data (`KEPT_PAGES_VERSION`), which is read
before the page is made: what changes meanwhile makes it a page of an older version, never a stale one. Whoever has a
session gets a page of their own. docs/decisions/kept-pages.md
"""

import hashlib
import os
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from threading import Lock

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response
from django.utils.module_loading import import_string

MOST_OF_ALL = 8  # no page takes more than this part of what is kept
OVERHEAD_BYTES = 2_000  # of a page in memory, beside its content
LONGEST_ADDRESS = 300
PRIVATE = ("private", "no-store")


def kept(*parameters):
    """Keep what this view answers a visitor, where the query string holds nothing but these parameters."""

    def mark(view):
        view.kept_parameters = frozenset(parameters)
        return view

    return mark


@dataclass(frozen=True)
class Page:
    version: str
    content: bytes
    headers: tuple
    policy: tuple = ()  # what this view changed in the Content-Security-Policy, for the middleware that writes it

    @property
    def size(self):
        return len(self.content) + OVERHEAD_BYTES

    def response(self):
        response = HttpResponse(self.content, headers=dict(self.headers))
        vars(response).update(self.policy)
        return response

    @classmethod
    def of(cls, response, version):
        policy = tuple((name, value) for name, value in vars(response).items() if name.startswith("_csp_"))
        return cls(version, response.content, tuple(response.headers.items()), policy)


class Store:
    """The pages of this process, those asked for last; safe for threads."""

    def __init__(self):
        self._pages, self._size, self._lock = OrderedDict(), 0, Lock()

    def __contains__(self, key):
        return key in self._pages

    def get(self, key, version):
        """The page, or None; one of another version is let go."""
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if page.version != version:
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page

    def keep(self, key, page):
        with self._lock:
            self._drop(key)
            if page.size * MOST_OF_ALL > settings.KEPT_PAGES_BYTES:
                return
            self._pages[key] = page
            self._size += page.size
            while self._size > settings.KEPT_PAGES_BYTES:
                self._drop(next(iter(self._pages)))

    def clear(self):
        with self._lock:
            self._pages.clear()
            self._size = 0

    def _drop(self, key):
        page = self._pages.pop(key, None)
        self._size -= page.size if page else 0


store = Store()


@dataclass(frozen=True)
class Version:
    """Of everything public, and the settings of the site as they are in it (a row by its columns, or None)."""

    text: str
    site: dict | None


class KeptPagesMiddleware:
    """Before sessions: a kept page costs one small query, and none of what makes a page for one person."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = _key(request) if _is_of_a_visitor(request) else None
        version = _version() if key and (key in store or _may_keep(request)) else None
        if version is None:
            return self.get_response(request)
        page = store.get(key, version.text)
        response = page.response() if page else self._make(request, key, version)
        return get_conditional_response(request, etag=response.get("ETag"), response=response)

    def _make(self, request, key, version):
        request.kept_version = version
        response = self.get_response(request)
        if _is_for_everybody(response):
            response.headers["ETag"] = _etag(key, version.text)
            response.headers.setdefault("Cache-Control", "no-cache")
            store.keep(key, Page.of(response, version.text))
        return response


def _is_of_a_visitor(request):
    return (
        settings.KEPT_PAGES_BYTES > 0
        and request.method in ("GET", "HEAD")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def _key(request):
    address = request.get_full_path()
    return (request.scheme, request.get_host(), address) if len(address) <= LONGEST_ADDRESS else None


def _may_keep(request):
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return False
    parameters = getattr(view, "kept_parameters", None)
    return parameters is not None and parameters >= request.GET.keys()


def _version():
    """None when the database does not answer: the page itself says so then."""
    try:
        return import_string(settings.KEPT_PAGES_VERSION)()
    except DatabaseError:
        return None


def _is_for_everybody(response):
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not any(word in control for word in PRIVATE)
    )


def _etag(key, version):
    digest = hashlib.blake2s("\n".join([_release(), version, *key]).encode(), digest_size=12)
    return f'"{digest.hexdigest()}"'


@cache
def _release():
    """Changes with the code: what a browser kept of an older release is asked for again."""
    digest = hashlib.blake2s()
    for folder, folders, files in os.walk(settings.BASE_DIR):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "tests")
        for name in sorted(files):
            if name.endswith((".py", ".html", ".css", ".js", ".svg", ".toml")):
                found = os.stat(os.path.join(folder, name))
                digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
