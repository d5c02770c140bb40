"""One example for each service of the app."""

from tests.apps.projects.factor_examples import EXAMPLES as FACTORS
from tests.apps.projects.lamp_examples import EXAMPLES as LAMPS
from tests.apps.projects.map_examples import EXAMPLES as MAPS
from tests.apps.projects.month_examples import EXAMPLES as MONTHS
from tests.apps.projects.nodes_examples import EXAMPLES as NODES
from tests.apps.projects.obstacle_examples import EXAMPLES as OBSTACLES
from tests.apps.projects.register_examples import EXAMPLES as REGISTER

EXAMPLES = {**REGISTER, **MONTHS, **NODES, **OBSTACLES, **FACTORS, **LAMPS, **MAPS}
