"""Whether a row says what the company file knows already, so that importing a file twice changes nothing."""

from collections.abc import Mapping, Sequence

from desktop.domain.catalog import Catalog
from desktop.domain.subscriber import Contact, Subscriber
from desktop.domain.subscription import Change, Subscription, start
from desktop.domain.transfer.rows import ImportedSubscriber


def same_person(imported: ImportedSubscriber, *, subscriber: Subscriber, contact: Contact | None) -> bool:
    """True when name, kind, language and address are those of the row; `contact` is the primary one."""
    return contact is not None and _who(imported.subscriber, imported.contact) == _who(subscriber, contact)


def same_sale(
    imported: ImportedSubscriber, *, subscription: Subscription, began: Sequence[Change], catalog: Catalog
) -> bool:
    """True when the subscription began as the row says, whatever has become of it later.

    `began` are the changes that were recorded together with its start. They are compared without what comes from
    the catalog alone: price rows, intervals, what a plan holds. Answers that are usual count as given.
    """
    wanted = start(imported.wish, catalog=catalog, currency=subscription.currency).changes
    usual = {asked.key: asked.default for asked in catalog.products[imported.product].preferences}
    return (
        subscription.product == imported.product
        and _answers(usual | dict(imported.preferences)) == _answers(usual | dict(subscription.preferences))
        and [_said(change) for change in began] == [_said(change) for change in wanted]
    )


def _answers(preferences: Mapping[str, str]) -> dict[str, str]:
    return {key: answer for key, answer in preferences.items() if answer}


def _who(subscriber: Subscriber, contact: Contact) -> tuple[object, ...]:
    return (
        subscriber.number,
        subscriber.name,
        subscriber.kind,
        subscriber.language,
        subscriber.org_number,
        contact.name,
        contact.care_of,
        contact.address1,
        contact.address2,
        contact.postcode,
        contact.city,
        contact.country,
        contact.email,
        contact.phone,
        contact.reference,
    )


def _said(change: Change) -> tuple[object, ...]:
    return (
        change.effective,
        change.kind,
        change.slot,
        change.item,
        change.quantity,
        change.agreed,
        change.agreed_includes_vat,
        change.anchor,
        change.elsewhere_through,
        change.commitment_months,
    )
