"""Accounts, people and organisations: for the administrator only."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path

from accounts.access import end_sessions, reset_second_step
from accounts.audit import AuditEntry
from accounts.models import Organisation, Person, Role, User
from accounts.second_factor import second_steps
from accounts.signin import recently_shown
from core.admin import OwnFieldsAdmin
from core.dates import short_day
from core.editing import ReadBefore
from core.fields import EmailField, LineField, ParagraphField, PhoneField

WHAT_A_ROLE_MAY = {
    Role.COMMUNICATIETEAM: "handelt aanvragen af, schrijft verhalen, de nieuwsbrief en de vaste teksten",
    Role.BALIE: "schrijft op voor een ander en werkt de bellijst af",
    Role.ADMINISTRATOR: "mag alles, ook accounts, rollen en duo’s",
}
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


class RolesField(forms.ModelMultipleChoiceField):
    """Each role with what it may."""

    def label_from_instance(self, group):
        role = Role(group.name)
        return f"{role.label.capitalize()}: {WHAT_A_ROLE_MAY[role]}"


class UserForm(ReadBefore):
    email = EmailField(label="E-mailadres")
    groups = RolesField(
        Group.objects.filter(name__in=Role.values).order_by("pk"),
        label="Rollen",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De plek in een duo staat bij het thema, die van een voorzitter bij de groep.",
    )

    class Meta:
        model = User
        fields = ["email", "is_active", "groups"]


RESET_WORDS = (
    "Doe dit alleen als je zeker weet wie het vraagt: zie of spreek diegene zelf. Een mail is niet genoeg.",
    "De app, de sleutels en de herstelcodes werken daarna niet meer. Diegene is overal uitgelogd en komt binnen met "
    "een code per mail. Wie in het beheer werkt, zet daarna eerst een nieuwe tweede stap aan.",
)


class ResetForm(forms.Form):
    why = LineField(200, called="de reden", label="Waarom, en hoe je weet wie het vraagt")


class NewUserForm(UserForm):
    name = LineField(80, called="de naam", label="Naam", help_text="Inloggen gaat met een code per mail.")

    class Meta(UserForm.Meta):
        fields = ["email", "name", "is_active", "groups"]


class RoleFilter(admin.SimpleListFilter):
    title = "rol"
    parameter_name = "rol"

    def lookups(self, request, model_admin):
        return [*Role.choices, ("geen", "geen rol")]

    def queryset(self, request, queryset):
        if self.value() == "geen":
            return queryset.exclude(groups__name__in=Role.values)
        return queryset.filter(groups__name=self.value()) if self.value() in Role.values else queryset


@admin.register(User)
class UserAdmin(AdministratorOnly):
    form = UserForm
    list_display = ["email", "name", "roles_in_words", "has_second_step", "is_active", "last_seen"]
    list_filter = [RoleFilter, "is_active"]
    list_select_related = ["person"]
    search_fields = ["email", "person__name"]
    ordering = ["email"]

    def get_queryset(self, request):
        steps = Exists(second_steps().filter(user=OuterRef("pk")))
        return super().get_queryset(request).prefetch_related("groups").annotate(steps=steps)

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

    def get_urls(self):
        reset = self.admin_site.admin_view(recently_shown(self.reset_second_step))
        name = "accounts_user_reset_second_step"
        return [path("<int:pk>/tweede-stap/", reset, name=name), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        user = self.get_object(request, unquote(object_id))
        has = user is not None and user != request.user and Authenticator.objects.filter(user=user).exists()
        return super().change_view(request, object_id, form_url, {"has_second_step": has} | (extra_context or {}))

    def reset_second_step(self, request, pk):
        """Of somebody else, whose telephone is gone; the own one is set at /account/2fa/."""
        user = get_object_or_404(User.objects.select_related("person"), pk=pk)
        if not self.has_change_permission(request, user) or user == request.user:
            raise PermissionDenied
        form = ResetForm(request.POST or None)
        if form.is_bound and form.is_valid():
            if reset_second_step(user, by=request.user.person, why=form.cleaned_data["why"]):
                messages.success(request, "De tweede stap is weggehaald. Er gaat een mail naartoe.")
            else:
                messages.warning(request, "Dit account heeft geen tweede stap meer.")
            return redirect("admin:accounts_user_change", pk)
        context = self.admin_site.each_context(request) | {
            "title": "Haal de tweede stap weg",
            "opts": self.opts,
            "original": user,
            "form": form,
            "words": RESET_WORDS,
            "button": "Haal de tweede stap weg",
        }
        return TemplateResponse(request, "admin/office_form.html", context)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
            obj.save()
            Person.objects.create(user=obj, name=form.cleaned_data["name"])
            return
        super().save_model(request, obj, form, change)
        if "is_active" in form.changed_data:
            kind = AuditEntry.Kind.OPENED if obj.is_active else AuditEntry.Kind.CLOSED
            AuditEntry.record(kind, actor=request.user.person, person=obj.person)
            end_sessions(obj)
        if "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj).delete()  # the new one is confirmed by the next code

    def save_related(self, request, form, formsets, change):
        before = set(form.instance.groups.values_list("name", flat=True))
        super().save_related(request, form, formsets, change)
        if "groups" in form.cleaned_data:
            roles = set(form.instance.groups.values_list("name", flat=True))
            if roles != before:
                words = _roles_changed(before, roles)
                by = request.user.person
                AuditEntry.record(AuditEntry.Kind.ROLES, actor=by, person=form.instance.person, words=words)
            form.instance.is_staff = bool(roles & STAFF)
            form.instance.is_superuser = Role.ADMINISTRATOR in roles
            form.instance.save(update_fields=["is_staff", "is_superuser"])
            if change and roles - before:  # what was signed in as a resident lasts a month, and asks no second step
                end_sessions(form.instance)

    @admin.display(description="naam", ordering="person__name")
    def name(self, user):
        return user.person.name if hasattr(user, "person") else ""

    @admin.display(description="tweede stap", boolean=True, ordering="steps")
    def has_second_step(self, user):
        """Of who needs one."""
        return user.steps if user.is_staff or user.steps else None

    @admin.display(description="laatst ingelogd", ordering="last_login", empty_value="nog nooit")
    def last_seen(self, user):
        return user.last_login and short_day(user.last_login)

    @admin.display(description="rollen")
    def roles_in_words(self, user):
        return ", ".join(Role(group.name).label for group in user.groups.all() if group.name in Role.values)


def _roles_changed(before, after):
    """Erbij: balie. Eraf: communicatieteam."""
    said = {"Erbij": after - before, "Eraf": before - after}
    return " ".join(f"{word}: {_in_words(roles)}." for word, roles in said.items() if roles)


def _in_words(roles):
    return ", ".join(sorted(Role(name).label for name in roles if name in Role.values))


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
