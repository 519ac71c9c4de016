"""The tests of tables share their random tables: modules of this folder can be imported."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
