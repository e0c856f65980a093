"""The maps: dots that a key reaches, a drawing to click on, and nothing asked outside before a click."""

import pytest

pytestmark = pytest.mark.browser

MAP = "/projecten/kaart/"


def test_key_reaches_a_dot_and_enter_follows_it(people):
    tab = people.open()
    tab.goto(MAP)
    dot = tab.locator("svg.drawing a.dot:not(.many)").first
    name = dot.get_attribute("aria-label")

    dot.focus()
    with tab.expect_navigation():
        tab.keyboard.press("Enter")

    assert tab.locator("h1").inner_text() == name


def test_dots_are_wide_enough_for_a_finger_on_a_phone(people):
    tab = people.open()
    tab.set_viewport_size({"width": 360, "height": 800})
    tab.goto(MAP)

    widths = tab.evaluate("[...document.querySelectorAll('.dot circle')].map(dot => dot.getBoundingClientRect().width)")

    assert min(widths) >= 23
    assert tab.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("width", [360, 1280])
def test_click_on_the_drawing_is_kept_as_the_place_that_was_clicked(people, width):
    tab = people.open("bewoner")
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto("/projecten/plukfruit-van-lenneplaan/plek/")
    picture = tab.locator(".point-at:visible")
    shown = picture.bounding_box()["width"]

    picture.click(position={"x": shown * 0.5, "y": shown * 0.6})
    tab.wait_for_load_state()
    tab.goto("/projecten/plukfruit-van-lenneplaan/plek/")

    x, y = map(int, tab.locator(".point-at:visible").get_attribute("src").partition("plek=")[2].split(","))
    assert abs(x - 180) <= 1
    assert abs(y - 216) <= 1


def test_real_map_asks_outside_after_the_click_and_not_before(people):
    tab, asked = people.open(), []
    tab.route("https://kaart.voorbeeld.test/**", lambda route: (asked.append(1), route.fulfill(body=PIXEL)))
    tab.goto(f"{MAP}echt/")
    tab.wait_for_load_state("networkidle")
    before = len(asked)

    tab.get_by_role("button", name="Laat de echte kaart zien").click()
    tab.wait_for_selector(".pin a")
    tab.wait_for_load_state("networkidle")

    assert before == 0
    assert asked
    assert tab.locator(".pin a").count() == tab.locator("[data-latitude]").count()
    assert tab.locator(".leaflet-control-attribution").inner_text() == "Kaartgegevens © Kadaster"


@pytest.mark.parametrize("comes", [True, False])
def test_real_map_says_so_when_its_pictures_do_not_come(people, comes):
    tab = people.open()
    tab.route("https://kaart.voorbeeld.test/**", lambda route: route.fulfill(body=PIXEL if comes else b"geen plaatje"))
    tab.goto(f"{MAP}echt/")
    said = tab.get_by_text("De achtergrond van de kaart kwam niet. De projecten staan hieronder.")
    assert not said.is_visible()

    tab.get_by_role("button", name="Laat de echte kaart zien").click()
    tab.wait_for_selector(".pin a")
    tab.wait_for_load_state("networkidle")

    assert said.is_visible() is not comes


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f000105010127e3"
    "37c20000000049454e44ae426082"
)
