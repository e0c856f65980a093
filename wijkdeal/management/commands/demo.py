from django.core.management.base import BaseCommand

from wijkdeal.demo import loader
from wijkdeal.demo.people import PASSWORD


class Command(BaseCommand):
    help = "Laadt de voorbeeldwijk in een lege database, met alle datums ten opzichte van vandaag."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--without-photos", action="store_true", help="geen tekeningen maken: sneller")

    def handle(self, **options):
        self.is_quiet = options["verbosity"] == 0
        loader.refuse_where_it_may_not()
        loader.load(self.tell, with_photos=not options["without_photos"])
        self.tell("Wachtwoord van de voorbeeldaccounts", PASSWORD)

    def tell(self, what, number):
        if not self.is_quiet:
            self.stdout.write(f"{what}: {number}")
