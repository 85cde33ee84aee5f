"""Where cited articles stand in the library, for the engines after this one."""

from lingxing.engines.rules.citations import Citations, citations, citations_of

__all__ = ["Citations", "citations", "citations_of"]
