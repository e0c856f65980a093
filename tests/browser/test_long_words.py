"""Long compounds, one endless word and a bare address as titles: no page becomes wider than its window."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.browser.people import fits

pytestmark = pytest.mark.browser

TITLES = [
    "Verkeersveiligheidsmaatregelenpakket Vondellaan",
    "Arbeidsongeschiktheidsverzekeringsvoorlichtingsavond",
    "W" * 60,
    "https://voorbeeld.test/" + "a" * 80,
]
# Words that stick out of the window, or of a box that hides what does not fit; what scrolls by itself is no loss.
CUT_OFF = """titles => [...document.querySelectorAll("body *")].filter(element =>
    [...element.childNodes].some(node => node.nodeType === 3 && titles.some(title => node.data.includes(title)))
  ).filter(element => {
    if (element.closest("title, datalist, option, .vh, textarea")) return false
    const words = document.createRange()
    words.selectNodeContents(element)
    const right = Math.max(...[...words.getClientRects()].map(box => box.right))
    for (let box = element; box; box = box.parentElement) {
      const overflow = getComputedStyle(box).overflowX
      if (["auto", "scroll"].includes(overflow)) return false
      if (overflow !== "visible" && right > box.getBoundingClientRect().right + 1) return true
    }
    return right > innerWidth + 1
  }).map(element => element.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def long_words(reader):
    """{what: address}, each thing with such a title, made by the forms of the portal."""
    made = {title: _propose(reader, title) for title in TITLES}
    project = next(iter(made.values()))
    for title, address in made.items():
        reader("bewoner").post(f"{address}bijwerken/", {"title": title, "text": f"{title} {title}"})
    meetings = [_plan(reader, title) for title in TITLES]
    _ask(reader, TITLES[2])
    held = _plan(reader, TITLES[2], days=-1)
    for title in TITLES:
        _write(reader, held, "agendapunten/nieuw/", title=title, text=title, kind="overig")
        _write(reader, held, "besluiten/nieuw/", text=title)
        _write(reader, held, "actiepunten/nieuw/", text=title)
        _write(reader, meetings[2], "briefing/nieuw/", title=title, reason=title, kind="ontwikkeling")
    return {
        **{"project": project, "endless": made[TITLES[2]], "bare": made[TITLES[3]], "meeting": meetings[2]},
        **{"held": held, "series": _series(reader, TITLES[2])},
    }


@pytest.mark.parametrize("text_size", ["100%", "200%"])
@pytest.mark.parametrize(
    ("role", "where"),
    [
        ("", "/"),
        ("", "/projecten/?q=Verkeersveiligheidsmaatregelenpakket"),
        ("", "/projecten/?status=idee"),
        ("", "{project}"),
        ("", "{endless}"),
        ("", "{bare}"),
        ("", "{endless}meedoen/"),
        ("", "{endless}delen/"),
        ("", "{endless}volgen/"),
        ("bewoner", "{endless}hulp/"),
        ("groen-bewoner", "{endless}splitsen/"),
        ("", "{endless}stemmen/"),
        ("", "/agenda/"),
        ("", "{meeting}"),
        ("", "{held}"),
        ("voorzitter", "{held}verslag/"),
        ("voorzitter", "{meeting}briefing/"),
        ("", "{series}"),
        ("", "/groepen/koplopersgroep/besluiten/"),
        ("voorzitter", "/groepen/koplopersgroep/actiepunten/"),
        ("", "/groepen/koplopersgroep/"),
        ("", "/themas/groen/"),
        ("", "/zoeken/?q=Arbeidsongeschiktheidsverzekeringsvoorlichtingsavond"),
        ("", "/ontwikkeling/post/"),
        ("bewoner", "/mijn/"),
        ("bewoner", "{bare}aanpassen/"),
        ("groen-bewoner", "/begeleiding/"),
        ("groen-bewoner", "{endless}antwoord/"),
        ("communicatie", "/beheer/communication/request/"),
    ],
)
def test_long_words_make_no_page_wider_than_a_phone(people, long_words, role, where, text_size):
    page = people.open(role, width=320)

    page.goto(where.format(**long_words))
    page.evaluate("size => { document.documentElement.style.fontSize = size }", text_size)

    fits(page)
    assert page.evaluate(CUT_OFF, TITLES) == []


def test_long_words_fit_beside_each_other_on_a_wide_screen(people, long_words):
    page = people.open("groen-bewoner")
    for where in ("/", "/projecten/?status=idee", long_words["endless"], "/agenda/", "/begeleiding/"):
        page.goto(where)

        fits(page)
        assert page.evaluate(CUT_OFF, TITLES) == [], where


def _propose(reader, title):
    answer = reader("bewoner").post(
        "/projecten/voorstellen/",
        {"title": title, "summary": f"{title} in één zin.", "theme": "groen", "place": title, "send": "1"},
    )
    assert answer.url.endswith("/voorgesteld/"), answer.text
    return answer.url.removeprefix(reader().address).removesuffix("voorgesteld/")


def _plan(reader, title, days=5):
    day = timezone.localdate() + timedelta(days=days)
    when = {"day": str(day), "starts": "19:30", "ends": "21:00", "place": title, "sure": "on"}
    answer = reader("voorzitter").post(
        "/groepen/koplopersgroep/bijeenkomsten/nieuw/", {"title": title, "text": title} | when
    )
    assert answer.status == 200, answer.text
    return answer.url.removeprefix(reader().address)


def _write(reader, meeting, where, **typed):
    answer = reader("voorzitter").post(f"{meeting}{where}", typed)
    assert not answer.url.endswith("/nieuw/"), answer.text


def _series(reader, title):
    day = timezone.localdate() + timedelta(days=6)
    when = {"day": str(day), "starts": "10:00", "ends": "11:00", "repeat": "week", "times": 3, "sure": "on"}
    answer = reader("voorzitter").post(
        "/groepen/koplopersgroep/bijeenkomsten/nieuw/", {"title": title, "place": title} | when
    )
    return re.search(r'href="(/groepen/koplopersgroep/reeksen/\d+/)"', answer.text)[1]


def _ask(reader, subject):
    answer = reader("bewoner").post("/communicatie/aanvragen/", {"kind": "poster", "subject": subject, "text": subject})
    assert "/communicatie/aanvraag/" in answer.url, answer.text
