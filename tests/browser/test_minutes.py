"""Minutes in the browser: kept while they are typed, also when the connection drops or the tablet is closed."""

import re
from datetime import timedelta
from itertools import count
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.people import fits, script_held_up, shoot

pytestmark = pytest.mark.browser

SAVED = "bewaard om"
ALSO_CHANGED = "Dit is ook veranderd door een ander, of door jou in een ander venster."


def the_draft(page):
    """The address of the minutes that are still written: those of the last meeting of the koplopers."""
    page.goto("/groepen/koplopersgroep/")
    meetings = page.locator("main a[href*='/bijeenkomsten/']").evaluate_all("all => all.map(a => a.pathname)")
    for address in sorted({one for one in meetings if one.split("/")[-2].isdecimal()}):
        page.goto(address)
        if page.get_by_role("link", name="Schrijf verder aan het verslag").count():
            return f"{address}verslag/"
    raise AssertionError("no draft")


def in_the_drawer(page):
    """How many texts this browser keeps, as the script of the page left it."""
    page.wait_for_load_state()
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('verslag ')).length")


def at(page, number=0):
    """The form of a point, and its field."""
    form = page.locator("form[id^=vorm-punt]").nth(number)
    return form.locator("output"), form.locator("textarea").first


@pytest.mark.parametrize("width", [360, 1280])
def test_secretary_types_and_what_is_typed_is_kept_without_a_press(people, width):
    page = people.open("voorzitter", width=width)
    address = the_draft(page)
    page.goto(address)
    said, field = at(page)

    field.fill(f"Getypt op {width}.")
    expect(said).to_contain_text(SAVED)
    assert in_the_drawer(page) == 0
    page.reload()

    expect(at(page)[1]).to_have_value(f"Getypt op {width}.")
    fits(page)
    shoot(page, f"verslag-{width}")


def test_what_is_typed_before_the_script_is_there_is_kept_too(people):
    page = people.open("voorzitter")
    address = the_draft(page)
    with script_held_up(page, "minutes"):
        page.goto(address, wait_until="commit")
        said, field = at(page)
        field.fill("Getypt voordat het script er was.")

    expect(said).to_contain_text(SAVED)
    page.reload()

    expect(at(page)[1]).to_have_value("Getypt voordat het script er was.")


