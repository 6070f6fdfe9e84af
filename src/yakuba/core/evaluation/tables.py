"""Old addresses of the tables of the year: scales, bands, planned actions and effects."""

from yakuba.platform.grid.moved import moved

scale_table = moved("evaluation.scale", "scale.write")
grade_table = moved("evaluation.grade", "scale.write")
band_table = moved("evaluation.band", "scale.write")
action_table = moved("evaluation.action", "indicator.write")
effect_table = moved("evaluation.effect", "effect.write")
