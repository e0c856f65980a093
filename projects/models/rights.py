"""Who may do what to a project: one predicate a right, nothing is allowed that is not said here."""

from django.core.exceptions import PermissionDenied
from django.db import models

from projects.models.states import EDITABLE, LED, LISTED, OPEN_TO_HELP, TAKEN_UP, WATCHED, Status


class Rights(models.Model):
    """The table of roles in design.md. Each predicate takes a User, anonymous ones too."""

    class Meta:
        abstract = True

    def is_guided_by(self, user):
        """Whether the user sits in the duo of this project's theme (or takes what has no theme), or administers."""
        if user.is_anonymous:
            return False
        if user.is_administrator:
            return True
        if self.theme_id:
            return user.seat_in(self.theme_id) is not None
        return any(seat.theme.takes_unknown for seat in user.seats)

    def is_own_of(self, user):
        """Whether the user is an initiator or the leader now; asked once an instance and user."""
        if user.is_anonymous:
            return False
        return bool(self.roles_of(user) & {"initiator", "leader"})

    def is_led_by(self, user):
        return not user.is_anonymous and "leader" in self.roles_of(user)

    def roles_of(self, user):
        """The roles the user's person has in this project now, as a set of stored values."""
        known = self.__dict__.setdefault("_roles_of", {})
        if user.pk not in known:
            current = self.participations.current().filter(person__user=user)
            known[user.pk] = frozenset(current.values_list("role", flat=True))
        return known[user.pk]

    def editable_by(self, user):
        return self.status in EDITABLE and self.is_run_by(user)

    def is_run_by(self, user):
        """Its own people and the duo, whatever its state."""
        return self.is_own_of(user) or self.is_guided_by_in_public(user)

    def is_guided_by_in_public(self, user):
        """A draft is seen by its initiators and the administrator: no duo touches it."""
        return self.is_guided_by(user) and (self.status != Status.DRAFT or user.is_administrator)

    def updatable_by(self, user):
        """Post an update, set milestones."""
        return self.status != Status.DRAFT and self.editable_by(user)

    def accountable_by(self, user):
        """Note money: of what was taken up also after it ended, the last bill."""
        return self.status in (Status.PROPOSED, *TAKEN_UP) and self.is_run_by(user)

    def lets_change(self, user, author_id):
        """Correct a message, or take it away: who wrote it, also who takes part no more, and who pulls the project."""
        return not user.is_anonymous and (author_id == user.person.pk or self.is_led_by(user))

    def checkable_by(self, user):
        return self.status in WATCHED and self.voice_of(user) is not None

    def voice_of(self, user):
        """Which voice a progress check of this user has: the own half of the duo, "leader", or None."""
        if user.is_anonymous:
            return None
        seat = user.seat_in(self.theme_id)
        if seat and seat.voice:
            return seat.voice
        return "leader" if self.is_led_by(user) else None

    def answerable_by(self, user):
        return self.status == Status.PROPOSED and self.is_guided_by(user)

    def advising_theme(self, user):
        """The other theme that it touches of whose duo this user is, or None; its own duo answers."""
        if user.is_anonymous or not user.seats or self.is_guided_by(user):
            return None
        touched = set(self.other_themes.values_list("pk", flat=True))
        return next((seat.theme for seat in user.seats if seat.theme_id in touched), None)

    def advised_on_by(self, user):
        return self.status == Status.PROPOSED and self.advising_theme(user) is not None

    def clarifiable_by(self, user):
        asked = self.status == Status.PROPOSED and bool(self.clarification_question)
        return asked and (self.is_own_of(user) or self.is_spoken_for_by(user))

    def is_spoken_for_by(self, user):
        """Write down what its initiator says, who has no account: the counter and the duo."""
        if user.is_anonymous or self.status == Status.DRAFT:
            return False
        return (user.is_counter or self.is_guided_by(user)) and self.initiator_without_account is not None

    def withdrawable_by(self, user):
        return self.status == Status.PROPOSED and not user.is_anonymous and "initiator" in self.roles_of(user)

    def drivable_by(self, user):
        """Start, pause, resume, complete."""
        return self.status not in (Status.DRAFT, Status.PROPOSED) and (self.is_guided_by(user) or self.is_led_by(user))

    def closable_by(self, user):
        """Stop, merge, reopen."""
        return self.status not in (Status.DRAFT, Status.MERGED) and self.is_guided_by(user)

    def asks_support_by(self, user):
        """Ask for somebody who gives extra support; one question at a time, for its own people."""
        return self.status in LED and self.is_own_of(user) and not self.support_requests.open().exists()

    def splittable_by(self, user):
        """Split a part off, which goes its own way."""
        return self.status in (Status.PROPOSED, *LED) and self.is_guided_by(user)

    def looked_back_by(self, user):
        """Say half a year later whether it is still good."""
        return self.asks_back and self.is_run_by(user)

    def hideable_by(self, user):
        """Take it, or a message of it, out of sight."""
        return self.is_public and self.status != Status.MERGED and self.is_minded_by(user)

    def is_minded_by(self, user):
        """Whether the user may hide here, and so may know what was hidden already and put it back."""
        if user.is_anonymous or self.status == Status.DRAFT:
            return False
        return self.is_guided_by(user) or user.is_communicatieteam

    def takes_questions(self):
        return self.status in LISTED and self.is_public

    def joinable(self):
        return self.status in OPEN_TO_HELP

    def require(self, allowed):
        """Raise PermissionDenied (403) unless `allowed`, the answer of a predicate."""
        if not allowed:
            raise PermissionDenied
