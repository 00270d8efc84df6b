"""Made-up events that look alike: of one kind, told in the same words, with other places, people, figures and days.

Each kind has facts, each fact three wordings. A report picks three facts and one wording of each, so that reports of
one event have no more of the wording in common than reports of the next event of the kind.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

KINDS = {
    "fire": """
Fire guts {owner} warehouse in {place}
Night blaze in {place}
{place}: hall on {street} lost to flames
A fire destroyed a warehouse on {street} in {place} on {weekday} night
Residents of {street} woke to smoke early on {weekday} as the {owner} hall burned
Nothing is left of the {owner} works in {place} after the flames of {weekday}
{figure} firefighters fought until dawn, chief {person} said
The brigade under {person} came with {figure} men
{person}, who led the brigade, spoke of {figure} helpers and a long night
Nobody was hurt, and police are looking for the cause
No one came to harm; how it began is not known
The cause is unclear, but all workers of {owner} had gone home
The owner, {owner}, puts the damage at {figure} million
{owner} is insured, {person} was told
What stood on {street} was worth {figure} million
""",
    "strike": """
Bus drivers in {place} walk out
No buses: {place} goes on foot
{owner} drivers stop work over pay
Bus drivers in {place} stopped work on {weekday}
Thousands walked on {weekday} as the depot on {street} stayed shut
{owner} had to cancel all lines in {place} from {weekday} on
The union, led by {person}, asks for {figure} per cent more
{person}, who speaks for the drivers, wants {figure} per cent
The offer fell far short of {figure} per cent, {person} said
{owner} said that it would not talk under pressure
The management of {owner} broke off the talks
Lawyers of {owner} are to ask a court to end it
Schools near {street} let children go home early
Pupils and nurses in {place} shared cars
Shops on {street} closed at noon
""",
    "derailment": """
{figure} hurt as train leaves the rails near {place}
Derailment at {place}: line shut
{owner} train tips over
A train of {owner} came off the rails near {place} on {weekday}
Two carriages tipped over beside {street} on {weekday}
The {weekday} express of {owner} never reached {place}
{figure} passengers were hurt, none badly
Doctors treated {figure} travellers
The hospital of {place} took in {figure} people
{person} of the railway said that a switch might have been broken
Inspectors took a switch away, said {person}
{person} would not say whether the driver was too fast
The line past {street} stays closed for days
Coaches run between {place} and the coast
{owner} has hired coaches until the track is mended
""",
    "vote": """
{place} council votes for new bridge
Bridge gets go-ahead in {place}
{owner} may build crossing at {street}
The council of {place} voted on {weekday} for a bridge at {street}
After six hours the members passed the plan on {weekday}
On {weekday} {place} took leave of its ferry: the crossing is to be built
Mayor {person} called it a good day
{person} had staked the mayor's office on it
For {person}, mayor since spring, it is the first success
{figure} members were for it, nine against
{figure} hands went up
The nine who were against it left before the {figure} others cheered
{owner} is to build it within three years
The opposition says that {owner} is too dear
The contract goes to {owner}, which offered {figure} million
""",
}
"""Facts of three wordings each, a line a wording; the first fact makes the title."""
PLACES = "Marlow Tarnworth Grünfurt Oskera Belhaven Lindal Castrova Vehmaa Dorsten Pirna Almora Quillan".split()
PEOPLE = [f"{a} {b}" for a, b in product("Ines Per Ada Tomas Eva Olu".split(), "Duarte Holm Thorn Varga".split())]
STREETS = [f"{a} {b}" for a, b in product("Mill Quay Abbey Station Garden Copper".split(), "Street Lane".split())]
OWNERS = "Ostrava Freight|Hansen|Blue Anchor|Kestrel|Mabo|Northway|Tallis|Corvin|Eskom Lines|Veritas|Redfern|Solano"
EVENTS_OF_A_KIND, REPORTS = 8, 4
APART = 6
"""Days between an event and the next of its kind, at most."""


@dataclass(frozen=True)
class Report:
    """One of the reports of an event."""

    event: str
    title: str
    text: str
    date: str


def make_up() -> Iterator[Report]:
    """The reports of all events, each of the day of the event or the next."""
    chance = random.Random(12)
    for kind, told in KINDS.items():
        lines = told.split("\n")[1:-1]
        wordings = [lines[at : at + 3] for at in range(0, len(lines), 3)]
        day = date(2023, 3, 6)
        names = zip(
            *(chance.sample(own, EVENTS_OF_A_KIND) for own in (PLACES, PEOPLE, STREETS, OWNERS.split("|"))), strict=True
        )
        for number, (place, person, street, owner) in enumerate(names):
            day += timedelta(chance.randint(0, APART))
            slots = {"place": place, "person": person, "street": street, "owner": owner}
            for _ in range(REPORTS):
                title, *facts = [
                    chance.choice(fact).format(**slots, weekday=f"{day:%A}", figure=11 + 5 * number)
                    for fact in (wordings[0], *chance.sample(wordings[1:], 3))
                ]
                text = "".join(f"{fact}. " for fact in facts)
                yield Report(f"{kind}-{number}", title, text, (day + timedelta(chance.randint(0, 1))).isoformat())
