"""What of /account/ is ours; django-allauth has the rest, and its names."""

from allauth.account import views as allauth_views
from allauth.mfa.totp.views import activate_totp
from allauth.mfa.webauthn.views import add_webauthn
from django.urls import path

from accounts import second_factor, views
from accounts.signin import recently_shown

urlpatterns = [
    path("login/", views.Login.as_view(), name="account_login"),
    path("login/code/", views.ask_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_code, name="account_confirm_login_code"),
    path("login/passkey/", views.login_passkey, name="account_login_passkey"),
    path("signup/", views.sign_up, name="account_signup"),
    path("bevestigen/", views.show_yourself, name="account_show_yourself"),
    path("verder/", views.go_on, name="account_go_on"),
    path("email/", recently_shown(allauth_views.email), name="account_email"),
    path("password/set/", recently_shown(allauth_views.password_set), name="account_set_password"),
    path("2fa/totp/activate/", recently_shown(activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/qr.svg", second_factor.qr_code, name="totp_qr_code"),
    path("2fa/webauthn/add/", recently_shown(add_webauthn), name="mfa_add_webauthn"),
]
