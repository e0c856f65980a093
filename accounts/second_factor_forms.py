"""The forms of the second step, with our fields and words. Apart from `accounts.forms`: allauth reads them later."""

from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

from accounts.forms import CodeField
from core.fields import LineField
from core.forms import Form


def _app_code(hint=""):
    return CodeField(label="De code uit je app", hint=hint, required="Typ de code uit je app.")


class AuthenticateForm(Form, base_forms.AuthenticateForm):
    code = _app_code("Geen app bij de hand? Een herstelcode werkt ook, één keer.")


class ReauthenticateForm(Form, base_forms.ReauthenticateForm):
    code = _app_code()


class ActivateForm(Form, ActivateTOTPForm):
    code = _app_code()


class AddKeyForm(Form, AddWebAuthnForm):
    name = LineField(80, called="een naam", label="Naam van deze sleutel", required=False, show_limit=False)
    passwordless = forms.BooleanField(label="Met deze sleutel kom ik ook binnen zonder code per mail", required=False)


class EditKeyForm(Form, EditWebAuthnForm):
    name = LineField(80, called="een naam", label="Naam van deze sleutel", show_limit=False)
