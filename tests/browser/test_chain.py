"""The main job, walked in a real browser: from a resident's idea to a story that everybody can read."""

import io
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from core.dates import day
from tests.browser.people import People, code_in, fits, sees, shoot, until_shown

pytestmark = pytest.mark.browser

PLACES = {1280: "de Van Lenneplaan", 360: "de Spieghelstraat"}
ANSWER = "Mooi plan. We komen dinsdag bij je langs om te kijken welke bomen er passen."
RESIDENT_SEES = "Zestien buren doen al mee, dit gaat lukken."
PROFESSIONAL_SEES = "De grond is nog niet onderzocht."
LEADER_SEES = "We hebben vooral nog scheppen nodig."


@dataclass
class Chain:
    """What the steps hand to each other."""

    people: People
    width: int
    address: str = ""  # of the project
    initiator: Page = None
    requester: Page = None
    group: str = ""

    @property
    def title(self):
        return f"Pruimenbomen aan {PLACES[self.width]}"

    @property
    def email(self):
        return f"sanne{self.width}@voorbeeld.test"

    @property
    def due(self):
        """The day by which the duo answers, in words."""
        return day(timezone.localdate() + timedelta(days=14))

    @property
    def story(self):
        return f"Een boom om van te eten aan {PLACES[self.width]}"

    def open(self, role=""):
        return self.people.open(role, width=self.width)

    def look(self, page, name, *words):
        """What is on the page now: these words, no wider than the window, and a picture for who wants one."""
        sees(page, *words)
        fits(page)
        shoot(page, f"{name}")


@pytest.mark.parametrize("width", [1280, 360])
def test_an_idea_becomes_a_project_that_everybody_can_follow(people, width):
    chain = Chain(people, width)

    a_visitor_proposes(chain)
    the_duo_takes_it_up(chain)
    the_initiator_sees_the_answer(chain)
    a_neighbour_joins(chain)
    the_initiator_becomes_the_leader_and_starts(chain)
    a_group_begins_and_plans_a_meeting(chain)
    the_leader_posts_an_update_with_a_photo(chain)
    both_halves_and_the_leader_say_how_it_goes(chain)
    a_visitor_asks_the_communicatieteam(chain)
    the_team_handles_it_in_the_back_office(chain)
    the_requester_sees_it_done(chain)
    the_team_publishes_a_story(chain)
    everybody_reads_it(chain)


def a_visitor_proposes(chain):
    page = chain.initiator = chain.open()
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Stel je idee voor").first.click()
    for number, (name, fill_in) in enumerate(ANSWERS, start=1):
        fill_in(chain, page)
        chain.look(page, f"01-{name}", f"Vraag {number} van 7")
        page.get_by_role("button", name="Volgende").click()
    chain.look(page, "01-controleren", "Klopt alles?", chain.title, "Peren en pruimen.", chain.email)
    page.get_by_role("button", name="Stel je idee voor").click()

    chain.look(page, "02-code", "Typ de code uit de mail", chain.email)
    page.get_by_role("textbox", name="code").fill(code_in(chain.people.mail(chain.email, "code")))
    page.get_by_role("button", name="Ga verder").click()

    chain.look(page, "03-klopt-het", "Klopt het zo?", chain.title, "Peren en pruimen.")
    page.get_by_role("button", name="Stuur mijn idee in").click()

    chain.look(page, "04-binnen", "je idee is binnen", chain.title, chain.due, "Ineke Wiersema", "Bas Huizing")
    page.get_by_role("link", name="Bekijk je idee op de website").click()
    chain.address = page.url
    chain.look(page, "05-idee", "Stap 1 van 5", chain.due, "Noem de code")
    assert chain.title in chain.people.mail(chain.email, "We hebben je idee")


ANSWERS = (
    ("titel", lambda chain, page: page.get_by_label("Geef je idee een titel").fill(chain.title)),
    ("zin", lambda _, page: page.get_by_label("Wat wil je").fill("Fruitbomen waar iedereen van mag plukken.")),
    ("verhaal", lambda _, page: page.get_by_label("Wil je er meer").fill("Het gras is leeg.\n\nPeren en pruimen.")),
    ("thema", lambda _, page: page.get_by_role("group", name="Bij welk thema").get_by_label("Groen").check()),
    ("plek", lambda chain, page: page.get_by_label("Waar is het?").fill(f"het gras aan {PLACES[chain.width]}")),
    ("fotos", lambda _, page: sees(page, "Heb je er foto’s bij?")),
    ("wie", lambda chain, page: _introduce(chain, page)),
)


