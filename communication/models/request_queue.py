"""The requests as the team sees them: in which order, whose, late, and found by what was said."""

import hashlib
import re
from contextlib import suppress
from datetime import timedelta

from django.contrib.postgres.search import SearchVector
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Least, Lower
from django.utils import timezone

from accounts.models import Person, Role
from communication.models.asker import OfAskerQuerySet
from communication.models.conversation import Message, RequestEvent
from communication.models.transitions import InvalidTransition
from communication.models.trouble import MailTrouble
from core.fields import normalise_email
from projects.models.searching import SEARCH_CONFIG, Asked, SearchText

REMIND_AFTER = timedelta(days=7)
OPEN_FOR_ANSWERS_DAYS = 30
FEWEST_DIGITS = 7  # of a telephone number
NUMBER = re.compile(r"\s*(?:nummer|nr\.?|#)?\s*(\d{1,9})\s*", re.ASCII | re.IGNORECASE)  # of a request
FROM_ABROAD, AT_HOME = r"^(00)?310?(\d{9})$", r"0\2"  # of a Dutch telephone number, digits only
NOBODY_WAITS = "De aanvrager is weg."


def _words(*columns):
    return SearchVector(*map(SearchText, columns), config=SEARCH_CONFIG)


WORDS = _words("subject", "text")


class RequestQuerySet(OfAskerQuerySet):
    def open(self):
        return self.exclude(status__in=self.model.CLOSED)

    def by_token(self, token):
        return self.filter(token_hash=hash_of(token))

    def queue_order(self):
        """First an answer of the requester, then what is due or wanted soonest; what is closed comes last."""
        rank = Case(When(status__in=self.model.CLOSED, then=2), When(answered_at__isnull=False, then=0), default=1)
        return [rank, Least("due", "wanted_by"), "id"]

    def late(self):
        """By us; what the requester is at waits."""
        return self.open().filter(self._is_late())

    def _is_late(self):
        """Of what is open, by now; `Request.is_late` says so of one."""
        return Q(due__lt=timezone.localdate()) & ~Q(status__in=self.model.WITH_REQUESTER)

    def with_requester(self):
        return self.filter(status__in=self.model.WITH_REQUESTER)

    def due_today(self):
        return self.open().filter(due=timezone.localdate())

    def due_this_week(self):
        """Today, and the six days after."""
        return self.open().filter(due__range=the_week())

    def ownerless(self):
        """Of somebody who left the team, and waiting for the requester or for the last press."""
        return self.open().filter(assignee=None).exclude(status=self.model.Status.NEW)

    def left_behind(self):
        """Of who handles requests no more."""
        return self.open().filter(assignee__isnull=False).exclude(assignee__in=who_handle_requests())

    def to_remind(self):
        """The requester was asked something a week ago, and not reminded of that yet."""
        kinds = RequestEvent.Kind
        asked = RequestEvent.objects.filter(
            request=OuterRef("pk"), kind__in=(kinds.WRITTEN, kinds.APPROVAL_ASKED, kinds.REMINDED)
        ).order_by("-at", "-pk")
        rows = self.with_requester().annotate(
            asked_as=Subquery(asked.values("kind")[:1]), asked_at=Subquery(asked.values("at")[:1])
        )
        return rows.filter(asked_at__lte=timezone.now() - REMIND_AFTER).exclude(asked_as=kinds.REMINDED)

    def remind(self):
        """Each requester once about what was asked; not whom no mail reaches."""
        for asked in self.to_remind().select_related("requester__user"):
            with suppress(InvalidTransition):
                asked.remind()

    def in_hands_of(self, person):
        return self.open().filter(assignee=person)

    def found_by(self, typed):
        """With these words in what was asked, said or made; or this of the project, the group or who asked."""
        if not (asked := Asked(typed)):
            return self
        # Apart, so that each is looked up in its own way: the words in their index.
        in_words = self.model.objects.alias(words=WORDS).filter(words=asked.query)
        said = Message.objects.alias(words=_words("text")).filter(words=asked.query)
        products = self.model._meta.get_field("products").related_model.objects
        made = products.alias(words=_words("title", "text")).filter(words=asked.query)
        named = Q(project__title__icontains=typed) | Q(group__name__icontains=typed)
        in_these = Q(pk__in=in_words.values("pk")) | Q(pk__in=said.values("request")) | Q(pk__in=made.values("request"))
        return self.filter(in_these | named | _asked_as(typed, among=self.model.objects))

    def of_asker(self, typed):
        """By the number of the request, or who asked: in the name, or the whole telephone number or address."""
        return self.filter(_asked_as(typed, among=self.model.objects)) if typed else self

    def spoken_for(self):
        """Of whom no mail reaches, as long as they take answers.

        One rule with `Request.is_spoken_for` (`takes_answers`, `gets_mail`), in SQL: who changes it changes both.
        """
        since = timezone.now() - timedelta(days=OPEN_FOR_ANSWERS_DAYS)
        takes_answers = Q(closed_at=None) | Q(closed_at__gte=since)
        address = Case(
            When(requester=None, then="email"), When(requester__user=None, then="requester__email"),
            default="requester__user__email",
        )  # fmt: skip
        fails = MailTrouble.objects.filter(address=Lower(OuterRef("address")))
        rows = self.exclude(status=self.model.Status.DECLINED).filter(takes_answers).alias(address=address)
        return rows.filter(Q(address="") | Exists(fails))

    def assign_all(self, *, to, by):
        """(how many `to` took on, how many were somebody else's already or closed): each as if pressed by itself."""
        taken = 0
        for asked in self:
            with suppress(InvalidTransition):
                asked.assign(to=to, by=by)
                taken += 1
        return taken, len(self) - taken

    def hand_back(self):
        """Nobody's from now on; what was closed meanwhile stays as it is."""
        for asked in self:
            with suppress(InvalidTransition):
                asked.hand_back()

    def close_for_nobody(self):
        """Nobody waits for them any more: who asked is gone. What was closed meanwhile stays as it is."""
        for asked in self.open():
            with suppress(InvalidTransition):
                asked.decline(by=None, reason=NOBODY_WAITS)

    def in_week_numbers(self):
        """{"new", "week", "late", "waiting", "answered"}: what the team reads on Monday; one can count in more."""
        wanted = {
            "new": Q(assignee=None),
            "week": Q(due__range=the_week()),
            "late": self._is_late(),
            "waiting": Q(status__in=self.model.WITH_REQUESTER),
            "answered": Q(answered_at__isnull=False),
        }
        return self.open().aggregate(**{name: Count("pk", filter=rule) for name, rule in wanted.items()})

    def in_numbers(self):
        """{"new", "going", "late"}: how many of the open ones; a late one is new or going too."""
        is_new = Q(status=self.model.Status.NEW)
        counts = {"new": Count("pk", filter=is_new), "going": Count("pk", filter=~is_new)}
        return self.open().aggregate(**counts, late=Count("pk", filter=self._is_late()))


