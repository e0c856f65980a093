"""The HTML of every page, for every role: valid, one h1, no id twice, every control named, every reference kept."""

import re
from collections import Counter

import html5lib
import pytest
from html5lib.constants import E as MESSAGES

from tests.browser.pages import EVERY_PAGE, address_of, status_of

pytestmark = pytest.mark.browser

HTML = "{http://www.w3.org/1999/xhtml}"
CONTROLS = ("input", "select", "textarea")
WITHOUT_LABEL = ("hidden", "submit", "button", "reset", "image")
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "for", "list", "popovertarget", "form")


@pytest.mark.parametrize(("page", "role"), EVERY_PAGE)
def test_the_html_of_a_page_is_sound(reader, page, role):
    who = reader(role)

    answer = who.get(address_of(page, who))

    assert answer.status == status_of(page)
    assert faults_of(answer.text) == []


def faults_of(text):
    parser = html5lib.HTMLParser()
    document = parser.parse(text)
    elements = [element for element in document.iter() if isinstance(element.tag, str)]
    return [
        *_parse_errors(parser, text),
        *_headings(elements),
        *_ids(elements),
        *_labels(document, elements),
        *_links(elements),
        *([] if document.get("lang") else ["no lang"]),
        *([] if _texts(elements, "title") else ["no title"]),
        *([] if len(_named(elements, "main")) == 1 else ["not one main"]),
    ]


def _parse_errors(parser, text):
    """Everything that the HTML standard calls an error."""
    for (line, _), code, values in parser.errors:
        yield f"line {line}: {MESSAGES[code] % values} {text.splitlines()[line - 1][:200]}"


def _headings(elements):
    levels = [int(element.tag[-1]) for element in elements if re.fullmatch(rf"{re.escape(HTML)}h[1-6]", element.tag)]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1's"
    for before, after in zip(levels, levels[1:], strict=False):
        if after > before + 1:
            yield f"h{after} after h{before}"


def _links(elements):
    """Each leads somewhere: an address, or a place on this page that is there."""
    ids = {element.get("id") for element in elements} | {"top"}
    for link in _named(elements, "a"):
        href = link.get("href")
        if href == "" or (href or "").startswith("#") and href[1:] not in ids:
            yield f"a link to {href!r}"


def _ids(elements):
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    yield from (f"id {name!r} {count} times" for name, count in ids.items() if count > 1)
    for element in elements:
        for attribute in REFERENCES:
            yield from (
                f"{attribute}={name!r} leads nowhere"
                for name in (element.get(attribute) or "").split()
                if name not in ids
            )
        href = element.get("href") or ""
        if href.startswith("#") and href != "#" and href[1:] not in ids:
            yield f"{href} leads nowhere"


def _labels(document, elements):
    """Controls, buttons and links are named, in words or for a screen reader."""
    labelled = {label.get("for") for label in _named(elements, "label")}
    wrapped = {id(control) for label in document.iter(f"{HTML}label") for control in label.iter()}
    for name in CONTROLS:
        for control in _named(elements, name):
            named = control.get("aria-label") or control.get("aria-labelledby") or control.get("id") in labelled
            if control.get("type") not in WITHOUT_LABEL and not named and id(control) not in wrapped:
                yield f"{name} {control.get('name')!r} has no label"
    for button in (element for name in ("button", "a") for element in _named(elements, name)):
        if not "".join(button.itertext()).strip() and not button.get("aria-label") and not button.get("title"):
            yield f"{button.tag.removeprefix(HTML)} without words: {button.get('href') or button.get('class')}"


def _named(elements, name):
    return [element for element in elements if element.tag == f"{HTML}{name}"]


def _texts(elements, name):
    return [text for element in _named(elements, name) if (text := "".join(element.itertext()).strip())]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("<p><div></div></p>", "Unexpected end tag (p)"),
        ("<h3>Te diep</h3>", "h3 after h1"),
        ("<h1>Nog een</h1>", "2 h1's"),
        ('<i id="inhoud"></i>', "id 'inhoud' 2 times"),
        ("<input name=naam>", "input 'naam' has no label"),
        ('<a href="#weg">Weg</a>', "#weg leads nowhere"),
        ("<button></button>", "button without words"),
    ],
)
def test_the_check_sees_what_is_wrong(wrong, said):
    page = f'<!doctype html><html lang=nl><title>Goed</title><main id="inhoud"><h1>Goed</h1>{wrong}</main></html>'

    assert any(said in fault for fault in faults_of(page))
