// Lines as they travel: the reverse of geo/page/packing.py.

/**
 * Read lines one after another: base-128, zigzag, each coordinate from the one before.
 * @param {Uint8Array} bytes
 * @returns {(steps: number) => Float64Array} the next line, longitudes and latitudes in turn, of a grid with so many
 *   steps to a degree
 */
export function lineReader(bytes) {
  let at = 0;
  const number = () => {
    let value = 0,
      factor = 1,
      byte;
    do {
      byte = bytes[at++];
      value += (byte & 127) * factor;
      factor *= 128;
    } while (byte & 128);
    return value;
  };
  const signed = () => {
    const v = number();
    return v % 2 ? -(v + 1) / 2 : v / 2;
  };
  return (steps) => {
    const n = number(),
      lonlat = new Float64Array(2 * n);
    for (let k = 0, lon = 0, lat = 0; k < n; k++) {
      lonlat[2 * k] = (lon += signed()) / steps;
      lonlat[2 * k + 1] = (lat += signed()) / steps;
    }
    return lonlat;
  };
}
