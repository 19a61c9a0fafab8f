"""What is asked: forms and programmes as TOML, and reading answer files against them."""
