"""Factories, one module per app. Each makes a plain, valid thing; traits make special ones."""
