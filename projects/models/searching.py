"""What somebody asks for: a query that forgives, and the words that were meant.

A word finds its other forms (huis, huizen), longer words that begin with its root (buurt: Buurttuin) or end with it
(moestuinen: Buurtmoestuin), and, where nobody writes it like that, the word that looks most like it (hondespeeltuin:
hondenspeeltuin).
"""

import re
from dataclasses import dataclass
from functools import cached_property, reduce
from math import inf, prod
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery
from django.db.models import Value

from core.searching import (
    LONGEST,
    NAMES_CONFIG,
    SEARCH_CONFIG,
    Compiled,
    SearchText,
    initials_of,
    raw_query,
    without_accents,
    words_of,
)
from projects.models.misspelling import one_slip_away, slips_between
from projects.models.words import FEW, SHORTEST, SearchWord

__all__ = ["SEARCH_CONFIG", "Asked", "SearchText", "names_query"]

FEW_ROWS = 500  # so many are found by the beginning of a word in milliseconds; of more, only the commonest words are
MANY = 2500  # rows: to sort these, and to look for the newest of these, takes as long
MOST_LONGER = 12
MOST_TO_JOIN = 4
SHORTEST_ROOT = 3
SHORTEST_TAIL = 4
VOWELS = tuple("aeiou")
MISSPELT = range(4, 9)  # letters of which every slip is tried; longer words are found by the letters they share
MUCH_MORE = 10
# What people type for what is called otherwise here (docs/glossary.md).
SAID_INSTEAD = {
    "notulen": "verslag", "notuleren": "verslag", "vergadering": "bijeenkomst", "vergaderingen": "bijeenkomst",
    "vergaderen": "bijeenkomst", "flyer": "poster", "flyers": "poster", "affiche": "poster", "affiches": "poster",
}  # fmt: skip


@dataclass
class Asked:
    """What was typed, at most 200 characters of it; any text at all is a valid question. Looks its words up once."""

    typed: str

    def __bool__(self):
        return bool(self.typed.strip())

    @cached_property
    def query(self):
        """For a column in Dutch; with quotes, a minus or "or" it means exactly what it says."""
        return _compiled(self._exact() if self._is_exact or not self._wanted else self._forgiving())

    def _exact(self):
        return SearchQuery(SearchText(Value(self.typed[:LONGEST])), config=SEARCH_CONFIG, search_type="websearch")

    def _forgiving(self):
        together = _all_of(map(self._clause, self._wanted))
        better = [together & raw_query(_quoted(initials)) for initials in self._initials]
        return _any_of([together, *self._joined(), *better])

    @cached_property
    def names_query(self):
        """For a column of names, where nothing but stop words was typed ("Ons", "Hoe?"); else None."""
        if self._is_exact or not self._words or self._wanted:
            return None
        return _compiled(names_query(self.typed))

    @cached_property
    def as_shown(self):
        """The query whose words are marked in a text, and how that is read."""
        if self.names_query:
            return self.names_query, NAMES_CONFIG
        is_plain = self._wanted and not self._is_exact
        # Any of the words: looking for where all stand together takes a hundred times as long.
        return self.of_any_word if is_plain else self.query, SEARCH_CONFIG

    @cached_property
    def of_any_word(self):
        """The query for any of its words, whatever signs stand between them; None without a word that counts."""
        return _compiled(_any_of(map(self._clause, self._wanted))) if self._wanted else None

    @property
    def expects_few(self):
        """Whether at most some thousands of texts have all the words: these are sorted, more walked newest first."""
        return self.rows_expected <= MANY

    @cached_property
    def rows_expected(self):
        """How many projects have all the words, about; infinite where nothing is known of that."""
        if self._is_exact or not self._wanted:
            return inf
        total = max(1, self._known[self._wanted[0]].rows_of_commonest)
        return total * prod(min(1, self._rows_of(word) / total) for word in self._wanted)

    @cached_property
    def meant(self):
        """What was typed, with the words that were probably meant; "" where nothing looks wrong."""
        if self._is_exact or not self._corrections:
            return ""
        return " ".join(self._corrections.get(word, word) for word in self._words)

    @cached_property
    def separate(self):
        """The words that occur, where there are more: each is found by itself where all together are not."""
        if self._is_exact or len(self._wanted) < 2:
            return []
        return [word for word in self._wanted if not self._known[word].is_unknown] or self._wanted

    # -- its words -----------------------------------------------------------------------------------------------------
    @cached_property
    def _is_exact(self):
        return bool(_OPERATORS.search(self.typed))

    @cached_property
    def _words(self):
        return words_of(self.typed)

    @cached_property
    def _wanted(self):
        """Without stop words, and without the initials of a street whose name is there."""
        words = [word for word in self._words if not self._known[word].is_stop_word]
        rest = [word for word in words if word not in self._initials]
        return rest if any(len(word) > SHORTEST_ROOT for word in rest) else words

    @cached_property
    def _initials(self):
        return initials_of(self.typed) & set(self._words)

    @cached_property
    def _known(self):
        asked = [(_forms(word), _root(word), _tail(word), _misspelt(word)) for word in self._words]
        return dict(zip(self._words, SearchWord.objects.look_up(asked, MOST_LONGER), strict=True))

    def _rows_of(self, word):
        """In how many texts about; a number is in many, and is not counted, nor is what is too short to be a word."""
        known = self._known[word]
        if not word.isalpha():
            return known.rows_of_commonest / 10
        if len(word) < SHORTEST:
            return known.rows_of_commonest
        return max(
            known.rows,
            known.rows_of_longer,
            known.rows_of_ending,
            *(with_its_stem for other, _, with_its_stem in known.alike if other == self._corrections.get(word)),
        )

    @cached_property
    def _corrections(self):
        """{word: the one that was meant}, of words that nobody writes, or hardly anybody."""
        return {word: meant for word in self._wanted if (meant := _correction(word, self._known[word]))}

    # -- its query -----------------------------------------------------------------------------------------------------
    def _clause(self, word):
        """All that one word finds."""
        if "-" in word:
            return raw_query(f"{_quoted(word.replace('-', ''))} | ({_together(word.split('-'))})")
        if number := _NUMBER_AND_LETTER.fullmatch(word):
            return raw_query(f"{_quoted(word)} | ({_together(number.groups())})")
        known, meant = self._known[word], self._corrections.get(word)
        takes_longer = known.rows_of_longer > FEW_ROWS or known.rows > FEW_ROWS
        instead = [meant] if meant and known.is_unknown else known.longer if takes_longer else []
        exact = raw_query(" | ".join(map(_quoted, dict.fromkeys([*_forms(word), *instead, *known.ending]))))
        return exact if instead or takes_longer or not _root(word) else exact | _beginning_with(_root(word))

    def _joined(self):
        """Two words that are one to somebody else: Juliana park."""
        words = self._wanted
        if not 1 < len(words) <= MOST_TO_JOIN or not all(map(str.isalpha, words)):
            return
        for i in range(len(words) - 1):
            around = [self._clause(word) for word in words[:i] + words[i + 2 :]]
            yield _all_of([raw_query(_quoted(words[i] + words[i + 1])), *around])


