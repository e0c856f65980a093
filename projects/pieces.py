"""The pieces of a project that can be reported, hidden and put back, and what forms and addresses call them."""

PROJECT = "project"
PIECES = {"bericht": "updates", "foto": "photos", "vraag": "questions"}  # {word: relation of the project}
WORDS = {"project": PROJECT, "update": "bericht", "photo": "foto", "question": "vraag"}


def word_of(thing):
    """What it is, in a word: project, bericht, foto, vraag."""
    return WORDS[thing._meta.model_name]


def key_of(thing):
    """ "project", or such as "bericht-12"."""
    word = word_of(thing)
    return word if word == PROJECT else f"{word}-{thing.pk}"


def find_piece(project, key):
    """What a key stands for, hidden or not; None for what this project does not have."""
    word, _, number = key.partition("-")
    if key == PROJECT:
        return project
    if word not in PIECES or not number.isdecimal() or not number.isascii() or len(number) > 18:
        return None
    return getattr(project, PIECES[word]).filter(pk=number).first()
