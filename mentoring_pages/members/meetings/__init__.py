"""Members area: meetings of a pair, from the proposal to the tap that logs them."""
