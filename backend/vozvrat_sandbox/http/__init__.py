"""How the simulated Ozon is reached: the gate, the limits, the faults, the wire."""
