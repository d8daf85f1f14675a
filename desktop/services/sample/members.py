"""The subscribers of the sample as the story knows them, and the wishes they have."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from desktop.domain.period import ONE_DAY, add_months
from desktop.domain.subscriber import SubscriberKind
from desktop.domain.subscription import Timing, Wish
from desktop.services import subscriber, subscription
from desktop.services.context import Session
from desktop.services.sample import shop
from desktop.services.sample.people import Invented

_RESTS = 3
"""Months in which one who changed something leaves it at that."""

_UPWARDS, _TAKES_ADD_ON = 0.6, 0.22
"""The share of plan changes to a larger plan, and of add-ons taken of those offered to a new subscriber."""

_REASONS = ("Flytter til utlandet", "Drikker mindre kaffe", "Har fått kaffemaskin på jobben", "Bytter til te", "")
_NOTES = (
    "Ringte om malingsgrad. Anbefalte grovere maling til presskanne.",
    "Ønsker levering før den 5. hver måned.",
    "Spurde om lysare brenning til sommaren.",
    "Adressen er hos naboen i ferien, spør før sending.",
    "Veldig fornøyd med kaffen fra Huila. Vil ha beskjed når den kommer igjen.",
    "Fekk ei pose for lite i førre sending. Ettersendt utan kostnad.",
    "Vil gjerne ha faktura på e-post, ikke papir.",
    "Tok kontakt om gaveabonnement til jul. Følg opp i november.",
    "Har allergi mot nøtter. Ikke send smaksprøver med nøtter.",
    "Ba om utsatt betaling med en uke. Innvilget.",
)


@dataclass(slots=True)
class _Member:
    owner: int
    subscription: int
    product: str
    plan: str
    add_ons: set[str]
    start: date
    quiet_until: date


class Members:
    """Everyone who joined, in the order they did; each wish picks one who has left things alone for a while."""

    def __init__(self, ctx: Session, random: Random) -> None:
        self._ctx = ctx
        self._random = random
        self._members: list[_Member] = []
        self._noted = 0

    def join(self, invented: Invented, *, start: date) -> None:
        """Someone new takes a subscription from a day on."""
        owner, _ = subscriber.add(self._ctx, subscriber=invented.subscriber, contact=invented.contact)
        office = invented.subscriber.kind is SubscriberKind.ORGANISATION
        plans, weights = (shop.OFFICE_PLANS, (5, 4, 2)) if office else (shop.HOME_PLANS, (4, 6, 3))
        (plan,) = self._random.choices(plans, weights)
        add_ons = self._first_add_ons(plan, office=office)
        preferences = {"grind": self._choice(shop.GRINDS, (3, 6, 3, 2)), "roast": self._choice(shop.ROASTS, (3, 5, 3))}
        wish = Wish(plan, start, add_ons=tuple((code, 1) for code in add_ons), billing_day=1)
        sold = subscription.sell(self._ctx, subscriber=owner, wish=wish, preferences=preferences)
        product = shop.OFFICE if office else shop.HOME
        self._members.append(_Member(owner, sold.subscription, product, plan, set(add_ons), start, start))

    def change_plan(self) -> None:
        """More often to a larger plan than to a smaller."""
        if self._random.random() < _UPWARDS:
            self.upgrade()
        else:
            self.downgrade()

    def upgrade(self) -> None:
        """Someone wants more coffee, now."""
        one = self._pick(lambda m: _next_plan(m, 1) is not None)
        self._move_to(one, _next_plan(one, 1) or one.plan)

    def downgrade(self) -> None:
        """Someone wants less coffee, when what is paid for is drunk."""
        one = self._pick(lambda m: _next_plan(m, -1) is not None)
        self._move_to(one, _next_plan(one, -1) or one.plan)

    def wait_for(self, plan: str, *, on: date) -> None:
        """An office asks for a plan from a day on, before it has a price."""
        one = self._pick(lambda m: m.product == shop.OFFICE)
        move = subscription.to_plan(plan, timing=on)
        subscription.carry_out(self._ctx, subscription=one.subscription, move=move)
        self._rest(one, plan)

    def add(self) -> None:
        """Someone takes an add-on."""
        one = self._pick(lambda m: bool(_more(m)))
        code = _more(one)[0]
        subscription.carry_out(self._ctx, subscription=one.subscription, move=subscription.with_add_on(code))
        one.add_ons.add(code)
        self._rest(one)

    def remove(self) -> None:
        """Someone has enough of an add-on."""
        one = self._pick(lambda m: bool(m.add_ons))
        code = min(one.add_ons)
        move = subscription.without_add_on(code, timing=Timing.PERIOD_END)
        subscription.carry_out(self._ctx, subscription=one.subscription, move=move)
        one.add_ons.discard(code)
        self._rest(one)

    def leave(self, last_day: date) -> None:
        """Someone ends the subscription, after a day."""
        one = self._pick(lambda m: m.product == shop.HOME)
        move = subscription.ended(last_day, reason=self._random.choice(_REASONS))
        subscription.carry_out(self._ctx, subscription=one.subscription, move=move)
        self._members.remove(one)

    def write(self) -> None:
        """Someone called, and what was said is written down."""
        one = self._random.choice(self._members)
        text = _NOTES[self._noted % len(_NOTES)]
        subscriber.add_note(self._ctx, subscriber=one.owner, text=text, pinned=self._noted == len(_NOTES) - 2)
        self._noted += 1

    def _move_to(self, one: _Member, plan: str) -> None:
        subscription.carry_out(self._ctx, subscription=one.subscription, move=subscription.to_plan(plan))
        if plan == shop.HOME_PLANS[0]:
            one.add_ons.discard(shop.TASTE)
        self._rest(one, plan)

    def _rest(self, one: _Member, plan: str | None = None) -> None:
        one.plan = plan or one.plan
        one.quiet_until = add_months(self._ctx.today, _RESTS)

    def _pick(self, fits: Callable[[_Member], bool]) -> _Member:
        """Someone it fits, who has had a full month of service and has not changed anything lately."""
        today = self._ctx.today
        settled = add_months(today, -2)
        found = [m for m in self._members if m.quiet_until <= today and m.start <= settled and fits(m)]
        return self._random.choice(found or [m for m in self._members if m.start <= today - ONE_DAY and fits(m)])

    def _first_add_ons(self, plan: str, *, office: bool) -> list[str]:
        offered = _offered(plan, office=office)
        return [code for code in offered if self._random.random() < _TAKES_ADD_ON]

    def _choice(self, values: tuple[str, ...], weights: tuple[int, ...]) -> str:
        return self._random.choices(values, weights)[0]


def _offered(plan: str, *, office: bool) -> tuple[str, ...]:
    if office:
        return (shop.OFFICE_PAPER,)
    return (shop.PAPER,) if plan == shop.HOME_PLANS[0] else (shop.PAPER, shop.TASTE)


def _more(one: _Member) -> list[str]:
    return [code for code in _offered(one.plan, office=one.product == shop.OFFICE) if code not in one.add_ons]


def _next_plan(one: _Member, step: int) -> str | None:
    """The plan so many ranks away, None where there is none."""
    plans = shop.OFFICE_PLANS if one.product == shop.OFFICE else shop.HOME_PLANS
    if one.plan not in plans:
        return None
    at = plans.index(one.plan) + step
    return plans[at] if 0 <= at < len(plans) else None
