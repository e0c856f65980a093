import logging
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from procrastinate.jobs import Job

from core.logging import RedactPersonalData, RefusedInOneLine, redact


@pytest.fixture
def log():
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(RefusedInOneLine())
    handler.addFilter(RedactPersonalData())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    return logger, stream


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("mail to jan.jansen+wijk@voorbeeld.test failed", "mail to [e-mail] failed"),
        ("GET /?email=jan%40voorbeeld.test", "GET /?email=[e-mail]"),
        ("Not Found: /communicatie/aanvraag/k3Jd-9_x/", "Not Found: /communicatie/aanvraag/[geheim]/"),
        ("/account/password/reset/key/1-abc/", "/account/password/reset/key/[geheim]/"),
        ("code 048213 for", "code [code] for"),
        ("token=abc&next=/", "token=[geheim]&next=/"),
        ("bel 06-12345678 terug", "bel [telefoon] terug"),
        ("Key (email)=(jan@voorbeeld.test) already exists", "Key (email)=([e-mail]) already exists"),
        ("/x/0f8110e0f8110e0f8110e0f8110e0f81/", "/x/[geheim]/"),
    ],
)
def test_what_says_who_is_left_out(text, kept):
    assert redact(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Not Found: /projecten/buurttuin-2026/",
        "2026-11-24 19:30:00,123456 started",
        "127.0.0.1:8000 answered 200 in 0.012345 s",
        "/projecten/verkeersveiligheidsmaatregelenpakket-vondellaan-en-omstreken/",
    ],
)
def test_the_rest_stays_readable(text):
    assert redact(text) == text


def test_arguments_and_tracebacks_say_nothing_of_anybody(log):
    logger, stream = log

    try:
        raise ValueError("jan@voorbeeld.test")
    except ValueError:
        logger.exception("mail for %s at %s", "piet@voorbeeld.test", "/communicatie/aanvraag/abc/")

    assert "voorbeeld" not in stream.getvalue()
    assert stream.getvalue().startswith("mail for [e-mail] at /communicatie/aanvraag/[geheim]/\nTraceback")
    assert "ValueError: [e-mail]" in stream.getvalue()


def test_nobody_writes_a_line_of_their_own(log):
    logger, stream = log

    logger.warning("Not Found: %s", "/a\r\n2026-11-24 INFO all is well")

    assert stream.getvalue() == "Not Found: /a\\r\\n2026-11-24 INFO all is well\n"


def test_nobody_writes_signs_that_a_terminal_obeys(log):
    logger, stream = log

    try:
        raise LookupError("a\x00b\x1b[2J")
    except LookupError:
        logger.exception("Not Found: %s", "/a\x1b[31m\u2028")

    assert stream.getvalue().startswith("Not Found: /a\\x1b[31m\\u2028\nTraceback")
    assert stream.getvalue().endswith("LookupError: a\\x00b\\x1b[2J\n")


def test_a_long_hostile_text_is_read_quickly():
    for hostile in ("a", "a.", "0", "a-", "0 6 ", "code="):
        assert redact(hostile * 50_000 + "@")


def test_what_was_refused_is_one_line(log):
    logger, stream = log

    try:
        raise PermissionDenied
    except PermissionDenied as refused:
        logger.warning("Forbidden: %s", "/beheer/", extra={"status_code": 403}, exc_info=refused)

    assert stream.getvalue() == "Forbidden: /beheer/\n"


def test_what_broke_has_its_traceback(log):
    logger, stream = log

    try:
        raise LookupError
    except LookupError as broken:
        logger.error("Internal Server Error: %s", "/", extra={"status_code": 500}, exc_info=broken)

    assert "Traceback" in stream.getvalue()


def test_a_job_that_failed_is_named_without_its_arguments(log):
    logger, stream = log
    job = Job(id=7, status="doing", queue="default", lock=None, queueing_lock=None, task_name="accounts.send_again")
    job = job.evolve(
        task_kwargs={"subject": "Je code", "body": "Hoi (Jan),\n\n048213\n\nGroet", "to": ["jan@voorbeeld.test"]}
    )

    logger.error(f"Job {job.call_string} ended with status: Error", extra={"job": job.log_context()})

    assert stream.getvalue() == "Job accounts.send_again[7] ended with status: Error\n"
