"""A draft: begun, gone on with question by question, handed to whom the address turns out to be of, thrown away.

That of a visitor has no initiator until a name was typed, and no account behind it until a code was.
"""

from datetime import timedelta

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from accounts.consents import Consent
from accounts.models import Person
from core.editing import Conflict
from projects.models.lifecycle import InvalidTransition
from projects.models.photos import Photo
from projects.models.states import Status
from projects.models.taking_part import Participation
from projects.naming import unique_slug

A_MOMENT = timedelta(minutes=10)
KEPT = timedelta(days=1)  # what a visitor wrote and did not confirm
MOST_OF_ONE_ADDRESS = 5  # of those that wait: with KEPT no more than five a day
GONE = "Dit is geen concept meer. Je kunt het intrekken, niet weggooien."


class NoRoom(Exception):  # noqa: N818 - raised it reads as what happened
    """More photos than a project of one person may have: `left` more would fit."""

    def __init__(self, left):
        self.left = left
        super().__init__(f"room for {left}")


def _initiators(**about):
    return Exists(Participation.objects.initiators().filter(project=OuterRef("pk"), **about))


def _begun_by(**about):
    return Participation.objects.initiators().filter(**about).values("project")


class DraftQuerySet(models.QuerySet):
    def of_visitors(self):
        """Drafts written on the website of which nobody with an account is the initiator."""
        drafts = self.filter(status=Status.DRAFT, source="online")
        return drafts.filter(~_initiators(person__user__isnull=False))

    def unconfirmed(self):
        """Drafts of visitors whose address was not confirmed within a day."""
        return self.of_visitors().filter(created_at__lt=timezone.now() - KEPT)

    def typed_with(self, email):
        """Drafts of visitors who said that this is their address (as `Person.email` keeps it, or an expression)."""
        return self.of_visitors().filter(pk__in=_begun_by(person__email=email))

    def open_to(self, user, held):
        """Drafts that somebody may go on with. `held`: the keys of what a visitor began in this very browser.

        Who is signed in gets the own ones, those typed with the own address, and those begun here without one.
        """
        if user.is_anonymous:
            return self.of_visitors().filter(form_key__in=held)
        drafts = self.model.objects
        begun_here = drafts.of_visitors().filter(~_initiators(person__email__gt=""), form_key__in=held)
        typed = drafts.typed_with(user.email)
        # The few that may be: all drafts are never looked through.
        few = _begun_by(person=user.person).union(typed.values("pk"), begun_here.values("pk"))
        return self.filter(pk__in=few, status=Status.DRAFT)

    def just_begun(self, title):
        """The draft of this title that was begun a moment ago, or None."""
        return self.filter(title=title, created_at__gt=timezone.now() - A_MOMENT).first()

    def is_full_for(self, email):
        """Whether as many wait for this address as may: anybody can type it."""
        return self.typed_with(email).count() >= MOST_OF_ONE_ADDRESS


