"""The refusal: what a rule says no to, in a sentence that names what, where and what to do."""

from desktop.domain.text import Message


class DomainError(Exception):
    """A rule refuses; raised with a whole marked sentence, shown in place. Anything else raised is a bug.

    `raise DomainError(N_("Invoice {number} is already credited."), number=1001)`: the text is English with
    named placeholders, and each has its value, which stays a value until it is shown.
    """

    def __init__(self, text: str, /, **values: object) -> None:
        self.message = Message(text, values=values)
        super().__init__(text)

    def __str__(self) -> str:
        """The English sentence filled in, for logs and tests."""
        return str(self.message)
