"""Rows leave with roles in the place of names; codes that hold a name and texts that would run are refused."""

import datetime as dt
from dataclasses import replace

import pytest

from posada.commitments.example import example
from posada.programme import Programme
from posada.programme.mistakes import PosadaError
from posada.programme.tables import Claim, Translation
from posada.publish.record import record_of
from posada.publish.site import site_files


def test_units_roles_and_names_of_institutions_hold_no_name(secretive: Programme) -> None:
    """A unit is matched by, so it is refused; a role and an institution's name are masked."""
    unit = tuple(replace(row, unit="cards of Tecuani") for row in secretive.commitments)
    with pytest.raises(PosadaError, match=r"commitments\.csv, unit: must not hold"):
        record_of(replace(secretive, commitments=unit))
    actors = tuple(
        replace(row, name="Office of Tecuani") if row.kind == "agency" else row for row in secretive.actors
    )
    assert any(row.name == "Office of Tecuani" for row in actors)
    shown = record_of(replace(secretive, actors=actors)).actors
    assert not any("Tecuani" in row.name or "Tecuani" in row.public_role for row in shown)


def test_a_code_that_spells_a_name_is_refused(secretive: Programme) -> None:
    """All tables together, and the message does not say the name."""
    base = replace(secretive, claims=tuple(
        replace(row, claim_id="quetzalli_1", topic="tecuani-says") if row.claim_id == "later" else row
        for row in secretive.claims
    ))  # fmt: skip
    with pytest.raises(PosadaError) as refused:
        record_of(base)
    assert str(refused.value).splitlines() == [
        "claims.csv, claim_id: must not hold the name of a person; give the row another code.",
        "claims.csv, topic: must not hold the name of a person; give the row another code.",
    ]


def test_a_ledger_without_persons_is_told_word_for_word() -> None:
    """Nothing is masked where there is nothing to mask."""
    assert [row.text for row in record_of(example()).commitments] == [
        row.text for row in example().commitments
    ]


def translated(ledger: Programme, **words: str) -> Programme:
    """Return the ledger with the says of each of these claims in Spanish."""
    says = {row.claim_id: row.says for row in ledger.claims}
    role = Translation(
        language="spa", original="spokesperson of the walkers", text="vocera de quienes caminan"
    )
    rows = (
        Translation(language="spa", original=says[claim_id], text=text) for claim_id, text in words.items()
    )
    return replace(ledger, translations=(role, *rows))


def test_a_translation_is_masked_as_the_cell_is_that_it_stands_for(secretive: Programme) -> None:
    """Names give way to the role as it is called there, and numbers that are withheld are withheld in it."""
    ledger = translated(
        secretive,
        few="Quetzalli dijo que salieron 7 personas y otras 20",
        later="Son 41 en total, dijo TECUANI",
        draft="borrador que nadie confirmó",
    )
    rows = {row.original: row.text for row in record_of(ledger).translations}
    role = "[spokesperson of the walkers]"
    assert rows == {
        "spokesperson of the walkers": "vocera de quienes caminan",
        f"{role} said […] people and […] others left": "[vocera de quienes caminan] dijo que salieron […] personas y"
        " otras […]",
        f"[…] in all, said {role}": "Son […] en total, dijo [vocera de quienes caminan]",
    }


def test_a_masked_cell_is_found_in_its_translation(secretive: Programme) -> None:
    """Pages look up what is published, not what was entered, and no file holds what is masked."""
    record = record_of(translated(secretive, later="Son 41 en total, dijo TECUANI"))
    says = next(row.says for row in record.claims if row.claim_id == "later")
    assert record.words["es"][says] == "Son […] en total, dijo [vocera de quienes caminan]"
    assert record.words["en"][says] == says
    files = site_files(record)
    assert b"Son [\xe2\x80\xa6] en total" in files["es/claims.html"]
    everything = "\n".join(content.decode() for content in files.values()).casefold()
    assert not [name for name in ("tecuani", "quetzalli", "son 41") if name in everything]


def test_a_code_whose_translation_spells_a_name_is_masked(secretive: Programme) -> None:
    """Codes are told as they are, their translations are words."""
    row = Translation(language="spa", original="seats", text="los asientos de Tecuani y 3 personas")
    record = record_of(replace(secretive, translations=(row,)))
    assert record.words["es"]["seats"] == "los asientos de [spokesperson of the walkers] y [<10] personas"