class Drafting(models.Model):
    class Meta:
        abstract = True

    @property
    def steps_url(self):
        """Where its writer goes on; what has no key is written on one page."""
        return f"/projecten/voorstellen/{self.form_key}/" if self.form_key else f"{self.get_absolute_url()}aanpassen/"

    @property
    def kept_until(self):
        """When it is thrown away while no address was confirmed."""
        return self.created_at + KEPT

    @property
    def initiator(self):
        """The first of them, or None."""
        role = self.participations.initiators().select_related("person__user").first()
        return role and role.person

    def answer(self, *, version, other_themes=None, **changes):
        """Keep one answer. The same answer twice is one; raises Conflict when another was given since `version`."""
        with transaction.atomic():
            draft = self._lock_draft()
            if not draft._says(other_themes, changes):
                draft._turn(version)
                draft._write(changes)
                if other_themes is not None:
                    self.other_themes.set(other_themes)
        self.refresh_from_db()

    def introduce(self, *, version, **typed):
        """Keep who a visitor says to be (name, email, phone); raises as `answer` does."""
        with transaction.atomic():
            draft = self._lock_draft()
            person = draft.initiator
            if person and person.user_id:
                raise InvalidTransition(self, "Dit idee hoort al bij iemand.")
            if person and all(getattr(person, name) == value for name, value in typed.items()):
                return
            draft._turn(version)
            if person:
                Person.objects.filter(pk=person.pk).update(**typed)
            else:
                self._become_of(Person.objects.create(**typed))
        self.refresh_from_db()

    def add_photos(self, photos, *, most):
        """Keep `cleaned_data["photos"]` of a form, each once; raises NoRoom where it would have more than `most`."""
        with transaction.atomic():
            draft = self._lock_draft()
            there = list(draft.photos.filter(update_post=None))
            new = [(photo, alt) for photo, alt in photos if not any(row.shows(photo) for row in there)]
            if new and len(there) + len(new) > most:
                raise NoRoom(most - len(there))
            if new:
                draft._turn()
                Photo.add_all(self, new, by=draft.initiator)
                self.choose_cover()
        self.refresh_from_db()

    def remove_photo(self, photo_id):
        """Take one away again; one that is gone already is no mistake."""
        with transaction.atomic():
            draft = self._lock_draft()
            if photo := draft.photos.filter(pk=photo_id, update_post=None).first():
                draft._turn()
                photo.remove()
                self.choose_cover()
        self.refresh_from_db()

    def hand_in(self, *, by, version):
        """Propose what `by` looked over; raises Conflict when it was changed since `version` was read."""
        with transaction.atomic():
            current = self._lock_whatever_it_is()
            if current.status == Status.DRAFT and current.version != version:
                raise Conflict
            self.claim(by=by)
            self.propose(by=by)

    def claim(self, *, by):
        """Hand a visitor's draft to the Person whose address was confirmed; what the visitor was, is gone then."""
        with transaction.atomic():
            self._lock_whatever_it_is()
            visitors = [role.person for role in self.participations.initiators().select_related("person")]
            if by in visitors:
                return
            for visitor in visitors:
                self.photos.filter(added_by=visitor).hand_to(by)
                if visitor.phone and not by.phone:
                    Person.objects.filter(pk=by.pk).update(phone=visitor.phone)
                    Consent.give(Consent.About.CALLS, person=by)
            self.participations.initiators().update(person=by)
            if not visitors:
                self._become_of(by)
            Person.objects.filter(pk__in=[visitor.pk for visitor in visitors], user=None).delete()

    def discard(self, *, among=None):
        """Throw away a draft, with its photos and a visitor who has no account; raises InvalidTransition otherwise.

        `among`: only when it still is one of these, for who chose it a moment ago.
        """
        with transaction.atomic():
            draft = self._lock_draft(GONE)
            if among is not None and not among.filter(pk=self.pk).exists():
                raise InvalidTransition(self)
            people = list(draft.participations.values_list("person", flat=True))
            for photo in draft.photos.all():
                photo.remove()
            draft.delete()
            Person.objects.filter(pk__in=people, user=None, participations=None).delete()

    def _write(self, changes):
        """Nobody knows its address yet, so that follows the title."""
        row = type(self).objects.filter(pk=self.pk)
        if "title" not in changes:
            row.update(**changes)
            return
        try:
            with transaction.atomic():
                row.update(slug=self._free_slug(changes["title"]), **changes)
        except IntegrityError:  # of two with one title at the same moment the second sees the first by now
            row.update(slug=self._free_slug(changes["title"]), **changes)

    def _free_slug(self, title):
        return unique_slug(type(self), title, self.short_code, but=self.pk)

    def _become_of(self, person):
        self.participations.create(person=person, role=Participation.Role.INITIATOR)
        self.photos.filter(added_by=None).hand_to(person)

    def _lock_whatever_it_is(self):
        found = type(self).objects.select_for_update().filter(pk=self.pk).first()
        if found is None:
            raise InvalidTransition(self, "Dit concept is er niet meer.")
        return found

    def _lock_draft(self, otherwise="Dit idee is al ingestuurd."):
        draft = type(self).objects.select_for_update().filter(pk=self.pk, status=Status.DRAFT).first()
        if draft is None:
            raise InvalidTransition(self, otherwise)
        return draft

    def _says(self, other_themes, changes):
        """Whether this is what stands there already."""
        if any(getattr(self, name) != value for name, value in changes.items()):
            return False
        return other_themes is None or set(self.other_themes.all()) == set(other_themes)

    def _turn(self, version=None):
        """The next version of a locked draft; raises Conflict unless `version`, where given, is that of now."""
        if version is not None and version != self.version:
            raise Conflict
        type(self).objects.filter(pk=self.pk).update(version=F("version") + 1)