def who_handle_requests():
    """The people who may: the team, and who administers."""
    roles = Q(user__is_superuser=True) | Q(user__groups__name__in=(Role.COMMUNICATIETEAM, Role.ADMINISTRATOR))
    return Person.objects.filter(roles, user__is_active=True).distinct()


def _asked_as(typed, *, among):
    named = Q(name__unaccent__icontains=typed) | Q(requester__name__unaccent__icontains=typed)
    found = named | _reached_at(typed, among=among)
    number = NUMBER.fullmatch(typed)
    return found | Q(pk=int(number[1])) if number else found


def _reached_at(typed, *, among):
    """The whole e-mail address or telephone number of who asked, however the number is written."""
    address = normalise_email(typed)
    found = Q(email__iexact=address) | Q(requester__email__iexact=address) | Q(requester__user__email__iexact=address)
    digits = "".join(filter(str.isdigit, typed))
    if len(digits) < FEWEST_DIGITS:
        return found
    digits = re.sub(FROM_ABROAD, AT_HOME, digits)
    numbers = among.alias(own=_digits_of("phone"), kept=_digits_of("requester__phone"))
    return found | Q(pk__in=numbers.filter(Q(own=digits) | Q(kept=digits)).values("pk"))


def _digits_of(column):
    """As it is dialled in the Netherlands."""
    digits = Func(F(column), Value(r"\D"), Value(""), Value("g"), function="regexp_replace")
    return Func(digits, Value(FROM_ABROAD), Value(AT_HOME), function="regexp_replace")


def hash_of(token):
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def the_week():
    """(first, last) of the days that the team looks ahead: today, and six more."""
    today = timezone.localdate()
    return today, today + timedelta(days=6)
