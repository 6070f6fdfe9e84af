"""Residents' voices (お客さまのこえ): from receipt to answer and publication."""
