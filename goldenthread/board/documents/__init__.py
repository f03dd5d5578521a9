"""Every paper, strategy and file: its versions, its hash, who may open it."""
