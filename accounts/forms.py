"""What people fill in to come in and to keep their account. Field names are allauth's: scripts know them."""

from allauth.account import forms as allauth_forms
from django import forms

from core.codes import normalise_code
from core.fields import EmailField, LineField
from core.forms import Form, VisitorProtection


class SignUpForm(VisitorProtection, Form):
    name = LineField(
        80, called="je naam", label="Je naam", widget=forms.TextInput(attrs={"autocomplete": "name"}), show_limit=False
    )
    email = EmailField(label="Je e-mailadres")


class AskCodeForm(Form):
    email = EmailField(label="Je e-mailadres")


class _CodeField(forms.CharField):
    """A code as people paste it."""

    def __init__(self):
        super().__init__(
            label="De code uit de mail",
            help_text="Zes cijfers. Plakken mag.",
            error_messages={"required": "Typ de code uit de mail."},
            widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        )

    def to_python(self, value):
        return normalise_code(value or "")


class CodeForm(Form):
    """`refuse` says what is wrong with a code, or nothing."""

    code = _CodeField()

    def __init__(self, *args, refuse=None, **kwargs):
        self.refuse = refuse
        super().__init__(*args, **kwargs)

    def clean_code(self):
        code = self.cleaned_data["code"]
        if mistake := self.refuse(code):
            raise forms.ValidationError(mistake)
        return code


class LoginForm(Form, allauth_forms.LoginForm):
    """The second way in, for who has a password."""

    password = forms.CharField(
        label="Je wachtwoord",
        strip=False,
        max_length=1000,
        error_messages={"required": "Vul je wachtwoord in."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(label="Je e-mailadres")
        self.order_fields(["login", "password"])

    def _setup_password_field(self):
        """allauth leaves the password out where signing up asks for none."""


class EmailConfirmationCodeForm(Form, allauth_forms.ConfirmEmailVerificationCodeForm):
    code = _CodeField()


class PasswordResetCodeForm(Form, allauth_forms.ConfirmPasswordResetCodeForm):
    code = _CodeField()


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
        self.fields["password"] = LoginForm.base_fields["password"]
