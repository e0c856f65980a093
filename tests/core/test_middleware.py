import time

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import DataError, InterfaceError, InternalError, OperationalError, connection, transaction
from django.http import HttpResponse

from core import errors
from core.limits import TooMany
from core.middleware import (
    BadInputMiddleware,
    DatabaseDownMiddleware,
    LimitsMiddleware,
    SecurityHeadersMiddleware,
)
from core.models import SiteSettings


def echo(request):
    return HttpResponse(request.GET.get("q", ""))


def test_a_nul_in_an_address_is_a_bad_request(rf):
    request = rf.get("/projecten/a/")
    request.path_info = "/projecten/a\x00b/"

    assert BadInputMiddleware(echo)(request).status_code == 400


@pytest.mark.parametrize("query", ["q=ba%00nk", "q=%00%00bank%00", "q=ba%0%000nk"])
def test_a_nul_in_a_search_is_left_out(rf, query):
    assert BadInputMiddleware(echo)(rf.get(f"/zoeken/?{query}")).content == b"bank"


def test_a_percent_sign_that_was_typed_stays(rf):
    assert BadInputMiddleware(echo)(rf.get("/zoeken/?q=100%2500")).content == b"100%00"


@pytest.mark.parametrize(("length", "status"), [("81000000000", 413), ("12", 200), ("", 200), ("x", 200)])
def test_a_body_that_is_too_big_is_refused_unread(rf, length, status):
    assert BadInputMiddleware(echo)(rf.get("/", CONTENT_LENGTH=length)).status_code == status


@pytest.mark.parametrize(
    "exception",
    [
        DataError("PostgreSQL text fields cannot contain NUL (0x00) bytes"),
        ValueError("A string literal cannot contain NUL (0x00) characters."),
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    ],
)
def test_what_the_database_cannot_hold_is_a_bad_request(rf, exception):
    assert BadInputMiddleware(echo).process_exception(rf.post("/"), exception).status_code == 400


def test_what_is_no_number_is_a_bad_request_when_it_was_sent(rf):
    mistake = ValueError("Field 'id' expected a number but got 'NaN'.")

    assert BadInputMiddleware(echo).process_exception(rf.post("/"), mistake).status_code == 400
    assert BadInputMiddleware(echo).process_exception(rf.get("/"), mistake) is None


def test_other_mistakes_stay_mistakes(rf):
    assert BadInputMiddleware(echo).process_exception(rf.post("/"), ValueError("no")) is None
    assert DatabaseDownMiddleware(echo).process_exception(rf.post("/"), ValueError("no")) is None
    assert LimitsMiddleware(echo).process_exception(rf.post("/"), ValueError("no")) is None


@pytest.mark.parametrize("exception", [OperationalError("connection refused"), InterfaceError("connection is closed")])
def test_a_database_that_is_away_is_said(rf, exception):
    response = DatabaseDownMiddleware(echo).process_exception(rf.get("/"), exception)

    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert response["Cache-Control"] == "no-store"


def test_the_last_resort_knows_a_database_that_is_away(rf):
    def answer(exception):
        try:
            raise exception
        except Exception:
            return errors.server_error(rf.get("/")).status_code

    assert answer(OperationalError("no")) == 503
    assert answer(KeyError("no")) == 500


@pytest.mark.django_db
def test_too_often_says_when_to_try_again(rf):
    response = LimitsMiddleware(echo).process_exception(rf.post("/"), TooMany(90))

    assert response.status_code == 429
    assert response["Retry-After"] == "90"


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "status"), [(errors.forbidden, 403), (errors.not_found, 404)])
def test_a_page_that_may_not_be_seen_or_is_not_there_is_a_page(rf, answer, status):
    response = answer(rf.get("/nergens/"), Exception("zoekmerk"))

    assert response.status_code == status
    assert b"zoekmerk" not in response.content


def test_a_page_about_a_mistake_does_without_the_database(rf, monkeypatch):
    def render(template, context, request=None):
        if request:
            raise OperationalError("connection refused")
        return "kale pagina"

    monkeypatch.setattr("core.errors.render_to_string", render)

    assert errors.not_found(rf.get("/nergens/")).content == b"kale pagina"


def test_too_large_is_said():
    assert errors.bad_request(None, RequestDataTooBig()).status_code == 413
    assert errors.bad_request(None, ValueError()).status_code == 400
    assert errors.csrf_failure(None).status_code == 403


def test_every_answer_asks_the_browser_for_restraint(rf):
    headers = SecurityHeadersMiddleware(echo)(rf.get("/")).headers

    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_waited_too_long_is_the_database_and_another_mistake_is_not(rf):
    def mistake(limit):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(limit)
                time.sleep(0.2)
                cursor.execute("SELECT 1")
        except Exception as exception:
            return exception

    waited = mistake("SET LOCAL idle_in_transaction_session_timeout = '20ms'")
    connection.close()

    other = InternalError("current transaction is aborted")
    response = DatabaseDownMiddleware(echo).process_exception(rf.get("/"), waited)

    assert isinstance(waited, InternalError)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert DatabaseDownMiddleware(echo).process_exception(rf.get("/"), other) is None


@pytest.mark.django_db
def test_a_cookie_with_nuls_is_none_of_ours(client):
    answer = client.get("/bestaat-niet/", headers={"cookie": 'sessionid="' + "\\000" * 8 + '"'})

    assert answer.status_code == 404


@pytest.mark.django_db
def test_when_the_database_is_away_the_number_to_call_is_still_known(client, rf):
    SiteSettings.objects.update_or_create(id=1, defaults={"telephone": "050 765 43 21"})
    client.get("/over/")

    page = errors.unavailable().content.decode()

    assert '<a href="tel:0507654321">050 765 43 21</a>' in page
