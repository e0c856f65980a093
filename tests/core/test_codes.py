import pytest

from core import short_codes
from core.codes import normalise_code


@pytest.mark.parametrize(
    "typed",
    [
        " 048213 ",
        "048 213",
        "048-213",
        "048213\r\n",
        "048\u00a0213",
        "\u200b048213",
        "048213\ufeff",
        "\uff10\uff14\uff18\uff12\uff11\uff13",
        "048\u2013213",
        "\u2068048213\u2069",
    ],
)
def test_a_pasted_code_is_the_code(typed):
    assert normalise_code(typed) == "048213"


@pytest.mark.parametrize("typed", ["48213", "0482131", "O48213", "٠٤٨٢١٣", "048.213", "①②③④⑤⑥"])
def test_nothing_else_is_forgiven(typed):
    assert normalise_code(typed) != "048213"


def test_codes_have_no_signs_that_look_alike():
    assert not set(short_codes.ALPHABET) & set("01OILQ5S8Z2B") - {"2", "B"}
    assert {len(short_codes.new_code(length)) for length in (4, 5, 6)} == {4, 5, 6}
    assert set(short_codes.new_code(6)) <= set(short_codes.ALPHABET)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7k4 m", "7K4M"),
        (" 7K-4M. ", "7K4M"),
        ("7k4m", "7K4M"),
        ("8zg u", "B26V"),
        ("7K4", ""),
        ("7K4MNPR", ""),
        ("7KOM", ""),
        ("", ""),
        ("٧K4M", ""),
        ("x" * 5000, ""),
    ],
)
def test_a_code_typed_from_a_poster_is_understood(typed, code):
    assert short_codes.normalise(typed) == code