def _introduce(chain, page):
    page.get_by_label("Je naam").fill("Sanne Riemersma")
    page.get_by_label("E-mailadres").fill(chain.email)


def the_duo_takes_it_up(chain):
    duo = chain.open("groen-bewoner")
    duo.goto("/begeleiding/")
    line = duo.get_by_role("listitem").filter(has_text=chain.title)
    expect(line).to_contain_text(f"Nieuw, antwoord uiterlijk {chain.due}")
    chain.look(duo, "06-werklijst", "Dag Ineke", chain.title)

    line.get_by_role("link", name="Geef antwoord").click()
    chain.look(duo, "07-antwoord", "Wat antwoorden jullie?", "Fruitbomen waar iedereen van mag plukken.")
    duo.get_by_label("Ja, we pakken het op").check()
    duo.get_by_label("Je antwoord aan wie het voorstelde").fill(ANSWER)
    duo.get_by_role("button", name="Verstuur het antwoord").click()

    chain.look(duo, "08-beantwoord", chain.title, "Stap 2 van 5: in voorbereiding", ANSWER)


def the_initiator_sees_the_answer(chain):
    assert ANSWER in chain.people.mail(chain.email, "Antwoord op je idee")

    chain.initiator.goto(chain.address)
    chain.look(chain.initiator, "09-antwoord-gezien", "in voorbereiding", ANSWER)


def a_neighbour_joins(chain):
    neighbour = chain.open("buurvrouw")
    neighbour.goto(chain.address)
    neighbour.get_by_role("link", name="Ik doe mee").first.click()
    neighbour.get_by_label("Wat kun je doen?").fill("Ik heb een kruiwagen.")
    chain.look(neighbour, "10-meedoen", "Doe mee")
    neighbour.get_by_role("button", name="Ik doe mee").click()
    chain.look(neighbour, "11-doet-mee", "Fijn dat je meedoet", "Met jou erbij zijn jullie met 2 mensen.")

    chain.initiator.goto(f"{chain.address}deelnemers/")
    chain.look(chain.initiator, "12-deelnemers", "Hanneke Tuinstra", "Ik heb een kruiwagen.")


def the_initiator_becomes_the_leader_and_starts(chain):
    duo = chain.open("groen-pro")
    duo.goto(chain.address)
    duo.get_by_role("link", name="Hoe verder?").click()
    duo.get_by_label("Kiezen wie het trekt").check()
    duo.get_by_label("Sanne").check()
    chain.look(duo, "13-trekker-kiezen", "Nog niemand trekt het.", "Eerst een trekker")
    duo.get_by_role("button", name="Leg het vast").click()
    sees(duo, "trekt het")

    leader = chain.initiator
    leader.goto(chain.address)
    leader.get_by_role("link", name="Hoe verder?").click()
    leader.get_by_label("Beginnen: we gaan het uitvoeren").check()
    leader.get_by_label("Waarom?").fill("De bomen zijn besteld.")
    leader.get_by_role("button", name="Leg het vast").click()
    chain.look(leader, "14-begonnen", "Stap 3 van 5: in uitvoering", "De bomen zijn besteld.")


