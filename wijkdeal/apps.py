from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class WijkdealConfig(AppConfig):
    name = "wijkdeal"

    def ready(self):
        """Apps without models send no signal, and permissions are made app by app: listen to one that comes later."""
        from wijkdeal.public_version import watch_tables
        from wijkdeal.roles import grant_permissions

        post_migrate.connect(grant_permissions, sender=apps.get_app_config("admin"))
        post_migrate.connect(watch_tables, sender=apps.get_app_config("admin"))
