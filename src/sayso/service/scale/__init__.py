"""Reports by the million: read in parts on many processes or machines, merged in partitions, loaded into a ledger.

    inputs ► parts (reading) ► buckets by area and days (merging) ► incidents ► ledger (loading)

Every step writes whole files into one folder and never changes one, so a run that was stopped goes on where it was.
"""