def names_query(typed, *, longer=False):
    """For a column of names: every word as it is; `longer` takes words too that begin like one without numbers."""
    words = [word.replace("-", "") for word in words_of(typed)]
    rest = [word for word in words if word not in initials_of(typed)] or words
    return _all_of(
        _beginning_with(word) if longer and word.isalpha() else raw_query(_quoted(word), NAMES_CONFIG) for word in rest
    )


def _compiled(query):
    return Compiled(query, SearchWord.objects.all())


def _forms(word):
    """The word, what the portal says instead, and what the Dutch stemmer leaves apart: huis, huizen, kinderen, kind."""
    forms = [word, *([SAID_INSTEAD[word]] if word in SAID_INSTEAD else [])]
    for pattern, other in _OTHER_FORMS:
        if pattern.search(word):
            forms.append(pattern.sub(other, word))
    return forms


def _root(word):
    """What longer words begin with: of bankje it is bank; "" of what is short or no word."""
    plain = without_accents(word)
    return _ENDINGS.sub("", plain) if plain.isalpha() and len(plain) >= SHORTEST_ROOT else ""


def _tail(word):
    """What compounds end with; "" of what is too short to say much: vergeten is no eten."""
    root = _root(word)
    return root if len(root) >= SHORTEST_TAIL + root.startswith(VOWELS) else ""


def _misspelt(word):
    plain = without_accents(word)
    return one_slip_away(plain) if plain.isalpha() and len(plain) in MISSPELT else []


def _correction(word, known):
    """The word that looks most like it, of those the one that occurs most; "" where the word itself is as likely."""
    if not word.isalpha() or not (known.is_unknown or 0 < known.rows < FEW):
        return ""
    plain = without_accents(word)
    most = 1 if known.rows else _slips_allowed(plain)
    found = [(slips_between(plain, without_accents(other)), -rows, other) for other, rows, _ in known.alike]
    likely = [one for one in found if 0 < one[0] <= most and -one[1] >= MUCH_MORE * known.rows]
    return min(likely)[2] if likely else ""


def _slips_allowed(word):
    return 1 if len(word) < 8 else 2 if len(word) < 12 else 3


def _quoted(word):
    return f"'{word}'"


def _beginning_with(root):
    """Not stemmed: the stem of duren is dur, which durven begins with too."""
    return raw_query(f"{_quoted(root)}:*", NAMES_CONFIG)


def _together(words):
    return " & ".join(map(_quoted, words))


def _all_of(queries):
    return reduce(and_, queries)


def _any_of(queries):
    return reduce(or_, queries)


_OPERATORS = re.compile(r'["]|(?:^|\s)-|\bor\b', re.I)
_NUMBER_AND_LETTER = re.compile(r"(\d+)([^\W\d_])")
# What the Dutch stemmer leaves on diminutives and plurals; at least four letters stay.
_ENDINGS = re.compile(r"(?<=\w{4})(?:tjes|tje|jes|je|en|s)$")
_OTHER_FORMS = [
    (re.compile(pattern), other)
    for pattern, other in (
        (r"(?<=[aeiouylrn])zen$", "s"),
        (r"(?<=[aeiouylrn])ven$", "f"),
        (r"(?<=[aeiouylrn])s$", "zen"),
        (r"(?<=[aeiouylrn])f$", "ven"),
        (r"(?<=[^aeiou][aeiouyé])s$", ""),
        (r"(?<=[^aeiou][aeiouyé])$", "s"),
        (r"(?<=\w\wen)s$", ""),  # the stem of wagen is wag, of wagens wagen
        *(pair for one, more in (("kind", "kinderen"), ("lied", "liederen"), ("blad", "bladeren"), ("lid", "leden"),
                                 ("stad", "steden")) for pair in ((f"{one}$", more), (f"{more}$", one))),
    )
]  # fmt: skip
