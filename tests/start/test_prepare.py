import pytest
from django.core.management import call_command

from wijkdeal.start.prepare import Progress, Steps


@pytest.mark.django_db
def test_who_waits_for_the_tables_reads_how_far_it_is(capsys, monkeypatch):
    monkeypatch.setattr(Progress, "INTERVAL", 0)
    steps = Steps(2)

    for name in ("core.0001_initial", "core.0002_more"):
        steps.write(f"  Applying {name}...")
        steps.write(" OK\n")
    call_command("migrate", interactive=False, stdout=steps)

    said = capsys.readouterr().out
    assert "Stappen: 1 van 2" in said
    assert "Stappen: 2 van 2" in said
    assert "3 van 2" not in said
    assert "Applying" not in said
