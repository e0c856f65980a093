import resource
import time

from django.core.management.base import BaseCommand, CommandError

from wijkdeal.demo import loader
from wijkdeal.demo.people import PASSWORD


class Command(BaseCommand):
    help = "Laadt de voorbeeldwijk in een lege database, met alle datums ten opzichte van vandaag."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--projects", type=int, default=0, metavar="N", help="maak er N projecten bij, om te meten")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="hetzelfde getal geeft dezelfde projecten")
        parser.add_argument("--without-photos", action="store_true", help="geen tekeningen maken: sneller")

    def handle(self, **options):
        self.is_quiet = options["verbosity"] == 0
        if options["projects"] < 0:
            raise CommandError("Het aantal projecten is 0 of meer.")
        loader.refuse_where_it_may_not()
        began = time.monotonic()
        loader.load(
            self.tell,
            with_photos=not options["without_photos"],
            generated=options["projects"],
            seed=options["seed"],
        )
        self.tell("Geheugen", f"hoogstens {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
        self.tell("Klaar in", f"{time.monotonic() - began:.0f} seconden")
        self.tell("Wachtwoord van de voorbeeldaccounts", PASSWORD)

    def tell(self, what, number):
        if not self.is_quiet:
            self.stdout.write(f"{what}: {number}")
            self.stdout.flush()
