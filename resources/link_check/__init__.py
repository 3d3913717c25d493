"""Whether the links of published pages still lead anywhere (R36): read, asked politely in the background, mended."""
