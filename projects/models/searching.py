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
    """The query for what somebody typed, at most 200 characters of it; any text at all is a valid query."""
    text = words.replace("\x00", " ")[:200]
    return SearchQuery(SearchText(Value(text)), config=SEARCH_CONFIG, search_type="websearch")


def similar_query(title):
    """The query for any of the words of a title, longer words that begin with one too; None without a word."""
    words = re.findall(r"\w{3,}", title.replace("\u00ad", "")[:200])[:12]
    if not words:
        return None
    either = " | ".join(f"'{word}':*" for word in words)
    return SearchQuery(SearchText(Value(either)), config=SEARCH_CONFIG, search_type="raw")
