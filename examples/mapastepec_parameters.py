"""Every number the synthetic caravan of Mapastepec is made from, with its source or marked as an assumption.

Facts name who published them; whatever nobody published is an assumption and says so. The example thus shows
little about November 2021, and a lot about planning for a group of that size.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

SEED = 20211123
GATHERING = "mapastepec"
TIMEZONE = "America/Mexico_City"
STARTS_ON = dt.date(2021, 11, 23)
ENDS_ON = dt.date(2021, 12, 31)
CHECKED_ON = dt.date(2026, 11, 25)

# How many, in what households. Sizes and children come from one group of people, so that they fit
# together: UNHCR's local integration programme in Saltillo, 2016 to August 2025: 1,256 families and 710
# single cases, 4,912 people, 41 % of them children (El Mañana, Notivox). Among applicants for asylum in
# Mexico in 2021 children were 23.9 % (El Orbe); that share cannot be joined to family sizes measured
# elsewhere, and more children make the harder plan.
HOUSEHOLDS = 1000  # "more than 2,500" people (AFP/DW, 23 November 2021), at 2.5 a household as in Saltillo.
SINGLE_SHARE = 710 / (1256 + 710)
FAMILY_MEAN = (4912 - 710) / 1256
CHILDREN_SHARE = 0.41
# Of applicants for asylum in Mexico from January to November 2021, 40.8 % were women and girls and 23.9 %
# children (El Orbe). If half of the children are girls, this is the share of women among adults.
WOMEN_AMONG_ADULTS = (0.408 - 0.239 / 2) / (1 - 0.239)
WOMEN_AMONG_SINGLES, WOMEN_AMONG_ONE_ADULTS, WOMEN_AMONG_THIRDS = 0.15, 0.70, 0.40  # Assumption.
FAMILY_SIZES = {2: 0.34, 3: 0.27, 4: 0.20, 5: 0.11, 6: 0.05, 7: 0.02, 8: 0.01}  # Assumption but for the mean.
# With these sizes, 41 % children leaves no other choice than about three families in ten with one adult.
ONE_ADULT_SHARE = 0.30
THIRD_IS_CHILD_SHARE = 0.95
CHILD_AGES = {(0, 1): 0.11, (2, 4): 0.20, (5, 11): 0.43, (12, 17): 0.26}  # Assumption.
ADULT_AGES = {(19, 29): 0.46, (30, 44): 0.42, (45, 59): 0.09, (60, 74): 0.03}  # Assumption.
UNKNOWN_BIRTH_YEAR_SHARE = 0.01  # Assumption.

# Nationalities: applications for asylum in Mexico in 2021, 131,418 in all (UNHCR statistics, CC BY 4.0). That
# Chilean and Brazilian applicants are children born to Haitian families on their way is an assumption: it is
# widely said, and no count of it was found.
APPLICATIONS = {"HTI": 51827, "HND": 36361, "CUB": 8319, "VEN": 6223, "SLV": 6037, "GTM": 4149, "other": 7696}
APPLICATIONS_OF_CHILDREN_BORN_ON_THE_WAY = {"CHL": 6970, "BRA": 3836}
OTHER_NATIONALITIES = {"NIC": 0.50, "DOM": 0.20, "COL": 0.15, "SEN": 0.08, "GHA": 0.07}  # Assumption.

# Languages: an assumption throughout.
FIRST_LANGUAGE = {"HTI": "hat", "SEN": "fra", "GHA": "eng"}
AFTER_THE_WAY = {"CHL": ("spa", 0.60), "BRA": ("por", 0.70)}
FRENCH_SHARE, ENGLISH_SHARE, MAM_SHARE = 0.20, 0.04, 0.15

# Work experience: people relocated by UNHCR in Mexico (Cuarto Poder); manufacturing and trade are
# assumptions.
OCCUPATIONS = {
    "services": 0.38,
    "construction": 0.26,
    "agriculture": 0.13,
    "manufacturing": 0.09,
    "trade": 0.08,
    "": 0.06,
}

# Specific needs: nobody counted them. Shares are assumptions; older_person and single_parent follow from
# the rows.
NEEDS_OF_ALL = {"serious_medical": 0.025, "disability": 0.012, "wheelchair": 0.005}
NEEDS_OF_ADULTS = {"survivor_of_violence": 0.04, "survivor_of_torture": 0.003, "lgbtiq": 0.01}
NEEDS_OF_WOMEN = {"pregnant": 0.07, "woman_at_risk": 0.015}
NEEDS_OF_CHILDREN = {"child_at_risk": 0.006}

# Where procedures stand: assumptions. COMAR has one office in the nine states, in Guadalajara.
CLAIMS = {"none": 0.76, "open": 0.09, "transfer_authorised": 0.04, "recognised": 0.11}
OPEN_CLAIMS_IN_JALISCO = 4
CONSENTS = {True: 0.965, None: 0.020, False: 0.015}
CHILDREN_ALONE, SIBLINGS_ALONE, CHILDREN_WITH_OTHERS = 4, 1, 2
ADULTS_WHO_MAY_BE_17 = 5
ABOUT_TO_CLAIM = 60
REGISTERED_ON = {dt.date(2021, 11, 23): 0.35, dt.date(2021, 11, 24): 0.40, dt.date(2021, 11, 25): 0.25}
READY_LATER = {dt.date(2021, 11, 29): 25, dt.date(2021, 12, 6): 20}  # Households; assumption.

# Wishes and bonds: assumptions. To keep the kinds few, over half of the households state no wish and the
# others one of eight lists.
WISHES: dict[tuple[str, ...], float] = {
    (): 0.54,
    ("leon",): 0.10,
    ("leon", "irapuato"): 0.05,
    ("guadalajara", "zapopan"): 0.09,
    ("queretaro", "san-juan-del-rio"): 0.07,
    ("puebla",): 0.05,
    ("toluca", "metepec"): 0.04,
    ("celaya", "queretaro"): 0.03,
    ("san-miguel-de-allende",): 0.03,
}
REFUSALS: dict[tuple[str, ...], float] = {
    (): 0.93,
    ("acapulco", "chilpancingo", "iguala"): 0.05,
    ("colima", "manzanillo", "tecoman"): 0.02,
}
PLACE_TIES = 90
# Who calls whom, after relocation from Roraima, Brazil, in April 2023 (IOM): 45 % friends, 36 % a job, 14
# % kin.
PLACE_TIE_KINDS = {"friend": 45, "job_offer": 36, "family": 14}
PINS = 12
MUST_PAIRS, PREFER_PAIRS, APART_PAIRS = 24, 24, 3

# Desks at the gathering: ten (joint statement). About ten buses left on the first afternoon (AFP), at 43
# people a bus (El Sol), so they saw some 430 people that day. Windows at the destination: Puebla issued
# 2,112 cards in December 2021 (UPM), 92 a working day; Hidalgo just over 120 in a day (Milenio); one
# office some 40 in an evening, each in half an hour at most (AP). How many windows there were is an
# assumption.
DESKS, DESK_PEOPLE_PER_DAY, DESK_MINUTES = 10, 50, 8
WINDOW_PEOPLE_PER_DAY, WINDOW_MINUTES = 24, 20
DESK_HOURS = (dt.time(8), dt.time(20))
WINDOW_HOURS = (dt.time(9), dt.time(17))

# The nine states and ten offices: joint statement (El Economista, 23 November 2021), and the text of INM
# as printed in San Miguel de Allende (Noticias con Valor, 24 November 2021). That Guerrero's office is in
# Chilpancingo, and every locality around the ten, is an assumption. Coordinates: GeoNames (CC BY 4.0).
# windows: those of an INM office; 0 is a desk that visits (assumption). Beds and services are
# assumptions, but for those of two shelters.
LOCALITIES = Path(__file__).with_name("mapastepec_localities.csv")
REAL_SHELTERS = {"guadalajara": 110, "celaya": 80}  # FM4 and ABBA (La Jornada, May 2023).
OPENS_ON = {"tula": dt.date(2021, 12, 1)}  # Assumption.
CLOSES_ON = {"acapulco": dt.date(2021, 12, 28)}  # Assumption.
OFFICE_RECEPTION = (dt.time(7), dt.time(21), 88)  # Hours and people a day; assumption.
OTHER_RECEPTION = (dt.time(8), dt.time(20), 44)  # Assumption.
# Tequisquiapan has no distance: the nearest road of that graph is 16 km away.
ROAD_SOURCE = "estimate within 8 %: shortest path on scgraph_data 2.0.0 (OpenStreetMap, ODbL) x 1.06"

LATER_BEDS = {"leon": (30, dt.date(2021, 12, 6)), "pachuca": (30, dt.date(2021, 12, 1))}  # Assumption.
AT_LEAST_BEDS = {"colima": 40, "iguala": 15, "patzcuaro": 10}  # Assumption.
# The statement promises lodging while people stay for their card. The 20 working days of the law, counted
# from 24 November, end on 22 December: 30 days from the first day of the programme.
BED_STAY_DAYS = 30

# Kinds of labour market: openings as a share of beds. Assumption.
WORK = {
    "city": {"services": 0.40, "construction": 0.25, "trade": 0.15},
    "industry": {"manufacturing": 0.40, "services": 0.15, "construction": 0.10},
    "farm": {"agriculture": 0.45, "trade": 0.10},
    "visitors": {"services": 0.45, "construction": 0.20},
    "mixed": {"construction": 0.25, "agriculture": 0.15, "trade": 0.10},
}
# Wages: the mean of the state times this factor. Assumption.
WAGE_FACTORS = {"services": 1, "construction": 1.1, "agriculture": 0.8, "manufacturing": 1.15, "trade": 0.95}


@dataclass(frozen=True, slots=True)
class StateFacts:
    """Population (INEGI, census 2020), workforce and mean monthly wage (DataMéxico, last quarter of 2021)."""

    name: str
    population: int
    workforce: int
    monthly_wage: Decimal


STATES_SOURCE = "INEGI census 2020; wage bill = workforce x mean monthly wage, DataMéxico 2021 Q4 (noisy)"
STATES = {
    "MX-COL": StateFacts("Colima", 731391, 401993, Decimal(5900)),
    "MX-GRO": StateFacts("Guerrero", 3540685, 1506516, Decimal(3379)),
    "MX-GUA": StateFacts("Guanajuato", 6166934, 2799197, Decimal(4274)),
    "MX-HID": StateFacts("Hidalgo", 3082841, 1405819, Decimal(4388)),
    "MX-JAL": StateFacts("Jalisco", 8348151, 4050154, Decimal(5430)),
    "MX-MEX": StateFacts("México", 16992418, 7981849, Decimal(3492)),
    "MX-MIC": StateFacts("Michoacán", 4748846, 2165988, Decimal(6134)),
    "MX-PUE": StateFacts("Puebla", 6583278, 3044866, Decimal(3397)),
    "MX-QUE": StateFacts("Querétaro", 2368467, 1060535, Decimal(4107)),
}
