"""What is made for a request is shown to who asked for it, who says yes or no: on the own page, or to the team."""

from django.db import models
from django.utils import timezone

from communication.models.conversation import Message, RequestEvent
from communication.models.transitions import InvalidTransition, NothingToApprove, SaidBefore


class Approving(models.Model):
    class Meta:
        abstract = True

    def ask_approval(self, *, by):
        """Of every product that is not approved yet; NothingToApprove when there is none."""
        with self._locked() as current:
            if not current.products.filter(approved_at=None).exists():
                raise NothingToApprove(current)
            current.products.show()
            current._move(
                {self.Status.IN_PROGRESS},
                self.Status.FOR_APPROVAL,
                RequestEvent.Kind.APPROVAL_ASKED,
                by=by,
                answered_at=None,
            )

    def approve(self, *, by=None, seen, product=None):
        """The requester agrees with one product, or with all; the request is approved with the last of them.

        `seen` is what was read, as `Product.seen` or `Request.seen` said; InvalidTransition when it changed since.
        """
        with self._locked() as current:
            rows = current.products.filter(pk=product.pk) if product else current.products.all()
            if current.status != self.Status.FOR_APPROVAL or _seen(rows.select_for_update()) != seen:
                raise InvalidTransition(current)
            rows.filter(approved_at=None).update(approved_at=timezone.now())
            if not current.products.filter(approved_at=None).exists():
                current._move(
                    {self.Status.FOR_APPROVAL},
                    self.Status.APPROVED,
                    RequestEvent.Kind.APPROVED,
                    by=by,
                    answered_at=timezone.now(),
                    due=current.due_after_answer,
                )

    @property
    def seen(self):
        """What a reader of all its products reads; empty where there is none."""
        return _seen(self.products.all())

    def refuse(self, *, by=None, reason, product=None, seen=None, form_key=None):
        """One product refused brings the whole request back to in progress; what is wrong joins the conversation.

        Of a `product` the remark stands with the version that was `seen`; InvalidTransition when it changed since.
        """
        with self._locked() as current:
            row = current._asked_about(product, seen) if product else None
            about = {"product": row, "version": row.number} if row else {}
            current._move(
                {self.Status.FOR_APPROVAL},
                current._next_when_theirs(),
                RequestEvent.Kind.REFUSED,
                by=by,
                reason=reason,
                answered_at=timezone.now(),
                due=current.due_after_answer,
            )
            return current._say(reason, Message.Kind.FROM_REQUESTER, by=by, form_key=form_key, **about)

    def hear_approval(self, *, heard, product, seen):
        """The requester said yes to this product as it was `seen`; who heard it (`spoken.Heard`) writes it down."""
        with self._locked() as current:
            row = current._asked_about(product, seen)
            current.products.filter(pk=row.pk).update(approved_at=timezone.now(), **heard.fields)
            is_last = not current.products.filter(approved_at=None).exists()
            current._move(
                {self.Status.FOR_APPROVAL},
                self.Status.APPROVED if is_last else self.Status.FOR_APPROVAL,
                RequestEvent.Kind.APPROVAL_HEARD,
                by=heard.by,
                heard=heard,
                reason=f"{RequestEvent.AGREED}{heard.words}: {row.title}.",
                answered_at=current._answered_to(heard.by),
                due=current.due_after_answer,
            )

    def hear_refusal(self, *, heard, product, seen, reason, form_key=None):
        """The requester said what has to change about this product; it joins the conversation as said, not written."""
        with self._locked() as current:
            row = current._asked_about(product, seen)
            current._move(
                {self.Status.FOR_APPROVAL},
                current._next_when_theirs(),
                RequestEvent.Kind.REFUSAL_HEARD,
                by=heard.by,
                heard=heard,
                reason=f"Je zei {heard.words} dat dit nog niet goed is: {row.title}.\n\n{reason}",
                answered_at=current._answered_to(heard.by),
                due=current.due_after_answer,
            )
            about = {"product": row, "version": row.number} | heard.fields
            return current._say(reason, Message.Kind.FROM_REQUESTER, by=current.requester, form_key=form_key, **about)

    def _asked_about(self, product, seen):
        """The product that waits for a yes or no, held; InvalidTransition when it is other than what was read."""
        row = self.products.select_for_update().filter(pk=product.pk).first()
        if row is None or row.seen != seen:
            raise InvalidTransition(self)
        if words := _said_yes(row) if row.approved_at else self._said_no():
            raise SaidBefore(self, words)
        return row

    def _said_no(self):
        """Who wrote down the no that ended the asking; empty where that was not how it ended."""
        last = self.events.exclude(status="").select_related("actor").first()
        if last is None or last.kind != RequestEvent.Kind.REFUSAL_HEARD:
            return ""
        who = last.actor.public_name if last.actor else "Een collega"
        return f"{who} schreef al op dat er iets anders moet."

    def _answered_to(self, person):
        """When there is something new to whoever handles this: nothing, where they heard it themselves."""
        return None if self.assignee_id == person.pk else timezone.now()


def _said_yes(row):
    if row.heard is None:
        return f"De aanvrager gaf zelf al akkoord: {row.title}."
    who = row.heard_by.public_name if row.heard_by else "Een collega"
    return f"{who} schreef al op dat dit goed is: {row.title}."


def _seen(products):
    return " ".join(product.seen for product in products)
