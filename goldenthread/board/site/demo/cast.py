"""The made-up people of the demonstration, their agencies, posts and bodies. Any likeness is chance.

Times are months before the day on which the demonstration plays.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.board.agencies.rules import Role

OFFICE = "Harle and Tarnside Safeguarding Children Board"
COUNCIL = "Harle Council children's services"
POLICE = "Tarn Valley Police"
COMMISSIONERS = "Harle and Tarnside Clinical Commissioning Group"
HOSPITALS = "Harle and Tarn Hospitals NHS Trust"
MENTAL_HEALTH = "Tarn Valley Mental Health NHS Trust"
PROBATION = "Tarn Valley Probation"
YOUTH_OFFENDING = "Tarnside Youth Offending Service"
SCHOOLS = "Harle and Tarnside Schools Forum"
HOUSING = "Harle Homes"
VOLUNTARY = "Tarnside Voluntary Sector Alliance"
PUBLIC_HEALTH = "Harle Public Health"

FOUNDED = 60
"""Months since the board's office began to use Goldenthread."""


@dataclass(frozen=True, slots=True)
class MadeUpAgency:
    name: str
    short_name: str
    domain: str
    """Where its people's letters go: never a domain that exists."""


@dataclass(frozen=True, slots=True)
class MadeUpPerson:
    name: str
    role: Role
    agency: str
    came: int = FOUNDED
    left: int | None = None
    """Months ago; a negative number is a last day still to come."""


@dataclass(frozen=True, slots=True)
class MadeUpPost:
    title: str
    agency: str
    first: tuple[int, str]
    """Since how many months it exists, and who held it then."""
    later: tuple[tuple[int, str | None], ...] = ()
    """Who held it since; nobody (None) where it stood vacant."""


@dataclass(frozen=True, slots=True)
class MadeUpBody:
    title: str
    members: tuple[tuple[int, str], ...]


AGENCIES = (
    MadeUpAgency(OFFICE, "Board office", "harle-tarnside-board.example"),
    MadeUpAgency(COUNCIL, "Children's services", "harle-council.example"),
    MadeUpAgency(POLICE, "Police", "tarn-valley-police.example"),
    MadeUpAgency(COMMISSIONERS, "CCG", "harle-tarnside-ccg.example"),
    MadeUpAgency(HOSPITALS, "Hospitals", "harle-tarn-hospitals.example"),
    MadeUpAgency(MENTAL_HEALTH, "Mental health", "tarn-valley-minds.example"),
    MadeUpAgency(PROBATION, "Probation", "tarn-valley-probation.example"),
    MadeUpAgency(YOUTH_OFFENDING, "Youth offending", "tarnside-youth.example"),
    MadeUpAgency(SCHOOLS, "Schools", "harle-tarnside-schools.example"),
    MadeUpAgency(HOUSING, "Housing", "harle-homes.example"),
    MadeUpAgency(VOLUNTARY, "Voluntary sector", "tarnside-alliance.example"),
    MadeUpAgency(PUBLIC_HEALTH, "Public health", "harle-public-health.example"),
)

FOUNDER = MadeUpPerson("Osric Lindqvane", Role.BUSINESS_MANAGER, OFFICE, left=29)

