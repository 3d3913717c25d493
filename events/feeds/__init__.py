"""What calendar programs are told: the kept text of each published record, the feeds made of it, and who reads them."""
