"""Forms sent empty: the summary takes the focus, each of its links leads to a control that names its error."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import GALLERY, address_of
from tests.browser.people import fits, sees

pytestmark = pytest.mark.browser

FORMS = [
    ("voorstellen", "", "next"),
    ("voorstellen-alles", "", "send"),
    ("voorstellen-alles", "bewoner", "send"),
    ("voorstellen-zin", "bewoner", "next"),
    ("bijwerken", "groen-bewoner", ""),
    ("voortgang", "groen-pro", ""),
    ("antwoord", "groen-bewoner", ""),
    ("verder", "groen-bewoner", ""),
    ("mijlpalen", "groen-bewoner", ""),
    ("meedoen", "", ""),
    ("plannen", "voorzitter", ""),
    ("vraagstuk-nieuw", "koploper", ""),
    ("aanvragen", "", ""),
    ("aanvragen", "bewoner", ""),
    ("contact", "", ""),
    ("contact", "bewoner", ""),
    ("inloggen", "", ""),
    ("aanmelden", "", ""),
    ("balie", "balie", ""),
    ("balie-meedoen", "balie", ""),
    ("balie-vraag", "balie", ""),
    ("balie-activiteit", "balie", ""),
    ("nog-goed", "duurzaam-bewoner", ""),
    ("vraag-stellen", "", ""),
    ("vraag-stellen", "buurvrouw", ""),
    ("vraag-bekijken", "bewoner", ""),
    ("antwoord-aanpassen", "bewoner", ""),
    ("melden", "", ""),
    ("melding", "groen-bewoner", ""),
    ("hulp-gevraagd", "bewoner", ""),
    ("hulp-aanbieden", "", ""),
    ("ondersteuning", "groen-bewoner", ""),
    ("ondersteuning-vragen", "bewoner", ""),
    ("splitsen", "groen-bewoner", ""),
    ("volgen", "", ""),
    ("stemcode", "", ""),
    ("stemmen", "", ""),
    ("stembriefje", "balie", ""),
    ("stembriefjes-drukken", "balie", ""),
]
# The form of the page is the one with the most in it; emptied, and sent by its main button.
SEND_EMPTY = """name => {
  const count = form => [...form.elements].filter(field => field.type !== "hidden").length
  const form = [...document.querySelectorAll("main form[method=post]")].sort((a, b) => count(b) - count(a))[0]
  for (const field of form.elements) {
    if (["radio", "checkbox"].includes(field.type)) field.checked = false
    else if (!["hidden", "submit", "file"].includes(field.type)) field.value = ""
  }
  form.requestSubmit(form.querySelector(name ? `button[name=${name}]` : "button:not([type=button])"))
}"""
TARGETS = """links => links.map(link => {
  const field = document.getElementById(link.hash.slice(1))
  const described = (field?.getAttribute("aria-describedby") ?? "").split(" ").map(id => document.getElementById(id))
  return {
    says: link.textContent,
    isControl: !!field?.matches("input:not([type=hidden]), select, textarea"),
    isInvalid: field?.getAttribute("aria-invalid") === "true",
    isDescribed: described.some(words => words?.textContent.includes(link.textContent)),
  }
})"""


@pytest.mark.parametrize(("name", "role", "button"), FORMS)
def test_a_form_that_is_sent_empty_leads_to_what_is_missing(people, reader, name, role, button):
    page = people.open(role, width=320)
    page.goto(address_of(GALLERY[name], reader(role)))

    page.evaluate(SEND_EMPTY, button)

    summary = page.locator("[data-summary]")
    expect(summary).to_be_focused()
    assert page.title().startswith("Fout: ")
    targets = summary.locator("a").evaluate_all(TARGETS)
    assert targets
    assert [target for target in targets if not all(target.values())] == []
    fits(page)


@pytest.mark.parametrize("name", ["voorstellen", "voorstellen-alles", "aanvragen", "contact"])
def test_the_first_link_of_the_summary_puts_the_cursor_in_the_field(people, reader, name):
    page = people.open()
    page.goto(address_of(GALLERY[name], reader()))
    page.evaluate(SEND_EMPTY, "")
    first = page.locator("[data-summary] a").first

    first.press("Enter")

    expect(page.locator(f'[id="{first.get_attribute("href")[1:]}"]')).to_be_focused()


def test_who_goes_back_and_presses_once_more_posts_one_message(people, reader):
    page = people.open("groen-bewoner")
    address = address_of(GALLERY["bijwerken"], reader("groen-bewoner"))
    page.goto(address)
    page.get_by_label("Wat is er gebeurd").fill("De bank is geverfd")
    page.get_by_label("Vertel het").fill("Groen, zoals afgesproken.")
    send = page.get_by_role("button", name="Plaats je bericht")
    key = page.locator("[name=form_key]").first.input_value()
    send.click()
    expect(page.get_by_text("Je bericht staat erop.")).to_be_visible()

    page.go_back()
    expect(page.get_by_label("Vertel het")).to_have_value("Groen, zoals afgesproken.")
    assert page.locator("[name=form_key]").first.input_value() != key
    send.click()

    expect(page.get_by_text("Dit had je net al verstuurd. Het staat er één keer.")).to_be_visible()
    expect(page.get_by_role("heading", name="De bank is geverfd")).to_have_count(1)


def test_browser_gives_back_every_field_so_that_money_and_a_request_are_there_once(people, reader):
    page = people.open("groen-bewoner")
    project = address_of(GALLERY["bijwerken"], reader("groen-bewoner")).removesuffix("bijwerken/")
    page.goto("/communicatie/aanvragen/")
    named = page.locator("#projecten option").first.get_attribute("value")
    for address, fields, button in (
        (f"{project}geld/", {"amount": "12,50", "what": "Koffie voor de vrijwilligers"}, "Noteer dit bedrag"),
        ("/communicatie/aanvragen/", {"project": named, "subject": "Poster", "text": "Om tien uur."}, "Verstuur"),
    ):
        page.goto(address)
        page.get_by_role("main").get_by_role("radio").last.check()
        for name, words in fields.items():
            page.locator(f"main [name={name}]").fill(words)
        send = page.get_by_role("main").get_by_role("button", name=button)
        send.click()
        page.go_back()

        for name, words in fields.items():
            expect(page.locator(f"main [name={name}]")).to_have_value(words)
        send.click()
        sees(page, "Dit had je net al verstuurd.")


def test_member_who_typed_something_is_asked_before_a_button_of_another_form_loses_it(people):
    page, asked, answers = people.open("communicatie"), [], []

    def answer(dialog):
        asked.append(dialog.message)
        dialog.accept() if answers.pop() else dialog.dismiss()

    page.on("dialog", answer)
    page.goto("/beheer/communication/request/?stand=in_progress")
    page.locator("#result_list tbody th a").first.click()
    sees(page, "Bericht aan de aanvrager")
    address = page.url
    text = page.get_by_label("Bericht aan de aanvrager")
    press = page.get_by_role("button", name="Vraag of het goed is")

    text.fill("De poster is bijna klaar.")
    answers.append(False)
    press.click()
    expect(text).to_have_value("De poster is bijna klaar.")
    answers.append(False)
    page.get_by_role("button", name="Vul dit in").click()
    expect(text).to_have_value("De poster is bijna klaar.")
    page.get_by_role("button", name="Bekijk de mail eerst").click()
    page.wait_for_url("**/bericht/doen/")

    page.goto(address)
    text.fill("Toch niet.")
    answers.append(True)
    page.get_by_role("button", name="Vul dit in").click()
    page.wait_for_url("**antwoord=**")
    assert answers == []
    assert ["‘Bericht aan de aanvrager’" in words for words in asked] == [True, True, True]
