"""Photographs every page for every role, by day and night, narrow and wide, and lays them out on contact sheets.

    python -m wijkdeal.gallery [address] [--role bewoner] [--page project]
    python -m wijkdeal.gallery [address] --readme

Needs a running portal with the example neighbourhood, and a Chromium. The sheets stand in .local/gallery/.
A page that does not answer 200 or is wider than its window is named on the way.
"""

import argparse
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import sync_playwright

ADDRESS = "http://127.0.0.1:8000"
PASSWORD = "wijkdeal-demo"  # noqa: S105 - of the example accounts only
FOLDER = Path(__file__).resolve().parent.parent / ".local" / "gallery"
README_PICTURE = Path(__file__).resolve().parent.parent / "docs" / "images" / "home.png"
SCHEMES = ("light", "dark")
WIDTHS = (360, 1280)
HEIGHT_IN_WIDTHS = {360: 5, 1280: 1.6}  # what is lower is cut off on the sheet
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip

EVERYBODY = ("",)
NO_EXAMPLE = (
    "/voorstellen/",
    "/feed/",
    "/beginnen/",
    "/nieuw/",
    "/add/",
    "/kaart/",
    "/nieuwsbrief/aanmelden/",
)  # pages among the things of their list


@dataclass(frozen=True)
class Page:
    """`address`, or the first link on `found_on` that goes `deep` below `link` (and then `more` behind it).

    `begun` is the title of an idea that was begun at `address` before signing in: the page is what comes then.
    """

    name: str
    address: str = ""
    found_on: str = ""
    link: str = ""
    more: str = ""
    deep: int = 1
    begun: str = ""
    roles: tuple = EVERYBODY

    def first_of(self, links):
        """The address of this page, found among the links on `found_on`; empty when it is not there."""
        below = [href for href in links if href.startswith(self.link) and "?" not in href and "#" not in href]
        fitting = [href for href in below if href.count("/") == self.link.count("/") + self.deep]
        wanted = [href for href in fitting if not href.endswith(NO_EXAMPLE)]
        return wanted[0] + self.more if wanted else ""


