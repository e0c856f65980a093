from django import forms


class SignupForm(forms.Form):
    name = forms.CharField(label="Je naam", max_length=80)

    def signup(self, request, user):
        user.person.name = self.cleaned_data["name"]
