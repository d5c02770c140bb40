"""Documents: damaged copies repaired, articles read, copies of one event found."""
