"""What a member of the communicatieteam looks at often: the queue with a search and filters, under a name."""

from django.db import models
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Person

LONGEST_QUERY = 500  # as it comes from the form; what is kept may be longer, written for an address
_NOT_KEPT = ("p", "e", "all")  # the page of the list, and what Django adds to an address that it could not read


class SavedViewQuerySet(models.QuerySet):
    def keep(self, person, name, query):
        """What was narrowed to, under this name; an earlier one of this name makes room."""
        return self.update_or_create(person=person, name=name, defaults={"query": narrowed(query)})[0]


class SavedView(models.Model):
    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views", verbose_name="van wie")
    name = models.CharField("naam", max_length=40)
    query = models.TextField("zoeken en filters", blank=True)
    since = models.DateTimeField("sinds", default=timezone.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "bewaarde lijst"
        verbose_name_plural = "bewaarde lijsten"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="saved_view_once_a_name")]

    def __str__(self):
        return self.name


def narrowed(query):
    """The query string without what is of one moment."""
    kept = QueryDict(query, mutable=True)
    for name in _NOT_KEPT:
        kept.pop(name, None)
    return kept.urlencode()
