"""Invented people and organisations from all over Norway: no name, number or address is anyone's."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from stdnum.no import orgnr

from desktop.domain.subscriber import Contact, ContactRole, Subscriber, SubscriberKind

_FIRST = (
    "Åse",
    "Ånund",
    "Øystein",
    "Ærlend",
    "Solveig",
    "Torbjørn",
    "Ingeborg",
    "Håkon",
    "Märta",
    "Sigrun",
    "Halvard",
    "Gro",
    "Eirik",
    "Ragnhild",
    "Aslaug",
    "Trygve",
    "Synnøve",
    "Olav",
    "Guro",
    "Bjarte",
    "Tordis",
    "Sindre",
    "Marit",
    "Vetle",
    "Ylva",
    "Kjartan",
    "Oddny",
    "Leiv",
    "Jorunn",
    "Endre",
    "Siv",
    "Tarjei",
    "Hedda",
    "Brage",
    "Åshild",
    "Kåre",
    "Liv",
    "Torleiv",
    "Embla",
    "Snorre",
    "Ragna",
    "Asbjørn",
    "Signe",
    "Gunnar",
    "Frøydis",
    "Øyvind",
    "Tiril",
    "Magne",
    "Borghild",
    "Sverre",
)
_LAST = (
    "Myrstad",
    "Bjørkelund",
    "Fossheim",
    "Åsgård",
    "Kvernmo",
    "Sæterdal",
    "Østerlie",
    "Vikaneset",
    "Tveitane",
    "Solbakk",
    "Øvrebø",
    "Hjortås",
    "Granlund",
    "Steinvik",
    "Lyngset",
    "Nøkland",
    "Rønningdal",
    "Havnås",
    "Skogveit",
    "Brattbakk",
    "Ulvskar",
    "Kleivmyr",
    "Eidsmark",
    "Furulid",
    "Storhamn",
    "Lønseth",
    "Nordskar",
    "Heggdal",
    "Bærøy",
    "Rævskar",
    "Torpmark",
    "Sundeng",
    "Grønvoll",
    "Årskog",
    "Melkevoll",
    "Kråkmo",
    "Einerhaug",
    "Snøfjell",
    "Vårdal",
    "Tjeldø",
)
_SAMI = (
    ("Máret Ánne", "Guhtur"),
    ("Áilu", "Čázeheapme"),
    ("Biret Elle", "Duottarváris"),
    ("Niillas", "Šaldi"),
    ("Issát", "Giđđamohkki"),
    ("Láilá", "Skierri-Njárga"),
)
_PLACES = (
    ("0467", "Oslo", "Bjørkelia"),
    ("0562", "Oslo", "Kverngata"),
    ("1473", "Lørenskog", "Åkerstien"),
    ("1607", "Fredrikstad", "Bryggesvingen"),
    ("2009", "Nordby", "Tyttebærstien"),
    ("2317", "Hamar", "Mjøsbakken"),
    ("2615", "Lillehammer", "Skistubakken"),
    ("2670", "Otta", "Elvestien"),
    ("3015", "Drammen", "Papirbredda"),
    ("3179", "Åsgårdstrand", "Havnestien"),
    ("3616", "Kongsberg", "Sølvstien"),
    ("3853", "Vrådal", "Heivegen"),
    ("4013", "Stavanger", "Hermetikkgata"),
    ("4370", "Egersund", "Fyrvegen"),
    ("4630", "Kristiansand", "Skjærgårdsveien"),
    ("5003", "Bergen", "Regnsmauet"),
    ("5019", "Bergen", "Fjellsmauet"),
    ("5700", "Voss", "Smalahovevegen"),
    ("6005", "Ålesund", "Fiskebrygga"),
    ("6150", "Ørsta", "Tindevegen"),
    ("6508", "Kristiansund", "Klippfiskgata"),
    ("6800", "Førde", "Elvegata"),
    ("6856", "Sogndal", "Eplehagen"),
    ("7011", "Trondheim", "Bakkesvingen"),
    ("7374", "Røros", "Bergmannsveien"),
    ("7713", "Steinkjer", "Sagbakken"),
    ("8006", "Bodø", "Nordlysveien"),
    ("8300", "Svolvær", "Rorbustien"),
    ("8907", "Brønnøysund", "Hurtigbåtkaia"),
    ("9008", "Tromsø", "Polarstien"),
    ("9405", "Harstad", "Vågsbakken"),
    ("9510", "Alta", "Skiferveien"),
    ("9520", "Kautokeino", "Duottarluodda"),
    ("9600", "Hammerfest", "Meridianstien"),
    ("9730", "Karasjok", "Suololuodda"),
)
_ORGANISATIONS = (
    "Arkitektene Lerk og Lønn AS",
    "Båtsfjord Bokføring AS",
    "Tannlegene på Torget AS",
    "Østgård Rørservice AS",
    "Kystlaget Måken",
    "Advokatfirmaet Bråten & Bø AS",
    "Fjellstua Drift AS",
    "Nøtteliten Barnehage SA",
    "Ålgård Tannhelse AS",
    "Hybelhuset Studentsamskipnad",
    "Mørketid Film AS",
    "Sámi Girjelávra AS",
    "Snekkeriet i Bakgården AS",
    "Vestland Vindmåling AS",
)
WITHOUT_NUMBER = ("Skrivefellesskapet Loftet", "Øvre Årdalen Vel")
"""Organisations that told no organisation number when they joined."""

ORGANISATIONS = len(_ORGANISATIONS) + len(WITHOUT_NUMBER)

_BUYERS = ("Hege", "Stian", "Nora", "Morten", "Ida")
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d"})
_WESTERN = ("5", "6")
_IN_ENGLISH, _IN_NYNORSK = 0.02, 0.6
"""The share of all, and of those in the west."""

_FIRST_PHONE = 400_00_100
"""Of the company itself; the sample's people have the numbers behind it."""


