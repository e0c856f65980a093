"""Logs without personal data: no e-mail address, secret address, code or token, and one line a message."""

import logging
import re

_REDACTIONS = [
    (re.compile(r"[\w.!#$%*+^~-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"), "[e-mail]"),
    (
        re.compile(
            r"(/(?:communicatie/aanvraag|contact/idee|komst|afmelden|uitleg|actiepunt|agenda/van|meldingen)/)[^/\s?\"']+"
        ),
        r"\1[geheim]",
    ),
    (re.compile(r"(/account/(?:password/reset/key|confirm-email)/)[^/\s?\"']+"), r"\1[geheim]"),
    (
        re.compile(
            r"\b((?:token|key|code|sleutel|password|wachtwoord|csrfmiddlewaretoken|sessionid|csrftoken)['\"]?[=:]\s?['\"]?)[^\s&'\",;)]+",
            re.I,
        ),
        r"\1[geheim]",
    ),
    (re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{32,}(?::[\w:-]+)?"), "[geheim]"),
    (re.compile(r"(?<![\w.,:-])\d{6}(?![\w.:-])"), "[code]"),
    (re.compile(r"(?<![\w.:-])(?:\+31|0031|0)[ -]?(?:\(0\))?(?:[1-9][ -]?)(?:\d[ -]?){7}\d(?![\w])"), "[telefoon]"),
]

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class RefusedInOneLine(logging.Filter):
    """What was refused (403, 400) went as it should: a traceback is for what broke."""

    def filter(self, record):
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True


class RedactPersonalData(logging.Filter):
    """Of a handler: what it writes, tracebacks included, says nothing of anybody."""

    def filter(self, record):
        record.msg, record.args = redact(_one_line(_without_arguments(record))), ()
        if record.exc_info:
            record.exc_text = redact(_visible(_formatter.formatException(record.exc_info)))
        return True


def _without_arguments(record):
    """Of a job of procrastinate its name and number: its arguments may be a whole mail."""
    job = getattr(record, "job", None)
    if not isinstance(job, dict) or "call_string" not in job:
        return record.getMessage()
    return record.getMessage().replace(job["call_string"], f"{job['task_name']}[{job['id']}]")


def redact(text):
    for pattern, replacement in _REDACTIONS:
        text = pattern.sub(replacement, text)
    return text


def _one_line(text):
    """Nobody can write a line of their own into the log."""
    return _visible(text).replace("\n", "\\n")


def _visible(text):
    """Nor colour or move what stands in the terminal of who reads it."""
    return _CONTROLS.sub(lambda sign: ascii(sign[0])[1:-1], text)


_formatter = logging.Formatter()
