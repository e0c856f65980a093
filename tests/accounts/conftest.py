import re

import pytest


@pytest.fixture
def last_code(mailoutbox):
    """Reads the code in the mail that was sent last."""
    return lambda: re.search(r"^\d{6}$", mailoutbox[-1].body, re.MULTILINE)[0]
