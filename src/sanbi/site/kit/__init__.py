"""The parts that pages are made of: words, numbers, drawings and the template tags over them."""
