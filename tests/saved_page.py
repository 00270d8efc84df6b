"""An invented news page, saved, for the tests of extraction."""

from __future__ import annotations

LEAD = "The ferry across the bay will run again from Monday, the harbour office said after two months of repairs."
REPLY = "Passengers had complained for weeks that the replacement buses were late, crowded and left out two stops."
CLOSE = "Tickets cost what they did before the winter, and the first boat leaves the north pier at half past five."
STORY = f"<p>{LEAD}</p><p>{REPLY}</p><p>{CLOSE}</p>"


def article(inside: str, head: str = "<title>Ferry runs again - The Bay Herald</title>") -> str:
    headline = "<h1>Ferry runs again</h1>"
    return f"<html><head>{head}</head><body><main><article>{headline}{inside}</article></main></body></html>"
