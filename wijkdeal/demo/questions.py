"""What is asked under the example projects, and one report that waits. Nobody gets mail of it."""

from projects.models import Question, Report


def load(world, entries):
    rows = [(entry, row) for entry in entries for row in entry.rows("question")]
    questions = [_question(world, row, world.projects[entry["slug"]]) for entry, row in rows]
    Question.objects.bulk_create(questions)
    Report.objects.bulk_create(
        _report(world, told, question)
        for (_, row), question in zip(rows, questions, strict=True)
        for told in row.rows("report")
    )


def _question(world, row, project):
    if bool(row.get("answer")) != bool(row.get("answered_by")):
        row.fail("een antwoord heeft ook answered_by en answered_at")
    return row.checked(
        Question(
            project=project,
            asker=world.person(row, row["by"]),
            text=row.text("text"),
            asked_at=world.days.moment(row["at"], row.where),
            state=Question.State.WAITING if row.get("waiting", False) else Question.State.PLACED,
            answer=row.text("answer"),
            answered_by=world.person(row, row.get("answered_by")),
            answered_at=world.days.moment(row["answered_at"], f"{row.where} antwoord") if row.get("answer") else None,
            hidden_at=world.days.moment(row["at"] + 1, row.where) if row.get("hidden") else None,
            hidden_reason=row.text("hidden"),
        )
    )


def _report(world, row, question):
    return row.checked(
        Report(
            project=question.project,
            question=question,
            reporter=world.person(row, row["by"]),
            category=row["category"],
            text=row.text("text"),
            at=world.days.moment(row["at"], row.where),
        )
    )
