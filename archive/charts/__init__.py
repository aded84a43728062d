"""Drawing: pure functions from values to shapes that a template writes as SVG. Nothing here knows a model.

Along an axis shapes are placed in percent of the drawing's width, so that one drawing fits a phone and a desk without
a script; across it they are in pixels. `periods` cuts time into months, years and longer, `bars` stacks counts in
them, `scales` finds the ends and ticks of an axis of numbers, `ranges` places low, best and high on it, `agreement`
finds which ranges cannot all be true.
"""
