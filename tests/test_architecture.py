"""The direction of imports (style.md): core ← accounts ← themes ← projects ← groups ← communication ← wijkdeal."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import ForeignKey, ManyToManyField, OneToOneField

ROOT = Path(__file__).resolve().parent.parent
ORDER = ["core", "accounts", "themes", "projects", "groups", "communication", "wijkdeal"]
NOUN_BEGINS = {"de", "het", "een", "deze", "je", "jullie"}


def imports_of(path):
    """The first name of every module that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize("app", ORDER)
def test_no_app_imports_what_stands_to_its_right(app):
    right = set(ORDER[ORDER.index(app) + 1 :])

    wrong = {
        str(path.relative_to(ROOT)): found
        for path in (ROOT / app).rglob("*.py")
        if (found := right & set(imports_of(path)))
    }

    assert wrong == {}


@pytest.mark.parametrize("app", ORDER[:-1])
def test_no_model_points_to_an_app_on_its_right(app):
    right = set(ORDER[ORDER.index(app) + 1 :])

    wrong = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | OneToOneField | ManyToManyField)
        and field.related_model._meta.app_label in right
    ]

    assert wrong == []


def test_own_code_never_marks_text_safe_outside_the_audited_modules():
    audited = {"core/text.py", "core/templatetags/structured.py", "themes/stamps.py"}

    found = {
        str(path.relative_to(ROOT))
        for app in ORDER
        for path in (ROOT / app).rglob("*.py")
        if "mark_safe" in path.read_text()
    }
    in_templates = [str(path) for path in (ROOT / "templates").rglob("*.html") if "|safe" in path.read_text()]

    assert found <= audited
    assert in_templates == []


def test_nothing_stands_inline_in_the_templates():
    """The policy forbids it, so it would not work. Mail has no policy, and takes along how it looks."""
    wrong = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in (ROOT / "templates").rglob("*.html")
        if path.parent.name != "mail"
        for word in (' style="', " onclick=", " onchange=", " onsubmit=", "<style", "<script>", "javascript:")
        if word in path.read_text()
    ]

    assert wrong == []


def test_no_signals_between_our_own_apps():
    found = [
        str(path.relative_to(ROOT))
        for app in ORDER[:-1]
        for path in (ROOT / app).rglob("*.py")
        if "django.db.models.signals" in path.read_text() or "@receiver" in path.read_text()
    ]

    assert found == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_field_is_called_by_a_noun_so_that_its_messages_are_sentences():
    """Vul de reden in; Maak de plek korter: never "Vul waarom in"."""
    names = re.compile(r'\bcalled="([^"]*)"')
    called = {
        (str(path.relative_to(ROOT)), name)
        for app in ORDER
        for path in (ROOT / app).rglob("*.py")
        for name in names.findall(path.read_text())
    }

    assert [one for one in sorted(called) if one[1].split()[0] not in NOUN_BEGINS] == []
