"""Levels the works on facilities: which work, when, so that it is cheap, safe and flat.

Source of the model: contracts, section 6; of the method: engines, section A.
"""
