"""Small numbers in sentences: masked unless they count a thing, a day or a share."""

import pytest

from posada.publish.free_text import told_in_words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Three families and 200 persons left.", "[<10] families and 200 persons left."),
        ("ocho personas en 12 autobuses", "[<10] personas en 12 autobuses"),
        ("4 unaccompanied Honduran teenage girls", "[<10] unaccompanied Honduran teenage girls"),
        ("3 cards were given", "[<10] cards were given"),
        ("seis haitianos, 2 embarazadas y 7 bebés", "[<10] haitianos, [<10] embarazadas y [<10] bebés"),
        ("los tres fueron separados", "los [<10] fueron separados"),
        ("half a dozen children of a single family", "[<10] children of [<10] family"),
        ("un par de niños y una familia", "[<10] niños y [<10] familia"),
        ("5 of the 30 families and 4 others", "[<10] of the 30 families and [<10] others"),
        ("12 aparecieron, 7 no", "12 aparecieron, [<10] no"),
        ("Three children in shelters were split", "[<10] children in shelters were split"),
        ("tres mujeres en albergues", "[<10] mujeres en albergues"),
        ("Tres personas días después", "[<10] personas días después"),
        ("5 migrants per day, two women hours later", "[<10] migrants per day, [<10] women hours later"),
        ("3 murieron en caravanas, 4 injured in vehicles", "[<10] murieron en caravanas, [<10] injured in vehicles"),
        ("dio una a las cuatro mujeres, y a las tres niñas", "dio una a las [<10] mujeres, y a las [<10] niñas"),
        ("a las 3 familias", "a las [<10] familias"),
        ("Only five may enter, only 3 may board", "Only [<10] may enter, only [<10] may board"),
        ("In May five families, in May 5 families", "In May [<10] families, in May [<10] families"),
        ("en mayo cinco familias", "en mayo [<10] familias"),
        ("no 4 niños, No three women agree", "no [<10] niños, No [<10] women agree"),
        ("1 card was given, only 1 was", "[<10] card was given, only [<10] was"),
        ("one Honduran was beaten, una haitiana murió", "[<10] Honduran was beaten, [<10] haitiana murió"),
        ("un bebé murió; one of them; uno de ellos", "[<10] bebé murió; [<10] of them; [<10] de ellos"),
        ("just one, la única mujer", "[<10], [<10] mujer"),
        ("women:5, niños:5, 5/30 families", "women:[<10], niños:[<10], [<10]/30 families"),
        ("dos/tres personas, 3-5 mujeres", "[<10]/[<10] personas, [<10]-[<10] mujeres"),
        ("3.0 women, ５ women", "[<10] women, [<10] women"),
        ("both sisters, ambos niños, a pair of sisters, gemelos", "[<10] sisters, [<10] niños, [<10] sisters, [<10]"),
    ],
)  # fmt: skip
def test_a_small_number_is_masked_whatever_it_counts(text: str, shown: str) -> None:
    """No list of people has to hold the word: only what is known to be a thing goes out."""
    assert told_in_words(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "15 people, 1,005 people, 2.5 people, 1.005 personas",
        "six buses, nine destination offices, two more days, a five-day wait, a 2-hour walk, 1 bus",
        "nueve estados, cinco días hábiles, dos de los autobuses, a couple of days",
        "nine and ten destination states, 3-5 buses, tres o cuatro horas",
        "on 5 November, November 5, 5 de enero, 2 and 3 January, 2 y el 3 de enero, 3rd of May, May 3 at noon",
        "2021-11-03, 3/5/2021, 7:30, 3 pm, v2, K8, 5 %, 5 per cent, 3 por ciento, 2.5 km",
        "art. 9, artículo 7, section 3",
        "Out of Huixtla at three on Saturday, half past two on Monday, a las tres de la tarde",
        "una renovación de la tarjeta; one renewable card; both are true",
        "three hundred people, tres mil personas, 3 million",
    ],
)
def test_things_days_shares_and_articles_are_told(text: str) -> None:
    """So that nine states are not hidden as if they were nine people."""
    assert told_in_words(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Doce salieron, 33 quedan, twenty wait", "[…] salieron, […] quedan, […] wait"),
        ("dieciséis, veintitrés, veintiún, doscientas y quinientas", "[…], […], […], […] y […]"),
        ("la mitad; one of them; 33 on 5 May", "la […]; […] of them; […] on 5 May"),
        ("200 cards for the 204 who came", "200 cards for the […] who came"),
        ("at once, five buses, 3 %, 4 hundred", "at once, five buses, […] %, […] […]"),
        ("once mil y once personas", "[…] […] y […] personas"),
    ],
)
def test_no_number_stands_in_a_text_of_a_closed_family(text: str, shown: str) -> None:
    """Neither in figures nor in words; days are told, and what the ledger tells beside it."""
    assert told_in_words(text, closed=True, known=(200,)) == shown
