"""The words that occur in what is public, and in how many rows: for prefixes, and for what somebody meant to type."""

import json
from dataclasses import dataclass

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector
from django.db import connection, models, transaction

from core.searching import WORDS_CONFIG, SearchText

SHORTEST, LONGEST = 3, 40
FROM_SIX_LETTERS = 6  # on, words that look alike share enough trigrams
FEW = 3  # a word in fewer rows may be a mistake itself

RECOUNT = """
WITH counted AS MATERIALIZED (
    SELECT word, unaccent(word) AS plain, (tsvector_to_array(to_tsvector('dutch_unaccent', word)))[1] AS stem, ndoc
    FROM ts_stat(%s)
    WHERE char_length(word) BETWEEN %s AND %s
), gone AS (
    DELETE FROM projects_searchword WHERE NOT EXISTS (SELECT FROM counted WHERE counted.word = projects_searchword.word)
)
INSERT INTO projects_searchword (word, plain, stem, rows)
SELECT word, plain, stem, ndoc FROM counted WHERE stem IS NOT NULL
ON CONFLICT (word) DO UPDATE SET rows = EXCLUDED.rows WHERE projects_searchword.rows <> EXCLUDED.rows
"""
LOOK_UP = """
SELECT to_tsvector('dutch_unaccent', asked.forms[1]) = '' AS is_stop_word,
       coalesce(known.rows, 0), coalesce(longer.rows, 0),
       coalesce(ending.rows, 0), (SELECT coalesce(max(rows), 0) FROM projects_searchword),
       longer.words, ending.words, alike.words
FROM unnest(%(places)s::int[]) AS place
CROSS JOIN LATERAL (
    SELECT string_to_array((%(forms)s::text[])[place], ' ') AS forms, (%(roots)s::text[])[place] AS root,
           (%(tails)s::text[])[place] AS tail, string_to_array((%(edits)s::text[])[place], ' ') AS edits
) AS asked
LEFT JOIN LATERAL (
    SELECT sum(rows) AS rows FROM projects_searchword
    WHERE stem = ANY(tsvector_to_array(to_tsvector('dutch_unaccent', array_to_string(asked.forms, ' '))))
) AS known ON true
LEFT JOIN LATERAL (
    SELECT sum(rows) AS rows, (array_agg(plain ORDER BY rows DESC))[:%(most)s] AS words FROM projects_searchword
    WHERE asked.root <> '' AND plain >= asked.root AND plain < asked.root || chr(1114111)
) AS longer ON true
LEFT JOIN LATERAL (
    SELECT sum(rows) AS rows, (array_agg(plain ORDER BY rows DESC))[:%(most)s] AS words FROM projects_searchword
    WHERE asked.tail <> '' AND plain LIKE '%%' || asked.tail || '%%'
      AND plain ~ (asked.tail || '(en|s|tjes?|jes?)?$') AND length(plain) >= length(asked.tail) + %(first)s
) AS ending ON true
LEFT JOIN LATERAL (
    SELECT json_agg(json_build_array(word, rows, (
        SELECT sum(rows) FROM projects_searchword AS other WHERE other.stem = found.stem
    ))) AS words FROM (
        SELECT word, stem, rows FROM projects_searchword
        WHERE coalesce(known.rows, 0) < %(few)s AND plain = ANY(asked.edits)
        UNION (
            SELECT word, stem, rows FROM projects_searchword
            WHERE coalesce(known.rows, 0) < %(few)s AND length(asked.forms[1]) >= %(long)s
              AND plain %% asked.forms[1]
            ORDER BY similarity(plain, asked.forms[1]) DESC, rows DESC LIMIT 20
        )
    ) AS found
) AS alike ON true
ORDER BY place
"""


@dataclass(frozen=True)
class Known:
    """What is known of one word that was typed: in how many rows it is, or a longer one that begins with its root."""

    is_stop_word: bool
    rows: int
    rows_of_longer: int
    rows_of_ending: int
    rows_of_commonest: int
    longer: tuple = ()
    ending: tuple = ()  # compounds of which it is the last part
    alike: tuple = ()  # (word, rows, rows with a word of the same stem), only where the word itself is rare

    @property
    def is_unknown(self):
        return not (self.rows or self.rows_of_longer or self.rows_of_ending or self.is_stop_word)


class SearchWordQuerySet(models.QuerySet):
    def recount(self, texts):
        """Make this what occurs in `texts`: pairs of a queryset and the names of its fields."""
        vectors = [_vectors(rows, fields) for rows, fields in texts]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(RECOUNT, [" UNION ALL ".join(vectors), SHORTEST, LONGEST])
            cursor.execute("ANALYZE projects_searchword")

    def look_up(self, asked, most):
        """[Known] for [(forms, root or "", end of compounds or "", misspellings)], `most` longer words of each."""
        forms, edits = ([" ".join(one[i]) for one in asked] for i in (0, 3))
        roots, tails = ([one[i] for one in asked] for i in (1, 2))
        places = list(range(1, len(asked) + 1))
        values = {"places": places, "forms": forms, "roots": roots, "tails": tails, "edits": edits}
        with connection.cursor() as cursor:
            cursor.execute(LOOK_UP, values | {"most": most, "few": FEW, "long": FROM_SIX_LETTERS, "first": SHORTEST})
            return [_known(*row) for row in cursor.fetchall()]


class SearchWord(models.Model):
    word = models.CharField("woord", max_length=LONGEST, primary_key=True)
    plain = models.CharField("zonder accenten", max_length=2 * LONGEST, db_collation="C")
    stem = models.CharField("stam", max_length=2 * LONGEST)
    rows = models.PositiveIntegerField("in hoeveel teksten")

    objects = SearchWordQuerySet.as_manager()

    class Meta:
        verbose_name = "woord"
        verbose_name_plural = "woorden"
        indexes = [
            models.Index(fields=["plain"], name="search_word_plain"),
            models.Index(fields=["stem"], name="search_word_stem"),
            models.Index(fields=["rows"], name="search_word_rows"),
            GinIndex(OpClass("plain", name="gin_trgm_ops"), name="search_word_alike"),
        ]

    def __str__(self):
        return self.word


def _vectors(rows, fields):
    """The SQL of one column: the words of every row."""
    vector = SearchVector(*map(SearchText, fields), config=WORDS_CONFIG)
    sql, parameters = rows.order_by().annotate(vector_=vector).values("vector_").query.sql_with_params()
    return connection.ops.compose_sql(sql, parameters)


def _known(is_stop_word, *found):
    *numbers, longer, ending, alike = found
    words = (tuple(longer or ()), tuple(ending or ()), tuple(map(tuple, _as_list(alike))))
    return Known(is_stop_word, *map(int, numbers), *words)


def _as_list(found):
    return json.loads(found) if isinstance(found, str) else found or []
