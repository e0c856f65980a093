"""Dutch full-text search: accents, decomposed letters, soft hyphens and ĳ do not keep things from being found."""

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