class Invented(NamedTuple):
    """Someone who may subscribe: the facts and the main contact, without a first day."""

    subscriber: Subscriber
    contact: Contact


def persons(random: Random, *, first: int, count: int) -> Iterator[Invented]:
    """So many people, numbered from `first` on, each with a name of their own."""
    names = [f"{one} {other}" for one in _FIRST for other in _LAST]
    chosen = random.sample(names, count)
    every = max(1, count // len(_SAMI))
    for i, (sami_first, sami_last) in enumerate(_SAMI):
        chosen[min(i * every + every // 2, count - 1)] = f"{sami_first} {sami_last}"
    for number, name in enumerate(chosen, start=first):
        place = random.choice(_PLACES[-4:] if any(c in name for c in "Áášđč") else _PLACES)
        yield Invented(
            Subscriber(str(number), name, language=_language(random, place[0])),
            _contact(random, name, place, number, email=_address(name)),
        )


def organisations(random: Random, *, first: int) -> Iterator[Invented]:
    """The organisations with an organisation number, then those without."""
    for number, name in enumerate((*_ORGANISATIONS, *WITHOUT_NUMBER), start=first):
        place = random.choice(_PLACES)
        buyer = random.choice(_BUYERS)
        org_number = "" if name in WITHOUT_NUMBER else organisation_number(number)
        contact = _contact(random, name, place, number, email=f"faktura@{_plain(name)}.example", reference=buyer)
        kind = SubscriberKind.ORGANISATION
        yield Invented(
            Subscriber(str(number), name, kind, language=_language(random, place[0]), org_number=org_number), contact
        )


def organisation_number(number: int) -> str:
    """A number that checks, in the series that is used for tests; another for each number up to a thousand."""
    tried = (f"31{number % 1_000:03}{rest:04}" for rest in range(1, 10_000))
    return next(digits for digits in tried if orgnr.is_valid(digits))


def _contact(
    random: Random, name: str, place: tuple[str, str, str], number: int, *, email: str, reference: str = ""
) -> Contact:
    postcode, city, street = place
    return Contact(
        ContactRole.PRIMARY,
        name,
        from_day=date.min,
        address1=f"{street} {random.randint(1, 89)}{random.choice(('', '', '', 'A', 'B'))}",
        postcode=postcode,
        city=city,
        email=email,
        phone=str(_FIRST_PHONE + number % 1_000),
        reference=reference,
    )


def _language(random: Random, postcode: str) -> str:
    if random.random() < _IN_ENGLISH:
        return "en"
    return "nn" if postcode.startswith(_WESTERN) and random.random() < _IN_NYNORSK else "nb"


def _address(name: str) -> str:
    first, *_, last = name.split()
    return f"{_plain(first)}.{_plain(last)}@post.example"


def _plain(name: str) -> str:
    """Letters that an e-mail address may have."""
    bare = unicodedata.normalize("NFD", name.lower().translate(_LETTERS))
    return "".join(c for c in bare if c.isascii() and c.isalpha())
