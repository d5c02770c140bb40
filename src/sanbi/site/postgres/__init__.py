"""PostgreSQL for the demo and the tests, and who may do what in any database of Sanbi."""

from sanbi.site.postgres.errors import PostgresError
from sanbi.site.postgres.server import ServerAddress, embedded_server, remove_server

__all__ = ["PostgresError", "ServerAddress", "embedded_server", "remove_server"]
