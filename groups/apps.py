from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class GroupsConfig(AppConfig):
    name = "groups"
    verbose_name = "Groepen"

    def ready(self):
        from groups.claiming import claim_places

        user_logged_in.connect(claim_places)
