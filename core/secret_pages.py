"""Pages behind a secret address: who has the address is in."""


def kept_secret(response):
    """The answer, as one that nobody keeps, finds, or tells to another site.

    With "no-referrer" alone a browser sends a form of this very page with `Origin: null`, which is refused. Of the two
    policies a browser takes the last one that it knows.
    """
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer, same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
