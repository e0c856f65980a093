"""What the buttons say with which people answer whether they come."""

from django import forms

from core.forms import Form
from groups.models import Reply

LARGEST = 2**31 - 1  # that the column of a sequence holds


class ReplyForm(Form):
    """`seen` is the sequence of the meeting as it stood on the page."""

    answer = forms.ChoiceField(choices=Reply.Answer.choices)
    seen = forms.IntegerField(required=False, min_value=0, max_value=LARGEST)


class MemberReplyForm(ReplyForm):
    person = forms.ModelChoiceField(None)

    def __init__(self, *args, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = members


class TurnReplyForm(ReplyForm):
    """About `meeting`, or about another of its series: `about`, once it is valid."""

    turn = forms.ModelChoiceField(None, required=False)

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["turn"].queryset = meeting.other_turns().select_related("group")

    @property
    def about(self):
        return self.cleaned_data["turn"] or self.meeting
