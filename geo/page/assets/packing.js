// Lines as they travel: the reverse of geo/page/packing.py.

/**
 * Read runs of lines one after another: of every number the lowest byte, then for each line how many vertices it has and
 * what its numbers have above that byte, base-128; zigzag, each coordinate from the one before.
 * @param {Uint8Array} bytes
 * @returns {(lines: number, steps: number) => Float64Array[]} the next so many lines, longitudes and latitudes in turn,
 *   of a grid with so many steps to a degree
 */
export function runReader(bytes) {
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
  return (lines, steps) => {
    const all = number();
    let low = at;
    at += 2 * all;
    const signed = () => {
      const v = number() * 256 + bytes[low++];
      return v % 2 ? -(v + 1) / 2 : v / 2;
    };
    return Array.from({ length: lines }, () => {
      const n = number(),
        lonlat = new Float64Array(2 * n);
      for (let k = 0, lon = 0, lat = 0; k < n; k++) {
        lonlat[2 * k] = (lon += signed()) / steps;
        lonlat[2 * k + 1] = (lat += signed()) / steps;
      }
      return lonlat;
    });
  };
}
