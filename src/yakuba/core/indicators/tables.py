"""Old addresses of the tables of indicators, how they are computed, and their targets."""

from yakuba.platform.grid.moved import moved

indicator_table = moved("indicators.indicator", "indicator.write")
method_table = moved("indicators.method", "indicator.write")
target_table = moved("indicators.target", "target.write")
