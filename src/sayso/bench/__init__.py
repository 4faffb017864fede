"""Benchmarks: gold formats and scorers. Quality is measured, and pinned scores may only rise."""
