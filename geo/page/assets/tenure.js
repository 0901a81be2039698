// Who held a zone on which day.

// The span of a zone's tenure that holds a day: half-open, an empty end is open.
export const holding = (zone, day) =>
  zone.tenure.find((span) => (!span.start || span.start <= day) && (!span.end || day < span.end));
