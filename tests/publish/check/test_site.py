"""The check finds nothing on a sound publication, and every fault that is planted in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from posada.programme import Fault
from posada.publish.check import check_site

Damage = Callable[..., list[Fault]]
K8 = "en/promise-k8.html"
KEPT = (
    '<data value="11" data-table="verdicts" data-row="K8" data-column="kept_lo" data-also="kept_hi">11</data>'
)


def test_a_sound_publication_has_no_fault(site: Path, verdicts: list[dict[str, Any]]) -> None:
    """Pages, tables and measured verdicts agree."""
    assert check_site(site, verdicts) == ()


@pytest.mark.parametrize(
    ("path", "old", "new", "rule", "says"),
    [
        (K8, KEPT, KEPT.replace(">11<", ">12<"), "numbers", "shows 12, verdicts K8 kept_lo is 11"),
        (K8, KEPT, KEPT.replace('value="11"', 'value="12"'), "numbers", "verdicts K8 kept_hi is 11"),
        (K8, KEPT, KEPT.replace("K8", "K80"), "numbers", "no such cell: verdicts K80 kept_lo"),
        ("data/verdicts.csv", ",11,11,", ",12,12,", "numbers", "shows 11, verdicts K8 kept_lo is 12"),
        ("data/verdicts.csv", ",11,11,", ",12,12,", "verdicts", "K8, kept_lo: must be 11, got 12"),
        ("data/verdicts.csv", "no_data,,,", "no_data,,1,", "verdicts", "K1, kept_lo: must be empty, got 1"),
        ("data/verdicts.csv", ",broken,", ",kept,", "verdicts", "verdicts: must be"),
        ("data/deliveries.csv", ",6,6,buses", ",7,7,buses", "numbers", "deliveries D01 amount_lo is 7"),
        ("data/deliveries.csv", "fewer than 10,fewer than 10", "2,2", "gate", "amount_lo: tells of 2 witnesses"),
        ("data/deliveries.csv", "473,473,persons", "47x,473,persons", "datapackage", "must be of type integer"),
        ("data/deliveries.csv", ",press,", ",rumour,", "datapackage", "must be one of registry, press, party"),
        ("data/deliveries.csv", ",S11,", ",S99,", "datapackage", "S99 is no row of sources"),
        ("data/claims.csv", "C10,", "C11,", "datapackage", "repeats a key claim_id"),
        ("data/coverage.csv", "missing_at_most", "lacks", "datapackage", "has the columns"),
        (K8, "actors.html#actor-inm", "actors.html#actor-nobody", "links", "no such anchor"),
        (K8, "claims.html#", "claimed.html#", "links", "leads nowhere"),
        (K8, "../style.css", "https://cdn.example/style.css", "self_contained", "fetches https://cdn.example"),
        (K8, "../style.css", "../../style.css", "links", "leads nowhere"),
        (K8, "<h2 id=\"said\">", "<h2 id=\"axes\">", "unique_ids", "the id axes stands 2 times"),
        (K8, "</dl>", "", "well_formed", "closes"),
        ("style.css", "body", "@import '//cdn.example/x.css'; body", "self_contained", "holds @import"),
        (K8, "</h1>", '</h1><p style="background:url(//x.example/p)"></p>', "self_contained", "holds url(/"),
        (K8, "</h1>", '</h1><svg><image href="//x.example/p"/></svg>', "self_contained", "holds <image"),
        (K8, "</h1>", '</h1><iframe srcdoc="x"></iframe>', "self_contained", "holds <iframe"),
        ("data/deliveries.csv", ",press,", ",press,,,,,,,,,,,", "datapackage", "cells"),
        (K8, "</body>", "<script>1</script></body>", "no_scripts", "holds a script"),
        (K8, '<html lang="en">', '<html lang="es">', "languages", "says that it is in es"),
        (K8, 'hreflang="es" href="../es/promise-k8.html"', 'hreflang="es" href="../es/index.html"', "languages",
         "does not lead to its page in es"),
        ("data/claimreview.jsonld", '"reviewAspect": "verdict"', '"ratingValue": 1', "linked_data", "squeezes"),
        ("data/prov.jsonld", '"@id": "row:sources/S1"', '"@id": "row:sources/S1x"', "linked_data", "is unknown"),
    ],
)  # fmt: skip
def test_a_planted_fault_is_found(
    damaged: Damage, path: str, old: str, new: str, rule: str, says: str
) -> None:
    """With the rule that it breaks and what is wrong."""
    found = damaged(path, old, new)
    assert [fault for fault in found if fault.rule == rule and says in fault.text], found[:5]


def test_a_count_that_is_on_no_page_is_found(site: Path, damaged: Damage) -> None:
    """A number cannot be left out where it could be told."""
    for path in ("en/index.html", K8):
        text = (site / path).read_text(encoding="utf-8")
        (site / path).write_text(text.replace(KEPT, "eleven"), encoding="utf-8")
    found = damaged("en/index.html", "eleven", "11")
    assert [fault.text for fault in found if fault.rule == "numbers"] == ["kept_lo of K8 is on no page"]


def test_a_missing_page_is_found(site: Path, verdicts: list[dict[str, Any]]) -> None:
    """In whichever language."""
    (site / "es" / "sources.html").unlink()
    rules = {fault.rule for fault in check_site(site, verdicts)}
    assert {"languages", "links", "digests"} <= rules


def test_a_table_of_people_is_found(site: Path) -> None:
    """However it came there."""
    (site / "data" / "households.csv").write_text("household_id\nh1\n")
    found = [str(fault) for fault in check_site(site) if fault.rule == "ledger_only"]
    assert found == ["data/households.csv: is no table of the ledger [ledger_only]"]


def test_a_change_of_one_byte_is_found(site: Path) -> None:
    """By the digest, even where nothing else notices."""
    with (site / "style.css").open("a") as file:
        file.write(" ")
    assert [str(fault) for fault in check_site(site)] == [
        "style.css: is not what publication.json lists [digests]"
    ]


def test_a_withheld_number_that_a_page_tells_is_found(damaged: Damage) -> None:
    """The word on the page must be that for the cell, in the language of the page."""
    for path, word in (("en/promise-k6.html", "fewer than 10"), ("es/promise-k6.html", "menos de 10")):
        found = damaged(path, f">{word}<", ">2<")
        assert [fault for fault in found if fault.rule == "numbers" and fault.where == path]


def test_a_complement_that_tells_of_few_is_found(damaged: Damage) -> None:
    """Owed less kept."""
    found = damaged("data/verdicts.csv", "473,20000,0,0,21500,21500", "21495,21495,0,0,21500,21500")
    assert [fault for fault in found if fault.rule == "gate" and "owed_lo less kept_lo" in fault.text]


@pytest.mark.parametrize(
    "path", ["data/notes.txt", "sources/S1.txt", "persons.json", "persons.CSV", "en/x.js"]
)
def test_a_file_that_is_no_part_of_a_publication_is_found(site: Path, path: str) -> None:
    """Whatever it is called."""
    target = site / path
    target.parent.mkdir(exist_ok=True)
    target.write_text("who", encoding="utf-8")
    assert [fault for fault in check_site(site) if fault.rule == "ledger_only" and fault.where == path]
