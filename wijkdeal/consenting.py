"""What happens when somebody takes back what they agreed to: in each app what belongs to it."""

from django.db import transaction

from accounts.consents import Consent
from accounts.models import Person
from communication.models import NewsletterSubscriber
from projects.models import Photo

About = Consent.About
EFFECTS = {
    About.NAME: "Anderen zien dan alleen nog je voornaam. Dat geldt meteen, overal op de site.",
    About.MAIL: "Je krijgt dan geen mail meer over wat je volgt. Een antwoord aan jou mailen we nog wel.",
    About.CALLS: "We halen je telefoonnummer weg. We kunnen je dan niet meer bellen.",
    About.NEWSLETTER: "Je krijgt de nieuwsbrief dan niet meer.",
    About.PHOTO: "De foto gaat dan van de site en wordt weggegooid. Dat kan niemand terugdraaien.",
}


def take_back(consent, user):
    """Whether it was still given; then it is taken back, and what it allowed stops with it."""
    with transaction.atomic():
        if not Consent.objects.filter(pk=consent.pk).withdraw():
            return False
        _STOP[consent.about](consent, user)
    return True


def _hide_last_name(consent, user):
    Person.objects.filter(user=user).update(show_name=Person.ShowName.FIRST)


def _mail_nothing(consent, user):
    user.person.choose_mail(Person.MailFrequency.NEVER)


def _forget_number(consent, user):
    Person.objects.filter(user=user).update(phone="")
    Person.objects.filter(user=user, channel=Person.Channel.PHONE).update(channel=Person.Channel.EMAIL)


def _unsubscribe(consent, user):
    NewsletterSubscriber.objects.filter(email=consent.email or user.email).leave()


def _remove_photo(consent, user):
    photo = Photo.objects.select_related("project").filter(pk=consent.ref.removeprefix("photo:")).first()
    if photo:
        photo.remove()
        photo.project.choose_cover()


_STOP = {
    About.NAME: _hide_last_name,
    About.MAIL: _mail_nothing,
    About.CALLS: _forget_number,
    About.NEWSLETTER: _unsubscribe,
    About.PHOTO: _remove_photo,
}
