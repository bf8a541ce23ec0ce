"""Small numbers in sentences: masked unless they count a thing, a day or a share."""

import pytest

from posada.publish.free_text import told_in_words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Three families and 200 persons left.", "[<10] families and 200 persons left."),
        ("ocho personas en 12 autobuses", "[<10] personas en 12 autobuses"),
        ("5 unaccompanied minors", "[<10] unaccompanied minors"),
        ("4 unaccompanied Honduran teenage girls", "[<10] unaccompanied Honduran teenage girls"),
        ("3 cards were given", "[<10] cards were given"),
        ("3 Hondurans were split", "[<10] Hondurans were split"),
        ("seis haitianos, 2 embarazadas y 7 bebés", "[<10] haitianos, [<10] embarazadas y [<10] bebés"),
        ("los tres fueron separados", "los [<10] fueron separados"),
        ("half a dozen children of a single family", "[<10] children of [<10] family"),
        ("un par de niños y una familia", "[<10] niños y [<10] familia"),
        ("5 of the 30 families and 4 others", "[<10] of the 30 families and [<10] others"),
        ("12 aparecieron, 7 no", "12 aparecieron, [<10] no"),
    ],
)
def test_a_small_number_is_masked_whatever_it_counts(text: str, shown: str) -> None:
    """No list of people has to hold the word: only what is known to be a thing goes out."""
    assert told_in_words(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "15 people, 1,005 people, 2.5 people",
        "six buses, nine destination offices, two more days, a five-day wait",
        "nueve estados, cinco días hábiles, dos de los autobuses",
        "nine and ten destination states",
        "on 5 November, November 5, 5 de enero, 2 and 3 January, 2 y el 3 de enero, 3rd of May",
        "2021-11-03, 7:30, 3/5, v2, 5 %, 5 per cent, 3 por ciento, 2.5 km",
        "art. 9, artículo 7, no. 3",
        "Out of Huixtla at three on Saturday, half past two on Monday, a las tres",
        "una renovación de la tarjeta; one renewable card",
    ],
)
def test_things_days_shares_and_articles_are_told(text: str) -> None:
    """So that nine states are not hidden as if they were nine people."""
    assert told_in_words(text) == text


def test_no_number_at_all_stands_in_a_text_of_a_closed_family() -> None:
    """Neither in figures nor in words."""
    shown = told_in_words("Doce salieron, 33 quedan, twenty wait", closed=True)
    assert shown == "[…] salieron, […] quedan, […] wait"
