"""Groups, their roads, offers and sightings say what is wrong with them, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from posada.programme import InputError, read_programme

FILES = {
    "programme.toml": 'name = "R"\ncountry = "MEX"\nstarts_on = 2021-11-18\nends_on = 2021-12-31\n',
    "locations.csv": "location_id,name,latitude,longitude,waiting_lo,waiting_hi\n"
    "a,A,15,-92,40,90\nb,B,16,-93,,\n",
    "routes.csv": "from_location_id,to_location_id,km\na,b,30\n",
    "groups.csv": "group_id,starts_on_lo,starts_on_hi,location_id,people_lo,people_hi,after_group_id\n"
    "one,2021-11-18,2021-11-18,a,2000,3000,\ntwo,2021-11-26,2021-11-27,a,300,2000,one\n",
    "offers.csv": "offer_id,group_id,actor_id,made_on,deadline_on\ncards,one,inm,2021-11-23,2021-11-27\n",
    "sightings.csv": "group_id,on_lo,on_hi,location_id,people_lo,people_hi\n"
    "one,2021-11-22,2021-11-23,b,2500,3852\n",
}
WRONG = {
    "waiting": ("locations.csv", "40,90", "90,40", "locations.csv, line 2, waiting_lo: must not be more than"
                " waiting_hi, got 90 and 40."),
    "people": ("groups.csv", "2000,3000", "3000,2000", "groups.csv, line 2, people_lo: must not be more than"
               " people_hi, got 3000 and 2000."),
    "seen": ("sightings.csv", "2500,3852", "3852,2500", "sightings.csv, line 2, people_lo: must not be more than"
             " people_hi, got 3852 and 2500."),
    "start": ("groups.csv", "2021-11-26,2021-11-27", "2021-11-27,2021-11-26", "groups.csv, line 3, starts_on_lo:"
              " must not be after starts_on_hi, got 2021-11-27 and 2021-11-26."),
    "deadline": ("offers.csv", "2021-11-23,2021-11-27", "2021-11-27,2021-11-23", "offers.csv, line 2, made_on:"
                 " must not be after deadline_on, got 2021-11-27 and 2021-11-23."),
    "days": ("sightings.csv", "2021-11-22,2021-11-23", "2021-11-23,2021-11-22", "sightings.csv, line 2, on_lo:"
             " must not be after on_hi, got 2021-11-23 and 2021-11-22."),
    "circle": ("routes.csv", "a,b,30", "a,a,30", "routes.csv, line 2, to_location_id: must be another location,"
               " got 'a' twice."),
    "order": ("groups.csv", "2021-11-18,2021-11-18", "2021-11-27,2021-11-27", "groups.csv, line 3,"
              " after_group_id: must have set out before 'two', got 2021-11-27 and 2021-11-27."),
    "decades": ("groups.csv", "2021-11-26,2021-11-27", "2021-11-26,2041-11-27", "groups.csv, line 3, starts_on_hi:"
                " must be 2022-11-27 at the latest, a year on, got 2041-11-27."),
    "nobody yet": ("offers.csv", "2021-11-23,2021-11-27", "2021-11-17,2021-11-27", "offers.csv, line 2, made_on:"
                   " must not be before 2021-11-18, when 'one' set out, got 2021-11-17."),
    "no road": ("routes.csv", "a,b,30\n", "", "sightings.csv, line 2, location_id: must have a way from 'a',"
                " where 'one' set out, got 'b'."),
}  # fmt: skip


def written(folder: Path, changes: dict[str, tuple[str, str]]) -> Path:
    for name, text in FILES.items():
        (folder / name).write_text(text.replace(*changes.get(name, ("", ""))), encoding="utf-8")
    return folder


def test_sound_rows_are_read(tmp_path: Path) -> None:
    """Empty ends of an interval are unknown, and no mistake."""
    assert len(read_programme(written(tmp_path, {})).groups) == 2


def test_sources_that_contradict_each_other_have_a_row_each(tmp_path: Path) -> None:
    """The same arrival with another size is data where another source says so, and a slip where the same does."""
    header, row = FILES["sightings.csv"].splitlines()
    lines = [f"{header},source_id", f"{row},s1", f"{row.replace('2500,3852', '900,1100')},s2"]
    sources = "source_id,kind,title,grade\ns1,news,One,secondary\ns2,news,Two,secondary\n"
    (written(tmp_path, {}) / "sources.csv").write_text(sources, encoding="utf-8")
    (tmp_path / "sightings.csv").write_text("\n".join(lines), encoding="utf-8")
    assert len(read_programme(tmp_path).sightings) == 2
    (tmp_path / "sightings.csv").write_text("\n".join([*lines, lines[-1]]), encoding="utf-8")
    with pytest.raises(InputError, match="stands in line 3 already; it must be unique"):
        read_programme(tmp_path)


@pytest.mark.parametrize("case", WRONG)
def test_each_slip_is_told_where_it_stands(tmp_path: Path, case: str) -> None:
    """One sentence, with file, line and column, and both values."""
    name, old, new, text = WRONG[case]
    with pytest.raises(InputError) as refused:
        read_programme(written(tmp_path, {name: (old, new)}))
    assert text in str(refused.value).splitlines()


def test_slips_of_several_tables_are_told_together(tmp_path: Path) -> None:
    """The user mends all of them in one go."""
    changes = {
        WRONG[case][0]: WRONG[case][1:3] for case in ("waiting", "people", "seen", "deadline", "circle")
    }
    with pytest.raises(InputError) as refused:
        read_programme(written(tmp_path, changes))
    assert len(refused.value.mistakes) == 5
