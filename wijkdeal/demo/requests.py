"""The queue of the communicatieteam: requests with their conversations, and what was made for them."""

from datetime import timedelta

from django.utils import timezone

from communication.making.sheets import SocialSheet
from communication.making.things import begin, thing_of_request
from communication.models import (
    AnswerTemplate,
    BoardVisit,
    Heard,
    Message,
    Placement,
    PosterBoard,
    Product,
    ProductVersion,
    Request,
    RequestEvent,
)
from communication.models.products import SHOWN_TO_REQUESTER
from communication.models.request_queue import hash_of
from communication.models.requests import working_days_after
from core.attachments import CleanAttachment
from wijkdeal.demo import content

Kind = RequestEvent.Kind
Status = Request.Status
# What a request with this status has gone through, after being handed in.
WENT_THROUGH = {
    Status.NEW: [],
    Status.ASSIGNED: [Kind.ASSIGNED],
    Status.IN_PROGRESS: [Kind.ASSIGNED, Kind.BEGUN],
    Status.WAITING: [Kind.ASSIGNED, Kind.BEGUN],
    Status.FOR_APPROVAL: [Kind.ASSIGNED, Kind.BEGUN, Kind.APPROVAL_ASKED],
    Status.APPROVED: [Kind.ASSIGNED, Kind.BEGUN, Kind.APPROVAL_ASKED, Kind.APPROVED],
    Status.DONE: [Kind.ASSIGNED, Kind.BEGUN, Kind.FINISHED],
    Status.DECLINED: [Kind.ASSIGNED, Kind.DECLINED],
}
BY_REQUESTER = {Kind.SUBMITTED, Kind.APPROVED, Kind.ANSWERED}


def load(world):
    entries = content.read("request")
    requests = [_request(world, entry) for entry in entries]
    Request.objects.bulk_create(requests)
    pairs = list(zip(entries, requests, strict=True))
    Message.objects.bulk_create(
        _message(world, row, request) for entry, request in pairs for row in entry.rows("message")
    )
    _products(world, pairs)
    AnswerTemplate.objects.bulk_create(
        entry.checked(AnswerTemplate(title=entry["title"], text=entry.text("text")))
        for entry in content.read("standard")
    )
    RequestEvent.objects.bulk_create(event for entry, request in pairs for event in _events(world, entry, request))


def _request(world, entry):
    created = world.days.moment(entry["created"], entry.where)
    wanted = world.days.day(entry["wanted_by"]) if "wanted_by" in entry else None
    status, requester = entry["status"], world.person(entry, entry.get("by"))
    if (status == Status.NEW) == ("assignee" in entry):
        entry.fail("wie het doet (assignee) hoort bij elke aanvraag die niet meer nieuw is")
    if not requester and "name" not in entry:
        entry.fail("van wie is deze aanvraag: by of name")
    request = Request(
        kind=entry["kind"],
        subject=entry["subject"],
        text=entry.text("text"),
        project=world.project(entry, entry.get("project")),
        wanted_by=wanted,
        channels=entry.get("channels", []),
        requester=requester,
        name=entry.get("name"),
        email=entry.get("email"),
        phone=entry.get("phone"),
        status=status,
        assignee=world.person(entry, entry.get("assignee")),
        created_at=created,
        closed_at=_last_moment(world, entry) if status in Request.CLOSED else None,
        answered_at=_answered(world, entry),
    )
    request.token_hash = hash_of(request.token)
    promised = working_days_after(world.days.day(created), request.lead_time)
    request.due = max(promised, wanted) if wanted else promised
    return entry.checked(request)


def _answered(world, entry):
    """When the requester wrote last, if the team has done nothing with it since."""
    said = [row for row in entry.rows("message") if not row.get("internal", False)]
    if entry["status"] == Status.APPROVED:
        return _last_moment(world, entry)
    waits = entry["status"] in (Status.ASSIGNED, Status.IN_PROGRESS) and said and said[-1]["by"] == "requester"
    return _at(world, said[-1]) if waits else None


def _last_moment(world, entry):
    """The moment of the last message, or of the request itself when nothing was said."""
    rows = entry.rows("message")
    return _at(world, rows[-1]) if rows else world.days.moment(entry["created"], entry.where) + timedelta(hours=3)


def _at(world, row):
    return world.days.moment(row["at"], row.where)


def _message(world, row, request):
    return row.checked(
        Message(
            request=request,
            kind=_kind_of_message(row),
            author=world.person(row, row.get("person")) or (request.requester if row["by"] == "requester" else None),
            text=row.text("text"),
            at=_at(world, row),
        )
    )


def _kind_of_message(row):
    if row["by"] == "requester":
        return Message.Kind.FROM_REQUESTER
    return Message.Kind.INTERNAL if row.get("internal", False) else Message.Kind.TO_REQUESTER


