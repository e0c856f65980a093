import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from accounts.models import Organisation
from core.pagination import page_of


@pytest.fixture
def groups(db):
    Organisation.objects.bulk_create(Organisation(name=f"{n:04}", slug=f"{n:04}", kind="zorg") for n in range(45))
    return Organisation.objects.order_by("name")


@pytest.mark.parametrize(
    ("number", "shown", "first", "size"),
    [
        (1, 1, "0000", 20),
        ("2", 2, "0020", 20),
        ("3", 3, "0040", 5),
        ("99", 3, "0040", 5),
        (None, 1, "0000", 20),
        ("", 1, "0000", 20),
        ("-1", 1, "0000", 20),
        ("0", 1, "0000", 20),
        ("1.5", 1, "0000", 20),
        ("twee\x00\ud800", 1, "0000", 20),
        ("٢", 1, "0000", 20),
        ("9" * 5000, 1, "0000", 20),
        (" 2 ", 2, "0020", 20),
    ],
)
def test_any_number_gives_a_page(groups, number, shown, first, size, django_assert_num_queries):
    with django_assert_num_queries(2):
        page = page_of(groups, number)

    assert (page.number, page.items[0].name, len(page)) == (shown, first, size)
    assert (page.count, page.count_is_capped, page.last_number) == (45, False, 3)
    assert page.has_previous == (shown > 1)
    assert page.has_next == (shown < 3)
    assert (page.previous_number, page.next_number) == (shown - 1, shown + 1)


def test_no_rows_is_one_empty_page(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = page_of(Organisation.objects.order_by("name"), "7")

    assert (page.items, page.number, page.count, page.has_next, page.has_previous) == ([], 1, 0, False, False)


def test_counting_stops_at_a_thousand(db):
    Organisation.objects.bulk_create(Organisation(name=f"{n:04}", slug=f"{n:04}", kind="zorg") for n in range(1105))

    page = page_of(Organisation.objects.order_by("name"), "52")

    assert (page.count, page.count_is_capped, page.last_number) == (1000, True, None)
    assert page.has_next
    assert page.items[0].name == "1020"
    assert list(page_of(Organisation.objects.order_by("name"), "9999").items) == []
    assert page_of(Organisation.objects.order_by("name"), "9999").number == 500


def test_by_key_it_counts_less_and_finds_the_same(db, django_assert_num_queries):
    Organisation.objects.bulk_create(Organisation(name=f"{n:04}", slug=f"{n:04}", kind="zorg") for n in range(405))
    everything, some = Organisation.objects.order_by("name"), Organisation.objects.filter(name__lt="0400")

    with django_assert_num_queries(4):
        full, counted = page_of(everything, "20", by_key=True), page_of(some.order_by("-name"), "20", by_key=True)

    assert (full.count, full.count_is_capped, full.items[0].name, full.has_next) == (400, True, "0380", True)
    assert (counted.count, counted.count_is_capped, counted.items[0].name) == (400, False, "0019")
    assert not counted.has_next


@pytest.mark.parametrize(("number", "first"), [("2", "0384"), ("20", "0024"), ("21", "0004")])
def test_what_is_sorted_anew_is_sorted_where_its_keys_are_taken(db, django_assert_num_queries, number, first):
    """Without an order the planner reads a large table to its end for some dozens of rows."""
    Organisation.objects.bulk_create(Organisation(name=f"{n:04}", slug=f"{n:04}", kind="zorg") for n in range(405))
    rows = Organisation.objects.order_by(Concat("name", Value("")).desc())

    with django_assert_num_queries(2) as queries:
        page = page_of(rows, number, by_key=True, sorted_anew=True)

    assert "ORDER BY" in queries[0]["sql"]
    assert (page.items[0].name, page.count_is_capped) == (first, True)


def test_a_list_has_pages_too():
    page = page_of(list(range(30)), 2)

    assert list(page) == list(range(20, 30))
    assert page.count == 30
