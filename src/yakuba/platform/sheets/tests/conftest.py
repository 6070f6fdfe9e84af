"""The small town and the sample register of the registers' own tests."""

from yakuba.platform.registers.tests.conftest import office, sample_tables

__all__ = ["office", "sample_tables"]
