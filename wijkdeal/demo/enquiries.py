"""What was asked by the contact form. Nobody gets mail of it."""

from datetime import timedelta

from communication.models import Enquiry, EnquiryEvent
from communication.models.enquiries import ANSWER_DAYS
from wijkdeal.demo import content


def load(world):
    for entry in content.read("enquiry"):
        enquiry = _enquiry(world, entry)
        enquiry.save()
        world.processed(
            EnquiryEvent, entry, at=enquiry.created_at, kind=EnquiryEvent.Kind.ASKED, enquiry=enquiry
        ).save()


def _enquiry(world, entry):
    asked = world.days.moment(entry["at"], entry.where)
    return entry.checked(
        Enquiry(
            theme=world.theme(entry, entry.get("theme")),
            group=world.group(entry, entry.get("group")),
            subject=entry["subject"],
            text=entry.text("text"),
            person=world.person(entry, entry.get("by")),
            name=entry.get("name"),
            email=entry.get("email"),
            phone=entry.get("phone"),
            wants_call=entry.get("wants_call", False),
            owner=world.person(entry, entry.get("owner")),
            created_at=asked,
            answer_due=world.days.day(entry["at"]) + timedelta(days=ANSWER_DAYS),
            answer=entry.text("answer"),
            answered_by=world.person(entry, entry.get("answered_by")),
            answered_at=world.days.moment(entry["answered_at"], entry.where) if "answered_at" in entry else None,
        )
    )
