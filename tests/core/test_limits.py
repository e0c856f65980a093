import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse

from core.limits import Limit, TooMany, client_ip, limited

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def own_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def at(monkeypatch):
    def move(seconds):
        monkeypatch.setattr("core.limits.time.time", lambda: seconds)

    move(3600.0)
    return move


def test_the_fourth_time_within_the_hour_is_too_many(at):
    limit = Limit("contact", "3/h")
    for _ in range(3):
        limit.hit("jan")

    at(3600 + 600)
    with pytest.raises(TooMany) as caught:
        limit.hit("jan")

    assert caught.value.seconds == 3000
    limit.hit("piet")
    at(7200)
    limit.hit("jan")


def test_the_number_of_a_setting_goes_first(settings, at):
    settings.LIMITS = {"contact": "1/d"}
    Limit("contact", "3/h").hit("jan")

    with pytest.raises(TooMany):
        Limit("contact", "3/h").hit("jan")


def test_of_forty_at_once_ten_pass(at):
    def passes(_):
        try:
            Limit("contact", "10/h").hit("jan")
        except TooMany:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(passes, range(40))) == 10


def test_nobody_can_be_read_in_the_cache(at):
    Limit("contact", "3/h").hit("jan@voorbeeld.test")

    assert "jan" not in str(list(cache._cache))


def test_only_posts_are_counted(rf, at):
    @limited("contact", per="1/h")
    def view(request):
        return HttpResponse("ok")

    for _ in range(5):
        view(rf.get("/contact/"))
    view(rf.post("/contact/"))

    with pytest.raises(TooMany):
        view(rf.post("/contact/"))


def test_spellings_of_one_address_count_together(rf, at):
    view = limited("contact", per="1/h", by="email")(lambda request: HttpResponse("ok"))
    view(rf.post("/contact/", {"email": "Jan@voorbeeld.test"}))
    view(rf.post("/contact/"))

    with pytest.raises(TooMany):
        view(rf.post("/contact/", {"email": " jan@VOORBEELD.test\u200b"}))


def test_a_visitor_without_account_counts_by_address(rf, at):
    view = limited("contact", per="1/h", by="user")(lambda request: HttpResponse("ok"))

    def send(ip):
        request = rf.post("/contact/", REMOTE_ADDR=ip)
        request.user = AnonymousUser()
        return view(request)

    send("192.0.2.1")
    send("192.0.2.2")
    with pytest.raises(TooMany):
        send("192.0.2.1")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (1, "", "192.0.2.1"),
        (1, "unsinn", "unknown"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ],
)
def test_only_our_own_proxies_are_believed(rf, settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies

    assert client_ip(rf.get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)) == address


def test_who_tries_the_portal_out_is_not_held_up_by_any_form():
    narrow = {"ballot-code-address", "ballot-wrong-client", "sign-in-tries", "poster"}
    names = {
        name
        for path in ROOT.glob("[a-z]*/**/*.py")
        if path.parts[len(ROOT.parts)] != "tests"
        for name in re.findall(r"\b[Ll]imit(?:ed)?\(\"([\w-]+)\"", path.read_text(encoding="utf-8"))
    }

    assert names - narrow - set(settings.LIMITS_FOR_TRYING) == set()
