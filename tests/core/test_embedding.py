"""Rows of relations beside an object, in its own query, as model instances with dates and relations."""

import pytest
from django.db.models import Count, OuterRef
from django.db.models.functions import Now

from core.embedding import Embedded, FixedLists
from projects.models import Milestone, Project, Update
from tests.factories import ProjectFactory, UpdateFactory

pytestmark = pytest.mark.django_db


def fetch(rows, *fields):
    embedded = Embedded(rows.filter(project=OuterRef("pk")), *fields)
    return embedded.instances(Project.objects.annotate(found=embedded.subquery()).get().found)


def test_rows_become_instances_with_dates_and_relations():
    update = UpdateFactory(author__name="Fenna")

    (found,) = fetch(Update.objects, "id", "title", "at", "author__name")

    assert (found.pk, found.title, found.at, found.author.name) == (update.pk, update.title, update.at, "Fenna")


def test_relation_that_is_empty_is_none():
    UpdateFactory(author=None)

    (found,) = fetch(Update.objects, "id", "author__name")

    assert found.author is None


def test_order_of_the_rows_stays_and_dates_are_dates():
    project = ProjectFactory()
    for day in ("2026-03-01", "2026-01-01"):
        Milestone.objects.create(project=project, title=day, due=day)

    found = fetch(Milestone.objects.order_by("due"), "title", "due")

    assert [step.due.isoformat() for step in found] == ["2026-01-01", "2026-03-01"]


def test_number_that_the_query_computed_comes_along():
    UpdateFactory()

    (found,) = fetch(Update.objects.order_by().values("title").annotate(number=Count("id")), "title", "number")

    assert found.number == 1


def test_nothing_found_is_an_empty_list():
    ProjectFactory()

    assert fetch(Update.objects, "id") == []


def test_fixed_lists_are_put_together_once_and_read_the_rows_of_now(django_assert_num_queries):
    lists = FixedLists(
        told=Embedded(Update.objects.filter(project=OuterRef("pk"), at__lte=Now()).order_by("pk"), "id", "title"),
        planned=Embedded(Milestone.objects.filter(project=OuterRef("pk")), "id", "due"),
    )
    first, second = ProjectFactory(), ProjectFactory()

    def read(project):
        found = lists.of(lists.beside(Project.objects.filter(title=project.title)).get())
        return [update.title for update in found["told"]], [step.due.isoformat() for step in found["planned"]]

    assert read(first) == ([], [])
    UpdateFactory(project=second, title="Twaalf bomen")
    Milestone.objects.create(project=first, title="Klaar", due="2026-03-01")

    with django_assert_num_queries(2):
        assert read(first) == ([], ["2026-03-01"])
        assert read(second) == (["Twaalf bomen"], [])


def test_fixed_lists_stand_beside_numbers_of_other_rows():
    lists = FixedLists(told=Embedded(Update.objects.filter(project=OuterRef("pk")).order_by("pk"), "title"))
    project = UpdateFactory(title="Een").project
    UpdateFactory(project=project, title="Twee")

    row = lists.beside(Project.objects.annotate(number=Count("updates"))).get()

    assert (row.number, [update.title for update in lists.of(row)["told"]]) == (2, ["Een", "Twee"])
