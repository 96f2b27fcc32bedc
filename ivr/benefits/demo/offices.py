"""What isn't a person's: employers, and the outlets of a city that doesn't exist."""

import re
from collections.abc import Iterator
from functools import lru_cache

from faker import Faker

from ivr.benefits.demo.line import Line
from ivr.benefits.schema import cards, contributions

EMPLOYERS = 500
OUTLETS_IN = {"城东区": 3, "城南区": 2, "城西区": 3, "城北区": 2}
OUTLETS = sum(OUTLETS_IN.values())
HOURS = "周一至周五，上午九点到十二点，下午一点半到五点"


@lru_cache(maxsize=2)
def lines(seed: int) -> tuple[Line, ...]:
    return tuple(_lines(seed))


def _lines(seed: int) -> Iterator[Line]:
    fake = Faker("zh_CN")
    fake.seed_instance(seed)
    for number in range(1, EMPLOYERS + 1):
        short = f"示例{_chinese_prefix(fake)}"
        name = f"{short}{fake.company_suffix()}"
        yield contributions.employers, {"id": number, "name": name, "short_name": short}
    yield from _outlets(fake)


def _chinese_prefix(fake: Faker) -> str:
    """No voice can say the Latin letters that some have."""
    prefixes = iter(fake.company_prefix, None)
    return next(prefix for prefix in prefixes if not re.search("[A-Za-z]", prefix))


def _outlets(fake: Faker) -> Iterator[Line]:
    places = [(district, which) for district, count in OUTLETS_IN.items() for which in "一二三"[:count]]
    for number, (district, which) in enumerate(places, start=1):
        address = f"示例市{district}{fake.street_name()}{fake.random_int(1, 300)}号"
        row = {"id": number, "district": district, "name": f"{district}第{which}社保服务网点"}
        yield cards.service_outlets, {**row, "address": address, "hours": HOURS}
