"""What is true: values and rules, without clock, input, output or randomness; begin in `money`."""
