"""What is kept: typed selects in, frozen values out; tables never leave. Begin in `company`, then `work`."""
