"""Bad input as people really hand it in: each gets one clear message, and never a traceback."""

import pytest

CASES = {
    "unknown column": ("places.csv", "place_id,", "plce_id,", [
        "places.csv, line 1, plce_id: no such column. Did you mean 'place_id'?",
    ]),
    "column twice": ("places.csv", "place_id,name", "place_id,place_id", [
        "places.csv, line 1, place_id: this column stands here twice.",
        "places.csv, line 1, name: this column is missing; it holds name that people know it by.",
    ]),
    "key twice": ("places.csv", "puebla,Puebla", "leon,Puebla", [
        "places.csv, line 3, place_id: stands in line 2 already; it must be unique.",
        "capacities.csv, line 3, place_id: must be a place_id of places.csv, got 'puebla'.",
        "capacities.csv, line 4, place_id: must be a place_id of places.csv, got 'puebla'.",
        "households.csv, line 2, prefers_place_id: must be a place_id of places.csv.",
    ]),
    "key twice among people": ("persons.csv", "p2,h1", "p1,h1", [
        "persons.csv, line 3, person_id: stands in line 2 already; it must be unique.",
    ]),
    "below the bound": ("capacities.csv", "leon,beds,20", "leon,beds,-2", [
        "capacities.csv, line 2, amount: must be at least 0, got -2.",
    ]),
    "above the bound": ("places.csv", "21.12", "211.2", [
        "places.csv, line 2, latitude: must be at most 90, got 211.2.",
    ]),
    "not a number": ("places.csv", "21.12", "21°07", [
        "places.csv, line 2, latitude: must be a number like 12.5, got '21°07'.",
    ]),
    "not finite": ("places.csv", "21.12", "nan", [
        "places.csv, line 2, latitude: must be a number like 12.5, got 'nan'.",
    ]),
    "thousands": ("roads.csv", "1310", '"1,310"', [
        "roads.csv, line 2, km: must be a number like 12.5, got '1,310'.",
    ]),
    "fraction of a bed": ("capacities.csv", "leon,beds,20", "leon,beds,20.5", [
        "capacities.csv, line 2, amount: must be a whole number, got 20.5.",
    ]),
    "empty required cell": ("places.csv", "puebla,Puebla,MX-PUE", "puebla,Puebla,", [
        "places.csv, line 3, state: must not be empty.",
    ]),
    "wrong choice": ("ties.csv", "friend,prefer", "friend,perfer", [
        "ties.csv, line 2, bond: must be one of must, prefer, apart. Did you mean 'prefer'?",
    ]),
    "wrong need": ("persons.csv", "pregnant", "pregnent", [
        "persons.csv, line 2, specific_needs: must be a list, split by ';', of child_alone, child_at_risk,"
        " disability, family_unity, legal_protection, lgbtiq, older_person, pregnant, serious_medical,"
        " single_parent, survivor_of_torture, survivor_of_violence, wheelchair, woman_at_risk."
        " Did you mean 'pregnant'?",
    ]),
    "wrong yes": ("households.csv", "2021-10-20,yes", "2021-10-20,perhaps", [
        "households.csv, line 2, consents: must be yes or no.",
    ]),
    "day that does not exist": ("closures.csv", "2021-12-25", "2021-02-30", [
        "closures.csv, line 2, from_on: must be a date that exists, like 2021-11-15, got 2021-02-30.",
    ]),
    "day or month first": ("closures.csv", "2021-12-25", "03/04/2021", [
        "closures.csv, line 2, from_on: must be a date like 2021-11-15 (whether day or month comes first is"
        " not clear here), got '03/04/2021'.",
    ]),
    "hour that does not exist": ("offices.csv", "18:00", "25:00", [
        "offices.csv, line 2, closes_at: must be a time of day like 08:30, got 25:00.",
    ]),
    "state code": ("places.csv", "MX-GUA", "Guanajuato", [
        "places.csv, line 2, state: must be an ISO 3166-2 code like MX-CHP, got 'Guanajuato'.",
    ]),
    "time zone": ("gatherings.csv", "Mexico_City", "Mexico_Ciy", [
        "gatherings.csv, line 2, timezone: must be an IANA time zone, got 'America/Mexico_Ciy'."
        " Did you mean 'America/Mexico_City'?",
    ]),
    "closes before it opens": ("places.csv", "2021-11-24,2021-12-31", "2021-12-31,2021-11-24", [
        "places.csv, line 2, opens_on: must not be after closes_on, got 2021-12-31 and 2021-11-24.",
    ]),
    "entered after registering": ("households.csv", "2021-10-20", "2021-12-20", [
        "households.csv, line 2, entered_on: must not be after registered_on.",
    ]),
    "unknown household": ("persons.csv", "p3,h2", "p3,h3", [
        "households.csv, line 3, principal_person_id: must be a member of this household.",
        "households.csv, line 3, household_id: must have at least one person in persons.csv.",
        "persons.csv, line 4, household_id: must be a household_id of households.csv.",
    ]),
    "children alone, not marked": ("persons.csv", "p3,h2,1985", "p3,h2,2010", [
        "households.csv, line 3, household_id: must hold an adult (18 or older by birth_year) or a member with"
        " unaccompanied=yes.",
    ]),
    "unknown age is no adult": ("persons.csv", "p3,h2,1985", "p3,h2,", [
        "households.csv, line 3, household_id: must hold an adult (18 or older by birth_year) or a member with"
        " unaccompanied=yes.",
    ]),
    "born after the end": ("persons.csv", "2015", "2031", [
        "persons.csv, line 3, birth_year: must not be after the end of the programme.",
    ]),
    "principal of another household": ("households.csv", ",p3", ",p1", [
        "households.csv, line 3, principal_person_id: must be a member of this household.",
    ]),
    "tie to nothing": ("ties.csv", "h1,h2,", "h1,,", [
        "ties.csv, line 2, with_household_id: must be filled, or place_id must be: one of the two.",
    ]),
    "tie to oneself": ("ties.csv", "h1,h2", "h1,h1", [
        "ties.csv, line 2, with_household_id: must be another household.",
    ]),
    "soft without price": ("resources.csv", "no,5", "no,", [
        "resources.csv, line 3, overrun_price: must be filled where hard is no.",
    ]),
    "count of no need": ("resources.csv", "school_children", "need:weelchair", [
        "resources.csv, line 3, counts: must count a need code, one of child_alone, child_at_risk, disability,"
        " family_unity, legal_protection, lgbtiq, older_person, pregnant, serious_medical, single_parent,"
        " survivor_of_torture, survivor_of_violence, wheelchair, woman_at_risk. Did you mean 'wheelchair'?",
    ]),
    "count of nothing": ("resources.csv", "school_children", "kids", [
        "resources.csv, line 3, counts: must be people, households, adults, school_children, infants,"
        " need:<code> or language:<code>, got 'kids'.",
    ]),
    "minimum above capacity": ("capacities.csv", "leon,beds,20,2", "leon,beds,20,22", [
        "capacities.csv, line 2, at_least: must not be above amount, got 22 and 20.",
    ]),
    "office nowhere": ("offices.csv", "desk-1,mapa", "desk-1,", [
        "offices.csv, line 2, gathering_id: must be filled, or place_id must be: one of the two.",
    ]),
    "office where its step is never done": ("offices.csv", "desk-1,mapa,,", "desk-1,,leon,", [
        "offices.csv, line 2, step_id: must be a step that steps.csv says is done at a place.",
    ]),
    "step that follows nothing": ("steps.csv", "decide,register,place", "decide,registr,place", [
        "steps.csv, line 3, follows_step_id: must be a step_id of steps.csv, got 'registr'."
        " Did you mean 'register'?",
        "steps.csv, line 3, follows_step_id: must be a step of the same pathway. Did you mean 'register'?",
    ]),
    "steps in a circle": ("steps.csv", "register,,gathering", "register,decide,gathering", [
        "steps.csv, line 2, follows_step_id: must not lead back to this step in a circle.",
        "steps.csv, line 3, follows_step_id: must not lead back to this step in a circle.",
    ]),
    "clock of nothing": ("steps.csv", "working,register", "working,arival", [
        "steps.csv, line 3, from_event: must be registered, entered, arrived or a step of the same pathway,"
        " got 'arival'. Did you mean 'arrived'?",
    ]),
    "deadline without law": ("steps.csv", ",inm,Ley de Migración art. 128", ",inm,", [
        "steps.csv, line 3, source: must say which law gives due_days.",
    ]),
    "working days of nobody": ("steps.csv", "refused,inm", "refused,", [
        "steps.csv, line 3, calendar_id: must name the calendar whose working days are counted.",
    ]),
    "endless closure with an end": ("closures.csv", "2021-12-25,,no", "2021-12-25,2021-12-26,yes", [
        "closures.csv, line 2, until_on: must be empty where open_ended is yes.",
    ]),
    "rule pack": ("programme.toml", 'currency = "MXN"', '[transport]\nrule_pack = "MX-NOM-087-2071"', [
        "programme.toml, transport.rule_pack: must be one of MX-NOM-087-2017, EU-561-2006,"
        " got 'MX-NOM-087-2071'. Did you mean 'MX-NOM-087-2017'?",
    ]),
    "rule pack no longer law": ("programme.toml", "2021-12-31", "2025-12-31", [
        "programme.toml, transport.rule_pack: must be law from starts_on to ends_on; MX-NOM-087-2017 is from"
        " 2018-08-27 to 2024-10-17.",
    ]),
    "order of service": (
        "programme.toml", 'currency = "MXN"', '[regularisation]\norder_of_service = ["pregnat"]', [
            "programme.toml, regularisation.order_of_service: must hold need codes, asylum:<claim>, vulnerable"
            " or registered_on, got 'pregnat'. Did you mean 'pregnant'?",
        ],
    ),
    "ends before it starts": ("programme.toml", "2021-12-31", "2021-10-31", [
        "programme.toml, ends_on: must not be before starts_on, got 2021-11-24 and 2021-10-31.",
    ]),
    "broken TOML": ("programme.toml", 'name = "Demo"', "name = Demo", [
        "programme.toml, line 1: cannot be read. Write text between straight quotation marks and dates without:"
        ' name = "Demo".',
    ]),
    "share above one": ("programme.toml", 'currency = "MXN"', "[transport]\nspare_seats_share = 10", [
        "programme.toml, transport.spare_seats_share: must be at most 0.9, got 10.",
    ]),
    "too many cells": ("drivers.csv", "d1,mapa,,", "d1,mapa,,,x", [
        "drivers.csv, line 2: has 5 cells, the header has 4. Put a cell that holds a comma or semicolon in"
        " quotation marks.",
    ]),
    "quotation mark left open": ("drivers.csv", "d1,mapa", '"d1,mapa', [
        "drivers.csv, line 2: opens a quotation mark that is never closed.",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_mistake_is_told_with_place_expectation_and_remedy(case, spoil):
    """The whole list of messages is as written here, no more and no less."""
    name, old, new, expected = CASES[case]
    assert spoil(name, old, new) == expected


def test_must_ties_that_cannot_all_be_kept_are_pointed_out(folder):
    """Two pins for one group, a pin to a refused place, and an apart between those who must be together."""
    folder.write(
        "ties.csv",
        "household_id,with_household_id,place_id,kind,bond\n"
        "h1,h2,,family,must\nh1,,leon,family,must\nh2,,puebla,job_offer,must\nh2,h1,,friend,apart\n",
    )
    assert folder.mistakes() == [
        "ties.csv, line 4, place_id: must be the same place as in line 3: these go together.",
        "ties.csv, line 5, bond: must not be apart for households that other ties hold together.",
    ]


def test_prefer_and_refuse_of_one_place_clash(folder):
    """Nobody can want a place and refuse it."""
    folder.write(
        "households.csv",
        "household_id,gathering_id,consents,prefers_place_id,refuses_place_id\n"
        "h1,mapa,yes,leon,leon\nh2,mapa,yes,,\n",
    )
    assert folder.mistakes() == [
        "households.csv, line 2, refuses_place_id: must not name a place that prefers_place_id names."
    ]


def test_a_people_table_that_lost_its_header_is_not_repeated(folder):
    """The first line may then be somebody's data: the message tells the column's number alone."""
    folder.write("households.csv", "Maria Lopez,mapa\nh1,mapa\n")
    told = "\n".join(folder.mistakes())
    assert told.startswith(
        "households.csv, line 1: must hold the names of the columns. Columns of this table:"
    )
    assert "Maria" not in told


@pytest.mark.parametrize("name", ["households.csv", "persons.csv", "ties.csv"])
def test_messages_on_people_never_repeat_a_cell(name, folder):
    """Whatever is typed into any column of a table about people, no message shows it."""
    header, first, *_ = folder.text(name).splitlines()
    for position in range(len(header.split(","))):
        cells = first.split(",")
        cells[position] = "Maria-Lopez-1990"
        folder.write(name, f"{header}\n{','.join(cells)}\n")
        told = "\n".join(folder.mistakes())
        assert "Maria" not in told, told
