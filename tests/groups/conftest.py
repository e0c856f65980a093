"""Who is who in the groups."""

import pytest

from groups.models import Group
from tests.factories import GroupFactory, MembershipFactory, UserFactory


@pytest.fixture
def group(groen):
    return GroupFactory(name="Werkgroep Julianapark", slug="werkgroep-julianapark", theme=groen)


@pytest.fixture
def chair(group):
    user = UserFactory(email="wim@voorbeeld.test", name="Wim Zuidema")
    MembershipFactory(group=group, person=user.person, role="chair")
    return user


@pytest.fixture
def secretary(group):
    user = UserFactory(email="sietske@voorbeeld.test", name="Sietske Bakker")
    MembershipFactory(group=group, person=user.person, role="secretary")
    return user


@pytest.fixture
def member(group):
    user = UserFactory(email="gea@voorbeeld.test", name="Gea Postema")
    MembershipFactory(group=group, person=user.person)
    return user


@pytest.fixture
def koplopersgroep(db):
    return GroupFactory(name="Koplopersgroep", slug="koplopersgroep", kind=Group.Kind.KOPLOPERSGROEP, is_open=False)


@pytest.fixture
def koploper(koplopersgroep):
    user = UserFactory(email="koploper@voorbeeld.test", name="Mehmet Kaya")
    MembershipFactory(group=koplopersgroep, person=user.person)
    return user


@pytest.fixture
def koplopers_chair(koplopersgroep):
    user = UserFactory(email="voorzitter@voorbeeld.test", name="Lies Hamminga")
    MembershipFactory(group=koplopersgroep, person=user.person, role="chair")
    return user
