"""One example for each service of the app."""

from tests.apps.indicators.feed_examples import EXAMPLES as FEEDS

EXAMPLES = {**FEEDS}