def a_group_begins_and_plans_a_meeting(chain):
    leader = chain.initiator
    leader.goto("/groepen/")
    leader.get_by_role("link", name="Begin een groep").click()
    leader.get_by_role("link", name=chain.title).click()
    leader.get_by_label("Hoe heet de groep?").fill(f"Plukgroep {PLACES[chain.width]}")
    leader.get_by_label("Wat gaat de groep doen?").fill("Samen planten, en daarna samen plukken.")
    chain.look(leader, "15-groep-beginnen", "Begin een groep", chain.title)
    leader.get_by_role("button", name="Begin de groep").click()
    chain.group = leader.url
    chain.look(leader, "16-groep", f"Plukgroep {PLACES[chain.width]}", "Je bent voorzitter van deze groep.")

    leader.get_by_role("link", name="Plan een bijeenkomst").click()
    leader.get_by_label("Hoe heet de bijeenkomst?").fill(f"Plantdag aan {PLACES[chain.width]}")
    leader.get_by_label("Welke dag?", exact=True).fill(str(timezone.localdate() + timedelta(days=3)))
    leader.get_by_label("Hoe laat begint het?").fill("10:00")
    leader.get_by_label("Hoe laat is het klaar?").fill("12:30")
    leader.get_by_label("Waar?").fill("bij de glasbak op de hoek")
    chain.look(leader, "17-plannen", "Plan een bijeenkomst")
    leader.get_by_role("button", name="Plan de bijeenkomst").click()
    chain.look(leader, "18-bijeenkomst", f"Plantdag aan {PLACES[chain.width]}", "bij de glasbak op de hoek")

    neighbour = chain.open("buurvrouw")
    neighbour.goto(chain.group)
    neighbour.get_by_role("link", name="Word lid").click()
    neighbour.get_by_label("Mijn naam mag op de website").check()
    neighbour.get_by_role("button", name="Word lid").click()
    sees(neighbour, "Hanneke Tuinstra")

    visitor = chain.open()
    visitor.goto("/agenda/")
    chain.look(visitor, "19-kalender", f"Plantdag aan {PLACES[chain.width]}")
    calendar = visitor.request.get("/agenda.ics").text().replace("\r\n ", "")
    assert f"SUMMARY:Plantdag aan {PLACES[chain.width]}" in calendar


def the_leader_posts_an_update_with_a_photo(chain):
    leader = chain.initiator
    leader.goto(chain.address)
    leader.get_by_role("link", name="Bijwerken").click()
    leader.get_by_label("Wat is er gebeurd, in een paar woorden?").fill("De eerste boom staat")
    leader.get_by_label("Vertel het").fill("Vanmorgen stond hij scheef, vanmiddag recht.")
    leader.get_by_label("Foto’s").set_input_files(
        {"name": "boom.png", "mimeType": "image/png", "buffer": a_picture_of_a_tree()}
    )
    leader.get_by_label("Wat zie je op de foto?").first.fill("Een jonge perenboom met een paal ernaast")
    leader.get_by_label("vinden het goed").check()
    chain.look(leader, "20-bijwerken", "Wat is er gebeurd?")
    leader.get_by_role("button", name="Plaats je bericht").click()

    chain.look(leader, "21-bijgewerkt", "Je bericht staat erop.", "De eerste boom staat", "vanmiddag recht")
    photo = leader.get_by_role("img", name="Een jonge perenboom met een paal ernaast").first
    until_shown(leader, photo)  # the worker makes its sizes
    photo.scroll_into_view_if_needed()
    assert photo.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 0
    chain.look(leader, "21-met-foto", "De eerste boom staat")


def both_halves_and_the_leader_say_how_it_goes(chain):
    says(chain, chain.open("groen-bewoner"), "Op koers", RESIDENT_SEES, name="22-blik-bewoner")
    says(chain, chain.open("groen-pro"), "Aandacht nodig", PROFESSIONAL_SEES, name="23-blik-gemeente")
    says(chain, chain.initiator, "Op koers", LEADER_SEES, name="24-blik-trekker")

    visitor = chain.open()
    visitor.goto(chain.address)
    chain.look(visitor, "25-stemmen", RESIDENT_SEES, PROFESSIONAL_SEES, LEADER_SEES, "Nu zien ze het niet hetzelfde.")


def says(chain, page, signal, sentence, *, name):
    page.goto(chain.address)
    page.get_by_role("link", name="Voortgang").click()
    page.get_by_label(signal).check()
    page.get_by_label("Wat zie je, in één zin?").fill(sentence)
    chain.look(page, name, "Hoe gaat het met dit project?")
    page.get_by_role("button", name="Leg je blik vast").click()
    sees(page, "Dankjewel, je blik staat erbij.")


