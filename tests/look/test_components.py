"""Components as a page uses them: rendered without a database, errors tied to their fields, nothing inline."""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory

from core.fields import LineField
from core.forms import Form, VisitorProtection

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted((ROOT / "templates").rglob("*.html"))
MAIL = ROOT / "templates/communication/mail/base.html"  # a mail program loads no stylesheet
GROEN = SimpleNamespace(slug="groen", name="Groen & Buitenzijn")
LAST_YEAR = datetime(2025, 3, 2, 12, tzinfo=UTC)


class IdeaForm(VisitorProtection, Form):
    title = LineField(120, called="de titel", label="Geef je idee een titel", help_text="Kort.")
    theme = forms.ChoiceField(label="Welk thema?", choices=[("groen", "Groen"), ("", "Weet ik niet")],
                              widget=forms.RadioSelect)  # fmt: skip
    place = LineField(160, label="Waar?", required=False)


class OtherForm(forms.Form):
    code = forms.CharField(label="Code", help_text="Zes cijfers")


def render(name, **context):
    return render_to_string(f"components/{name}.html", context)


def project(**changes):
    given = {
        "title": "Plukfruit", "summary": "Fruit voor iedereen.", "theme": GROEN, "short_code": "7K4M", "cover": None,
        "status": "underway", "get_status_display": "in uitvoering", "heard_at": LAST_YEAR, "freshness": "op tijd",
        "status_since": LAST_YEAR, "answer_due": None, "clarification_question": "",
        "get_absolute_url": "/projecten/plukfruit/",
    }  # fmt: skip
    return SimpleNamespace(**(given | changes))


def test_every_link_of_the_error_summary_leads_to_a_control():
    form = IdeaForm({"title": "x" * 131})

    page = render("_form_errors", form=form) + render("_form", form=form)

    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets == ["id_title", "id_theme_0"]
    assert all(f'id="{target}"' in page for target in targets)


def test_everything_that_is_wrong_says_where_its_message_stands():
    page = render("_form", form=IdeaForm({}))

    described = re.findall(r'aria-describedby="([^"]+)"', page)
    assert len(described) >= 2
    assert all(f'id="{name}"' in page for names in described for name in names.split())


def test_a_form_of_a_library_gets_the_same_treatment():
    form = OtherForm({})

    page = render("_form_errors", form=form) + render("_field", field=form["code"])

    assert 'href="#id_code"' in page
    assert 'aria-describedby="id_code_helptext id_code_error"' in page
    assert 'id="id_code_helptext"' in page
    assert 'id="id_code_error"' in page


def test_the_summary_takes_the_focus_and_is_silent_without_mistakes():
    assert 'role="alert" tabindex="-1" autofocus' in render("_form_errors", form=IdeaForm({}))
    assert render("_form_errors", form=IdeaForm()).strip() == ""


def test_what_may_be_skipped_says_so_and_nothing_else_does():
    page = render("_form", form=IdeaForm())

    assert page.count("mag je overslaan") == 1


def test_the_trap_is_for_robots_only():
    page = render("_field", field=IdeaForm()["tweede_regel"])

    assert page.strip().startswith('<div class="honey" aria-hidden="true">')
    assert 'tabindex="-1"' in page


def test_choices_stand_in_a_fieldset_with_their_question():
    page = render("_field", field=IdeaForm()["theme"])

    assert re.search(r"<fieldset[^>]*>\s*<legend>Welk thema\?", page)
    assert '<label for="id_theme_1">Weet ik niet</label>' in page


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "In uitvoering, in maart 2025 iets gehoord"),
        ({"freshness": "stil"}, "In uitvoering, stil sinds 2 maart 2025"),
        ({"status": "completed", "get_status_display": "afgerond"}, "Afgerond in maart 2025"),
        ({"status": "proposed", "get_status_display": "voorgesteld", "answer_due": LAST_YEAR, "is_answer_late": False},
         "Voorgesteld, antwoord uiterlijk 2 maart 2025"),
        ({"status": "proposed", "get_status_display": "voorgesteld", "answer_due": LAST_YEAR, "is_answer_late": True},
         "Voorgesteld, antwoord is te laat"),
        ({"status": "paused", "get_status_display": "gepauzeerd", "paused_until": LAST_YEAR},
         "Gepauzeerd tot 2 maart 2025"),
    ],
)  # fmt: skip
def test_a_card_says_how_far_and_when_it_was_heard_of(changes, line):
    page = render("_card", project=project(**changes))

    assert re.search(r'<p class="meta">([^<]*)</p>', page)[1] == line
    assert page.count("<a ") == 1


def test_a_card_shows_what_was_typed_as_text():
    page = render("_card", project=project(title="<b>Bank</b> & zo"))

    assert "&lt;b&gt;Bank&lt;/b&gt; &amp; zo" in page


def test_pages_keep_the_rest_of_the_query():
    page = SimpleNamespace(number=2, has_next=True, has_previous=True)
    request = RequestFactory().get("/projecten/?q=buurt&pagina=2")

    html = render_to_string("components/_pagination.html", {"page": page}, request=request)

    assert 'href="?q=buurt&amp;pagina=1"' in html
    assert 'href="?q=buurt&amp;pagina=3"' in html


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "413", "429", "500", "503"])
def test_pages_for_trouble_need_no_database_and_no_context(name):
    page = render_to_string(f"{name}.html")

    assert "<h1>" in page
    assert 'href="/"' in page


@pytest.mark.parametrize(
    "path", [path for path in OURS if path != MAIL], ids=lambda path: str(path.relative_to(ROOT / "templates"))
)
def test_nothing_is_inline_in_a_template(path):
    source = path.read_text()

    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", source)
    assert not re.search(r'<script(?![^>]*\b(src=|type="application/json"))', source)  # data is not run


def test_only_the_tokens_know_a_colour():
    for sheet in (ROOT / "static/css").glob("*.css"):
        if sheet.name in ("tokens.css", "admin.css"):
            continue
        colours = set(re.findall(r"#[0-9a-f]{3,8}\b", sheet.read_text())) - {"#fff", "#000", "#0b0c0c", "#fd0"}
        assert colours == set(), sheet.name
