"""Searching in Dutch: one spelling for what is searched and for what is typed, its words, and marking what was found.

Any text at all may be typed. The spelling here and the one of the SQL function `search_text` are the same one.
"""

import re
import unicodedata

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector, SearchVectorField
from django.db.models import Func, GeneratedField, TextField
from django.utils.html import format_html, format_html_join

SEARCH_CONFIG = "dutch_unaccent"  # stems, and no accents
NAMES_CONFIG = "names_unaccent"  # every word as it is, stop words too: "Ons", "Hoe?", "Van Hall"
WORDS_CONFIG = "only_words"  # no numbers or addresses, accents kept: for what is shown as "bedoelde je"
LONGEST = 200  # characters that are looked at
MOST_WORDS = 12
_CUT_AFTER = 12

_BEGIN, _END = "\ue000", "\ue001"  # stand for no letter
_PIECES = re.compile(f"{_BEGIN}([^{_BEGIN}{_END}]*){_END}")
_SIGNS = str.maketrans("\u2019\u2018\u02bc\u00b4`\u2010\u2011", "'''''--", "\u00ad\x00")
_LETTER = r"[^\W\d_]"
_INITIAL = re.compile(rf"\b({_LETTER})\.\s?(?={_LETTER}\b)")
_INITIALS = re.compile(rf"\b(?:{_LETTER}\.\s?)+(?={_LETTER})")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class SearchText(Func):
    """The SQL function of core's migrations that brings text to one spelling."""

    function = "search_text"
    output_field = TextField()


def kept_words(*columns):
    """A column that the database fills with the words of others, for where there are many rows to search."""
    words = SearchVector(*map(SearchText, columns), config=SEARCH_CONFIG)
    return GeneratedField(expression=words, output_field=SearchVectorField(), db_persist=True)


def spelled(typed):
    """200 characters of what was typed, in the spelling of `search_text`: "P.C. Hooftlaan 2-4" is pc hooftlaan 2 4."""
    text = unicodedata.normalize("NFKC", _as_text(typed)).translate(_SIGNS).lower()[:LONGEST]
    return re.sub(r"-(?=\d)", " ", _INITIAL.sub(r"\1", text).translate(str.maketrans("./", "  ")))


def words_of(typed):
    """The words of what was typed, each once; a letter alone (the s of foto's) only where there is nothing else."""
    words = list(dict.fromkeys(_WORD.findall(spelled(typed))))[:MOST_WORDS]
    return [word for word in words if len(word) > 1 or word.isdecimal()] or words


def initials_of(typed):
    """{"pc"} of "P.C. Hooftlaan": who writes down the street may leave them out."""
    found = _INITIALS.findall(unicodedata.normalize("NFKC", _as_text(typed)).lower())
    return {re.sub(r"\W", "", initials) for initials in found}


def without_accents(word):
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))


def raw_query(text, config=SEARCH_CONFIG):
    """A tsquery of words in quotes; nothing else that was typed may stand in it."""
    return SearchQuery(text, config=config, search_type="raw")


class Compiled(SearchQuery):
    """A query as it goes to the database: where it stands in many places, the ORM puts it together once."""

    def __init__(self, query, rows):
        """`rows`: any queryset; a query names no column of it."""
        super().__init__("")
        compiler = rows.query.get_compiler(rows.db)
        self.sql = compiler.compile(query.resolve_expression(rows.query))

    def resolve_expression(self, *args, **kwargs):
        return self

    def as_sql(self, compiler, connection, function=None, template=None):
        return self.sql


class Marked(SearchHeadline):
    """A text in which the words of a query stand between signs; `marked` makes HTML of it."""

    def __init__(self, expression, query, config=SEARCH_CONFIG, **options):
        super().__init__(expression, query, config=config, start_sel=_BEGIN, stop_sel=_END, **options)


def is_marked(text):
    return _BEGIN in text


def marked(text):
    """HTML: the words that were found in <mark>, the rest as it was typed."""
    first, *rest = _PIECES.split(text)
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return format_html(
        "{}{}", _bare(first), format_html_join("", "<mark>{}</mark>{}", ((w, _bare(t)) for w, t in pairs))
    )


def piece(text):
    """With a sign where the text probably goes on: it begins small, or ends without a stop after a dozen words."""
    bare = _bare(text).strip()
    goes_on = len(bare.split()) >= _CUT_AFTER and bare[-1] not in ".!?…"
    return f"{'… ' if bare[:1].islower() else ''}{text}{' …' if goes_on else ''}"


def _bare(text):
    return text.replace(_BEGIN, "").replace(_END, "")


def _as_text(typed):
    """Without half characters, which the database refuses."""
    return typed[: 2 * LONGEST].encode("utf-8", "ignore").decode()
