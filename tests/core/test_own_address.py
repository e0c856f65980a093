import pytest

from core.own_address import came_from, own_address


@pytest.mark.parametrize("target", ["/", "/agenda/?maand=2026-11#vandaag", "/zoeken/?q=één"])
def test_a_page_of_this_site_is_taken(target):
    assert own_address(target) == target


@pytest.mark.parametrize(
    "target",
    [
        *("", "0", "mine", "agenda/", "https://elders.test/", "//elders.test/", "///elders.test", "/\\elders.test"),
        *("http://[", "javascript:alert(1)", "\x00/", "/" * 2001, "/" + "x" * 2000),
    ],
)
def test_anything_else_is_left_out(target):
    assert own_address(target) == ""


@pytest.mark.parametrize(
    ("referer", "path"),
    [
        ("http://testserver/agenda/?maand=2026-11", "/agenda/?maand=2026-11"), ("http://testserver/", "/"),
        ("http://testserver//elders.test/", ""), ("http://elders.test/agenda/", ""), ("/agenda/", ""),
        ("http://[", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_page_that_a_button_was_pressed_on_is_one_of_this_site(rf, referer, path):
    assert came_from(rf.post("/knop/", headers={"referer": referer})) == path