def _events(world, entry, request):
    created, until = request.created_at, request.closed_at or _last_moment(world, entry)
    steps = [Kind.SUBMITTED, *WENT_THROUGH[request.status]]
    if any("heard" in row for row in entry.rows("product")):
        steps = [Kind.APPROVAL_HEARD if kind == Kind.APPROVED else kind for kind in steps]
    for number, kind in enumerate(steps):
        at = created + (max(until, created) - created) * number / max(len(steps) - 1, 1)
        actor = request.requester if kind in BY_REQUESTER else request.assignee
        reason = entry.text("reason") if kind == Kind.DECLINED else ""
        about = {"request": request, "actor": actor, "reason": reason}
        about |= {"assignee": request.assignee} if kind == Kind.ASSIGNED else {}
        yield world.processed(RequestEvent, entry, at=at, kind=kind, **about)
    for row in entry.rows("message"):
        if kind := {"to_requester": Kind.WRITTEN, "from_requester": Kind.ANSWERED}.get(_kind_of_message(row)):
            actor = world.person(row, row.get("person")) or (request.requester if kind == Kind.ANSWERED else None)
            text = row.text("text")
            yield world.processed(
                RequestEvent, row, at=_at(world, row), request=request, kind=kind, actor=actor, reason=text
            )


def _products(world, pairs):
    rows = [(row, request) for entry, request in pairs for row in entry.rows("product")]
    products = [row.checked(_product(world, row, request)) for row, request in rows]
    Product.objects.bulk_create(products)
    for (row, _), product in zip(rows, products, strict=True):
        if made := row.one("made"):
            _set(made, product)
        for number, earlier in enumerate(row.rows("before"), start=1):
            _version(world, earlier, product, number)
    placements = Placement.objects.bulk_create(
        placed.checked(_placement(world, placed, product))
        for (row, _), product in zip(rows, products, strict=True)
        for placed in row.rows("placed")
    )
    _boards(world, placements)


def _boards(world, placements):
    """The boards of the neighbourhood; what was placed on them hangs on all but the last."""
    boards = PosterBoard.objects.bulk_create(
        entry.checked(PosterBoard(order=order, **{name: entry.get(name) for name in ("name", "place", "note")}))
        for order, entry in enumerate(content.read("board"), 1)
    )
    BoardVisit.objects.bulk_create(
        BoardVisit(product=row.product, board=board, by=row.placed_by, at=world.days.at(row.placed_on, "11:00"))
        for row in placements
        if row.channel == Request.Channel.POSTERS and row.is_placed
        for board in boards[:-1]
    )


def _product(world, row, request):
    approved = _approved(world, row) if "approved" in row else None
    last = request.messages.last()  # made with what was written last
    return Product(
        request=request,
        number=len(row.rows("before")) + 1,
        kind=row["kind"],
        title=row["title"],
        text=row.text("text"),
        made_at=approved or (last.at if last else request.created_at),
        made_by=request.assignee,
        shown_at=approved or (last and last.at if request.status in SHOWN_TO_REQUESTER else None),
        approved_at=approved,
        **_heard(row, request, approved),
    )


def _heard(row, request, approved):
    """Said aloud to who handles it."""
    return Heard(request.assignee, row["heard"], timezone.localdate(approved)).fields if "heard" in row else {}


def _set(row, product):
    """With the picture that the portal made of it: it can be changed again."""
    thing = thing_of_request(product.request)
    photo = thing.photos.first()
    fields = begin(thing) | dict(row.values) | {"photo": str(photo.pk) if photo else "", "text": product.text}
    picture = SocialSheet(fields, thing).made()
    product.file = CleanAttachment(picture, "png", "beeld.png").save()
    product.data = {"about": thing.key, "fields": fields}
    product.save(update_fields=["file", "data"])


def _version(world, row, product, number):
    """How it was, and what the requester wrote at it."""
    made = world.days.moment(row["made"], row.where)
    fields = {"title": product.title, "text": row.text("text"), "made_at": made, "shown_at": made}
    row.checked(ProductVersion(product=product, number=number, made_by=product.made_by, **fields)).save()
    remarks = product.request.messages.filter(kind=Message.Kind.FROM_REQUESTER)
    if not remarks.filter(at__date=world.days.day(row["remark"])).update(product=product, version=number):
        row.fail("remark is de dag van geen bericht")


def _approved(world, row):
    return world.days.moment(row["approved"], row.where)


def _placement(world, row, product):
    return Placement(
        product=product,
        channel=row["channel"],
        planned_on=world.days.day(row["planned"]),
        placed_on=world.days.day(row["placed"]) if "placed" in row else None,
        placed_by=product.request.assignee if "placed" in row else None,
        link=row.get("link"),
        note=row.get("note"),
    )
