"""From the files people have (Word, Excel, PDF, CSV, text) to tables with every row accounted for."""
