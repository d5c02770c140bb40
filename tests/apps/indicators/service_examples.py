"""One example for each service of the app."""

from tests.apps.indicators.feed_examples import EXAMPLES as FEEDS
from tests.apps.indicators.reporting_examples import EXAMPLES as REPORTING

EXAMPLES = {**FEEDS, **REPORTING}