def test_what_was_typed_without_a_connection_comes_back_after_closing(people):
    page = people.open("voorzitter")
    page.goto(the_draft(page))
    said, field = at(page, 1)
    address, window = page.url, page.context
    page.route("**/verslag/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())

    field.fill("Getypt zonder verbinding.")
    expect(said).to_contain_text("Geen verbinding.")
    assert in_the_drawer(page) == 1
    page.close()
    page = window.new_page()
    page.goto(address)

    said, field = at(page, 1)
    expect(field).to_have_value("Getypt zonder verbinding.")
    expect(said).to_contain_text(SAVED)
    assert in_the_drawer(page) == 0
    people.faults.clear()


def test_two_at_one_point_lose_nothing(people):
    first, second = people.open("voorzitter"), people.open("beheer")
    people.expects(409)
    address = the_draft(first)
    for page in (first, second):
        page.goto(address)
    _, mine = at(first, 2)
    said, theirs = at(second, 2)

    theirs.fill("Van de ander.")
    expect(said).to_contain_text(SAVED)
    mine.fill("Van mij.")
    expect(at(first, 2)[0]).to_contain_text(ALSO_CHANGED)
    first.locator("form[id^=vorm-punt]").nth(2).get_by_role("button", name="Bewaar", exact=True).click()

    expect(first.get_by_role("alert")).to_contain_text("Van de ander.")
    expect(at(first, 2)[1]).to_have_value("Van mij.")
    expect(at(first, 2)[0]).to_have_text("nog niet bewaard")
    shoot(first, "verslag-botsing")
    fits(first)
    people.faults.clear()


@pytest.mark.parametrize("width", [360, 1280])
def test_who_ticks_on_an_older_page_undoes_no_guests(people, width):
    first, second = people.open("voorzitter", width=width), people.open("beheer")
    people.expects(409)
    address = the_draft(first)
    for page in (first, second):
        page.goto(address)
    mine, theirs = (page.locator("#vorm-aanwezig") for page in (first, second))

    theirs.locator("[name=guests]").fill(f"Jan van {width}")
    expect(theirs.locator("output")).to_contain_text(SAVED)
    mine.get_by_role("checkbox").first.click()
    expect(mine.locator("output")).to_contain_text(SAVED)
    mine.locator("[name=guests]").fill("Piet")
    expect(mine.locator("output")).to_contain_text(ALSO_CHANGED)
    mine.get_by_role("button", name="Bewaar", exact=True).click()

    expect(first.get_by_role("alert")).to_contain_text(f"Jan van {width}")
    expect(first.locator("#vorm-aanwezig [name=guests]")).to_have_value("Piet")
    fits(first)
    shoot(first, "gasten-botsing")
    people.faults.clear()


def offline(page):
    page.route("**/verslag/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())


def decision(page, number=0):
    """The field and the form of a decision at a point, unfolded."""
    form = page.locator("form[id^=besluit-punt]").nth(number)
    if not form.is_visible():
        form.locator("xpath=parent::details/summary").click()
    return form.locator("textarea").first, form


def test_a_half_typed_decision_stays_when_something_else_is_saved_and_is_not_sent_by_itself(people):
    page = people.open("voorzitter", width=360)
    page.goto(the_draft(page))
    field, form = decision(page)
    field.fill("Half getypt besluit")
    page.locator("#verder").get_by_label("Wat is er nog meer besproken?").fill("De lamp van Piet")

    page.get_by_role("button", name="Zet erbij").click()

    expect(page.get_by_role("heading", name="De lamp van Piet")).to_be_visible()
    field, form = decision(page)
    expect(field).to_have_value("Half getypt besluit")
    expect(field).to_be_visible()
    expect(form.locator("output")).to_have_text("nog niet bewaard")
    expect(page.get_by_label("Wat is er nog meer besproken?")).to_have_value("")
    assert page.get_by_text("Besluit: Half getypt besluit").count() == 0
    fits(page)
    shoot(page, "verslag-half")
    form.get_by_role("button", name="Bewaar het besluit").click()
    expect(page.get_by_text("Besluit: Half getypt besluit")).to_have_count(1)
    assert in_the_drawer(page) == 0


def test_a_decision_without_a_connection_stays_on_the_page_and_comes_back(people):
    page = people.open("voorzitter")
    page.goto(the_draft(page))
    offline(page)
    field, form = decision(page, 1)

    field.fill("Besluit zonder verbinding")
    form.get_by_role("button", name="Bewaar het besluit").click()
    expect(form.locator("output")).to_contain_text("Geen verbinding. Je tekst staat op dit apparaat.")
    page.unroute("**/verslag/")
    page.reload()

    field, form = decision(page, 1)
    expect(field).to_have_value("Besluit zonder verbinding")
    form.get_by_role("button", name="Bewaar het besluit").click()
    expect(page.get_by_text("Besluit: Besluit zonder verbinding")).to_have_count(1)
    people.faults.clear()


def test_who_was_signed_out_signs_in_and_finds_the_text(people):
    page = people.open("voorzitter")
    page.goto(the_draft(page))
    said, field = at(page, 3)
    cookies = page.context.cookies()
    page.context.clear_cookies(name=re.compile("sessionid$"))

    field.fill("Getypt zonder sessie.")
    expect(said).to_contain_text("Je bent uitgelogd. Je tekst staat op dit apparaat.")
    shoot(page, "verslag-uitgelogd")
    said.get_by_role("link", name="Log in").click()
    expect(page.locator("[name=login]")).to_be_visible()
    address = parse_qs(urlsplit(page.url).query)["next"][0]
    page.context.add_cookies(cookies)
    page.goto(address)

    said, field = at(page, 3)
    expect(field).to_have_value("Getypt zonder sessie.")
    expect(said).to_contain_text(SAVED)


_NUMBERS = count()  # of the same name it would be the same meeting, planned once more


def going_on(reader):
    """The address of a meeting that began: its agenda may still change while minutes are written."""
    group = re.search(r'href="(/groepen/[^"/]*werkgroep[^"/]*/)"', reader("beheer").get("/groepen/").text)[1]
    when = {
        "day": str(timezone.localdate() - timedelta(days=1)),
        "starts": "19:30",
        "ends": "21:00",
        "place": "Hier",
        "sure": "on",
    }
    answer = reader("beheer").post(f"{group}bijeenkomsten/nieuw/", {"title": f"Gisteren {next(_NUMBERS)}"} | when)
    address = answer.url.removeprefix(reader().address)
    assert "/bijeenkomsten/" in address, answer.text
    told = reader("beheer").post(f"{address}agendapunten/nieuw/", {"title": "Weg ermee", "kind": "overig"})
    assert "Weg ermee" in told.text, told.text
    return address


@pytest.mark.parametrize("presses", [True, False])
def test_what_was_typed_at_a_point_that_was_taken_off_comes_back_with_it(people, reader, presses):
    page, other = people.open("beheer"), people.open("beheer")
    people.expects(409)
    meeting = going_on(reader)
    page.goto(f"{meeting}verslag/")
    other.goto(meeting)
    other.get_by_role("button", name="Haal weg").click()
    expect(other.get_by_text("is van de agenda gehaald")).to_be_visible()

    said, field = at(page)
    field.fill("Eerste woorden")
    expect(said).to_contain_text("haalde dit punt van de agenda")
    if presses:
        page.locator("form[id^=vorm-punt]").get_by_role("button", name="Bewaar", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("Dit punt is van de agenda gehaald")
    else:
        page.reload()

    expect(page.get_by_label("Wat is er nog meer besproken?")).to_have_value("Weg ermee")
    expect(page.locator("#verder").get_by_label("Wat is er gezegd?")).to_have_value("Eerste woorden")
    fits(page)
    shoot(page, f"verslag-weg-{presses}")
    page.get_by_role("button", name="Zet erbij").click()
    expect(at(page)[1]).to_have_value("Eerste woorden")
    assert in_the_drawer(page) == 0