def a_visitor_asks_the_communicatieteam(chain):
    page = chain.requester = chain.open()
    page.goto("/communicatie/aanvragen/")
    page.get_by_role("radio", name="Poster").check()
    page.get_by_label("Waar gaat het over?").fill(f"poster voor {chain.title}")
    page.get_by_label("Vertel erover").fill("We planten zaterdag om tien uur. Voor alle buren.")
    page.get_by_label("Bij welk project hoort het?").fill(chain.title)
    page.get_by_label("Je naam").fill("Joop Wiarda")
    page.get_by_label("E-mailadres").fill(f"joop{chain.width}@voorbeeld.test")
    chain.look(page, "26-aanvragen", "Hulp bij een poster of bericht")
    page.get_by_role("button", name="Verstuur je aanvraag").click()

    chain.look(page, "27-aanvraag", "Je aanvraag is binnen", "Klaar uiterlijk", chain.title)
    secret = re.sub(r"\?.*", "", page.url)
    assert secret in chain.people.mail(f"joop{chain.width}@voorbeeld.test", "We hebben je aanvraag")
    page.goto(secret)


def the_team_handles_it_in_the_back_office(chain):
    team = chain.open("communicatie")
    team.goto("/beheer/communication/request/")
    chain.look(team, "28-aanvragen-beheer", f"poster voor {chain.title}")
    team.get_by_role("link", name=f"poster voor {chain.title}").click()
    for button, said in (("Ik pak dit op", "Deze aanvraag is nu van jou."), ("Begin", "Je bent ermee bezig.")):
        team.get_by_role("button", name=button, exact=True).click()
        sees(team, said)
    team.get_by_label("Bericht aan de aanvrager").fill("De poster ligt klaar aan de balie, met een boom erop.")
    chain.look(team, "29-aanvraag-beheer", "Gesprek", "Joop Wiarda")
    team.get_by_role("button", name="Stuur naar aanvrager", exact=True).click()
    sees(team, "Je bericht is verstuurd.", "De poster ligt klaar aan de balie")

    chain.requester.reload()
    chain.look(chain.requester, "30-mee-bezig", "is ermee bezig", "De poster ligt klaar aan de balie")

    team.get_by_role("button", name="Rond af", exact=True).click()
    chain.look(team, "31-afgerond", "De aanvraag is afgerond. De aanvrager leest dat.")


def the_requester_sees_it_done(chain):
    chain.people.mail(f"joop{chain.width}@voorbeeld.test", "Klaar:")

    chain.requester.reload()
    chain.look(chain.requester, "32-klaar", "Klaar", "met een boom erop", "Noor Abdi")


def the_team_publishes_a_story(chain):
    team = chain.open("communicatie")
    team.goto("/beheer/communication/story/add/")
    team.get_by_label("Titel").fill(chain.story)
    team.get_by_label("Inleiding").fill("Er staat een perenboom op het gras. Wie wil, mag plukken.")
    team.get_by_label("Tekst").fill("## Zaterdag\n\nZestien buren kwamen met **scheppen**.\n\n- Ineke\n- Hanneke")
    team.get_by_label("Thema").select_option(label="Groen & Buitenzijn")
    team.get_by_label("Project:", exact=True).fill(chain.title)
    chain.look(team, "33-verhaal-schrijven", "Inleiding")
    team.get_by_role("button", name=re.compile("Opslaan en opnieuw|Opslaan en verder")).click()
    team.get_by_role("button", name="Zet op de website").click()
    chain.look(team, "34-verhaal-beheer", "Het verhaal staat op de website.")


def everybody_reads_it(chain):
    visitor = chain.open()
    visitor.goto("/")
    chain.look(visitor, "35-voorpagina", chain.story, chain.title)
    visitor.goto("/themas/groen/")
    chain.look(visitor, "36-thema", chain.story)
    visitor.goto(chain.address)
    chain.look(visitor, "37-project", "Verhalen over dit project", chain.story)
    visitor.get_by_role("link", name=chain.story).click()
    chain.look(visitor, "38-verhaal", chain.story, "Zestien buren kwamen met scheppen.", chain.title)
    feed = visitor.request.get("/verhalen/feed/")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert chain.story in feed.text()


def a_picture_of_a_tree():
    picture = Image.new("RGB", (1200, 800), "#cfe3f5")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 600, 1200, 800), fill="#5d8a3a")
    draw.rectangle((580, 380, 620, 640), fill="#6b4a2f")
    draw.ellipse((440, 160, 760, 460), fill="#3c7a3c")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
