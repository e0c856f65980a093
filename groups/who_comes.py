"""Who comes to a meeting, as its page and the page behind a link in the mail show it."""

from dataclasses import dataclass

from accounts.models import Person
from core import dates
from groups.models import Meeting, Reply

Answer = Reply.Answer
MOST_TURNS = 60  # a week for more than a year


def when_and_where(meeting):
    """For components/_facts.html."""
    facts = [("Wanneer", *dates.day_and_hours(meeting.starts_at, meeting.ends_at)), ("Waar", meeting.place, "")]
    return [*facts, ("Komt terug", "", meeting.series.in_words)] if meeting.series else facts


def turns_and_answers(meeting, person):
    """[(another meeting to come of its series, what this person said to it: empty where nothing was heard), …]"""
    turns = list(meeting.other_turns()[:MOST_TURNS])
    replies = Reply.objects.standing().filter(person=person, meeting__in=turns)
    said = {reply.meeting_id: reply.get_answer_display() for reply in replies}
    return [(turn, said.get(turn.pk, "")) for turn in turns]


@dataclass(frozen=True, kw_only=True)
class WhoComes:
    meeting: Meeting
    replies: list[Reply]  # those that stand
    members: list[Person]
    own: Reply | None  # of the reader
    is_member: bool  # the reader, who then sees who comes
    may_answer: bool = True
    steers: bool = False  # sees of whom nothing was heard

    @classmethod
    def seen_by_member(cls, meeting, person):
        replies = list(meeting.replies.standing().select_related("person").order_by("person__name", "pk"))
        seats = meeting.group.memberships.current().select_related("person")
        own = next((reply for reply in replies if reply.person == person), None)
        members = [seat.person for seat in seats]
        return cls(meeting=meeting, replies=replies, members=members, own=own, is_member=True)

    @property
    def facts(self):
        return when_and_where(self.meeting)

    @property
    def is_asked(self):
        """Whether an answer can be given still."""
        return self.meeting.is_before and not self.meeting.is_over

    @property
    def choices(self):
        """[(value, words of the button), …]; who is no member comes to listen."""
        if self.is_member:
            return [(Answer.YES, "Ik kom"), (Answer.NO, "Ik kom niet"), (Answer.MAYBE, "Weet ik nog niet")]
        return [(Answer.YES, "Ik kom luisteren"), (Answer.NO, "Ik kom niet")]

    @property
    def choices_for_another(self):
        return [(Answer.YES, "Komt"), (Answer.NO, "Komt niet"), (Answer.MAYBE, "Weet het nog niet")]

    @property
    def coming(self):
        return self._who(Answer.YES)

    @property
    def doubting(self):
        return self._who(Answer.MAYBE)

    @property
    def staying_away(self):
        return self._who(Answer.NO)

    @property
    def silent(self):
        """The members of whom nothing was heard."""
        heard = {reply.person.pk for reply in self.replies}
        return [person for person in self.members if person.pk not in heard]

    @property
    def members_and_answers(self):
        """[(member, what that one said: empty where nothing was heard), …], who did not answer first."""
        said = {reply.person.pk: reply.get_answer_display() for reply in self.replies}
        return sorted(((person, said.get(person.pk, "")) for person in self.members), key=lambda row: bool(row[1]))

    def _who(self, answer):
        return [reply.person for reply in self.replies if reply.answer == answer]
