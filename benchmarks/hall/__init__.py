"""The hall under load and under fire: a real database, a real live service, real connections."""
