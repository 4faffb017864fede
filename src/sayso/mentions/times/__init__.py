"""Times: dates, times of day, durations and repeated times, resolved against the day of publication."""

from sayso.mentions.times.stage import Times

__all__ = ["Times"]
