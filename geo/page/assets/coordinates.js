// Coordinates as maps and gazetteers write them: read_coordinates of geo/atlas/places.py in the page.

const PRIME = "['\\u2019\\u02bc\\u2032]",
  NUMBER = '\\d+(?:[.,]\\d+)?',
  SECONDS = `(?:(${NUMBER})\\s*(?:["\\u2033\\u201d]|''))?`,
  ANGLE = `([NSEW]?)\\s*([-+]?${NUMBER})\\s*(?:°\\s*(?:(${NUMBER})\\s*${PRIME})?\\s*${SECONDS})?\\s*([NSEW]?)`,
  PAIR = new RegExp(`^\\s*${ANGLE}(?:\\s*[,;]\\s*|\\s+)${ANGLE}\\s*$`, 'i');

/**
 * A latitude and a longitude; nothing if the text is no such thing.
 * @param {string} text
 * @returns {{ lat: number, lon: number } | null}
 */
export function readCoordinates(text) {
  const found = PAIR.exec(text);
  if (!found) return null;
  const angles = [];
  for (const [before = '', degrees, minutes = '', seconds = '', after = ''] of [found.slice(1, 6), found.slice(6)]) {
    const letter = (before || after).toUpperCase(),
      [number, m, s] = [degrees, minutes, seconds].map((part) => Number((part || '0').replace(',', '.'))),
      size = Math.abs(number) + m / 60 + s / 3600;
    if ((before && after) || m >= 60 || s >= 60) return null;
    angles.push({ degrees: /[SW]/.test(letter) || degrees.startsWith('-') ? -size : size, axis: letter && (/[NS]/.test(letter) ? 'NS' : 'EW') });
  }
  const [one, two] = angles,
    axes = `${one.axis}/${two.axis}`;
  if (['EW/NS', 'EW/', '/NS'].includes(axes)) return { lat: two.degrees, lon: one.degrees };
  return one.axis && one.axis === two.axis ? null : { lat: one.degrees, lon: two.degrees };
}
