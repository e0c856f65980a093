import pytest

from core.typed import clean_line, clean_paragraphs, tidy


@pytest.mark.parametrize(
    "title",
    [
        "'s Avonds samen eten",
        "’t Hoekje",
        "AED",
        "LED",
        "50+",
        "3 bankjes",
        "één boom per straat",
        "WIJ HELPEN ELKAAR",
        "ĳs!",
        "Hoe?",
        "Vlonder in de buurt\u00adtuin",
        "\U0001f469\u200d\U0001f469\u200d\U0001f467",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "مرحبا بكم في الحي",
        '<b>vet</b> & "zo"',
        "{{ 7*7 }} %s {0}",
    ],
)
def test_an_honest_line_stays_as_it_was_typed(title):
    assert clean_line(title) == title


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\ud800b", "ab"),
        ("a\x07\x1b[31mb", "a[31mb"),
        ("\u202eomgekeerd\u202c", "omgekeerd"),
        ("\u2066a\u2069", "a"),
        ("cafe\u0301", "café"),
        ("  bank \t\r\n bij de vijver \u00a0", "bank   bij de vijver"),
        ("\ufeffbank\u200b", "bank"),
        ("\u200b\u200d\u00ad", ""),
        ("\uffff", ""),
    ],
)
def test_what_only_a_machine_can_mean_is_left_out(typed, kept):
    assert clean_line(typed) == kept


def test_lines_end_in_one_way():
    assert clean_paragraphs("een\r\ntwee\rdrie\u2028vier\n\nvijf\n") == "een\ntwee\ndrie\nvier\n\nvijf"


def test_a_row_of_marks_on_one_letter_is_cut_to_thirty():
    assert tidy("a" + "\u0316" * 100_000) == "a" + "\u0316" * 30
