"""A telephone number as an address that a phone dials."""


def href(number):
    """tel:0501234567 of 050 123 45 67"""
    return "tel:" + "".join(sign for sign in number if sign.isdigit() or sign == "+")
