"""Who the demo's people are. The N-th is made from the seed, N and the year of the data date, and from nothing else."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from random import Random

from faker import Faker
from stdnum.cn import ric

# fmt: off
AREAS = (
    "110101", "110102", "110105", "110106", "110107", "110108", "120102", "120103", "120106", "222402",
    "210321", "310101", "310104", "310105", "310106", "330122", "340621", "430121", "513401", "520203",
)
# fmt: on
"""Codes that were never another district's, so that they fit every year of birth."""
SEQUENCES = 250
"""For each sex 500 to 999 of the sequence code, the half that a district hands out last."""
SHIFTS = 997
MOST_PEOPLE = len(AREAS) * SEQUENCES * SHIFTS
"""As many different ID numbers can be made, about five million."""


class Sex(StrEnum):
    MALE = "M"
    FEMALE = "F"


class Status(StrEnum):
    WORKING = "working"
    RETIRED = "retired"
    UNEMPLOYED = "unemployed"
    UNINSURED = "uninsured"


WEIGHTS = {Status.WORKING: 60, Status.RETIRED: 25, Status.UNEMPLOYED: 8, Status.UNINSURED: 7}
AGES = {
    (Status.WORKING, Sex.MALE): (22, 59),
    (Status.WORKING, Sex.FEMALE): (22, 49),
    (Status.RETIRED, Sex.MALE): (63, 92),  # beyond the age up to which retirement is being put off year by year
    (Status.RETIRED, Sex.FEMALE): (58, 92),
    (Status.UNEMPLOYED, Sex.MALE): (22, 59),
    (Status.UNEMPLOYED, Sex.FEMALE): (22, 49),
    (Status.UNINSURED, Sex.MALE): (18, 40),
    (Status.UNINSURED, Sex.FEMALE): (18, 40),
}
ROLES = {
    3: (Status.UNEMPLOYED, Sex.MALE),
    4: (Status.UNINSURED, Sex.FEMALE),
    5: (Status.WORKING, Sex.FEMALE),
    6: (Status.UNEMPLOYED, Sex.FEMALE),
    7: (Status.UNINSURED, Sex.MALE),
    8: (Status.WORKING, Sex.MALE),
    9: (Status.WORKING, Sex.FEMALE),
    10: (Status.WORKING, Sex.MALE),
    **{index: (Status.RETIRED, (Sex.MALE, Sex.FEMALE)[index % 2]) for index in range(11, 16)},
}
"""Who else of the first people is what, so that every answer can be heard; see `ivr.benefits.demo.showing`."""
SPECIMENS = (
    ("11010519491231002X", Status.RETIRED),  # the one that is printed in GB 11643
    ("420106199011304556", Status.WORKING),
    ("310104195307073025", Status.RETIRED),
)
"""The first people have ID numbers that testers know by heart."""


@dataclass(frozen=True, slots=True)
class Person:
    index: int
    id_number: str = field(repr=False)
    name: str
    sex: Sex
    born: date
    status: Status
    dice: Random = field(repr=False, compare=False)
    """What else happens to them; read in a fixed order."""

    @property
    def id(self) -> int:
        return self.index + 1


def person(seed: int, index: int, as_of: date) -> Person:
    dice = Random(f"{seed}:{index}")  # noqa: S311  # nothing here is secret
    sex = dice.choice((Sex.MALE, Sex.FEMALE))
    status = dice.choices(tuple(WEIGHTS), tuple(WEIGHTS.values()))[0]
    status, sex = ROLES.get(index, (status, sex))
    if index < len(SPECIMENS):
        id_number, status = SPECIMENS[index]
        sex = Sex.MALE if int(id_number[16]) % 2 else Sex.FEMALE
    else:
        id_number = _id_number(index, sex, *_years(status, sex, as_of), dice)
    born = date(int(id_number[6:10]), int(id_number[10:12]), int(id_number[12:14]))
    return Person(index, id_number, _name(seed, sex, dice), sex, born, status, dice)


def _years(status: Status, sex: Sex, as_of: date) -> tuple[date, date]:
    """Between which days somebody of that status was born."""
    youngest, oldest = AGES[status, sex]
    return date(as_of.year - oldest, 1, 1), date(as_of.year - youngest - 1, 12, 31)


def _id_number(index: int, sex: Sex, first: date, last: date, dice: Random) -> str:
    """A valid ID number that no other index has.

    People with the same area and sequence code are told apart by the day of birth: for each of them its number leaves
    another remainder when divided by `SHIFTS`.
    """
    round_, area = divmod(index, len(AREAS))
    shift, sequence = divmod(round_, SEQUENCES)
    sequence = (sequence * 77 + area * 13) % SEQUENCES
    wanted = (shift + sequence * 389 + area * 61) % SHIFTS
    nearest = first + timedelta((wanted - first.toordinal()) % SHIFTS)
    born = nearest + timedelta(SHIFTS * dice.randint(0, (last - nearest).days // SHIFTS))
    digits = f"{AREAS[area]}{born:%Y%m%d}{500 + 2 * sequence + (sex is Sex.MALE):03}"
    return digits + ric.calc_check_digit(digits + "0")


def _name(seed: int, sex: Sex, dice: Random) -> str:
    """A real family name and, for all to see, 示例: 王示例娟."""
    families, given = _names(seed)
    return f"{dice.choice(families)}示例{dice.choice(given[sex])}"


@lru_cache(maxsize=1)
def _names(seed: int) -> tuple[list[str], dict[Sex, list[str]]]:
    """Faker is too slow to be asked a million times."""
    fake = Faker("zh_CN")
    fake.seed_instance(seed)
    families = [fake.last_name() for _ in range(400)]
    given = {
        Sex.MALE: [fake.first_name_male()[-1] for _ in range(100)],
        Sex.FEMALE: [fake.first_name_female()[-1] for _ in range(100)],
    }
    return families, given
