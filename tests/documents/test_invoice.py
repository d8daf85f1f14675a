"""What stands on an invoice and a credit note, in three languages, whatever the names and however many the lines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from desktop.documents import fonts
from desktop.documents.invoice import InvoiceBatch, invoice_pdf
from desktop.domain.invoice import IssuedDocument
from desktop.domain.vat import VatGroup
from desktop.i18n import set_language
from tests.documents.making import BUYER, SELLER, credit_note, issued, line
from tests.documents.reading import font_files, matches_snapshot, pages_of, text_of

HOSTILE = (
    "<b>Kari</b> & <font size=99>",
    "\\) Tj ET (",
    "A" * 10_000,
    "ord " * 3_000,
    "\x00\x07\x1b\r\n\t",
    "\u202eiraK\u200b\ufeff",
    "\ud800",
    "مرحبا 漢字 😀 \U0010ffff",
    "e\u0301" * 200,
)


def shown(**facts: object) -> str:
    return text_of(invoice_pdf(issued(**facts)))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_an_invoice_reads_as_it_did(language: str) -> None:
    assert matches_snapshot(shown(language=language), f"invoice_{language}")


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_credit_note_reads_as_it_did(language: str) -> None:
    assert matches_snapshot(text_of(invoice_pdf(credit_note(language=language))), f"credit_note_{language}")


def test_the_language_is_the_documents_own_and_not_the_screens() -> None:
    set_language("en")
    assert "Å betale" in shown(language="nb")


def test_number_amount_kid_and_account_can_be_found_by_search() -> None:
    text = shown()
    for wanted in ("21875", "554,00 kr", "0104820218758", "1234 56 78903", "09.12.2026", "10482"):
        assert wanted in text


def test_norwegian_and_sami_letters_and_the_euro_sign_are_shown() -> None:
    name = "Åse Čáhppes Ŋiŋŋá Đoađđi Šuŧŧe Žáža Quæno-Bjørnøy €"
    assert name in shown(buyer=replace(BUYER, name=name)).replace("\n", " ")


def test_every_face_lies_in_the_file() -> None:
    faces = font_files(invoice_pdf(issued(buyer=replace(BUYER, name="Ŋáŋŋá"))))
    assert len(faces) >= 3
    assert all(is_embedded for _, is_embedded in faces)


def test_title_and_language_are_told_to_readers() -> None:
    pdf = invoice_pdf(issued(language="nn"))
    assert b"/Lang (nn-NO)" in pdf
    assert b"/Title (Faktura 21875)" in pdf
    assert b"DisplayDocTitle true" in pdf


def test_the_same_document_is_the_same_bytes() -> None:
    assert invoice_pdf(issued()) == invoice_pdf(issued())


def test_another_document_has_another_fingerprint() -> None:
    first, second = (invoice_pdf(issued(number=number)).partition(b"/ID")[2] for number in (1, 2))
    assert first != second


def test_a_batch_gives_each_document_the_bytes_it_has_alone() -> None:
    documents = [issued(number=1), credit_note(), issued(number=3, language="en", buyer=replace(BUYER, name="Čáhppe"))]
    batch = InvoiceBatch(documents[:2])
    batch.add(documents[2])
    assert list(batch) == [invoice_pdf(each) for each in documents]


def test_a_batch_in_one_file_has_the_pages_of_all() -> None:
    documents = [issued(number=number, buyer=replace(BUYER, name=f"Øystein {number}")) for number in (7, 8, 9)]
    whole = InvoiceBatch(documents).write_one()
    assert pages_of(whole) == [page for each in documents for page in pages_of(invoice_pdf(each))]
    assert b"/Outlines" in whole


def test_a_batch_reads_its_documents_only_as_they_are_needed() -> None:
    read = []

    def documents() -> Iterator[IssuedDocument]:
        for number in range(3):
            read.append(number)
            yield issued(number=number)

    files = iter(InvoiceBatch(documents()))
    next(files)
    assert read == [0]


def test_a_batch_of_nothing_is_no_file() -> None:
    with pytest.raises(ValueError, match="at least one"):
        InvoiceBatch().write_one()


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_the_page_or_is_obeyed(name: str) -> None:
    party = replace(BUYER, name=name, address1=name, city=name, reference=name, number=name)
    seller = replace(SELLER, name=name, email=name, phone=name, website=name)
    pdf = invoice_pdf(issued(buyer=party, seller=seller, lines=(line(name, covers=(name, name), agreed=True),)))
    text = text_of(pdf)
    assert len(pages_of(pdf)) == 1
    assert "554,00 kr" in text
    assert "0104820218758" in text


def test_markup_in_a_name_stays_text() -> None:
    assert "<b>Kari</b> & co" in shown(buyer=replace(BUYER, name="<b>Kari</b> & co"))


def test_what_no_face_has_becomes_a_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "other_face", lambda: None)
    fonts.face_for.cache_clear()
    try:
        assert "Kari □□" in shown(buyer=replace(BUYER, name="Kari 漢字"))
    finally:
        fonts.face_for.cache_clear()


def test_many_lines_go_over_several_pages_and_the_sums_stand_on_the_last() -> None:
    lines = tuple(line(f"Avdeling {number}", 1000 + number) for number in range(100))
    pages = pages_of(invoice_pdf(issued(lines=lines)))
    assert len(pages) == 7
    for number, page in enumerate(pages, start=1):
        assert f"Side {number} av 7" in page
        assert "Beskrivelse" in page
    assert all("Fortsetter på neste side" in page and "Betal til konto" not in page for page in pages[:-1])
    assert "Sum uten mva." in pages[-1]
    assert "Betal til konto" in pages[-1]
    assert [f"Avdeling {number} 1 1" in "\n".join(pages) for number in range(100)] == [True] * 100


@pytest.mark.parametrize("count", range(1, 32))
def test_the_last_line_and_the_sums_are_never_parted(count: int) -> None:
    pages = pages_of(invoice_pdf(issued(lines=tuple(line(f"Avdeling {n}") for n in range(1, count + 1)))))
    assert f"Avdeling {count} 1 429,00" in pages[-1]
    assert "Sum uten mva." in pages[-1]


def test_rates_zero_rated_exempt_and_reverse_charge_stand_apart() -> None:
    groups = (
        VatGroup("3", 2500, 50000, 12500),
        VatGroup("31", 1500, 31680, 4752),
        VatGroup("5", 0, 10000, 0),
        VatGroup("51", 0, 30000, 0),
        VatGroup("6", 0, 20000, 0),
    )
    text = shown(groups=groups, net=141680, vat=17252, total=158932)
    for wanted in ("Mva. 25 %", "Mva. 15 %", "316,80", "47,52", "Mva-fritak, 0 %", "Unntak fra mva.", "172,52"):
        assert wanted in text
    assert "Omvendt avgiftsplikt - Merverdiavgift ikke beregnet\n" in text


def test_prices_without_vat_say_so() -> None:
    text = shown(lines=(line(includes_vat=False),))
    assert "Beløp uten mva." in text
    assert "Beløp med mva." in shown()


def test_a_mixture_of_prices_says_so_on_each_line() -> None:
    text = shown(lines=(line(includes_vat=False), line()))
    assert "Uten mva." in text
    assert "Med mva." in text


def test_a_seller_outside_vat_shows_none() -> None:
    seller = replace(SELLER, vat_registered=False, business_register=False)
    text = shown(seller=seller, groups=(VatGroup("7", 0, 55400, 0),), net=55400, vat=0)
    assert "mva" not in text.lower()
    assert "Foretaksregisteret" not in text
    assert "Org.nr. 310 450 278" in text


def test_the_seller_stands_with_number_and_register() -> None:
    assert "Org.nr. 310 450 278 MVA · Foretaksregisteret" in shown()


def test_an_organisation_is_named_by_its_number_and_reference() -> None:
    text = shown(buyer=replace(BUYER, org_number="988077917", reference="Ingrid Aas"))
    assert "988 077 917" in text
    assert "Deres ref." in text
    assert "Ingrid Aas" in text


def test_part_of_a_period_is_explained_and_a_whole_one_has_its_days() -> None:
    text = shown()
    assert "23. november–8. desember 2026: 16 av 30 dager av 429,00 kr" in text
    assert "9. desember 2026–8. januar 2027\n" in text
    assert "Ubrukt tid på Kaffe hjem, Hverdag" in text


def test_what_an_agreed_price_covers_is_named() -> None:
    text = shown(lines=(line(agreed=True, covers=("Sikker lagring", "Kaffekurs")), line("Pluss", agreed=True)))
    assert "Inkludert i avtalt pris: Sikker lagring, Kaffekurs" in text
    assert "9. desember 2026–8. januar 2027, avtalt pris" in text


def test_the_price_of_one_is_shown_where_there_is_one() -> None:
    each = line("Plass", 37035, quantity=3, unit_amount=1234500, whole_amount=3703500, scale=4)
    assert "123,45" in shown(lines=(each,))
    assert "12,345" in shown(lines=(replace(each, unit_amount=123450, whole_amount=370350),))
    assert "123,45" not in shown(lines=(replace(each, whole_amount=3700000),))


def test_what_is_covered_is_taken_from_what_is_asked_for() -> None:
    text = shown(settled=12000)
    for wanted in ("Sum med mva.", "Dekket fra før", "−120,00", "434,00 kr"):
        assert wanted in text


def test_an_invoice_that_is_covered_asks_for_nothing() -> None:
    text = shown(settled=55400)
    assert "Skal ikke betales: beløpet er dekket fra før." in text
    assert "Betal til konto" not in text
    assert "forsinkelsesrente" not in text


def test_a_collected_invoice_says_so_with_the_day() -> None:
    assert "Skal ikke betales: trekkes med AvtaleGiro 9. desember 2026." in shown(collected_by="avtalegiro")


def test_a_credit_note_names_its_invoice_and_asks_for_nothing() -> None:
    text = text_of(invoice_pdf(credit_note(kid="0104820218758")))
    assert "Gjelder faktura 21644 av 9. november 2026" in text
    assert "Skal ikke betales" in text
    assert "KID" not in text
    assert "−" not in text.replace("−8.", "")


def test_a_rest_on_the_credited_invoice_is_named_with_its_kid() -> None:
    text = shown(original_rest=(21644, 10000, "0104820216448"))
    assert "På faktura 21644 står fortsatt 100,00 kr ubetalt. Betal det med KID 0104820216448." in text
    assert "100,00 kr ubetalt." in shown(original_rest=(21644, 10000, ""))


def test_without_a_kid_the_number_marks_the_payment() -> None:
    assert "Merk betalingen med\n" in shown(kid="")


def test_late_interest_is_told_with_the_name_of_the_act() -> None:
    assert "Betaler du etter forfall, kommer forsinkelsesrente i tillegg (forsinkelsesrenteloven)." in shown()


def test_a_sample_is_marked_on_every_page() -> None:
    pages = pages_of(invoice_pdf(issued(is_sample=True, lines=(line(),) * 40)))
    assert ["EKSEMPEL – ikke en ekte faktura" in page for page in pages] == [True] * len(pages)
    assert "EKSEMPEL" not in shown()


def test_another_currency_is_named() -> None:
    text = shown(currency="EUR")
    assert "554,00 EUR" in text
    assert "Å betale i EUR" in text


def test_an_address_abroad_ends_with_the_country() -> None:
    assert "Sverige" in shown(buyer=replace(BUYER, country="SE"))
    assert "Norge" not in shown()


def test_an_unknown_language_falls_back_to_bokmal() -> None:
    assert "Faktura" in shown(language="fi")


def test_a_due_day_that_is_missing_leaves_its_place_empty() -> None:
    assert "Forfallsdato" not in shown(due_day=None)
    assert date(2026, 12, 9) == issued().due_day
