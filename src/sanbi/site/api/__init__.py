"""The API of the platform, for programs of units: OpenAPI at /api/v1/openapi.json."""
