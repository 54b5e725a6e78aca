"""Each `bench/NAME.py` has `measure() -> Iterator[tuple[str, float, str]]`: what, ratio, against what."""
