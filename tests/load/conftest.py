"""What the load scripts import from each other is no package, as the scripts themselves."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
