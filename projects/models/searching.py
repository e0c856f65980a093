"""Dutch full-text search: accents, decomposed letters, soft hyphens and ĳ do not keep things from being found."""

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import Func, TextField, Value

SEARCH_CONFIG = "dutch_unaccent"


class SearchText(Func):
    """The SQL function of core's first migration that brings text to one spelling."""

    function = "search_text"
    output_field = TextField()


def search_query(words):
    """The query for what somebody typed, at most 200 characters of it; any text at all is a valid query.

    Plain words also find longer ones that begin alike: "bankje" finds Bankjes, "buurt" the Buurttuin.
    """
    text = words.replace("\x00", " ")[:200]
    exact = SearchQuery(SearchText(Value(text)), config=SEARCH_CONFIG, search_type="websearch")
    if _OPERATORS.search(text) or not (roots := _roots(text)):
        return exact
    return exact | _raw(" & ".join(roots))


def similar_query(title):
    """The query for any of the words of a title; None without a word."""
    roots = _roots(title[:200])
    return _raw(" | ".join(roots)) if roots else None


def _roots(text):
    words = dict.fromkeys(re.findall(r"\w{3,}", text.replace("\u00ad", "").lower()))
    return [f"'{_ENDINGS.sub('', word)}':*" for word in list(words)[:12]]


def _raw(query):
    return SearchQuery(SearchText(Value(query)), config=SEARCH_CONFIG, search_type="raw")


_OPERATORS = re.compile(r'["]|(?:^|\s)-|\bor\b', re.I)
# What the Dutch stemmer leaves on diminutives and plurals; at least four letters stay.
_ENDINGS = re.compile(r"(?<=\w{4})(?:tjes|tje|jes|je|en|s)$")
