"""AND/OR conditions with thresholds, streaks and waivers, as data."""
