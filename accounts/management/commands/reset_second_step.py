"""`manage.py reset_second_step ADDRESS`: for the last administrator, whose telephone is gone."""

from django.core.management.base import BaseCommand, CommandError

from accounts.access import reset_second_step
from accounts.models import User, canonical_email


class Command(BaseCommand):
    help = "Haal de tweede stap bij het inloggen van één account weg, als niemand dat in het beheer kan doen."

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="E-MAILADRES")

    def handle(self, *, email, **options):
        user = User.objects.filter(email=canonical_email(email)).select_related("person").first()
        if user is None:
            raise CommandError("Er is geen account met dit e-mailadres.")
        if not reset_second_step(user, why="met een opdracht op de server"):
            raise CommandError("Dit account heeft geen tweede stap.")
        self.stdout.write("De tweede stap is weggehaald. Log in met de code per mail en zet een nieuwe aan.")
