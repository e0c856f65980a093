from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_migrate


class WijkdealConfig(AppConfig):
    name = "wijkdeal"

    def ready(self):
        """Apps without models send no signal, and permissions are made app by app: listen to one that comes later."""
        from wijkdeal.migrating import hurry_again, take_time
        from wijkdeal.public_version import watch_tables
        from wijkdeal.roles import grant_permissions

        pre_migrate.connect(take_time, sender=apps.get_app_config("admin"))
        post_migrate.connect(hurry_again, sender=apps.get_app_config("admin"))
        post_migrate.connect(grant_permissions, sender=apps.get_app_config("admin"))
        post_migrate.connect(watch_tables, sender=apps.get_app_config("admin"))
