"""The views of the widget's origin."""
