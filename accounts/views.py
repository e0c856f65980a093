"""Coming in: one page, a code by mail first. What is not here is django-allauth's."""

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import going_on, signin
from accounts.forms import AskCodeForm, CodeForm, LoginForm, SignUpForm
from core.own_address import own_address


class Login(LoginView):
    """Asks for an e-mail address, and for a password of who has one."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"next": next_of(self.request)}

    def form_valid(self, form):
        if form.cleaned_data["password"]:
            return super().form_valid(form)
        email, once = form.cleaned_data["login"], form.cleaned_data["form_key"]
        return signin.ask(self.request, email=email, next_url=next_of(self.request), once=once)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request):
    if request.method != "POST":
        return redirect(_with_next("account_login", request))
    form = AskCodeForm(request.POST)
    if form.is_valid():
        return signin.ask(request, email=form.cleaned_data["email"], next_url=next_of(request))
    form = LoginForm({"login": request.POST.get("email", "")})
    return render(request, "account/login.html", {"form": form, "next": next_of(request)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request):
    if request.user.is_authenticated:
        return redirect(next_of(request) or settings.LOGIN_REDIRECT_URL)
    form = SignUpForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return signin.begin_for(request, form, next_url=next_of(request))
    return render(request, "account/signup.html", {"form": form, "next": next_of(request)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_code(request):
    """The page where the code is typed, the same for everybody."""
    attempt = signin.Attempt.pending(request)
    if attempt is None:
        return redirect("account_login")
    if request.POST.get("action") == "resend":
        attempt.send()
        return redirect("account_confirm_login_code")
    form = CodeForm(request.POST or None, refuse=attempt.refuse)
    if form.is_bound and form.is_valid():
        return attempt.complete()
    context = {"form": form, "email": attempt.email, "minutes": signin.MINUTES}
    return render(request, "account/confirm_login_code.html", context)


@never_cache
@require_safe
def login_passkey(request):
    """On a page of its own: its script files are only for who has a passkey."""
    return render(request, "account/login_passkey.html", {"next": next_of(request)})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_yourself(request):
    """Before what matters most: a code to the own address, when signing in was a while ago."""
    target = next_of(request) or settings.LOGIN_REDIRECT_URL
    if signin.is_fresh(request):
        return redirect(target)
    if request.method == "POST":
        return signin.ask(request, email=request.user.email, next_url=target)
    return render(request, "account/show_yourself.html", {"next": target})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def go_on(request):
    """What was typed while the session ended: sent after all with one press, or thrown away."""
    typed = going_on.typed(request)
    if request.method == "POST":
        going_on.forget(request)
        messages.success(request, "Het is weggegooid.")
    if typed is None or request.method == "POST":
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "account/go_on.html", {"typed": typed})


def next_of(request):
    """Where to go afterwards, when that is a page of this site; otherwise empty."""
    return own_address(request.POST.get("next") or request.GET.get("next") or "")


def _with_next(name, request):
    query = {"next": target} if (target := next_of(request)) else {}
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)
