"""What the example projects need, what was promised to them, and their money."""

from datetime import timedelta
from decimal import Decimal

from projects.models import HelpOffer, HelpWanted, MoneyLine, Pledge, ProjectEvent, SupportRequest
from projects.models.lifecycle import ANSWER_DAYS


def load(world, entries):
    _ask_for_help(world, entries)
    _ask_for_support(world, entries)
    for model, name, make in (
        (Pledge, "pledge", _pledge),
        (MoneyLine, "money", _money),
    ):
        model.objects.bulk_create(
            row.checked(make(world, row, world.projects[entry["slug"]]))
            for entry in entries
            for row in entry.rows(name)
        )


def _ask_for_help(world, entries):
    rows = [(row, world.projects[entry["slug"]]) for entry in entries for row in entry.rows("help_wanted")]
    wanted = HelpWanted.objects.bulk_create(row.checked(_help(world, row, project)) for row, project in rows)
    offers = [(one, offer) for one, (row, _) in zip(wanted, rows, strict=True) for offer in row.rows("offer")]
    HelpOffer.objects.bulk_create(
        HelpOffer(
            wanted=one,
            person=world.person(offer, offer["person"]),
            text=offer.text("text"),
            at=world.days.moment(offer["at"], offer.where),
        )
        for one, offer in offers
    )


def _ask_for_support(world, entries):
    """What waits for an answer of the duo, and stands on the page of the project."""
    for entry in entries:
        for row in entry.rows("support"):
            project, by, at = world.projects[entry["slug"]], world.person(row, row["by"]), world.days.day(row["at"])
            said = {"project": project, "text": row.text("text"), "asked_by": by}
            moment = world.days.moment(row["at"], row.where)
            SupportRequest.objects.create(asked_at=moment, due=at + timedelta(days=ANSWER_DAYS), **said)
            told = {"project": project, "actor": by, "reason": row.text("text")}
            world.processed(ProjectEvent, row, at=moment, kind=ProjectEvent.Kind.SUPPORT_ASKED, **told).save()


def _help(world, row, project):
    return HelpWanted(
        project=project,
        kind=row["kind"],
        what=row["what"],
        count=row.get("count", 1),
        detail=row.text("detail"),
        by=world.days.day(row["by"]) if "by" in row else None,
    )


def _pledge(world, row, project):
    reason = row.text("reason") or row.text("sentence")
    if row["state"] in ("moved", "lapsed") and not reason:
        row.fail("een toezegging die verschoof of verviel, zegt waarom")
    return Pledge(
        project=project,
        organisation=world.organisation(row, row["organisation"]),
        what=row["what"],
        amount=Decimal(row["amount"]) if "amount" in row else None,
        due=world.days.day(row["due"]),
        state=row["state"],
        reason=reason,
        made_on=world.days.day(row["at"]),
    )


def _money(world, row, project):
    return MoneyLine(
        project=project,
        kind=row["kind"],
        amount=Decimal(row["amount"]),
        on=world.days.day(row["at"]),
        organisation=world.organisation(row, row.get("organisation")),
        what=row["what"],
    )
