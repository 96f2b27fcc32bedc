"""What a person of the demo should hear: by look-up, the rows in the order in which they are said.

Made from the seed, and no look-up's SQL is asked: so the one can be held against the other. Today is the data date.
"""

from ivr.benefits.demo.facts import cards, cases, claims, contributions, pension
from ivr.benefits.demo.facts.held import Fact, Facts, Held
from ivr.benefits.demo.people import Person
from ivr.benefits.demo.plan import Demo

WITHOUT_DATE = frozenset({"card_to_lose", "card_to_release"})


def facts(somebody: Person, demo: Demo) -> Facts:
    held = Held(somebody, demo)
    everything = {
        **pension.facts(held),
        **contributions.facts(held),
        **claims.facts(held),
        **cards.facts(held),
        **cases.facts(held),
    }
    day: Fact = {"as_of": str(demo.as_of)}
    return {name: rows if name in WITHOUT_DATE else [row | day for row in rows] for name, rows in everything.items()}
