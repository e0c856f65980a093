"""Accounts, people and organisations: for the administrator only."""

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group

from accounts.models import Organisation, Person, Role, User
from core.admin import OwnFieldsAdmin
from core.editing import ReadBefore
from core.fields import EmailField, LineField, ParagraphField, PhoneField

STAFF = {Role.COMMUNICATIETEAM, Role.ADMINISTRATOR}


class AdministratorOnly(OwnFieldsAdmin):
    """Nobody else, whatever permissions a role was given; and nobody is deleted: others build on what they did."""

    def has_module_permission(self, request):
        return request.user.is_authenticated and request.user.is_administrator

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    has_add_permission = has_change_permission = has_view_permission

    def has_delete_permission(self, request, obj=None):
        return False


class UserForm(ReadBefore):
    email = EmailField(label="E-mailadres")
    groups = forms.ModelMultipleChoiceField(
        Group.objects.filter(name__in=Role.values),
        label="Rollen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De plek in een duo staat bij het thema, die van een voorzitter bij de groep.",
    )

    class Meta:
        model = User
        fields = ["email", "is_active", "groups"]


class NewUserForm(UserForm):
    name = LineField(80, called="de naam", label="Naam", help_text="Inloggen gaat met een code per mail.")

    class Meta(UserForm.Meta):
        fields = ["email", "name", "is_active", "groups"]


@admin.register(User)
class UserAdmin(AdministratorOnly):
    form = UserForm
    list_display = ["email", "name", "roles_in_words", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    list_select_related = ["person"]
    search_fields = ["email", "person__name"]
    ordering = ["email"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = UserForm if obj else NewUserForm
        return super().get_form(request, obj, change=change, **kwargs | {"form": form})

    def get_fields(self, request, obj=None):
        return (
            ["email", "is_active", "roles_in_words", "read"]
            if obj == request.user
            else super().get_fields(request, obj)
        )

    def get_readonly_fields(self, request, obj=None):
        """Nobody gives themselves a role, or shuts themselves out."""
        return ["is_active", "roles_in_words"] if obj == request.user else []

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
            obj.save()
            Person.objects.create(user=obj, name=form.cleaned_data["name"])
            return
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj).delete()  # the new one is confirmed by the next code

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if "groups" in form.cleaned_data:
            roles = set(form.instance.groups.values_list("name", flat=True))
            form.instance.is_staff = bool(roles & STAFF)
            form.instance.is_superuser = Role.ADMINISTRATOR in roles
            form.instance.save(update_fields=["is_staff", "is_superuser"])

    @admin.display(description="naam", ordering="person__name")
    def name(self, user):
        return user.person.name if hasattr(user, "person") else ""

    @admin.display(description="rollen")
    def roles_in_words(self, user):
        return ", ".join(Role(group.name).label for group in user.groups.all() if group.name in Role.values)


class PersonForm(ReadBefore):
    name = LineField(80, called="de naam", label="Naam")
    email = EmailField(
        label="E-mailadres zonder account",
        required=False,
        help_text="Wie een account heeft, krijgt mail op het adres daarvan.",
    )
    phone = PhoneField(required=False)

    class Meta:
        model = Person
        fields = [
            *("name", "kind", "organisation", "email", "phone", "channel", "consent_at"),
            *("show_name", "mail_frequency", "away_until"),
        ]


@admin.register(Person)
class PersonAdmin(AdministratorOnly):
    form = PersonForm
    list_display = ["name", "kind", "organisation", "channel", "has_account"]
    list_filter = ["kind", "channel"]
    list_select_related = ["organisation"]
    search_fields = ["name", "email", "user__email"]
    autocomplete_fields = ["organisation"]

    @admin.display(description="heeft een account", boolean=True)
    def has_account(self, person):
        return person.user_id is not None


class OrganisationForm(ReadBefore):
    name = LineField(120, called="de naam", label="Naam")
    about = ParagraphField(5000, called="de tekst", label="Over deze partij", required=False)

    class Meta:
        model = Organisation
        fields = ["name", "slug", "kind", "about", "website", "contacts"]


@admin.register(Organisation)
class OrganisationAdmin(AdministratorOnly):
    form = OrganisationForm
    list_display = ["name", "kind", "website"]
    list_filter = ["kind"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["contacts"]
