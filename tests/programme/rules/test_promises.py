"""The ledger of promises says what is wrong with it, all at once, and lets nobody alter a quotation."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from posada.programme import InputError, read_programme

TEXT = "Nadie viajará solo: habrá diez mesas y quince autobuses.\n"
QUOTE = "diez mesas y quince autobuses"
FIRST = TEXT.encode().index(QUOTE.encode())
LAST = FIRST + len(QUOTE.encode())
FILES = {
    "programme.toml": 'name = "L"\ncountry = "MEX"\nstarts_on = 2021-11-24\nends_on = 2021-12-31\n',
    "actors.csv": "actor_id,kind,name,public_role,parent_actor_id\n"
    "inm,agency,INM,,\nboss,public_person,Head of INM,head of INM,inm\n",
    "sources.csv": "source_id,kind,title,grade,derives_from_source_ids,file,sha256\n"
    f"s1,statement,Statement,primary,,s1.txt,{hashlib.sha256(TEXT.encode()).hexdigest()}\n"
    "s2,news,Retelling,secondary,s1,,\n",
    "claims.csv": "claim_id,topic,says,polarity,claimant_actor_id,source_id,from_byte,until_byte,quotation,"
    "amount_lo,amount_hi,unit,derived_from_claim_id,drift\n"
    f"c1,desks,ten desks,assert,inm,s1,{FIRST},{LAST},{QUOTE},10,10,desks,,\n"
    "c2,desks,nine desks,assert,boss,s2,,,,9,9,desks,c1,quantity\n",
    "contradictions.csv": "contradiction_id,topic,claim_ids,types,state,hypothesis,test\n"
    "x1,desks,c1;c2,quantity_disjoint,open,,\n",
    "commitments.csv": "commitment_id,text,debtor_actor_ids,cohort_id,instrument,act,unit,amount,made_on,deadline,"
    "due_on,supersedes_commitment_id,source_id\n"
    "k1,ten desks,inm,caravan,statement,promise,desks,10,2021-11-24,fixed,2021-11-25,,s1\n"
    "k2,a number,inm,caravan,statement,promise,desks,10,2021-11-26,none,,k1,s2\n",
    "deliveries.csv": "delivery_id,commitment_id,cohort_id,from_on,until_on,amount_lo,amount_hi,unit,source_id,grade,"
    "competes_with_delivery_id\n"
    "d1,k1,caravan,2021-11-24,,4,5,desks,s2,press,\nd2,k1,caravan,2021-11-24,,6,6,desks,s1,party,d1\n",
    "coverage.csv": "commitment_id,from_on,until_on,completeness,declared_by_actor_id,source_id,grade\n"
    "k1,2021-11-24,2021-11-25,complete,inm,s1,press\n",
}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "s1.txt").write_bytes(TEXT.encode())
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_programme(folder)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_a_ledger_without_fault_is_read(ledger: Path) -> None:
    """Rows of the eight tables come back as they were typed."""
    programme = read_programme(ledger)
    assert [row.commitment_id for row in programme.commitments] == ["k1", "k2"]
    assert programme.claims[0].quotation == QUOTE


CASES = {
    "a private person": (
        ("actors.csv", "boss,public_person,Head of INM,head of INM", "boss,public_person,Ana,"),
        "actors.csv, line 3, public_role: must say in which public role the person speaks; others are no actors.",
    ),
    "a kind of person that is none": (
        ("actors.csv", "boss,public_person", "boss,migrant"),
        "actors.csv, line 3, kind: must be one of state, agency, court, international_organisation, ngo, organiser,"
        " group, outlet, unnamed_official, public_person, got 'migrant'.",
    ),
    "a private person, who is never asked to be a public one": (
        ("actors.csv", "boss,public_person", "boss,private_person"),
        "actors.csv, line 3, kind: must be one of state, agency, court, international_organisation, ngo, organiser,"
        " group, outlet, unnamed_official, public_person, got 'private_person'.",
    ),
    "a source that retells itself": (
        ("sources.csv", "primary,,s1.txt", "primary,s2,s1.txt"),
        "sources.csv, line 2, derives_from_source_ids: must not lead back to this row in a circle.",
    ),
    "a commitment that supersedes its successor": (
        ("commitments.csv", "2021-11-25,,s1", "2021-11-25,k2,s1"),
        "commitments.csv, line 2, supersedes_commitment_id: must not lead back to this row in a circle.",
    ),
    "a claim of nobody": (
        ("claims.csv", "nine desks,assert,boss", "nine desks,assert,bos"),
        "claims.csv, line 3, claimant_actor_id: must be a actor_id of actors.csv, got 'bos'. Did you mean 'boss'?",
    ),
    "an amount of what": (
        ("claims.csv", "10,10,desks", "10,10,"),
        "claims.csv, line 2, unit: must say in what the amount is counted.",
    ),
    "an amount the wrong way round": (
        ("deliveries.csv", "4,5,desks", "5,4,desks"),
        "deliveries.csv, line 2, amount_lo: must be at most amount_hi, got 5 and 4.",
    ),
    "half an amount": (
        ("deliveries.csv", "4,5,desks", "4,,desks"),
        "deliveries.csv, line 2, amount_hi: must be filled where amount_lo is, and the other way round.",
    ),
    "a delivery of nothing said": (
        ("deliveries.csv", "4,5,desks", ",,desks"),
        "deliveries.csv, line 2, amount_lo: must be filled where event is delivered.",
    ),
    "a count against another promise": (
        ("deliveries.csv", "d2,k1", "d2,k2"),
        "deliveries.csv, line 3, competes_with_delivery_id: must be a delivery of the same commitment.",
    ),
    "a drift from nowhere": (
        ("claims.csv", "desks,c1,quantity", "desks,,quantity"),
        "claims.csv, line 3, derived_from_claim_id: must name the claim from which this one drifted.",
    ),
    "a contradiction of one claim": (
        ("contradictions.csv", "c1;c2", "c1"),
        "contradictions.csv, line 2, claim_ids: must hold at least two claims, got 1.",
    ),
    "a reconciliation without a reason": (
        ("contradictions.csv", "open,,", "reconciled,,unit"),
        "contradictions.csv, line 2, hypothesis: must say how the claims agree where state is reconciled.",
    ),
    "a reconciliation nobody can check": (
        ("contradictions.csv", "open,,", "reconciled,they agree,"),
        "contradictions.csv, line 2, test: must say how that is checked where state is reconciled.",
    ),
    "a fixed deadline without a day": (
        ("commitments.csv", "fixed,2021-11-25", "fixed,"),
        "commitments.csv, line 2, due_on: must be filled where deadline is fixed.",
    ),
    "a deadline before its promise": (
        ("commitments.csv", "fixed,2021-11-25", "fixed,2021-11-20"),
        "commitments.csv, line 2, due_on: must not be before made_on, got 2021-11-20 and 2021-11-24.",
    ),
    "a successor made before": (
        ("commitments.csv", "10,2021-11-26", "10,2021-11-22"),
        "commitments.csv, line 3, supersedes_commitment_id: must be made before this one, got 2021-11-24 and"
        " 2021-11-22.",
    ),
    "two claims that are one": (
        ("contradictions.csv", "c1;c2", "c1;c1"),
        "contradictions.csv, line 2, claim_ids: must hold at least two claims, got 1.",
    ),
    "a unit with a letter less": (
        ("deliveries.csv", "4,5,desks", "4,5,Desk"),
        "deliveries.csv, line 2, unit: must be that of the commitment, or no word like it. Did you mean 'desks'?",
    ),
    "two successors of one day": (
        (
            "commitments.csv",
            "none,,k1,s2\n",
            "none,,k1,s2\nk3,a number,inm,caravan,statement,promise,desks,10,2021-11-26,none,,k1,s2\n",
        ),
        "commitments.csv, line 4, supersedes_commitment_id: must be another than that of line 3, made on the same"
        " day.",
    ),
    "an altered quotation": (
        ("claims.csv", QUOTE, "diez mesas o quince autobuses"),
        f"claims.csv, line 2, quotation: must be what bytes {FIRST} to {LAST} of the stored text say.",
    ),
    "a quotation without a place": (
        ("claims.csv", f"{FIRST},{LAST}", f"{FIRST},"),
        "claims.csv, line 2, quotation: must come with from_byte and until_byte: all three or none.",
    ),
    "a span that ends before it begins": (
        ("claims.csv", f"{FIRST},{LAST}", f"{LAST},{FIRST}"),
        f"claims.csv, line 2, from_byte: must be before until_byte, got {LAST} and {FIRST}.",
    ),
    "words quoted at length": (
        ("claims.csv", QUOTE, " ".join(["palabra"] * 25)),
        "claims.csv, line 2, quotation: must have fewer than 25 words, got 25.",
    ),
    "a text without its digest": (
        ("sources.csv", hashlib.sha256(TEXT.encode()).hexdigest(), ""),
        "sources.csv, line 2, sha256: must be filled where file is, and the other way round.",
    ),
    "a quotation of a text nobody stored": (
        ("claims.csv", f"inm,s1,{FIRST}", f"inm,s2,{FIRST}"),
        "claims.csv, line 2, source_id: must be a source with a stored text, for it is quoted.",
    ),
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_is_wrong_is_said_where_it_stands(case: str, ledger: Path) -> None:
    """One spoilt cell gives its own sentence."""
    edit, message = CASES[case]
    change(ledger, *edit)
    assert message in mistakes(ledger)


def test_quotations_that_share_a_part_are_refused(ledger: Path) -> None:
    """Two claims may rest on the same words whole, and not on words that run into each other."""
    claims = ledger / "claims.csv"
    row = "c{n},desks,ten desks,assert,inm,s1,{first},{last},{quote},10,10,desks,,\n"
    same = claims.read_text(encoding="utf-8") + row.format(n=3, first=FIRST, last=LAST, quote=QUOTE)
    claims.write_text(same, encoding="utf-8")
    read_programme(ledger)
    part = row.format(n=4, first=FIRST + 5, last=LAST, quote=QUOTE[5:])
    claims.write_text(same + part, encoding="utf-8")
    assert mistakes(ledger) == ["claims.csv, line 5, from_byte: must not overlap the quotation of line 2."]


def test_a_text_that_changed_is_noticed(ledger: Path) -> None:
    """The digest and every quotation that moved are told together."""
    (ledger / "sources" / "s1.txt").write_text("¡" + TEXT, encoding="utf-8")
    told = mistakes(ledger)
    assert len(told) == 2
    assert told[0].startswith("sources.csv, line 2, sha256: must be that of sources/s1.txt, which is ")
    assert told[1].startswith("claims.csv, line 2, quotation: must be what bytes")


def test_a_missing_text_is_one_mistake(ledger: Path) -> None:
    """Nothing is said about the quotations of a text that is not there."""
    (ledger / "sources" / "s1.txt").unlink()
    assert mistakes(ledger) == [
        "sources.csv, line 2, file: must be a file in the folder sources, got 's1.txt'."
    ]


def test_a_ledger_knows_whether_its_quotations_were_compared(ledger: Path) -> None:
    """A folder that travels without its texts is read, and says that nobody has held the quotations against them."""
    assert read_programme(ledger).quotations_compared
    shutil.rmtree(ledger / "sources")
    assert not read_programme(ledger).quotations_compared


def test_all_mistakes_of_a_ledger_are_told_together(ledger: Path) -> None:
    """Faults of five tables arrive in one message."""
    for case in (
        "a claim of nobody",
        "a fixed deadline without a day",
        "half an amount",
        "a contradiction of one claim",
    ):
        change(ledger, *CASES[case][0])
    assert [line.split(",")[0] for line in mistakes(ledger)] == [
        "claims.csv",
        "contradictions.csv",
        "commitments.csv",
        "deliveries.csv",
    ]


@pytest.mark.parametrize("unit", ["tables", "escritorios"])
def test_a_unit_in_which_nothing_was_promised_is_a_mistake(ledger: Path, unit: str) -> None:
    """Its row would count for nothing, and the promise could be called broken for it."""
    change(ledger, "deliveries.csv", "4,5,desks,s2", f"4,5,{unit},s2")
    assert mistakes(ledger) == [
        "deliveries.csv, line 2, unit: must be that of the commitment, 'desks', or one in which something else was"
        " promised."
    ]
    # Something else was promised in it: a row of other things, which no verdict counts.
    change(
        ledger,
        "commitments.csv",
        "a number,inm,caravan,statement,promise,desks",
        f"x,inm,caravan,law,promise,{unit}",
    )
    read_programme(ledger)


def test_people_named_nowhere_else_are_those_promised_but_for_the_spelling(ledger: Path) -> None:
    """A slip in a code would make a delivery one to other people."""
    change(ledger, "deliveries.csv", "d1,k1,caravan,", "d1,k1,caravans,")
    assert mistakes(ledger) == [
        "deliveries.csv, line 2, cohort_id: must be that of the commitment, or one that a commitment or a claim names."
        " Did you mean 'caravan'?"
    ]
    change(ledger, "deliveries.csv", "d1,k1,caravans,", "d1,k1,tapachula,")
    read_programme(ledger)
