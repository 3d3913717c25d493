"""What creates the demo from its data."""

from .build import build_demo
from .demo import Demo
from .remove import remove_demo

__all__ = ["Demo", "build_demo", "remove_demo"]
