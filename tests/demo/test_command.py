"""`manage.py demo`: when it may, and what it says."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from projects.models import Project
from tests.factories import ProjectFactory


def test_demo_refuses_a_database_with_an_account_in_it(resident):
    with pytest.raises(CommandError, match="Er staan al accounts of projecten"):
        call_command("demo")
    assert not Project.objects.exists()


def test_demo_refuses_a_database_with_a_project_in_it(db):
    ProjectFactory()

    with pytest.raises(CommandError, match="Er staan al accounts of projecten"):
        call_command("demo")


def test_demo_refuses_in_production_settings(db, settings):
    settings.EXAMPLE_ALLOWED = False

    with pytest.raises(CommandError, match="productie"):
        call_command("demo")
    assert not User.objects.exists()


def test_demo_says_how_far_it_is(db, capsys):
    call_command("demo", without_photos=True)

    assert f"Projecten: {Project.objects.count()}" in capsys.readouterr().out.splitlines()


def test_demo_is_silent_when_asked(db, capsys):
    call_command("demo", without_photos=True, verbosity=0)

    assert capsys.readouterr().out == ""


def test_demo_shows_how_far_it_is_and_what_it_took(db, capsys):
    call_command("demo", projects=30, without_photos=True)

    lines = capsys.readouterr().out.splitlines()
    assert "Gemaakte projecten: 30 van 30" in lines
    assert any(line.startswith("Geheugen: hoogstens ") for line in lines)
    assert any(line.startswith("Klaar in: ") for line in lines)


def test_demo_refuses_fewer_than_no_projects(db):
    with pytest.raises(CommandError, match="0 of meer"):
        call_command("demo", projects=-1)
