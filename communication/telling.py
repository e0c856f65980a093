"""What the rules about who is told of what share: (letter, recipient) pairs, and whom they leave out."""

from accounts.models import Person
from communication.models.notifications import WEEK_NEWS


def to_each(letter, recipients):
    return [(letter, recipient) for recipient in recipients if letter and recipient]


def without_actor(letters, event):
    return [
        (letter, recipient) for letter, recipient in letters if recipient != event.actor or letter.endswith("-receipt")
    ]


def to_first(letter, event, circles, *, but=()):
    """To the first circle of people that has somebody in it who did not do this, nor is one of `but`."""
    for people in circles:
        others = [person for person in people if person not in but]
        if told := without_actor(to_each(letter, others), event):
            return told
    return []


def to_followers(letter, following):
    """At once or with the rest of the week, as each of them chose."""
    people = Person.objects.filter(following).select_related("user").distinct()
    return as_they_chose(letter, [person for person in people if person.address_on_file])


def as_they_chose(letter, people):
    """Who has no address did not choose, and is called."""
    chosen = {Person.MailFrequency.AT_ONCE: letter, Person.MailFrequency.WEEKLY: WEEK_NEWS}
    return [
        (letter if not person.address_on_file else chosen[person.mail_frequency], person)
        for person in people
        if not person.address_on_file or person.mail_frequency in chosen
    ]


def present_team():
    """The communicatieteam, or the administrators while nobody is in it; without who is away while others are there."""
    people = list(Person.objects.communicatieteam()) or list(Person.objects.administrators())
    return [person for person in people if not person.is_away] or people
