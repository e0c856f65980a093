"""What people fill in to come in and to keep their account. Field names are allauth's: scripts know them."""

from allauth.account import forms as allauth_forms
from django import forms
from django.db import transaction

from accounts.adapter import limit_session
from accounts.consents import Consent
from accounts.models import Person
from core.codes import normalise_code
from core.fields import EmailField, NameField, PhoneField
from core.forms import Form, ModelForm, OneTimeKey, VisitorProtection


class SignUpForm(VisitorProtection, Form):
    name = NameField()
    email = EmailField(label="Je e-mailadres")


class FollowForm(VisitorProtection, Form):
    name = NameField()
    email = EmailField(help_text="Hier sturen we een code naartoe. Niemand anders ziet je adres.")


class AskCodeForm(Form):
    """What allauth's own address for asking a code takes."""

    email = EmailField(label="Je e-mailadres")


class CodeField(forms.CharField):
    """A code as people paste it."""

    def __init__(
        self,
        *,
        label="De code uit de mail",
        hint="Zes cijfers. Plakken mag.",
        required="Typ de code uit de mail.",
    ):
        super().__init__(
            label=label,
            help_text=hint,
            error_messages={"required": required},
            widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        )

    def to_python(self, value):
        return normalise_code(value or "")


class CodeForm(Form):
    """`refuse` says what is wrong with a code, or nothing."""

    code = CodeField()

    def __init__(self, *args, refuse=None, **kwargs):
        self.refuse = refuse
        super().__init__(*args, **kwargs)

    def clean_code(self):
        code = self.cleaned_data["code"]
        if mistake := self.refuse(code):
            raise forms.ValidationError(mistake)
        return code


class PasswordField(forms.CharField):
    """The password of now."""

    def __init__(self, **kwargs):
        super().__init__(
            label="Je wachtwoord",
            strip=False,
            max_length=1000,
            error_messages={"required": "Vul je wachtwoord in."},
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            **kwargs,
        )


class LoginForm(OneTimeKey, Form, allauth_forms.LoginForm):
    """One page to come in: the address alone asks for a code by mail, with a password it is tried at once."""

    password = PasswordField(
        required=False, help_text="Laat dit leeg als je geen wachtwoord hebt. We mailen je een code."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(label="Je e-mailadres")
        self.order_fields(["login", "password"])

    def clean(self):
        return super().clean() if self.cleaned_data.get("password") else self.cleaned_data

    def login(self, request, redirect_url=None):
        """allauth lengthens the session here."""
        response = super().login(request, redirect_url)
        limit_session(request)
        return response

    def _setup_password_field(self):
        """allauth leaves the password out where signing up asks for none."""


class EmailConfirmationCodeForm(Form, allauth_forms.ConfirmEmailVerificationCodeForm):
    code = CodeField()


class PasswordResetCodeForm(Form, allauth_forms.ConfirmPasswordResetCodeForm):
    code = CodeField()


class AskPasswordResetForm(Form, allauth_forms.ResetPasswordForm):
    email = EmailField(label="Je e-mailadres")


class ChangeEmailForm(Form, allauth_forms.AddEmailForm):
    email = EmailField(label="Je nieuwe e-mailadres")


_PASSWORD_HINT = "Minstens 10 tekens. Een zin van een paar woorden is sterk en goed te onthouden."  # noqa: S105


class _NewPassword:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        labels = {"oldpassword": "Je wachtwoord van nu", "password1": "Nieuw wachtwoord", "password2": "Nog een keer"}
        for name, field in self.fields.items():
            field.label = labels[name]
            field.help_text = _PASSWORD_HINT if name == "password1" else ""
            field.error_messages["required"] = "Vul hier je wachtwoord in."
            field.widget.attrs.pop("placeholder", None)


class SetPasswordForm(_NewPassword, Form, allauth_forms.SetPasswordForm):
    pass


class ChangePasswordForm(_NewPassword, Form, allauth_forms.ChangePasswordForm):
    pass


class ResetPasswordForm(_NewPassword, Form, allauth_forms.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(Form, allauth_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"] = PasswordField()


class SettingsForm(ModelForm):
    """What somebody chooses about himself."""

    name = NameField(show_limit=True)
    phone = PhoneField(required=False, help_text="Alleen wie jouw aanvraag of voorstel behandelt, kan je bellen.")
    away_until = forms.DateField(
        label="Ik ben weg tot en met",
        required=False,
        help_text="Zo lang vragen we je niets. Een ander neemt je werk over.",
        error_messages={"invalid": "Vul een datum in, bijvoorbeeld 24-11-2026."},
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    class Meta:
        model = Person
        fields = ["name", "show_name", "phone", "mail_frequency", "away_until"]
        widgets = {"show_name": forms.RadioSelect, "mail_frequency": forms.RadioSelect}
        labels = {"show_name": "Wat anderen zien", "mail_frequency": "Mail over wat ik volg"}
        help_texts = {"mail_frequency": "Een antwoord aan jou, of een taak van jou, mailen we altijd meteen."}

    def save(self, commit=True):
        """Only these columns: somebody else may be changing another."""
        person = self.instance
        with transaction.atomic():
            person.save(update_fields=self.Meta.fields)
            Consent.say(Consent.About.NAME, person.show_name == Person.ShowName.FULL, person=person)
            person.choose_mail(person.mail_frequency)
            Consent.say(Consent.About.CALLS, bool(person.phone), person=person)
        return person


class RemoveForm(Form):
    """The own address, typed, so that nobody removes an account by accident."""

    email = EmailField(label="Typ je e-mailadres om het te bevestigen")

    def __init__(self, *args, own, **kwargs):
        self.own = own
        super().__init__(*args, **kwargs)

    def clean_email(self):
        if self.cleaned_data["email"] != self.own:
            raise forms.ValidationError("Dit is niet het e-mailadres van je account.")
        return self.own
