"""Settings as people really type them: each slip in `programme.toml` is one clear message."""

import pytest

from posada.programme import read_programme

TOML = 'cannot be read. Write text between straight quotation marks and dates without: name = "Demo".'

SLIPS = {
    "curly quotation marks": ('"Demo"', "“Demo”", f", line 1: {TOML}"),
    "a date half in quotation marks": ("2021-11-24", '2021-11-24"', f", line 3: {TOML}"),
    "a setting twice": (
        'currency = "MXN"', 'currency = "MXN"\nname = "Again"',
        ", line 6: names a setting or section that stands above already; it must be unique.",
    ),
    "a number for a name": ('"Demo"', "5", ", name: must be text in quotation marks, got 5."),
    "a blank name": ('"Demo"', '"  "', ", name: must not be empty."),
    "a country by name": (
        '"MEX"', '"México"',
        ", country: must be an ISO 3166-1 alpha-3 code like HND, got 'México'. Did you mean 'MEX'?",
    ),
    "a country that is none": (
        '"MEX"', '"MEK"', ", country: must be an ISO 3166-1 alpha-3 code like HND, got 'MEK'.",
    ),
    "a currency in words": (
        '"MXN"', '"pesos"', ", currency: must be an ISO 4217 code like MXN, got 'pesos'. Did you mean 'MXN'?",
    ),
    "languages of two letters": (
        'currency = "MXN"', 'languages = ["es", "en"]',
        ", languages: must be ISO 639-3 codes split by ';', like spa;hat, got [\"es\", \"en\"]."
        " Did you mean 'spa;eng'?",
    ),
    "languages that are numbers": (
        'currency = "MXN"', "languages = [1]", ', languages: must be a list like ["spa", "hat"], got [1].',
    ),
    "a date with an hour": (
        "2021-11-24", "2021-11-24T08:00:00",
        ", starts_on: must be a date like 2021-11-15, got 2021-11-24 08:00:00.",
    ),
    "a slip in a name": (
        'currency = "MXN"', 'curency = "MXN"', ", curency: no such setting. Did you mean 'currency'?",
    ),
    "a setting outside its section": (
        'currency = "MXN"', "stops_at_most = 2",
        ", stops_at_most: no such setting. It stands in the section [transport].",
    ),
    "a section as a setting": (
        'currency = "MXN"', "score = 5", ", score: must be a section, written [score].",
    ),
    "a setting as a section": (
        'currency = "MXN"', "[seed]\nx = 1", ", seed: must be a whole number, got a section.",
    ),
    "yes for a number": ('currency = "MXN"', "seed = true", ", seed: must be a whole number, got true."),
    "infinity": (
        'currency = "MXN"', "[score]\nfamily = inf", ", score.family: must be a number like 12.5, got inf.",
    ),
    "points beyond measure": (
        'currency = "MXN"', "[score]\nfamily = 1e9",
        ", score.family: must be at most 1000000, got 1000000000.0.",
    ),
    "an hour that does not exist": (
        'currency = "MXN"', '[transport]\ndeparts_from = "25:00"',
        ", transport.departs_from: must be a time of day like 08:30, got 25:00.",
    ),
    "no hour to leave": (
        'currency = "MXN"', '[transport]\ndeparts_from = "22:00"\ndeparts_until = "05:00"',
        ", transport.departs_from: must not be after departs_until, got 22:00 and 05:00.",
    ),
    "a programme of a hundred years": (
        "2021-12-31", "2121-12-31",
        ", ends_on: must be at most 3660 days after starts_on, got 2021-11-24 and 2121-12-31.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SLIPS, ids=str)
def test_a_slip_in_the_settings_is_told_once(case, folder):
    """The message names the line or the setting, what was expected and what came."""
    old, new, message = SLIPS[case]
    (folder.path / "buses.csv").unlink()
    folder.change("programme.toml", old, new)
    assert folder.mistakes() == [f"programme.toml{message}"]


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_settings_in_another_encoding_are_told(encoding, folder):
    """Only UTF-8 is read, as TOML demands."""
    text = folder.text("programme.toml").replace("Demo", "Año")
    folder.write("programme.toml", text.encode(encoding))
    assert folder.mistakes() == ["programme.toml: is not UTF-8 text. Save it as UTF-8 in your editor."]


@pytest.mark.parametrize("name", ["programme.toml.txt", "Programme.toml", "program.toml"])
def test_settings_under_another_name_are_found_but_not_read(name, folder):
    """Editors of Windows add .txt and hide it."""
    (folder.path / "programme.toml").rename(folder.path / name)
    assert folder.mistakes() == [
        f"programme.toml: this file is missing. {name} must have the name programme.toml."
    ]


def test_lines_of_windows_and_a_mark_of_utf_8_are_read(folder):
    """Notepad writes both."""
    expected = read_programme(folder.path).settings
    folder.write("programme.toml", folder.text("programme.toml").replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_programme(folder.path).settings == expected
