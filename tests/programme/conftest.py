"""A small programme folder that is right, for tests to spoil."""

from collections.abc import Callable
from pathlib import Path

import pytest

from posada.programme import InputError, read_programme

FILES = {
    "programme.toml": """
        name = "Demo"
        country = "MEX"
        starts_on = 2021-11-24
        ends_on = 2021-12-31
        currency = "MXN"
    """,
    "gatherings.csv": """
        gathering_id,name,state,latitude,longitude,timezone
        mapa,Mapastepec,MX-CHP,15.44,-92.89,America/Mexico_City
    """,
    "places.csv": """
        place_id,name,state,latitude,longitude,opens_on,closes_on,receives_from,receives_until
        leon,León,MX-GUA,21.12,-101.68,2021-11-24,2021-12-31,07:00,21:00
        puebla,Puebla,MX-PUE,19.04,-98.20,,,,
    """,
    "resources.csv": """
        resource_id,help,counts,hard,overrun_price
        beds,beds for the night,people,yes,
        seats,school seats,school_children,no,5
    """,
    "capacities.csv": """
        place_id,resource_id,amount,at_least
        leon,beds,20,2
        puebla,beds,10,
        puebla,seats,3,
    """,
    "households.csv": """
        household_id,gathering_id,pathway_id,registered_on,entered_on,consents,asylum_claim,prefers_place_id,principal_person_id
        h1,mapa,tvrh,2021-11-23,2021-10-20,yes,none,leon;puebla,p1
        h2,mapa,tvrh,2021-11-24,2021-10-21,yes,recognised,,p3
    """,
    "persons.csv": """
        person_id,household_id,birth_year,sex,nationality,languages,occupation,specific_needs,unaccompanied
        p1,h1,1990,female,HND,spa,services,pregnant,no
        p2,h1,2015,male,HND,spa,,,no
        p3,h2,1985,male,HTI,hat;fra,construction,,no
    """,
    "ties.csv": """
        household_id,with_household_id,place_id,kind,bond
        h1,h2,,friend,prefer
        h2,,leon,job_offer,prefer
    """,
    "steps.csv": """
        pathway_id,step_id,follows_step_id,at,minutes_per_person,due_days,day_kind,from_event,on_expiry,calendar_id,source
        tvrh,register,,gathering,10,,,,,,
        tvrh,decide,register,place,,20,working,register,refused,inm,Ley de Migración art. 128
    """,
    "offices.csv": """
        office_id,gathering_id,place_id,step_id,people_per_day,opens_at,closes_at,calendar_id
        desk-1,mapa,,register,50,08:00,18:00,
    """,
    "calendars.csv": """
        calendar_id,weekend,verified_from,verified_until,source
        inm,saturday;sunday,2021-01-01,2022-03-31,test
    """,
    "closures.csv": """
        calendar_id,kind,from_on,until_on,open_ended,basis,source
        inm,holiday,2021-12-25,,no,LFT art. 74,test
    """,
    "buses.csv": """
        bus_type_id,gathering_id,seats,wheelchair_places,buses,cost_per_km,cost_per_day
        coach,mapa,44,1,2,20.50,3000
    """,
    "drivers.csv": """
        driver_id,gathering_id,from_on,until_on
        d1,mapa,,
    """,
    "roads.csv": """
        from_id,to_id,km,minutes
        mapa,leon,1310,1200
    """,
}


class Folder:
    """A programme folder whose files can be replaced, and whose mistakes can be listed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name, text in FILES.items():
            self.write(name, "\n".join(line.strip() for line in text.strip().splitlines()) + "\n")

    def write(self, name: str, content: str | bytes) -> None:
        data = content.encode() if isinstance(content, str) else content
        (self.path / name).write_bytes(data)

    def text(self, name: str) -> str:
        return (self.path / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = self.text(name)
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def mistakes(self) -> list[str]:
        try:
            read_programme(self.path)
        except InputError as error:
            return [str(mistake) for mistake in error.mistakes]
        return []


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    path = tmp_path / "demo"
    path.mkdir()
    return Folder(path)


@pytest.fixture
def spoil(folder: Folder) -> Callable[[str, str, str], list[str]]:
    """Replace a text in a file and list the mistakes that follow."""

    def spoil(name: str, old: str, new: str) -> list[str]:
        folder.change(name, old, new)
        return folder.mistakes()

    return spoil
