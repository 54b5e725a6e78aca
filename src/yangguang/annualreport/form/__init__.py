"""The editions of the statutory form, as data; every figure has one address."""
