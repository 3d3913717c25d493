"""What staff screens of all apps are made of."""
