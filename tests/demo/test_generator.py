from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Count, F
from django.db.models.functions import Length
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from communication.models import Request
from core.short_codes import ALPHABET
from groups.models import Group, Meeting
from projects.models import Photo, ProgressCheck, Project, ProjectEvent, Status, Update
from tests.factories import ProjectFactory
from wijkdeal.demo.days import Days
from wijkdeal.demo.generator import Generator

NUMBER = 120


def generate(seed):
    Generator(Days(), NUMBER, seed).run(lambda what, number: None)


@pytest.fixture(scope="module")
def crowded(loaded, django_db_blocker):
    with django_db_blocker.unblock():
        generate(seed=1)


@pytest.fixture
def generated(crowded, neighbourhood):
    return Project.objects.exclude(slug__in=neighbourhood.projects)


def texts():
    return list(Project.objects.order_by("slug").values_list("slug", "short_code", "title", "description", "status"))


def test_generator_adds_as_many_projects_as_asked(generated):
    assert generated.count() == NUMBER
    assert set(generated.values_list("status", flat=True)) >= {Status.PROPOSED, Status.UNDERWAY, Status.COMPLETED}


def test_generator_writes_descriptions_of_varied_length(generated):
    lengths = list(generated.annotate(length=Length("description")).values_list("length", flat=True))

    assert 400 <= min(lengths) < 700
    assert 1200 < max(lengths) <= 1500
    assert len(set(generated.values_list("description", flat=True))) == NUMBER


def test_generated_projects_have_what_belongs_to_them(generated):
    mean = {model: model.objects.filter(project__in=generated).count() / NUMBER for model in (Update, ProgressCheck)}

    assert 2.5 < mean[Update] < 6
    assert 4 < mean[ProgressCheck] < 9
    assert Photo.objects.filter(project__in=generated).count() > NUMBER / 4
    assert Group.objects.filter(project__in=generated).annotate(n=Count("memberships")).filter(n__gte=5).count() == 2
    assert Meeting.objects.filter(group__project__in=generated).count() == 20
    assert Request.objects.filter(project__in=generated).count() == NUMBER // 25
    assert not generated.exclude(participations__role="initiator").exists()


def test_generated_history_fits_the_project(generated):
    now = timezone.now()

    assert not generated.filter(proposed_at__gt=now).exists()
    assert not generated.filter(status_since__lt=F("proposed_at")).exists()
    assert (
        not generated.filter(status__in=[Status.UNDERWAY, Status.ONGOING])
        .exclude(participations__role="leader")
        .exists()
    )
    for model in (Update, ProgressCheck, ProjectEvent):
        assert not model.objects.filter(project__in=generated, at__gt=now).exists()
        assert not model.objects.filter(project__in=generated, at__lt=F("project__proposed_at")).exists()
    assert generated.filter(proposed_at__lt=now - timedelta(days=5 * 365)).exists()


def test_generated_codes_can_be_read_from_a_poster(generated):
    assert all(set(code) <= set(ALPHABET) for code in generated.values_list("short_code", flat=True))


def test_generated_projects_are_found_by_searching(generated):
    word = generated.filter(status__in=[Status.COMPLETED]).first().title.split()[-1]

    assert generated.published().search(word).exists()


def test_nobody_gets_mail_of_generated_projects(generated):
    assert not ProcrastinateJob.objects.exists()
    assert not ProjectEvent.objects.unprocessed().exists()


def test_request_of_a_generated_project_is_found_by_its_token(generated):
    request = Request.objects.filter(project__in=generated).first()

    assert Request.objects.by_token(request.token).get() == request


def test_next_project_that_somebody_makes_has_an_id_of_its_own(generated):
    last = Project.objects.latest("id").pk

    assert ProjectFactory().pk == last + 1


def test_same_seed_gives_the_same_projects_and_another_seed_others(neighbourhood):
    made = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            generate(seed)
            made.append(texts())
            transaction.set_rollback(True)

    assert made[0] == made[1]
    assert made[0] != made[2]