def test_of_two_cells_that_are_masked_alike_the_translation_that_tells_less_stands() -> None:
    """The one cell may not tell its numbers; nobody could tell from which of the two the words came."""
    base = example()
    told = {"says": "a dozen or so left", "topic": "left", "claimant_actor_id": "agency", "source_id": "seen"}
    small = Claim(claim_id="small", polarity="assert", amount_lo=3, amount_hi=3, unit="persons", **told)
    other = Claim(claim_id="other", polarity="assert", cohort_id="others", **told)
    row = Translation(language="spa", original=told["says"], text="salieron unas 12")
    for claims in ((small, other), (other, small)):
        record = record_of(replace(base, claims=claims, translations=(row,)))
        assert {it.says for it in record.claims} == {"a […] or so left", "a dozen or so left"}
        assert record.words["es"]["a […] or so left"] == "salieron unas […]"
        assert record.words["es"]["a dozen or so left"] == "salieron unas 12"


def test_translations_of_what_was_not_known_yet_stay_in() -> None:
    """They would tell what the row will say."""
    base = example()
    late = dt.date(2021, 12, 20)
    claims = (*base.claims, replace(base.claims[0], claim_id="late", says="a late word", recorded_on=late))
    row = Translation(language="spa", original="a late word", text="una palabra tardía")
    ledger = replace(base, claims=claims, translations=(row,))
    assert record_of(ledger, known_as_of=late - dt.timedelta(days=1)).translations == ()
    assert record_of(ledger, known_as_of=late).translations == (row,)


def test_a_translated_unit_opens_no_gate(secretive: Programme) -> None:
    """Four families stay few, whatever somebody calls families in another language."""
    rows = (
        Translation(language="spa", original="families", text="buses"),
        Translation(language="spa", original="Four families get a tent.", text="Reparten 4 tiendas."),
    )
    record = record_of(replace(secretive, translations=rows))
    text = next(row.text for row in record.commitments if row.commitment_id == "tents")
    assert record.words["es"][text] == "Reparten […] tiendas."


def test_a_thing_that_is_called_otherwise_elsewhere_stays_a_thing() -> None:
    """Four buses are told as four in Spanish, where no list of things is kept."""
    base = example()
    buses = replace(base.commitments[0], amount=4, text="Four buses leave each day.")
    rows = (
        Translation(language="spa", original="buses", text="camiones"),
        Translation(language="spa", original=buses.text, text="Salen 4 camiones al día."),
    )
    record = record_of(replace(base, commitments=(buses, base.commitments[1]), translations=rows))
    assert record.words["es"][buses.text] == "Salen 4 camiones al día."


def test_a_translated_name_is_masked_in_both_spellings(secretive: Programme) -> None:
    """As it was entered, and as somebody put it in the other language."""
    rows = (
        Translation(language="spa", original="M. Quetzalli Tecuani", text="María Quetzal Jaguar"),
        Translation(language="spa", original="a word", text="Tecuani, o sea Jaguar, no firmó"),
    )
    said = replace(secretive.claims[0], claim_id="word", says="a word")
    ledger = replace(secretive, claims=(*secretive.claims, said), translations=rows)
    role = "[spokesperson of the walkers]"
    assert record_of(ledger).words["es"]["a word"] == f"{role}, o sea {role}, no firmó"
    assert not any(b"Jaguar" in content for content in site_files(record_of(ledger)).values())


@pytest.mark.parametrize("text", ["=2+3", "@SUM(1)", "+1", "-1", "\t=2+3"])
def test_a_text_that_a_spreadsheet_runs_is_refused(secretive: Programme, text: str) -> None:
    """With the table and the column; a sign within a text is a sign."""
    claims = tuple(
        replace(row, says=text) if row.claim_id == "few" else replace(row, value="a = b")
        for row in secretive.claims
    )
    with pytest.raises(PosadaError) as refused:
        record_of(replace(secretive, claims=claims))
    assert str(refused.value).splitlines() == [
        f"claims.csv, says: must not begin with {text[0]!r}, which a spreadsheet runs as a formula;"
        " begin with a word."
    ]


