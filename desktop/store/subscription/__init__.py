"""Subscriptions: `reading` gives them with all their changes, `writing` appends changes and derives the rest."""

from desktop.store.subscription.reading import Recorded, SubscriptionReader
from desktop.store.subscription.writing import SubscriptionWriter

__all__ = ["Recorded", "SubscriptionReader", "SubscriptionWriter"]
