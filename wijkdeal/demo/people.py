"""People, their accounts and roles, and the organisations they speak for."""

from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group as AuthGroup

from accounts.models import Organisation, Person, Role, User, canonical_email
from wijkdeal.demo import content

PASSWORD = "wijkdeal-demo"  # noqa: S105 - that of the example, printed at every start
DUO_KEYS = [
    f"{theme}-{half}" for theme in ("groen", "sociaal", "verkeersveilig", "duurzaam") for half in ("pro", "bewoner")
]
WITH_PASSWORD = {
    *("bewoner", "buurvrouw", "balie", "corporatie", "koploper", "voorzitter", "communicatie", "beheer"),
    *("communicatie2", "cultureel-pro", *DUO_KEYS),
}
ROLES = {
    "communicatie": Role.COMMUNICATIETEAM,
    "communicatie2": Role.COMMUNICATIETEAM,
    "balie": Role.BALIE,
    "beheer": Role.ADMINISTRATOR,
}
STAFF = {Role.COMMUNICATIETEAM, Role.ADMINISTRATOR}


def load(world):
    """Organisations first: people belong to them, and their contacts are accounts."""
    organisations = content.read("organisation")
    people = content.read("person")
    _organisations(world, organisations)
    users = _users(world, people)
    _people(world, people, users)
    _contacts(world, organisations)


def _organisations(world, entries):
    rows = {
        entry["slug"]: entry.checked(
            Organisation(
                slug=entry["slug"],
                name=entry["name"],
                kind=entry["kind"],
                about=entry.text("about"),
                website=entry.get("website"),
            )
        )
        for entry in entries
    }
    Organisation.objects.bulk_create(rows.values())
    world.organisations = rows


def _users(world, entries):
    """{key: account}. Example accounts have the password of the example; other people sign in with a code by mail."""
    users = {}
    for entry in entries:
        if "email" not in entry:
            continue
        key, role = entry["key"], ROLES.get(entry["key"])
        user = User(
            email=canonical_email(entry["email"]),
            password=make_password(PASSWORD if key in WITH_PASSWORD else None),
            is_staff=role in STAFF,
            is_superuser=role == Role.ADMINISTRATOR,
            date_joined=_joined(world, key),
        )
        users[key] = entry.checked(user)
    User.objects.bulk_create(users.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users.values()
    )
    for key, role in ROLES.items():
        if key in users:
            users[key].groups.add(AuthGroup.objects.get_or_create(name=role)[0])
    return users


def _people(world, entries, users):
    for entry in entries:
        if entry["key"] in world.people:
            entry.fail("deze sleutel bestaat al")
        world.people[entry["key"]] = entry.checked(_person(world, entry, users.get(entry["key"])))
    Person.objects.bulk_create(world.people.values())


def _person(world, entry, user):
    phone, joined = entry.get("phone"), _joined(world, entry["key"])
    channel = Person.Channel.EMAIL if user else Person.Channel.PHONE if phone else Person.Channel.POST
    return Person(
        user=user,
        name=entry["name"],
        kind=entry["kind"],
        organisation=world.organisation(entry, entry.get("organisation")),
        phone=phone,
        channel=channel,
        consent_at=joined,
        show_name=entry.get("show_name", Person.ShowName.FULL),
        away_until=world.days.day(entry["away_days"]) if "away_days" in entry else None,
        created_at=joined,
    )


def _joined(world, key):
    """Somewhere in the years since the first working groups."""
    return world.days.moment(-Random(key).randrange(400, 2900), f"since {key}")  # noqa: S311


def _contacts(world, entries):
    through = Organisation.contacts.through
    contacts = [
        through(organisation_id=world.organisations[entry["slug"]].pk, user_id=person.user_id)
        for entry in entries
        for person in (world.person(entry, key) for key in entry.get("contacts", []))
        if person.user_id
    ]
    through.objects.bulk_create(contacts)