DUO = ("groen-bewoner", "groen-pro")
GREEN, GREEN_IDEAS = "/projecten/?status=bezig&thema=groen", "/projecten/?status=idee&thema=groen"
PLUKFRUIT = "/projecten/plukfruit-van-lenneplaan/"
DRAFT = "/projecten/ruilkast-portiek/"
PARK = "/groepen/werkgroep-julianapark/"
PAGES = (
    Page("home", "/", roles=("", "bewoner", "beheer")),
    Page("over", "/over/"),
    Page("over-facebook", "/over/facebook/"),
    Page("themas", "/themas/"),
    Page("thema", "/themas/groen/", roles=("", "groen-bewoner")),
    Page("thema-vacant", "/themas/cultureel/"),
    Page("projecten", "/projecten/", roles=("", "bewoner")),
    Page("projecten-gefilterd", "/projecten/?q=buurt&thema=groen&status=bezig"),
    Page("projecten-niets", "/projecten/?q=bestaatniet"),
    Page("kaart", "/projecten/kaart/"),
    Page("kaart-echt", "/projecten/kaart/echt/"),
    Page("project", found_on=GREEN, link="/projecten/", roles=("", "buurvrouw", *DUO)),
    Page("project-idee", found_on="/projecten/?status=idee", link="/projecten/", roles=("", "groen-bewoner")),
    Page("project-klaar", found_on="/projecten/?status=klaar", link="/projecten/"),
    Page("project-gestopt", found_on="/projecten/?status=gestopt", link="/projecten/"),
    Page("voorstellen", "/projecten/voorstellen/", roles=("", "bewoner")),
    Page("voorstellen-alles", "/projecten/voorstellen/alles/", roles=("", "bewoner")),
    Page("voorstellen-van-mij", "/projecten/voorstellen/", begun="Een picknicktafel", roles=("buurvrouw",)),
    Page("concept", DRAFT, roles=("bewoner",)),
    Page("voorstellen-zin", found_on=DRAFT, link="/projecten/voorstellen/", more="zin/", roles=("bewoner",)),
    Page("voorstellen-thema", found_on=DRAFT, link="/projecten/voorstellen/", more="thema/", roles=("bewoner",)),
    Page("voorstellen-fotos", found_on=DRAFT, link="/projecten/voorstellen/", more="fotos/", roles=("bewoner",)),
    Page("controleren", found_on=DRAFT, link="/projecten/voorstellen/", more="controleren/", roles=("bewoner",)),
    Page("bijwerken", found_on=GREEN, link="/projecten/", more="bijwerken/", roles=DUO),
    Page("voortgang", found_on=GREEN, link="/projecten/", more="voortgang/", roles=DUO),
    Page("verder", found_on=GREEN, link="/projecten/", more="verder/", roles=DUO[:1]),
    Page("mijlpalen", found_on=GREEN, link="/projecten/", more="mijlpalen/", roles=DUO[:1]),
    Page("aanpassen", found_on=GREEN, link="/projecten/", more="aanpassen/", roles=DUO[:1]),
    Page("plek-aanwijzen", f"{PLUKFRUIT}plek/", roles=("bewoner",)),
    Page("deelnemers", found_on=GREEN, link="/projecten/", more="deelnemers/", roles=DUO[:1]),
    Page("hoe-het-gaat", found_on=GREEN, link="/projecten/", more="stemmen/"),
    Page("delen", found_on=GREEN, link="/projecten/", more="delen/"),
    Page("vragen-bij-project", f"{PLUKFRUIT}vragen/", roles=("", "buurvrouw", "bewoner", "groen-bewoner")),
    Page("vraag-stellen", f"{PLUKFRUIT}vragen/stellen/", roles=("", "buurvrouw")),
    Page("vraag-bekijken", found_on=f"{PLUKFRUIT}vragen/", link=f"{PLUKFRUIT}vragen/", deep=2, roles=("bewoner",)),
    Page("antwoord-aanpassen", found_on=f"{PLUKFRUIT}vragen/", link=f"{PLUKFRUIT}vragen/", deep=3, roles=("bewoner",)),
    Page("melden", f"{PLUKFRUIT}melden/", roles=("", "buurvrouw")),
    Page("meldingen", "/begeleiding/meldingen/", roles=("groen-bewoner", "communicatie")),
    Page("melding", found_on="/begeleiding/meldingen/", link="/begeleiding/meldingen/", roles=("groen-bewoner",)),
    Page("verborgen", f"{PLUKFRUIT}verborgen/", roles=("bewoner", "groen-bewoner")),
    Page("terugzetten", found_on=f"{PLUKFRUIT}verborgen/", link=f"{PLUKFRUIT}terugzetten/", roles=DUO[:1]),
    Page("hulp-gevraagd", f"{PLUKFRUIT}hulp/", roles=("bewoner",)),
    Page("hulp-aanbieden", found_on=PLUKFRUIT, link=f"{PLUKFRUIT}hulp/", deep=2, roles=("", "buurvrouw")),
    Page("ondersteuning", "/projecten/bankjes-langs-de-singel/ondersteuning/", roles=("groen-bewoner",)),
    Page("ondersteuning-vragen", f"{PLUKFRUIT}ondersteuning/vragen/", roles=("bewoner",)),
    Page("splitsen", f"{PLUKFRUIT}splitsen/", roles=("groen-bewoner",)),
    Page("volgen", f"{PLUKFRUIT}volgen/", roles=("", "buurvrouw")),
    Page("nog-goed", "/projecten/ledlampen-fietspad/nog-goed/", roles=("duurzaam-bewoner",)),
    Page("activiteit", found_on="/agenda/", link="/projecten/", deep=3),
    Page("activiteit-aanpassen", found_on="/agenda/", link="/projecten/", deep=3, more="aanpassen/", roles=("beheer",)),
    Page("meedoen", found_on=GREEN, link="/projecten/", more="meedoen/", roles=("", "buurvrouw")),
    Page("antwoord", found_on=GREEN_IDEAS, link="/projecten/", more="antwoord/", roles=DUO[:1]),
    Page("begeleiding", "/begeleiding/", roles=(*DUO, "verkeersveilig-pro", "beheer")),
    Page("kalender", "/agenda/"),
    Page("kalender-maand", "/agenda/?maand=2026-12"),
    Page("eigen-kalender", "/mijn/kalender/", roles=("koploper",)),
    Page("gedeelde-agenda", "/gedeelde-agenda/"),
    Page("plan", "/gedeelde-agenda/2017/g1/"),
    Page("verantwoording", "/verantwoording/2021/", roles=("", "voorzitter")),
    Page("ronde", "/gedeelde-agenda/ronde/", roles=("", "balie")),
    Page("ronde-2017", "/gedeelde-agenda/ronde/2017/"),
    Page("wensen", "/gedeelde-agenda/ronde/wensen/"),
    Page("plan-om-te-kiezen", found_on="/gedeelde-agenda/ronde/", link="/gedeelde-agenda/ronde/plannen/"),
    Page("stemcode", "/gedeelde-agenda/ronde/stemcode/"),
    Page("stemmen", "/gedeelde-agenda/ronde/stemmen/"),
    Page("stembriefje", "/balie/stembriefje/", roles=("balie",)),
    Page("stembriefjes-drukken", "/balie/stembriefjes-drukken/", roles=("balie",)),
    Page("partijen", "/partijen/"),
    Page("partij", found_on="/partijen/", link="/partijen/", roles=("", "corporatie")),
    Page("groepen", "/groepen/"),
    Page("koplopersgroep", "/groepen/koplopersgroep/", roles=("", "koploper", "voorzitter")),
    Page("kritische-blik", "/groepen/koplopersgroep/kritische-blik/", roles=("koploper",)),
    Page("groep", found_on="/groepen/", link="/groepen/", roles=("", "bewoner", "voorzitter")),
    Page(
        "bijeenkomst",
        found_on="/groepen/koplopersgroep/",
        link="/groepen/koplopersgroep/bijeenkomsten/",
        roles=("", "koploper", "voorzitter"),
    ),  # fmt: skip
    Page("reeks", found_on=PARK, link=f"{PARK}reeksen/", roles=("", "voorzitter")),
    Page("koploper-worden", "/groepen/koplopersgroep/aanmelden/", roles=("", "buurvrouw")),
    Page("in-een-duo", "/themas/cultureel/duo/bewoner/"),
    Page("aanmeldingen", "/aanmeldingen/", roles=("voorzitter",)),
    Page("groep-aanpassen", "/groepen/koplopersgroep/aanpassen/", roles=("voorzitter",)),
    Page("groep-lid-erbij", "/groepen/koplopersgroep/leden/nieuw/", roles=("voorzitter",)),
    Page("groep-document-erbij", "/groepen/koplopersgroep/documenten/nieuw/", roles=("voorzitter",)),
    Page("actiepunt-van-mij", found_on="/mijn/", link="/actiepunt/", roles=("koploper",)),
    Page("groep-weggaan", "/groepen/koplopersgroep/weggaan/", roles=("koploper",)),
    Page("groep-meedoen", found_on="/groepen/", link="/groepen/", more="meedoen/"),
    Page(
        "briefing",
        found_on="/groepen/koplopersgroep/",
        link="/groepen/koplopersgroep/bijeenkomsten/",
        more="briefing/",
        roles=("voorzitter", "koploper"),
    ),
    Page("groep-beginnen", "/groepen/beginnen/", roles=("bewoner",)),
    Page("bijeenkomsten", "/groepen/koplopersgroep/bijeenkomsten/"),
    Page("besluiten", "/groepen/koplopersgroep/besluiten/"),
    Page("actiepunten", "/groepen/koplopersgroep/actiepunten/", roles=("", "voorzitter")),
    Page("plannen", "/groepen/koplopersgroep/bijeenkomsten/nieuw/", roles=("voorzitter",)),
    Page("vraagstukken", "/vraagstukken/", roles=("", "koploper")),
    Page("vraagstuk", found_on="/vraagstukken/", link="/vraagstukken/"),
    Page("vraagstuk-nieuw", "/vraagstukken/nieuw/", roles=("", "buurvrouw", "koploper")),
    Page("vraagstuk-wacht", found_on="/vraagstukken/", link="/vraagstukken/", roles=("voorzitter", "buurvrouw")),
    Page(
        "vraagstuk-afwijzen", found_on="/vraagstukken/", link="/vraagstukken/", more="afwijzen/", roles=("voorzitter",)
    ),
    Page("vraagstuk-niet", found_on="/vraagstukken/", link="/vraagstukken/", more="afwijzen/", roles=("voorzitter",)),
    Page(
        "vraagstuk-doorgeven",
        found_on="/vraagstukken/",
        link="/vraagstukken/",
        more="doorgeven/",
        roles=("voorzitter",),
    ),
    Page("verhalen", "/verhalen/"),
    Page("verhaal", found_on="/verhalen/", link="/verhalen/"),
    Page("nieuwsbrieven", "/nieuwsbrief/"),
    Page("wandkrant", "/wandkrant/"),
    Page("nieuwsbrief", found_on="/nieuwsbrief/", link="/nieuwsbrief/"),
    Page("nieuwsbrief-aanmelden", "/nieuwsbrief/aanmelden/"),
    Page("nieuwsbrieven-beheer", "/beheer/communication/newsletter/", roles=("communicatie",)),
    Page("aanvragen", "/communicatie/aanvragen/", roles=("", "bewoner")),
    Page("aanvraag", found_on="/mijn/", link="/communicatie/aanvraag/", roles=("voorzitter",)),
    Page(
        "aanvraag-bonnetje", found_on="/mijn/", link="/communicatie/aanvraag/", more="bonnetje/", roles=("voorzitter",)
    ),
    Page("eigen-aanvraag", found_on="/mijn/", link="/communicatie/aanvraag/", roles=("bewoner",)),
    Page("contact", "/contact/", roles=("", "bewoner")),
    Page("zoeken", "/zoeken/?q=groen"),
    Page("zoeken-leeg", "/zoeken/?q=bestaatniet"),
    Page("open-data", "/open-data/"),
    Page("toegankelijkheid", "/toegankelijkheid/"),
    Page("privacy", "/privacy/"),
    Page("logboek", "/beheer/logboek/", roles=("beheer",)),
    Page("bewaren", "/beheer/bewaren/", roles=("beheer",)),
    Page(
        "plek-overdragen",
        found_on="/beheer/themes/theme/",
        link="/beheer/themes/theme/",
        deep=2,
        more="overdracht/resident/",
        roles=("beheer",),
    ),  # fmt: skip
    Page("inloggen", "/account/login/"),
    Page("aanmelden", "/account/signup/"),
    Page("mijn", "/mijn/", roles=("bewoner", "buurvrouw", "groen-bewoner", "koploper", "voorzitter", "beheer")),
    Page("instellingen", "/mijn/instellingen/", roles=("bewoner",)),
    Page("toestemming", found_on="/mijn/instellingen/", link="/mijn/toestemming/", roles=("bewoner",)),
    Page("verwijderen", "/mijn/verwijderen/", roles=("bewoner",)),
    Page("e-mailadres", "/account/email/", roles=("bewoner",)),
    Page("vragen", "/contact/vragen/", roles=DUO[:1]),
    Page("vraag", found_on="/contact/vragen/", link="/contact/vragen/", roles=DUO[:1]),
    Page("vraag-doorsturen", found_on="/contact/vragen/", link="/contact/vragen/", more="doorsturen/", roles=DUO[:1]),
    Page("balie", "/balie/", roles=("balie",)),
    Page("balie-meedoen", "/balie/meedoen/", roles=("balie",)),
    Page("balie-hulp", "/balie/hulp/", roles=("balie",)),
    Page("balie-vraag", "/balie/vraag/", roles=("balie",)),
    Page("balie-vraagstuk", "/balie/vraagstuk/", roles=("balie",)),
    Page("balie-aanvragen", "/balie/antwoord/", roles=("balie",)),
    Page("balie-antwoord", found_on="/balie/antwoord/", link="/balie/antwoord/", roles=("balie",)),
    Page("balie-komst", "/balie/komst/", roles=("balie",)),
    Page("balie-activiteit", "/balie/activiteit/", roles=("balie",)),
    Page("balie-vraag-bij-project", "/balie/projectvraag/", roles=("balie",)),
    Page("beheer", "/beheer/", roles=("communicatie", "beheer")),
    Page("post", "/ontwikkeling/post/"),
    Page("post-en-werker", "/beheer/post-en-werker/", roles=("beheer",)),
    Page("aanvragen-beheer", "/beheer/communication/request/", roles=("communicatie",)),
    Page(
        "aanvraag-beheer",
        found_on="/beheer/communication/request/",
        link="/beheer/communication/request/",
        deep=2,
        roles=("communicatie",),
    ),
    Page("maken-poster", "/beheer/communication/request/maken/poster/", roles=("communicatie",)),
    Page("maken-beeld", "/beheer/communication/request/maken/beeld/", roles=("communicatie",)),
    Page("maken-nieuws", "/beheer/communication/request/maken/nieuws/", roles=("communicatie",)),
    Page(
        "verhaal-beheer",
        found_on="/beheer/communication/story/",
        link="/beheer/communication/story/",
        deep=2,
        roles=("communicatie",),
    ),
    Page("maken-flyer", "/beheer/communication/request/maken/flyer/", roles=("communicatie",)),
    Page("wandkranten", "/beheer/communication/wandkrant/", roles=("communicatie",)),
    Page("verspreiden-kalender", "/beheer/communication/placement/kalender/", roles=("communicatie",)),
    Page("engels", "/en/"),
    Page("bestaat-niet", "/bestaat-niet/"),
    Page("mag-niet", "/begeleiding/", roles=("bewoner",)),
)
NOT_200 = {"bestaat-niet": 404, "mag-niet": 403}


