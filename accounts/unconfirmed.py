"""What a visitor typed, kept in the session until the address is confirmed: of each thing apart, for each window."""

from accounts import signin

MOST = 5  # of one kind; who goes on from there starts again with the oldest


def confirm(request, form, kind, key, words):
    """Keep the words and mail a code to the address in the form; with it the visitor comes back to this page.

    `kind`: what is done (asking, joining); `key`: to what (a slug, an id).
    """
    _keep(request, kind, key, words)
    return signin.begin_for(request, form, next_url=request.path)


def kept(request, kind, *keys):
    """The words of the first key that has any, or None."""
    said = request.session.get(kind, {})
    return next((said[str(key)] for key in keys if str(key) in said), None)


def forget(request, kind, *keys):
    gone = {str(key) for key in keys}
    if kind in request.session:
        request.session[kind] = {key: said for key, said in request.session[kind].items() if key not in gone}


def _keep(request, kind, key, words):
    earlier = {other: said for other, said in request.session.get(kind, {}).items() if other != str(key)}
    request.session[kind] = dict([*earlier.items(), (str(key), words)][-MOST:])
