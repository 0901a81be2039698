// Coordinates as maps and gazetteers write them: read_coordinates of geo/files/coordinates.py in the page.

const NUMBER = '\\d+(?:[.,]\\d+)?',
  PART = `\\s*[\\s:]\\s*(${NUMBER})`,
  // minutes and seconds: marked, or both angles with as many of them, parted by blanks or colons
  PARTS = [`(?:\\s*[°º˚]\\s*(?:(${NUMBER})\\s*['’ʼ′´]?)?\\s*(?:(${NUMBER})\\s*["″”'’ʼ′´]{0,2})?)?`, `${PART}()`, PART + PART],
  FLOAT = '(-?\\d+(?:\\.\\d+)?)',
  // north and east as the other languages of this land have them
  NORTH = /(?:пн|паўн|с)\.?\s?ш\.?|p\.-l\.|pohj\.\s?lev\.|[šz]\.\s?pl\./gi,
  EAST = /(?:сх|усх|у|в)\.?\s?д\.?|i\.-p\.|it\.\s?pit\.|r\.\s?ilg\.|a\.\s?g\./gi,
  // in a link the pin before the middle of the view
  LINK = new RegExp(
    `^(?:.*(?:mlat=|!3d)|.*?(?:\\bgeo:|@|[?&]q=|map=[\\d.]+/)|\\s*(?:SRID=4326;\\s*)?POINT\\s*Z?\\s*\\(\\s*)${FLOAT}(?:,|%2C|/|&mlon=|!4d|\\s+)${FLOAT}`,
    'i',
  );

/**
 * A latitude and a longitude; nothing if the text is no such thing, or may be several.
 * @param {string} text
 * @returns {{ lat: number, lon: number } | null}
 */
export function readCoordinates(text) {
  const link = LINK.exec(text)?.slice(1).map(Number);
  if (link) return /POINT/i.test(text) ? { lat: link[1], lon: link[0] } : { lat: link[0], lon: link[1] };
  let angles = text.replace(NORTH, 'N').replace(EAST, 'E').trim();
  if (/^[NSEWO]/i.test(angles)) angles = angles.replace(/([NSEWO])\s*([^NSEWO]*[^NSEWO,;/\s])/gi, '$2 $1');
  angles = angles.replace(/([A-Z'’ʼ′´"″”])(?=\d)/gi, '$1 ');
  for (const parts of PARTS) {
    const angle = `([NSEWO]?)\\s*([-+]?${NUMBER})${parts}\\s*([NSEWO]?)`,
      found = new RegExp(`^${angle}(?:\\s*[,;/]\\s*|\\s+)${angle}$`, 'i').exec(angles)?.map((part) => (part ?? '').replace(',', '.'));
    if (!found) continue;
    const [one, two] = [found.slice(1, 6), found.slice(6)].map(([before, degrees, minutes, seconds, after]) => {
      const letter = (before || after).toUpperCase(),
        [number, m, s] = [degrees, minutes, seconds].map(Number),
        size = Math.abs(number) + m / 60 + s / 3600;
      return (before && after) || m >= 60 || s >= 60
        ? null
        : { size: /[SW]/.test(letter) || degrees[0] === '-' ? -size : size, axis: letter && (/[NS]/.test(letter) ? 'N' : 'E') };
    });
    if (one && two && (!one.axis || one.axis !== two.axis))
      return one.axis === 'E' || two.axis === 'N' ? { lat: two.size, lon: one.size } : { lat: one.size, lon: two.size };
  }
  return null;
}
