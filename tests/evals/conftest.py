"""Makes the helpers of these tests importable, which are no package."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
