"""The five texts with which the project began, so that a test may say what is coded from them."""

FIVE = ("unnamed-2020a", "unnamed-2020b", "sputnik-2020-07", "unnamed-2021", "shafaq-2024")
