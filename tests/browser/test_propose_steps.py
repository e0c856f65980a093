"""A visitor proposes question by question on a phone, by keyboard alone, going back and changing his mind."""

import re
from datetime import timedelta

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.utils import timezone
from playwright.sync_api import expect

from core.dates import day
from tests.browser.people import code_in, fits, script_held_up, sees, shoot
from tests.browser.test_axe import RUN
from tests.browser.test_html import faults_of
from tests.browser.test_keyboard import tab_to
from wijkdeal.demo.people import PASSWORD

pytestmark = pytest.mark.browser

EMAIL = "joke.stappen@voorbeeld.test"


def press(page, name, *, role="button"):
    tab_to(page, page.get_by_role("main").get_by_role(role, name=name))
    page.keyboard.press("Enter")


def type_in(page, label, words):
    tab_to(page, page.get_by_label(label))
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(words)


def look(page, number):
    """Which question this is; sound HTML, nothing for axe to find, no wider than the window."""
    sees(page, f"Vraag {number} van 7")
    is_sound(page, f"vraag-{number}")


def is_sound(page, name):
    fits(page)
    shoot(page, f"stappen-{name}")
    assert faults_of(page.request.get(page.url).text()) == []
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate(RUN, {}) == []


def test_what_is_typed_before_the_script_is_there_is_compared_with_what_exists(people):
    page = people.open("bewoner")
    with script_held_up(page, "similar"):
        page.goto("/projecten/voorstellen/", wait_until="commit")
        page.locator("[name=title]").fill("Plukfruit aan de Van Lenneplaan")

    expect(page.locator("#lijkt-op")).to_contain_text("Plukfruit aan de Van Lenneplaan")


def test_a_visitor_proposes_question_by_question(people):
    page = people.open(width=360)
    title = f"Een schommel bij de flat {timezone.now():%H%M%S}"
    page.goto("/projecten/voorstellen/")

    look(page, 1)
    type_in(page, "Geef je idee een titel", title)
    press(page, "Volgende")
    look(page, 2)
    type_in(page, "Wat wil je, in één zin?", "Schommelen mag op elke leeftijd.")
    press(page, "Volgende")
    look(page, 3)
    type_in(page, "Wil je er meer over vertellen?", "Ook voor opa’s")
    press(page, "Terug")
    look(page, 2)
    expect(page.get_by_label("Wat wil je, in één zin?")).to_have_value("Schommelen mag op elke leeftijd.")
    press(page, "Terug")
    expect(page.get_by_label("Geef je idee een titel")).to_have_value(title)
    press(page, "Volgende")
    press(page, "Volgende")
    expect(page.get_by_label("Wil je er meer over vertellen?")).to_have_value("Ook voor opa’s")
    press(page, "Volgende")
    look(page, 4)
    expect(page.get_by_role("radio", name="Weet ik niet")).to_be_checked()
    press(page, "Volgende")
    look(page, 5)
    type_in(page, "Waar is het?", "achter de flat")
    page.keyboard.press("Enter")  # as the main button
    look(page, 6)
    press(page, "Sla over")
    look(page, 7)
    type_in(page, "Je naam", "Joke Stappen")
    type_in(page, "E-mailadres", EMAIL)
    press(page, "Volgende")

    sees(page, "Klopt alles?", title, "Ook voor opa’s", "Weet ik niet", "achter de flat", EMAIL)
    is_sound(page, "controleren")
    press(page, "Wijzig de plek", role="link")
    type_in(page, "Waar is het?", "voor de flat")
    press(page, "Bewaar")
    sees(page, "Klopt alles?", "voor de flat")
    press(page, "Stel je idee voor")
    type_in(page, "code", code_in(people.mail(EMAIL, "code")))
    press(page, "Ga verder")
    sees(page, "Klopt het zo?", "voor de flat")
    press(page, "Stuur mijn idee in")

    sees(page, "je idee is binnen", title, day(timezone.localdate() + timedelta(days=14)), "Noem deze code")


def test_a_visitor_needs_no_script(people):
    page = people.open(width=360, java_script_enabled=False)
    page.goto("/projecten/voorstellen/")
    page.get_by_label("Geef je idee een titel").fill("Een bankje bij de vijver")
    for _ in range(2):
        page.get_by_role("button", name="Volgende").click()
    sees(page, "Dit klopt nog niet", "Schrijf in één zin wat je wilt.")
    page.locator("[name=summary]").fill("Zitten en kijken.")
    page.get_by_role("button", name="Volgende").click()
    page.get_by_role("button", name="Bekijk alle antwoorden").click()

    sees(page, "Klopt alles?", "Lijkt dit op jouw idee?", "Zitten en kijken.")


def test_who_signs_in_is_asked_whose_the_idea_in_this_browser_is(people):
    page = people.open(width=360)
    title = f"Een picknicktafel {timezone.now():%H%M%S}"
    page.goto("/projecten/voorstellen/")
    page.get_by_label("Geef je idee een titel").fill(title)
    page.get_by_role("button", name="Volgende").click()
    sees(page, "Vraag 2 van 7")
    begun = page.url
    page.goto("/account/login/")
    page.locator("[name=login]").fill("buurvrouw@voorbeeld.test")
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Ga verder").click()
    page.wait_for_url("**/mijn/")

    page.goto(begun)
    sees(page, "Is dit idee van jou?", title)
    is_sound(page, "van-mij")
    page.get_by_role("button", name="Ja, dit is van mij").click()

    sees(page, "Vraag 2 van 6", title)
    page.goto("/mijn/")
    sees(page, title)


def test_a_draft_is_gone_on_with_on_another_device(people):
    phone, computer = people.open("buurvrouw", width=360), people.open("buurvrouw")
    title = f"Een moestuin op het dak {timezone.now():%H%M%S}"
    phone.goto("/projecten/voorstellen/")
    phone.get_by_label("Geef je idee een titel").fill(title)
    phone.get_by_role("button", name="Volgende").click()
    sees(phone, "Vraag 2 van 6")

    computer.goto("/mijn/")
    computer.get_by_role("link", name=re.compile(f"Ga verder.*{title}")).click()

    sees(computer, "Vraag 2 van 6")
    computer.get_by_label("Wat wil je, in één zin?").fill("Sla en tomaten.")
    computer.get_by_role("button", name="Volgende").click()
    phone.reload()
    expect(phone.get_by_label("Wat wil je, in één zin?")).to_have_value("Sla en tomaten.")
