"""Asking something under a project, and what its people do with it."""

from django import forms

from core.fields import EmailField, NameField, ParagraphField
from core.forms import Form, OneTimeKey, VisitorProtection


class QuestionForm(OneTimeKey, Form):
    makes_once = True

    text = ParagraphField(
        1000, called="je vraag", label="Wat wil je weten?", rows=4,
        help_text="Iedereen kan je vraag lezen. Schrijf er geen telefoonnummers of adressen in.",
        error_messages={"required": "Schrijf op wat je wilt weten."},
    )  # fmt: skip


class VisitorQuestionForm(VisitorProtection, QuestionForm):
    name = NameField(help_text="Die staat bij je vraag.")
    email = EmailField(help_text="Hier sturen we een code naartoe, en later het antwoord. Niemand anders ziet het.")

    field_order = ["text", "name", "email"]


class AnswerForm(Form):
    answer = ParagraphField(
        2000, called="je antwoord", label="Je antwoord", rows=4,
        help_text="Iedereen kan het lezen. Wie de vraag stelde, hoort het ook.",
        error_messages={"required": "Schrijf je antwoord op."},
    )  # fmt: skip


class CorrectForm(AnswerForm):
    """`version` is what was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, question):
        super().__init__(data, initial={"answer": question.answer, "version": question.version})


class RefuseForm(Form):
    reason = ParagraphField(
        1000, called="de reden", label="Waarom plaats je de vraag niet?", rows=3,
        help_text="Wie de vraag stelde, hoort deze reden. Op de website staat hij niet.",
        error_messages={"required": "Schrijf in één zin waarom je de vraag niet plaatst."},
    )  # fmt: skip
