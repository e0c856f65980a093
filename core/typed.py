"""What a person typed, made fit to keep: the same text, without what only a machine can mean.

Emoji, letters of every script, soft hyphens and joiners stay as they were typed. Gone are control characters,
lone surrogates and the marks that turn the reading direction of the text after them.
"""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")
_MARKS_ON_ONE_LETTER = 30
MOST_SIGNS = 60_000  # of all that is shown again or kept for a while
_NEVER_SHOWN = ("csrfmiddlewaretoken", "password", "oldpassword", "password1", "password2", "code")
_OF_THE_FORM = (  # nobody typed these
    *("form_key", "form_time", "seen", "read", "version", "asked", "asks_for_whom"),
    *("photo_name", "photo_told"),
)
_KEY = re.compile(r"[0-9a-f-]{20,}")
_SHORT = 12  # signs: a choice, a number or a date is no longer
_CHOICE = re.compile(r"[a-z0-9_.:-]*")  # how these look; so does a word without a capital
_WRITTEN = ("can", "title", "text", "note", "answer", "reason")  # of these a short word counts too
_UNSEEN = {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"}


def clean_line(text):
    """One line: ends of lines and tabs become spaces."""
    return re.sub("[\n\t]+", " ", clean_paragraphs(text))


def clean_paragraphs(text):
    """Lines end in one LF; a text in which nothing can be seen is empty."""
    text = _trim(tidy(text))
    return text if any(unicodedata.category(sign) not in _UNSEEN for sign in text) else ""


def tidy(text):
    """The same without trimming: for showing again what was typed."""
    text = _UNWANTED.sub("", _LINE_ENDS.sub("\n", text))
    return text if text.isascii() else unicodedata.normalize("NFC", _limit_marks(text))


def fields_of(post):
    """[(name, value), …] of what was sent and not empty; never a password or a code."""
    return [(name, value) for name, values in post.lists() if name not in _NEVER_SHOWN for value in values if value]


def texts_of(fields):
    """What of such fields is worth reading again."""
    typed = [(name, value) for name, value in fields if name not in _OF_THE_FORM and not _KEY.fullmatch(value)]
    return [value for name, value in typed if len(value) > _SHORT or name in _WRITTEN or not _CHOICE.fullmatch(value)]


def _limit_marks(text):
    """At most 30 marks on one letter (Unicode's stream-safe format): composing a long row takes quadratic time."""
    kept, row = [], 0
    for sign in text:
        row = row + 1 if unicodedata.combining(sign) else 0
        if row <= _MARKS_ON_ONE_LETTER:
            kept.append(sign)
    return "".join(kept)


def _trim(text):
    return text.strip().strip("\ufeff\u200b").strip()
