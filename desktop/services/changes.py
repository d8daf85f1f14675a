"""What a command changed: the flags every open page listens for."""

from enum import Flag, auto


class Changed(Flag):
    """The nouns a command touched; services answer with it and pages that show one of them look again."""

    NOTHING = 0
    CATALOG = auto()
    SUBSCRIBER = auto()
    SUBSCRIPTION = auto()
    INVOICE = auto()
    RENEWAL = auto()
    PAYMENT = auto()
    LEDGER = auto()
    SETTINGS = auto()
    NOTE = auto()
    COMPANY = auto()