def test_a_number_of_things_is_told_in_the_words_of_its_claim(secretive: Programme) -> None:
    """The same words with a unit of people are masked."""
    for unit, shown in (("buses", "five left"), ("persons", "[…] left")):
        claims = tuple(
            replace(row, claim_id="five", says="five left", amount_lo=5, amount_hi=5, unit=unit, topic="left")
            for row in secretive.claims[:1]
        )
        record = record_of(replace(secretive, claims=claims))
        assert [row.says for row in record.claims] == [shown]


def test_what_is_masked_cannot_be_guessed_from_its_place_and_digest(secretive: Programme) -> None:
    """Eight guesses at a short text would give the number back."""
    digest = "0" * 64
    ledger = replace(
        secretive,
        quotations_compared=True,
        sources=tuple(replace(row, sha256=digest) for row in secretive.sources),
    )
    record = record_of(ledger)
    few = next(row for row in record.claims if row.claim_id == "few")
    assert few.quotation == "[…] people left"
    assert (few.from_byte, few.until_byte) == (None, None)
    assert {row.source_id: row.sha256 for row in record.sources} == {"said": digest, "seen": ""}


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://news.example/desaparecen-7-ninas", "https://news.example/"),
        ("https://news.example/2024/01/05/la-caravana", "https://news.example/2024/01/05/la-caravana"),
        ("javascript:alert(1)", ""),
    ],
)
def test_an_address_tells_no_small_number(secretive: Programme, url: str, shown: str) -> None:
    """And is one of the web."""
    sources = tuple(replace(row, url=url) if row.source_id == "said" else row for row in secretive.sources)
    record = record_of(replace(secretive, sources=sources))
    assert next(row.url for row in record.sources if row.source_id == "said") == shown


def test_the_address_of_a_source_of_withheld_numbers_tells_none(secretive: Programme) -> None:
    """19 is no small number, but 12 and 7 lead to it."""
    url = "https://news.example/desaparicion-de-19-migrantes"
    sources = tuple(replace(row, url=url) for row in secretive.sources)
    urls = {row.source_id: row.url for row in record_of(replace(secretive, sources=sources)).sources}
    assert urls == {"said": url, "seen": "https://news.example/"}


def test_words_of_a_closed_promise_tell_no_number_but_the_promised_one(secretive: Programme) -> None:
    """Its claims neither, whether or not a delivery names them."""
    claim = Claim(
        claim_id="says", topic="shoes", says="117 of 120 got shoes", polarity="assert", source_id="seen",
        claimant_actor_id="agency", commitment_id="nearly",
    )  # fmt: skip
    promises = tuple(
        replace(row, antecedent="the 124 who asked", text="120 people get shoes.")
        if row.commitment_id == "nearly"
        else row
        for row in secretive.commitments
    )
    record = record_of(replace(secretive, claims=(*secretive.claims, claim), commitments=promises))
    shown = next(row for row in record.commitments if row.commitment_id == "nearly")
    assert (shown.text, shown.antecedent) == ("120 people get shoes.", "the […] who asked")
    assert next(row.says for row in record.claims if row.claim_id == "says") == "[…] of […] got shoes"


def test_codes_and_roles_that_tell_are_refused(secretive: Programme) -> None:
    """A code stands on pages as words; an ordinal at its end is none."""
    claims = tuple(
        replace(
            row, topic="7-girls-split", scope="five-women", granularity="family-of-3", cohort_id="group-2"
        )
        for row in secretive.claims
    )
    actors = tuple(
        replace(row, public_role="aide of Tecuani") if row.kind == "public_person" else row
        for row in secretive.actors
    )
    with pytest.raises(PosadaError) as refused:
        record_of(replace(secretive, claims=claims, actors=actors))
    assert str(refused.value).splitlines() == [
        "actors.csv, public_role: must not hold the name of a person; say what the role is.",
        "claims.csv, granularity: must not count fewer than 10 people; give the row another code.",
        "claims.csv, scope: must not count fewer than 10 people; give the row another code.",
        "claims.csv, topic: must not count fewer than 10 people; give the row another code.",
    ]


def test_a_number_of_things_is_told_in_translations_too(secretive: Programme) -> None:
    """As in the words they stand for."""
    claim = replace(
        secretive.claims[0],
        claim_id="five",
        topic="left",
        says="five left",
        unit="buses",
        amount_lo=5,
        amount_hi=5,
    )
    row = Translation(language="spa", original="five left", text="cinco salieron")
    record = record_of(replace(secretive, claims=(claim,), translations=(row,)))
    assert record.words["es"]["five left"] == "cinco salieron"
