"""What the example projects need, what was promised to them, and their money."""

from decimal import Decimal

from projects.models import HelpWanted, MoneyLine, Pledge


def load(world, entries):
    for model, name, make in (
        (HelpWanted, "help_wanted", _help),
        (Pledge, "pledge", _pledge),
        (MoneyLine, "money", _money),
    ):
        model.objects.bulk_create(
            row.checked(make(world, row, world.projects[entry["slug"]]))
            for entry in entries
            for row in entry.rows(name)
        )


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
