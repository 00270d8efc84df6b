"""Made-up events that look alike: of one kind, told in the same words, with other places, people, figures and days.

Each kind has facts, each fact three wordings. A report picks three facts and one wording of each, so that reports of
one event have no more of the wording in common than reports of the next event of the kind.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
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
HELD_OUT = {
    "flood": """
{place}: river over its banks
Cellars under water on {street}
{owner} plant flooded
The river rose over its banks in {place} on {weekday} and ran into {street}
After two days of rain {street} stood knee-deep on {weekday}
On {weekday} morning boats were the only way along {street} in {place}
{figure} people slept in the sports hall, said {person}
The relief staff of {person} found beds for {figure}
{person}, who heads the relief, counted {figure} families without power
The {owner} works had to be shut down
At {owner} the night shift carried machines upstairs
{owner} sent its workers home
The level is falling, but more rain is forecast
Forecasters expect the next front at the weekend
The peak has passed, the weather service says
""",
    "verdict": """
{owner} manager jailed
Court in {place} sends {person} to prison
{figure} months for {person}
The court of {place} sentenced {person} on {weekday} to {figure} months
{person} has to go to prison for {figure} months, judges ruled on {weekday}
On {weekday} a judge in {place} found {person} guilty of fraud
As treasurer of {owner}, {person} had moved money to accounts abroad
Millions were missing at {owner} when the books were looked at
{owner} went without wages for months while the money flowed away
The defence called the sentence too hard and will appeal
Lawyers said that they would go to the higher court
An appeal is to be lodged within the week
Former workers had queued on {street} since dawn to hear it
The hearing in the old building on {street} was over in minutes
On {street} people clapped
""",
    "illness": """
Pupils taken ill in {place}
Bad lunch? {figure} children sick
School on {street} closed after illness
{figure} pupils of the school on {street} in {place} were taken ill on {weekday}
Ambulances drove to {street} on {weekday}, where {figure} children complained of pains
On {weekday} after lunch {figure} children in {place} felt sick
The meal had come from {owner}
{owner}, which cooks for the school, stopped all deliveries
Inspectors took samples in the kitchen of {owner}
All are well again, doctor {person} said
{person} of the clinic sent most of them home by evening
No one is in danger, according to {person}
Parents want to cook themselves from now on
The parents' council asked for another kitchen
Many mothers and fathers kept their children at home
""",
}
"""The same of kinds on which nothing was chosen."""
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


def make_up(kinds: Mapping[str, str] = KINDS) -> Iterator[Report]:
    """The reports of all events, each of the day of the event or the next."""
    chance = random.Random(12)
    for kind, told in kinds.items():
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
