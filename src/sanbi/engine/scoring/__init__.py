"""From a scheme and plain tables to scores, ranks and the working behind each of them."""
