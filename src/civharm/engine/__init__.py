"""Where bulk work runs: in processes of this machine."""
