from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Mensen en organisaties"
    default = True


class BackOfficeConfig(admin_apps.AdminConfig):
    default_site = "accounts.admin_site.BackOffice"
    default = False
