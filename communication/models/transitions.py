"""What cannot happen to a request now, and why."""


class InvalidTransition(Exception):
    """The request is no longer (or not yet) in a state from which this may happen."""

    def __init__(self, request):
        self.request = request
        super().__init__(f"Dit kan nu niet. De aanvraag staat op: {request.get_status_display()}.")


class TakenBefore(InvalidTransition):
    """Somebody has it already; that is who reads it, or a colleague with a name."""

    def __init__(self, request, *, by):
        super().__init__(request)
        whose = "jou" if request.assignee == by else request.assignee.name
        self.args = (f"Dit kan nu niet. De aanvraag staat op: {request.get_status_display()}, bij {whose}.",)


class SaidBefore(InvalidTransition):
    """A yes or a no was written down already: by whom, and of what."""

    def __init__(self, request, words):
        super().__init__(request)
        self.args = (f"Dit kan nu niet. {words}",)


class NotAgreed(InvalidTransition):
    """Who asked for it did not say yes to what would go out."""

    def __init__(self, request):
        super().__init__(request)
        self.args = ("De aanvrager zei nog niet dat dit goed is. Plaats het alleen als je zeker weet dat het mag.",)


class NothingSaid(InvalidTransition):
    """The requester would read that it is done, and never why."""

    def __init__(self, request):
        super().__init__(request)
        self.args = ("Schrijf de aanvrager eerst wat eruit kwam. Druk dan op ‘Verstuur en rond af’.",)


class NothingToApprove(InvalidTransition):
    """There is no product that the requester has not approved yet."""

    def __init__(self, request):
        super().__init__(request)
        self.args = ("Zet er eerst een uiting bij die nog niet is goedgekeurd. Dan kun je om een akkoord vragen.",)
