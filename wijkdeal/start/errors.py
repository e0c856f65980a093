class StartError(Exception):
    """Something the person at the keyboard can mend; the message is one Dutch sentence that says how."""