def main(arguments=None):
    options = _read(arguments)
    FOLDER.mkdir(parents=True, exist_ok=True)
    if options.readme:
        _picture_for_readme(options.address)
        return
    roles = sorted({role for page in PAGES for role in page.roles})
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        for role in roles if options.role is None else [options.role]:
            pages = [page for page in PAGES if role in page.roles and options.page in (None, page.name)]
            for scheme in SCHEMES:
                for width in WIDTHS:
                    _photograph(browser, options.address, role, pages, scheme, width)
        browser.close()


def _read(arguments):
    parser = argparse.ArgumentParser(prog="python -m wijkdeal.gallery")
    parser.add_argument("address", nargs="?", default=ADDRESS)
    parser.add_argument("--role", help='alleen deze rol, bijvoorbeeld "bewoner"; "" is een bezoeker')
    parser.add_argument("--page", help="alleen deze pagina, bijvoorbeeld project")
    parser.add_argument("--readme", action="store_true", help="maak alleen de foto van de README opnieuw")
    return parser.parse_args(arguments)


def _picture_for_readme(base):
    """The first screens of the home page, small enough for a repository."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=FLAGS)
        context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 1500}, locale="nl-NL")
        tab = context.new_page()
        tab.goto("/", wait_until="networkidle")
        shot = FOLDER / "readme.png"
        tab.screenshot(path=shot)
        browser.close()
    with Image.open(shot) as picture:
        picture.convert("RGB").quantize(128).save(README_PICTURE, optimize=True)
    _say(f"De foto staat in {README_PICTURE.name}.")


def _chromium():
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        sys.exit("Er is geen Chromium gevonden. Zet die neer met: make browser")
    return found


def _photograph(browser, base, role, pages, scheme, width):
    context = browser.new_context(
        base_url=base, color_scheme=scheme, viewport={"width": width, "height": 900}, locale="nl-NL"
    )
    tab = context.new_page()
    if role:
        _sign_in(tab, role)
    shots = []
    for page in pages:
        shot = FOLDER / f"{role or 'bezoeker'}-{page.name}-{scheme}-{width}.png"
        if _visit(tab, page, role, f"{role or 'bezoeker'}, {scheme}, {width}"):
            tab.screenshot(path=shot, full_page=True)
            shots.append((page.name, shot))
    context.close()
    if shots:
        _lay_out(shots, width).save(FOLDER / f"overzicht-{role or 'bezoeker'}-{scheme}-{width}.png")
        _say(f"{role or 'bezoeker'}, {scheme}, {width}: {len(shots)} pagina's")


def _sign_in(tab, role):
    tab.goto("/account/login/")
    token = tab.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
    form = {"login": f"{role}@voorbeeld.test", "password": PASSWORD, "csrfmiddlewaretoken": token}
    tab.request.post(tab.url, form=form, headers={"Referer": tab.url})


def _visit(tab, page, role, who):
    """Open the page; False, and a line that says so, when it cannot be found."""
    address = _begin(tab, page, role) if page.begun else page.address or _find(tab, page)
    if not address:
        _say(f"  {page.name} ({who}): geen link naar {page.link} op {page.found_on}")
        return False
    answer = tab.goto(address)
    if answer.status != NOT_200.get(page.name, 200):
        _say(f"  {page.name} ({who}): {answer.status}")
    too_wide = tab.evaluate("document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth")
    if too_wide > 0:
        _say(f"  {page.name} ({who}): {too_wide} pixels te breed")
    return True


def _begin(tab, page, role):
    tab.context.clear_cookies()
    tab.goto(page.address)
    tab.locator("[name=title]").fill(page.begun)
    tab.locator("main button[name=next]").click()
    begun = tab.url
    _sign_in(tab, role)
    return begun


def _find(tab, page):
    tab.goto(page.found_on)
    links = tab.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))")
    return page.first_of(links)


def _lay_out(shots, width):
    """One picture: the pages beside and below each other, each with its name, cut off at a fixed height."""
    scale, columns, edge, label = (0.6, 8, 16, 20) if width == WIDTHS[0] else (0.4, 4, 16, 20)
    cell = (int(width * scale), int(width * HEIGHT_IN_WIDTHS[width] * scale))
    rows = -(-len(shots) // columns)
    sheet = Image.new(
        "RGB",
        (min(columns, len(shots)) * (cell[0] + edge) + edge, rows * (cell[1] + edge + label) + edge),
        "#8b939c",
    )
    draw = ImageDraw.Draw(sheet)
    for place, (name, path) in enumerate(shots):
        x, y = edge + place % columns * (cell[0] + edge), edge + place // columns * (cell[1] + edge + label)
        draw.text((x, y + 2), name, fill="black")
        with Image.open(path) as shot:
            picture = shot.convert("RGB")
        picture = picture.crop((0, 0, picture.width, min(picture.height, int(width * HEIGHT_IN_WIDTHS[width]))))
        sheet.paste(picture.resize((cell[0], int(picture.height * scale)), Image.Resampling.LANCZOS), (x, y + label))
    return sheet


def _say(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