PEOPLE = (
    MadeUpPerson("Marian Thistlewood", Role.BUSINESS_MANAGER, OFFICE, came=30),
    MadeUpPerson("Gwendolyn Ashgarth", Role.CHAIR, OFFICE, came=41),
    MadeUpPerson("Callum Breckonridge", Role.ANALYST, OFFICE, came=26),
    MadeUpPerson("Nadia Farrowdale", Role.TRAINING_OFFICER, OFFICE, came=14),
    MadeUpPerson("Lowri Pennantree", Role.ADMINISTRATOR, OFFICE, came=58),
    MadeUpPerson("Verity Coldmarsh", Role.INSPECTOR, OFFICE, came=1, left=-2),
    MadeUpPerson("Tobias Merriwater", Role.AGENCY_LEAD, COUNCIL),
    MadeUpPerson("Beatrix Holloway-Ames", Role.AGENCY_LEAD, COUNCIL, came=8),
    MadeUpPerson("Hester Quillfeather", Role.CONTRIBUTOR, COUNCIL, came=35),
    MadeUpPerson("Philippa Norwellan", Role.READER, COUNCIL, came=20),
    MadeUpPerson("Ivo Stannardale", Role.AGENCY_LEAD, COUNCIL, came=24, left=7),
    MadeUpPerson("Corin Dunmarrow", Role.AGENCY_LEAD, COUNCIL, came=19, left=2),
    MadeUpPerson("Rowena Castlemere", Role.AGENCY_LEAD, POLICE, came=33),
    MadeUpPerson("Gideon Marsh-Orrell", Role.SUBCOMMITTEE_CHAIR, POLICE, came=22),
    MadeUpPerson("Idris Fennimoor", Role.SUBCOMMITTEE_CHAIR, COMMISSIONERS, came=46),
    MadeUpPerson("Saskia Underhollow", Role.AGENCY_LEAD, COMMISSIONERS, came=16),
    MadeUpPerson("Anselm Okoro-Vale", Role.SUBCOMMITTEE_CHAIR, HOSPITALS, came=52),
    MadeUpPerson("Juno Hartigale", Role.SUBCOMMITTEE_CHAIR, MENTAL_HEALTH, came=44),
    MadeUpPerson("Bram Ellerkirk", Role.AGENCY_LEAD, PROBATION, came=28),
    MadeUpPerson("Tamsin Oduyami", Role.AGENCY_LEAD, YOUTH_OFFENDING, came=31),
    MadeUpPerson("Cedric Amberlaw", Role.AGENCY_LEAD, SCHOOLS, came=37),
    MadeUpPerson("Leonie Strandwick", Role.CONTRIBUTOR, HOUSING, came=12),
    MadeUpPerson("Mirela Dovecombe", Role.AGENCY_LEAD, VOLUNTARY, came=40),
    MadeUpPerson("Edmund Wraysholm", Role.AGENCY_LEAD, PUBLIC_HEALTH, came=25),
)

POSTS = (
    MadeUpPost("Board Business Manager", OFFICE, (60, "Osric Lindqvane"), ((29, "Marian Thistlewood"),)),
    MadeUpPost("Board Chair", OFFICE, (41, "Gwendolyn Ashgarth")),
    MadeUpPost("Board Vice Chair", MENTAL_HEALTH, (38, "Juno Hartigale")),
    MadeUpPost(
        "Quality Assurance Sub-Committee Chair",
        COMMISSIONERS,
        (45, "Anselm Okoro-Vale"),
        ((17, "Idris Fennimoor"),),
    ),
    MadeUpPost("Missing, Exploited and Trafficked Sub-Committee Chair", POLICE, (22, "Gideon Marsh-Orrell")),
    MadeUpPost("Local Child Death Review Panel Chair", HOSPITALS, (50, "Anselm Okoro-Vale")),
    MadeUpPost("Chief Operating Officer, Harle Council", COUNCIL, (55, "Tobias Merriwater")),
    MadeUpPost("Head of Integrated Commissioning", COMMISSIONERS, (16, "Saskia Underhollow")),
    MadeUpPost("Performance and Improvement Lead, Harle Council", COUNCIL, (35, "Hester Quillfeather")),
    MadeUpPost(
        "Interim Head of Safeguarding, Harle Council",
        COUNCIL,
        (24, "Ivo Stannardale"),
        ((7, "Beatrix Holloway-Ames"),),
    ),
    MadeUpPost(
        "Interim Head of Looked After Children, Harle Council",
        COUNCIL,
        (24, "Tobias Merriwater"),
        ((19, "Corin Dunmarrow"), (2, None)),
    ),
    MadeUpPost("Assistant Chief Constable, Tarn Valley Police", POLICE, (33, "Rowena Castlemere")),
    MadeUpPost("Development and Training Officer", OFFICE, (14, "Nadia Farrowdale")),
)

BODIES = (
    MadeUpBody(
        "Training and Workforce Development Sub-Committee",
        ((30, "Mirela Dovecombe"), (31, "Tamsin Oduyami"), (14, "Nadia Farrowdale")),
    ),
    MadeUpBody(
        "Communication and Engagement Sub-Committee",
        ((36, "Cedric Amberlaw"), (12, "Leonie Strandwick"), (25, "Edmund Wraysholm")),
    ),
)
