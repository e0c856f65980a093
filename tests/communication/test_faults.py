"""What `make faults` begins with, in a database that keeps its rules; the scenes take too long for a test."""

from types import SimpleNamespace

import pytest

from projects.models import Project
from scripts.faults.scenes import build_stage


@pytest.mark.django_db(transaction=True)
def test_stage_of_the_faults_is_a_project_that_may_be_underway(leaders_required):
    stage = build_stage(None, SimpleNamespace(port=25), None)

    project = Project.objects.get()
    assert stage.project == project
    assert project.status == "underway"
    assert project.participations.get(role="leader").person == stage.author
