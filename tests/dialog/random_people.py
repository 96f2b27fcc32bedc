"""What random callers know and key: numbers that are right, and numbers that are nearly right."""

from random import Random

from stdnum.cn import ric

PIN = "258014"
KEYS = "0123456789*#"
_HOUSEHOLDS = [
    f"{area}{born}{serial}"
    for area in ("110105", "320106", "440301")
    for born, serial in (("19491231", "002"), ("19880301", "517"))
]
ID_NUMBERS = tuple(number + ric.calc_check_digit(number + "0") for number in _HOUSEHOLDS)
MOBILE, LANDLINE = "13812345678", "01062345678"


def id_number(random: Random) -> str:
    """As it is keyed, its X as a star."""
    number = random.choice(ID_NUMBERS)
    if random.random() < 0.2:
        return _misread(random, number).replace("X", "*")
    return number.replace("X", "*")


def _misread(random: Random, number: str) -> str:
    place = random.randrange(18)
    return number[:place] + random.choice("0123456789") + number[place + 1 :]


def part_of_id_number(random: Random, segment: int) -> str:
    number = random.choice(ID_NUMBERS)
    start, end = ((0, 6), (6, 14), (14, 18))[segment - 1]
    return number[start:end].replace("X", "*")


def digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def number(random: Random, what: str, segment: int) -> str:
    """Something for an entry of this kind; callers make mistakes, give up in the middle and press # out of habit."""
    keyed = _number(random, what, segment)
    if random.random() < 0.1:
        return keyed[: random.randrange(len(keyed))] + random.choice(("", "#", "##", "*"))
    return keyed + ("#" if random.random() < 0.2 else "")


def _number(random: Random, what: str, segment: int) -> str:
    match what:
        case "id_number":
            return part_of_id_number(random, segment) if segment else id_number(random)
        case "pin":
            return PIN
        case "case_number":
            return digits(random, 12)
    phones = (MOBILE, LANDLINE, digits(random, random.randint(7, 12)), "0" + digits(random, 9))
    return random.choice(phones) + random.choice(("", "#"))
