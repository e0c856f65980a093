"""Everything by keyboard alone: nothing here touches the mouse."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.people import sees

pytestmark = pytest.mark.browser

# What has the focus, whether it stands in the window and whether that can be seen.
FOCUSED = """() => {
  const element = document.activeElement
  if (element === document.body) return null
  const ringed = element.closest(".card") ?? element  // the ring of a link that fills its card is around the card
  const box = ringed.getBoundingClientRect(), style = getComputedStyle(ringed)
  return {
    what: element.outerHTML.slice(0, 120),
    isRinged: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isInWindow: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  }
}"""
ENOUGH = 200


def walk(page):
    """All that the Tab key passes, from the top of the page to its end."""
    passed = []
    while len(passed) < ENOUGH:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        passed.append(focused)
    return passed


def tab_to(page, wanted):
    """Press Tab until this has the focus."""
    for _ in range(ENOUGH):
        if wanted.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {wanted}")


def test_the_first_tab_skips_to_the_content(people):
    page = people.open()
    page.goto("/projecten/")

    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Naar de inhoud")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    ("role", "where"),
    [
        ("", "/"),
        ("", "/projecten/"),
        ("groen-bewoner", "/begeleiding/"),
        ("", "/projecten/voorstellen/"),
        ("communicatie", "/beheer/"),
    ],
)
def test_whatever_has_the_focus_can_be_seen(people, role, where, width):
    page = people.open(role, width=width)
    page.goto(where)

    passed = walk(page)

    assert len(passed) > 10
    assert [one["what"] for one in passed if not (one["isRinged"] and one["isInWindow"])] == []


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(people):
    page = people.open(width=360)
    page.goto("/")
    button = page.get_by_role("button", name="Menu")
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    expect(menu).to_be_hidden()

    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, menu.get_by_role("link", name="Kalender"))
    page.keyboard.press("Enter")

    sees(page, "Kalender")


def test_a_resident_proposes_by_keyboard_alone(people):
    page = people.open("bewoner", width=360)
    title = f"Een bankje bij de vijver {timezone.now():%H%M%S}"
    page.goto("/projecten/voorstellen/alles/")

    tab_to(page, page.get_by_role("button", name="Stel je idee voor"))
    page.keyboard.press("Enter")
    summary = page.locator("[data-summary]")
    expect(summary).to_be_focused()
    tab_to(page, summary.get_by_role("link").first)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Geef je idee een titel")).to_be_focused()
    page.keyboard.type(title)
    tab_to(page, page.get_by_label("Wat wil je, in één zin?"))
    page.keyboard.type("Zitten en kijken naar de eenden.")
    group = page.get_by_role("group", name="Bij welk thema")
    tab_to(page, group.get_by_role("radio", name="Weet ik niet"))
    page.keyboard.press("ArrowDown")
    expect(group.get_by_role("radio").first).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Stel je idee voor"))
    page.keyboard.press("Enter")

    sees(page, "je idee is binnen", title)


def test_a_facilitator_works_through_the_list_with_one_key_an_action(people):
    page = people.open("groen-bewoner")
    page.goto("/begeleiding/")
    lines = page.locator(".group li")

    page.keyboard.press("j")
    expect(lines.nth(0).locator("a").first).to_be_focused()
    page.keyboard.press("j")
    expect(lines.nth(1).locator("a").first).to_be_focused()
    page.keyboard.press("k")
    expect(lines.nth(0).locator("a").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_text("naar het volgende project")).to_be_visible()

    asked = page.locator(".group li", has=page.locator(".say"))
    title = asked.last.locator("a").first
    title.focus()
    name = title.inner_text()
    page.keyboard.press("2")
    changed = page.locator(".group li", has=page.get_by_role("link", name=name, exact=True))
    expect(changed.locator("button.own")).to_contain_text("Aandacht nodig")

    changed.locator("a").first.focus()
    page.keyboard.press("s")
    page.wait_for_url("**/voortgang/")


def test_keys_do_nothing_once_they_are_switched_off(people):
    page = people.open("groen-bewoner")
    page.goto("/begeleiding/")
    page.keyboard.press("?")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.reload()

    page.keyboard.press("j")

    assert page.evaluate("document.activeElement === document.body")
    page.get_by_text("Sneltoetsen: druk op ?").click()
    expect(page.get_by_label("Sneltoetsen gebruiken")).not_to_be_checked()
