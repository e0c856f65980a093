from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WijkdealConfig(AppConfig):
    name = "wijkdeal"

    def ready(self):
        from wijkdeal.roles import grant_permissions

        post_migrate.connect(grant_permissions, sender=self)
