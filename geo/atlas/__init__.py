"""The atlas: arcs, zones and tenure; on any day they make a snapshot."""
