"""Receipts: what a person hands in gets a number with a check digit and a secret to follow it by.

A module's model inherits `models.Receipted`, its form calls `receiving.receive`, its page of the
state calls `receiving.find`.  Nobody needs an account.
"""
