"""Loads the whole example neighbourhood, in one transaction."""

from django.conf import settings
from django.core.management import CommandError
from django.db import connection, transaction

from accounts.models import User
from groups.models import Meeting
from projects.models import Project, SearchWord
from wijkdeal.briefing import fill_agenda
from wijkdeal.demo import (
    agenda,
    album,
    around_groups,
    enquiries,
    groups,
    newsletters,
    people,
    projects,
    requests,
    round,
    site,
    stories,
)
from wijkdeal.demo.generator import Generator
from wijkdeal.demo.world import World
from wijkdeal.searching import recount_words


def refuse_where_it_may_not():
    """The example is for an empty database outside production only."""
    if not settings.EXAMPLE_ALLOWED:
        raise CommandError("De voorbeeldwijk hoort niet in productie: WIJKDEAL_ENV is production.")
    if User.objects.exists() or Project.objects.exists():
        raise CommandError(
            "Er staan al accounts of projecten in deze database; de voorbeeldwijk gaat alleen in een lege."
        )


def load(tell, *, with_photos=True, generated=0, seed=1):
    """The `World` of what was loaded, before so many generated projects; `tell(what, number)` after each step."""
    pictures = (
        album.fill(lambda number, total: tell("Tekeningen", f"{number} van {total}")) if with_photos else album.Album()
    )
    world = World(pictures)
    try:
        with transaction.atomic():
            take_the_time()
            _load_rows(world, tell)
            if generated:
                _generate(world, tell, generated, seed)
            recount_words()
            tell("Woorden om op te zoeken", SearchWord.objects.count())
    except BaseException:
        pictures.throw_away()
        raise
    return world


def take_the_time():
    """In this transaction nothing is cut off for taking long."""
    with connection.cursor() as cursor:
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout", "lock_timeout"):
            cursor.execute(f"SET LOCAL {limit} = 0")


def _load_rows(world, tell):
    people.load(world)
    tell("Mensen", len(world.people))
    tell("Partijen", len(world.organisations))
    agenda.load(world)
    tell("Plannen van de gedeelde agenda", len(world.items))
    agenda_round = round.load(world)
    tell("Wensen in de agendaronde", agenda_round.wishes.count())
    projects.load(world)
    tell("Projecten", len(world.projects))
    groups.load(world)
    around_groups.load(world)
    tell("Groepen", len(world.groups))
    requests.load(world)
    enquiries.load(world)
    for meeting in Meeting.objects.to_come().filter(state=Meeting.State.AGENDA_OPEN):
        fill_agenda(meeting)
    stories.load(world)
    newsletters.load(world)
    tell("Aanvragen en verhalen", "klaar")
    site.load(world)
    tell("Teksten van de vaste pagina's", "klaar")


def _generate(world, tell, number, seed):
    generator = Generator(world.days, number, seed)
    generator.run(tell)
    tell("Bijwerken", "statistieken voor de database")
    generator.analyze()
    for what, total in generator.totals():
        tell(f"  {what}", total)
