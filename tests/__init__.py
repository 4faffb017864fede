"""Tests: a package of its own, for libraries bring one of that name along."""
