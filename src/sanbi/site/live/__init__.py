"""The live service: casting ballots, and events for voting pages and screens; no Django in it."""
