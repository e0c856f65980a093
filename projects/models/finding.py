"""Which projects somebody looks for, and what of them was found."""

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.contrib.postgres.search import SearchRank, SearchVector
from django.db import models
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.db.models.functions import Left

from core.searching import NAMES_CONFIG, Marked, SearchText, is_marked, marked
from core.short_codes import normalise
from projects.models.help import HelpWanted
from projects.models.searching import Asked, names_query
from projects.models.states import OPEN_TO_HELP

TITLE_AS_NAME = SearchVector(SearchText("title"), config=NAMES_CONFIG)
PLACE_AS_NAME = SearchVector(SearchText("place"), config=NAMES_CONFIG)
LOOKED_THROUGH = 1500  # characters of a long text: marking takes time in its length


class FindingQuerySet(models.QuerySet):
    def of_code(self, typed):
        """The one of these that a code leads to, as it is typed from a poster: of what was merged where it went.

        None where there is none; nothing is looked up for what cannot be a code.
        """
        code = normalise(typed)
        return self._going_on_as(short_code=code) if code else None

    def of_address(self, typed):
        """The same, also for an address in any form in which people copy it."""
        try:
            path = urlsplit(typed).path
        except ValueError:  # half of an address, such as http://[
            path = typed
        if slug := re.search(r"projecten/([-\w]+)", path):
            return self._going_on_as(slug=slug[1])
        code = re.search(r"(?:^|/)p/([^/]+)", path)
        return self.of_code(code[1] if code else typed)

    def _going_on_as(self, **known_by):
        named = self.model.objects.filter(**known_by).defer("search").first()
        return named and self.filter(pk=named.goes_on_as.pk).first()

    def search(self, asked, *, named=None):
        """What somebody asks for, as an `Asked` or as typed, and the project `named`; all rows for nothing."""
        asked = asked if isinstance(asked, Asked) else Asked(asked)
        if not asked:
            return self
        rows, found = self, Q(search=asked.query)
        if asked.names_query:
            rows, found = self.alias(title_as_name=TITLE_AS_NAME), Q(title_as_name=asked.names_query)
        return rows.filter(found | Q(pk=named.pk) if named else found)

    def in_street(self, words):
        """Whose place has all these words, or longer ones that begin like them."""
        return self.alias(place_as_name=PLACE_AS_NAME).filter(place_as_name=names_query(words, longer=True))

    def open_to_help(self):
        """That may be helped, and ask for something now."""
        asks = HelpWanted.objects.open().filter(project=OuterRef("pk"))
        return self.filter(Exists(asks), status__in=OPEN_TO_HELP)

    def latest_first(self, column="proposed_at", *, sorted_anew=False):
        """`sorted_anew`: what was found is sorted; the planner else may walk all there is, looking at each text."""
        moment = ExpressionWrapper(F(column) + timedelta(0), DateTimeField()) if sorted_anew else F(column)
        return self.order_by(moment.desc(nulls_last=column == "heard_at" or None), "-id")

    def with_marks(self, asked):
        """With what stands on a card, the words that were found between signs; read by `Found`."""
        return self.annotate(
            title_marked=Marked("title", *asked.as_shown, highlight_all=True),
            summary_marked=Marked("summary", *asked.as_shown, highlight_all=True),
            place_marked=Marked("place", *asked.as_shown, highlight_all=True),
            piece_marked=Marked(Left("description", LOOKED_THROUGH), *asked.as_shown, max_words=22, min_words=12),
        )

    def similar_to(self, title):
        """At most three listed projects with words of a title, slips forgiven, the likest first; of the newest 200."""
        if not (query := Asked(title).of_any_word):
            return self.none()
        found = self.published().filter(search=query).order_by("-proposed_at")[:200]
        ranked = self.model.objects.filter(pk__in=found.values("pk")).annotate(likeness=SearchRank("search", query))
        return ranked.with_card_data().order_by("-likeness", "-proposed_at")[:3]


@dataclass(frozen=True)
class Found:
    """A project's title and a text for its card as HTML: the summary, or the piece or place that was found."""

    title: str
    text: str

    @classmethod
    def mark(cls, page):
        """The page, each of its projects with `found`."""
        for project in page.items:
            project.found = cls.of(project)
        return page

    @classmethod
    def of(cls, project):
        in_card = is_marked(project.title_marked) or is_marked(project.summary_marked)
        title, text = marked(project.title_marked), project.summary_marked
        if not in_card and is_marked(project.piece_marked):
            text = f"… {project.piece_marked} …"
        elif not in_card and is_marked(project.place_marked):
            text = f"{project.place_marked}. {text}"
        return cls(title, marked(text))


def best_first(asked):
    """The order of what was asked for; None where only names were searched, of which none is better."""
    return SearchRank(F("search"), asked.query).desc() if asked and not asked.names_query else None
