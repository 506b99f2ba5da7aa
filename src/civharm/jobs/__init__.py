"""Work that takes longer than a page may: reports are fetched and read in the background, one job after the other.

What becomes of each job stands in tables of our own (`models`); `queue` only wakes the worker, and may be lost at any time.
"""
