// Lines as they travel: the reverse of geo/page/packing.py.

/**
 * Read runs of lines one after another: of every number the lowest byte, then for each line how many vertices it has and
 * what its numbers have above that byte, base-128; zigzag, each coordinate from the one before.
 * @param {Uint8Array} bytes
 * @returns {(lines: number, steps: number) => Float64Array[]} the next so many lines, longitudes and latitudes in turn,
 *   of a grid with so many steps to a degree
 */
export function runReader(bytes) {
  let from = 0;
  const number = () => {
    let value = 0,
      factor = 1,
      byte;
    do {
      byte = bytes[from++];
      value += (byte & 127) * factor;
      factor *= 128;
    } while (byte & 128);
    return value;
  };
  return (lines, steps) => {
    const read = new Float64Array(2 * number()), // of all lines, one after another
      found = [];
    let low = from;
    from += read.length;
    for (let first = 0; found.length < lines; ) {
      const line = read.subarray(first, first + 2 * number());
      from = readLine(line, bytes, from, low, steps);
      low += line.length;
      first += line.length;
      found.push(line);
    }
    return found;
  };
}

/**
 * @param {Float64Array} line
 * @param {Uint8Array} bytes
 * @param {number} at where stands what its numbers have above their lowest byte
 * @param {number} low where those stand
 * @param {number} steps
 * @returns {number} where the next line begins
 */
function readLine(line, bytes, at, low, steps) {
  // of the two coordinates that come in turn, the one whose turn it is and the other
  for (let k = 0, own = 0, other = 0; k < line.length; k++) {
    let high = bytes[at++];
    if (high & 128) {
      high &= 127;
      for (let shift = 7, more = 128; more & 128; shift += 7) {
        more = bytes[at++];
        high |= (more & 127) << shift;
      }
    }
    const v = (high << 8) | bytes[low++],
      next = own + ((v >>> 1) ^ -(v & 1));
    own = other;
    other = next;
    line[k] = next / steps;
  }
  return at;
}
