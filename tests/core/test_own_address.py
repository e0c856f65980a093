import pytest

from core.own_address import own_address


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
