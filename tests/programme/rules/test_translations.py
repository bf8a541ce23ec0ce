"""A translation stands for words that are there, once, with the same figures, and never for a quotation."""

from pathlib import Path

import pytest

from posada.programme import InputError, Programme, read_programme

SETTINGS = 'name = "L"\ncountry = "MEX"\nstarts_on = 2021-11-24\nends_on = 2021-12-31\n'
FILES = {
    "programme.toml": SETTINGS + 'ledger_language = "eng"\n',
    "actors.csv": "actor_id,kind,name\ninm,agency,INM\n",
    "sources.csv": "source_id,kind,title,grade\ns1,statement,Statement of INM,primary\n",
    "claims.csv": "claim_id,topic,says,polarity,claimant_actor_id,source_id,from_byte,until_byte,quotation\n"
    "c1,desks,ten desks and 1 500 cards,assert,inm,s1,0,10,diez mesas\n",
    "commitments.csv": "commitment_id,text,debtor_actor_ids,cohort_id,instrument,act,unit,made_on,deadline,"
    "deadline_words,source_id\n"
    'k1,"10 desks, 1,500 cards.",inm,caravan,statement,promise,desks,2021-11-24,vague,cuanto antes,s1\n',
}


def read(folder: Path, rows: str) -> Programme:
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "translations.csv").write_text(f"language,original,text\n{rows}", encoding="utf-8")
    return read_programme(folder)


def mistakes(folder: Path, rows: str) -> list[str]:
    with pytest.raises(InputError) as refused:
        read(folder, rows)
    return [str(it) for it in refused.value.mistakes]


def test_words_of_any_own_column_may_be_translated(tmp_path: Path) -> None:
    """Titles, names, codes and units as well, and what the programme is called."""
    told = read(
        tmp_path,
        "spa,Statement of INM,Comunicado del INM\nes,desks,mesas\nEnglish,caravan,the caravan\nspa,L,El\n"
        'spa,"10 desks, 1,500 cards.","10 mesas, 1.500 tarjetas."\n',
    ).words_in("es")
    assert (told["Statement of INM"], told["desks"], told["L"]) == ("Comunicado del INM", "mesas", "El")
    assert told["10 desks, 1,500 cards."] == "10 mesas, 1.500 tarjetas."


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "spa,Statement of IMN,Comunicado\n",
            "line 2, original: must be the exact words of a cell that may be translated,"
            " got 'Statement of IMN'. Did you mean 'Statement of INM'?",
        ),
        (
            "spa,diez mesas,ten desks\n",
            "line 2, original: must not be a quotation, which stays as it was said.",
        ),
        (
            "spa,cuanto antes,soon\n",
            "line 2, original: must not be a quotation, which stays as it was said.",
        ),
        ("hat,desks,biwo\n", "line 2, language: must be one of eng, spa, got 'hat'."),
        ("spa,desks,\n", "line 2, text: must not be empty."),
        (
            "spa,desks,mesas\neng,desks,desks\nspa,desks,escritorios\n",
            "line 4, language + original: stands in line 2 already; it must be unique.",
        ),
        (
            'spa,"10 desks, 1,500 cards.","10 mesas, 15,000 tarjetas."\n',
            "line 2, text: must have the figures of the original (10, 1500), got 10, 15000.",
        ),
    ],
)
def test_a_slip_is_told(tmp_path: Path, rows: str, told: str) -> None:
    """With its line and what was expected."""
    (found,) = mistakes(tmp_path, rows)
    assert found.startswith("translations.csv, ")
    assert told in found


def test_all_slips_are_told_together(tmp_path: Path) -> None:
    """The user mends them in one go."""
    assert len(mistakes(tmp_path, "spa,nothing,nada\nspa,diez mesas,ten\nhat,L,L\nspa,L,\n")) == 4


def test_a_number_in_letters_may_be_in_figures(tmp_path: Path) -> None:
    """Only figures are held against figures: words for numbers differ too much between languages."""
    assert read(tmp_path, "spa,desks,10 mesas\n").words_in("es")["desks"] == "10 mesas"


def test_nothing_is_said_of_words_that_may_stand_in_a_row_that_cannot_be_read(tmp_path: Path) -> None:
    """The mistake in that row comes first."""
    (tmp_path / "unread").mkdir()
    rows = "spa,lost words,palabras perdidas\n"
    assert "lost words" in mistakes(tmp_path, rows)[0]
    spoilt = {**FILES, "claims.csv": FILES["claims.csv"].replace("assert", "perhaps")}
    for name, text in {**spoilt, "translations.csv": f"language,original,text\n{rows}"}.items():
        (tmp_path / "unread" / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_programme(tmp_path / "unread")
    assert [it.file for it in refused.value.mistakes] == ["claims.csv"]


def test_the_language_of_a_ledger_is_a_code(tmp_path: Path) -> None:
    """With the code that was meant; not said is an answer too."""
    assert read(tmp_path, "").settings.ledger_language == "eng"
    (tmp_path / "programme.toml").write_text(SETTINGS, encoding="utf-8")
    assert read_programme(tmp_path).settings.ledger_language == ""
    (tmp_path / "programme.toml").write_text(f'{SETTINGS}ledger_language = "English"\n', encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_programme(tmp_path)
    assert str(refused.value) == (
        "programme.toml, ledger_language: must be an ISO 639-3 code like spa, got 'English'. Did you mean 'eng'?"
    )
