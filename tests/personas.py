"""The people whom tests are about. Import the fixtures through `conftest.py`; each is a signed-up, active user.

The mentor and the mentee run one active pair; the outsider is a member of a third
program; the former member once ran the mentee's program.
"""

from dataclasses import dataclass

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from tests.factories import mentoring
from tests.factories.tree import site_root

CMS_ACCESS = "access_admin"


@dataclass(frozen=True)
class PairOfPeople:
    """An active pair with its two directors."""

    pair: object
    mentor: object
    mentee: object


def _person(name, **kwargs):
    return mentoring.UserFactory(username=name, email=f"{name}@example.org", first_name=name.title(), **kwargs)


def _cms_group(name, *codenames):
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=[CMS_ACCESS, *codenames]))
    return group


def make_pair():
    """An active pair and its people, as `PairOfPeople`."""
    pair = mentoring.MentoringPairFactory(
        mentor__name="Goldfinch Bridge After School", mentee__name="Lantern Creek Learning Club"
    )
    mentor, mentee = _person("mentor"), _person("mentee")
    mentoring.ProgramMembershipFactory(program=pair.mentor, user=mentor)
    mentoring.ProgramMembershipFactory(program=pair.mentee, user=mentee)
    return PairOfPeople(pair, mentor, mentee)


def make_outsider():
    return mentoring.ProgramMembershipFactory(program__name="Third Prairie Program", user=_person("outsider")).user


def make_former_member(paired):
    user = _person("former")
    mentoring.ProgramMembershipFactory(program=paired.pair.mentee, user=user, role="staff", is_active=False)
    return user


def make_coordinator():
    user = _person("coordinator")
    user.groups.add(_cms_group("Coordinators", "coordinate_mentoring"))
    return user


def make_editor():
    user = _person("editor")
    group = _cms_group("Communications editors")
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.filter(content_type__app_label="wagtailcore", codename=codename).first()
        if permission:
            GroupPagePermission.objects.get_or_create(group=group, page=site_root().get_root(), permission=permission)
    user.groups.add(group)
    return user


def make_superuser():
    return get_user_model().objects.create_superuser("superuser", "superuser@example.org", "partnership-demo")


def make_everyone(paired):
    """{name: user} of all personas; None is "anonymous"."""
    return {
        "anonymous": None,
        "mentor": paired.mentor,
        "mentee": paired.mentee,
        "outsider": make_outsider(),
        "former_member": make_former_member(paired),
        "coordinator": make_coordinator(),
        "editor": make_editor(),
        "superuser": make_superuser(),
    }


@pytest.fixture
def paired(db):
    """An active pair and its people, as `PairOfPeople`."""
    return make_pair()


@pytest.fixture
def mentor(paired):
    return paired.mentor


@pytest.fixture
def mentee(paired):
    return paired.mentee


@pytest.fixture
def outsider(db):
    """A member of a program outside the pair."""
    return make_outsider()


@pytest.fixture
def former_member(paired):
    """Was staff of the mentee's program and is no longer."""
    return make_former_member(paired)


@pytest.fixture
def coordinator(db):
    """Runs the mentoring in the CMS."""
    return make_coordinator()


@pytest.fixture
def editor(db):
    """Edits all pages of the CMS; has no part in the mentoring."""
    return make_editor()


@pytest.fixture
def superuser(db):
    return make_superuser()


@pytest.fixture
def persona(request):
    """The user that a test names: `request.getfixturevalue`; None for "anonymous"."""

    def get(name):
        return None if name == "anonymous" else request.getfixturevalue(name)

    return get
