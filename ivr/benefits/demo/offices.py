"""What isn't a person's: employers, and the outlets of a city that doesn't exist."""

from collections.abc import Iterator

from faker import Faker

from ivr.benefits.demo.line import Line
from ivr.benefits.schema import cards, contributions

EMPLOYERS = 500
DISTRICTS = ("城东区", "城西区", "城南区", "城北区", "新区")
OUTLETS_A_DISTRICT = 3
OUTLETS = len(DISTRICTS) * OUTLETS_A_DISTRICT
HOURS = "周一至周五，上午九点到十二点，下午一点半到五点"


def lines(seed: int) -> Iterator[Line]:
    fake = Faker("zh_CN")
    fake.seed_instance(seed)
    for number in range(1, EMPLOYERS + 1):
        short = f"示例{fake.company_prefix()}"
        name = f"{short}{fake.company_suffix()}"
        yield contributions.employers, {"id": number, "name": name, "short_name": short}
    for number in range(OUTLETS):
        district = DISTRICTS[number // OUTLETS_A_DISTRICT]
        address = f"示例市{district}{fake.street_name()}{fake.random_int(1, 300)}号"
        name = f"{district}第{'一二三'[number % OUTLETS_A_DISTRICT]}社保服务网点"
        row = {"id": number + 1, "district": district, "name": name}
        yield cards.service_outlets, {**row, "address": address, "hours": HOURS}
