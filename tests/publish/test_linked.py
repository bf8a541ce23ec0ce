"""Linked data says what the pages say, in the terms of schema.org and PROV-O."""

import json

import pytest

PROV_CLASSES = {
    *("prov:Entity", "prov:PrimarySource", "prov:Activity"),
    *("prov:Person", "prov:Organization", "prov:SoftwareAgent"),
}
PROV_TERMS = {
    *("prov:wasDerivedFrom", "prov:wasQuotedFrom", "prov:hadPrimarySource", "prov:wasRevisionOf"),
    *("prov:wasAttributedTo", "prov:wasGeneratedBy", "prov:wasAssociatedWith", "prov:actedOnBehalfOf"),
    "prov:value",
}


@pytest.fixture(scope="module")
def reviews(mapastepec_files: dict[str, bytes]) -> dict[str, dict]:
    """The reviews by the page they lie on."""
    graph = json.loads(mapastepec_files["data/claimreview.jsonld"])["@graph"]
    return {it["@id"].rpartition("promise-")[2].removesuffix(".html"): it for it in graph}


@pytest.fixture(scope="module")
def nodes(mapastepec_files: dict[str, bytes]) -> dict[str, dict]:
    """The nodes of the PROV graph by their id."""
    return {it["@id"]: it for it in json.loads(mapastepec_files["data/prov.jsonld"])["@graph"]}


def ratings(review: dict, aspect: str) -> list[str]:
    """Return the answers of a review to one question."""
    return [it["alternateName"] for it in review["reviewRating"] if it["reviewAspect"] == aspect]


def test_a_set_of_verdicts_is_as_many_ratings_and_no_number(reviews: dict[str, dict]) -> None:
    """Each of the four questions is an aspect of its own."""
    assert ratings(reviews["k8"], "verdict") == ["broken"]
    assert ratings(reviews["k1"], "verdict") == ["kept", "partly kept", "nothing yet"]
    assert ratings(reviews["k9"], "existence") == ["contested"]
    for review in reviews.values():
        assert all(set(it) == {"@type", "reviewAspect", "alternateName", "ratingExplanation"}
                   for it in review["reviewRating"])  # fmt: skip
        assert [len(ratings(review, it)) for it in ("existence", "lifecycle", "knowledge")] == [1, 1, 1]


def test_a_review_has_what_schema_org_asks_of_a_claim_review(reviews: dict[str, dict]) -> None:
    """What is claimed, by whom, where it appeared, who reviews it, and when."""
    review = reviews["k8"]
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == "Fifteen buses leave Tapachula every day."
    claim = review["itemReviewed"]
    assert claim["@type"] == "Claim"
    assert claim["datePublished"] == "2021-11-25"
    assert claim["author"] == [{"@type": "Organization", "name": "Instituto Nacional de Migración"}]
    assert claim["appearance"]["url"].startswith("https://")
    assert claim["appearance"]["inLanguage"] == "es"


def test_prov_uses_terms_of_prov_only(nodes: dict[str, dict]) -> None:
    """Classes and properties are those of the ontology."""
    for node in nodes.values():
        kinds = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
        assert set(kinds) <= PROV_CLASSES, node
        assert {name for name in node if name.startswith("prov:")} <= PROV_TERMS, node


def test_a_verdict_derives_from_its_rows_and_they_from_their_sources(nodes: dict[str, dict]) -> None:
    """Eleven buses: two deliveries, a coverage, and the newspaper that counted."""
    verdict = nodes["row:verdicts/K8"]
    derived = {it["@id"] for it in verdict["prov:wasDerivedFrom"]}
    assert {"row:commitments/K8", "row:deliveries/D01", "row:deliveries/D02"} < derived
    assert {"@id": "row:sources/S11"} in nodes["row:deliveries/D01"]["prov:wasDerivedFrom"]
    assert nodes["row:claims/C13"]["prov:wasRevisionOf"] == {"@id": "row:claims/C11"}
