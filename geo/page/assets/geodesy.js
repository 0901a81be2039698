// Distances on WGS 84, as geo/earth/geodesy.py has them from PROJ. Metres and degrees, longitude first.
//
// A geodesic is a great circle of the auxiliary sphere of reduced latitudes β: along its arc σ, counted from the
// equator, both the length and the longitude are integrals of smooth functions (Karney 2013, equations 7 and 8).
// They are summed here by Gauss's rule to the last digits, so no series has to be cut off. From one place to
// another is then a single unknown, the azimuth at the place farther from the equator: the longitude at which the
// other's parallel is met grows with it all the way from 0° to 180°. Halving finds it wherever the places lie,
// also nearly opposite each other, where Vincenty's method does not settle.

const AXIS = 6378137,
  FLAT = 1 / 298.257223563,
  POLAR = AXIS * (1 - FLAT),
  ECC2 = FLAT * (2 - FLAT),
  SECOND_ECC2 = ECC2 / (1 - ECC2),
  RAD = Math.PI / 180;

// Ten points and weights on -1 to 1: more than the integrands over half a circle need.
const GAUSS = [
  [0.1488743389816312, 0.2955242247147529],
  [0.4333953941292472, 0.2692667193099963],
  [0.6794095682990244, 0.219086362515982],
  [0.8650633666889845, 0.1494513491505806],
  [0.9739065285171717, 0.0666713443086881],
];

/**
 * Integrate a function of sin² σ.
 * @param {number} from radians
 * @param {number} to
 * @param {(sinSquared: number) => number} integrand
 */
function along(from, to, integrand) {
  const middle = (from + to) / 2,
    half = (to - from) / 2;
  let sum = 0;
  for (const [x, weight] of GAUSS)
    sum += weight * (integrand(Math.sin(middle - half * x) ** 2) + integrand(Math.sin(middle + half * x) ** 2));
  return sum * half;
}

/**
 * Length of a geodesic from one arc to another, in metres.
 * @param {number} from radians from its crossing of the equator
 * @param {number} to
 * @param {number} sinAlpha0 sine of its azimuth there
 */
function arcLength(from, to, sinAlpha0) {
  const k2 = SECOND_ECC2 * (1 - sinAlpha0 ** 2);
  return POLAR * along(from, to, (sin2) => Math.sqrt(1 + k2 * sin2));
}

/**
 * By how much the longitude on the sphere is more than that on the ellipsoid, in radians.
 * @param {number} from
 * @param {number} to
 * @param {number} sinAlpha0
 */
function longitudeExcess(from, to, sinAlpha0) {
  const k2 = SECOND_ECC2 * (1 - sinAlpha0 ** 2);
  return (
    FLAT * sinAlpha0 * along(from, to, (sin2) => (2 - FLAT) / (1 + (1 - FLAT) * Math.sqrt(1 + k2 * sin2)))
  );
}

/**
 * Sine and cosine of the reduced latitude.
 * @param {number} lat degrees
 */
function reduced(lat) {
  const beta = Math.atan2((1 - FLAT) * Math.sin(lat * RAD), Math.cos(lat * RAD));
  return { sin: Math.sin(beta), cos: Math.cos(beta) };
}

/**
 * From one parallel to another, northwards or by way of the southern extreme.
 * @param {number} tilt azimuth at the first less a right angle, radians: near the equator small ones matter
 * @param {{ sin: number, cos: number }} one south of the equator, and farther from it than the other
 * @param {{ sin: number, cos: number }} two
 */
function toParallel(tilt, one, two) {
  const sinAlpha1 = Math.cos(tilt),
    cosAlpha1 = -Math.sin(tilt),
    sinAlpha0 = sinAlpha1 * one.cos;
  // cos² β2 - cos² β1, without losing digits where the two are near each other
  const nearer =
    one.cos < -one.sin ? (two.cos - one.cos) * (one.cos + two.cos) : (one.sin - two.sin) * (one.sin + two.sin);
  const sinAlpha2 = sinAlpha0 / two.cos,
    cosAlpha2 = Math.sqrt(Math.max(0, (cosAlpha1 * one.cos) ** 2 + nearer)) / two.cos;
  const sigma1 = Math.atan2(one.sin, cosAlpha1 * one.cos),
    sigma2 = Math.atan2(two.sin, cosAlpha2 * two.cos),
    omega1 = Math.atan2(sinAlpha0 * one.sin, cosAlpha1 * one.cos),
    omega2 = Math.atan2(sinAlpha0 * two.sin, cosAlpha2 * two.cos);
  return {
    lambda: omega2 - omega1 - longitudeExcess(sigma1, sigma2, sinAlpha0),
    sigma1,
    sigma2,
    sinAlpha0,
    begin: { sin: sinAlpha1, cos: cosAlpha1 },
    end: { sin: sinAlpha2, cos: cosAlpha2 },
  };
}

/**
 * The shortest way from one place to another.
 * @param {number} lon1 degrees
 * @param {number} lat1
 * @param {number} lon2
 * @param {number} lat2
 * @returns {{ metres: number, azimuth: number }} the azimuth where it begins, degrees from north, east positive
 */
export function inverse(lon1, lat1, lon2, lat2) {
  const turn = Math.round((lon2 - lon1) / 360) * 360,
    dLon = lon2 - lon1 - turn;
  if (dLon === 0 && lat1 === lat2) return { metres: 0, azimuth: 0 };
  // Mirrored and turned about so that it runs east from the place farther from the equator, in the south.
  const swap = Math.abs(lat1) < Math.abs(lat2),
    [far, near] = swap ? [lat2, lat1] : [lat1, lat2],
    south = far > 0 ? -1 : 1,
    one = reduced(south * far),
    two = reduced(south * near);
  if (far === 0) {
    if (Math.abs(dLon) <= 180 * (1 - FLAT))
      return { metres: AXIS * RAD * Math.abs(dLon), azimuth: dLon < 0 ? -90 : 90 };
    one.sin = -1e-200; // nearly opposite on the equator the way leaves it: a hair south tells which way
  }
  const wanted = Math.abs(dLon) * RAD;
  let [low, high] = [-Math.PI / 2, Math.PI / 2];
  for (let round = 0; round < 120; round++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (toParallel(middle, one, two).lambda < wanted) low = middle;
    else high = middle;
  }
  const { sigma1, sigma2, sinAlpha0, begin, end } = toParallel(high, one, two),
    { sin, cos } = swap ? { sin: end.sin, cos: -end.cos } : begin;
  return {
    metres: arcLength(sigma1, sigma2, sinAlpha0),
    azimuth: Math.atan2(dLon < 0 ? -sin : sin, south * cos) / RAD,
  };
}

/**
 * Where a way ends.
 * @param {number} lon degrees
 * @param {number} lat
 * @param {number} azimuth degrees from north, east positive
 * @param {number} metres up to half round the earth
 * @returns {[number, number]} longitude, not brought back into -180 to 180, and latitude
 */
export function direct(lon, lat, azimuth, metres) {
  const { sin, cos } = reduced(lat),
    sinAlpha1 = Math.sin(azimuth * RAD),
    cosAlpha1 = Math.cos(azimuth * RAD),
    sinAlpha0 = sinAlpha1 * cos,
    cosAlpha0 = Math.hypot(cosAlpha1, sinAlpha1 * sin),
    sigma1 = Math.atan2(sin, cosAlpha1 * cos);
  // Newton's method: the length grows nearly evenly with the arc.
  const k2 = SECOND_ECC2 * cosAlpha0 ** 2;
  let sigma = sigma1 + metres / POLAR;
  for (let round = 0; round < 8; round++) {
    const left = metres - arcLength(sigma1, sigma, sinAlpha0);
    if (Math.abs(left) < 1e-9) break;
    sigma += left / (POLAR * Math.sqrt(1 + k2 * Math.sin(sigma) ** 2));
  }
  const omega1 = Math.atan2(sinAlpha0 * sin, cosAlpha1 * cos),
    omega2 = Math.atan2(sinAlpha0 * Math.sin(sigma), Math.cos(sigma)),
    omega = omega2 - omega1,
    full = 2 * Math.PI * Math.round(omega / (2 * Math.PI));
  const sinBeta = cosAlpha0 * Math.sin(sigma),
    cosBeta = Math.hypot(sinAlpha0, cosAlpha0 * Math.cos(sigma));
  return [
    lon + (omega - full - longitudeExcess(sigma1, sigma, sinAlpha0)) / RAD,
    Math.atan2(sinBeta, (1 - FLAT) * cosBeta) / RAD,
  ];
}

/**
 * A geodesic as places no farther apart than a step, so that it is drawn as it runs.
 * @param {number} lon1
 * @param {number} lat1
 * @param {number} lon2
 * @param {number} lat2
 * @param {number} [step] metres
 * @returns {[number, number][]} longitudes and latitudes
 */
export function geodesic(lon1, lat1, lon2, lat2, step = 20000) {
  const way = inverse(lon1, lat1, lon2, lat2),
    count = Math.max(1, Math.ceil(way.metres / step));
  return Array.from({ length: count + 1 }, (_, k) =>
    k === 0 ? [lon1, lat1] : k === count ? [lon2, lat2] : direct(lon1, lat1, way.azimuth, (way.metres * k) / count),
  );
}

/** @param {number} lat */
const primeVertical = (lat) => AXIS / Math.sqrt(1 - ECC2 * Math.sin(lat * RAD) ** 2);

/**
 * The ring as far from a place as an army may have stood, longitudes and latitudes in turn.
 * @param {{ lon: number, lat: number, reach_km: number }} army
 */
export const reachOf = ({ lon, lat, reach_km }) => Array.from({ length: 72 }, (_, k) => direct(lon, lat, 5 * k, reach_km * 1000)).flat();

/**
 * Metres to a degree along a parallel.
 * @param {number} lat
 */
export const metresPerDegree = (lat) => primeVertical(lat) * Math.cos(lat * RAD) * RAD;

/**
 * On the ellipsoid in three dimensions, metres: the nearest by chord is the nearest by geodesic.
 * @param {number} lon
 * @param {number} lat
 * @returns {[number, number, number]}
 */
export function onEllipsoid(lon, lat) {
  const n = primeVertical(lat),
    c = Math.cos(lat * RAD);
  return [n * c * Math.cos(lon * RAD), n * c * Math.sin(lon * RAD), n * (1 - ECC2) * Math.sin(lat * RAD)];
}

/**
 * How far one place is from another through the earth, metres: over 100 km a hand's breadth less than the geodesic.
 * @param {{ lon: number, lat: number }} one
 * @param {{ lon: number, lat: number }} other
 */
export function chord(one, other) {
  const [a, b] = [one, other].map(({ lon, lat }) => onEllipsoid(lon, lat));
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/**
 * A line ready to be asked how near it comes: its places, and where they lie in three dimensions.
 * @typedef {{ lonlat: number[], xyz: Float64Array }} Nearable
 */

/**
 * Make a line ready. Its edges are straight in degrees, so long ones are cut short first.
 * @param {ArrayLike<number>} line longitudes and latitudes in turn
 * @returns {Nearable}
 */
export function nearable(line) {
  const lonlat = [];
  for (let k = 0; k + 3 < line.length; k += 2) {
    const [x0, y0, x1, y1] = [line[k], line[k + 1], line[k + 2], line[k + 3]],
      parts = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / 0.05));
    for (let i = 0; i < parts; i++) lonlat.push(x0 + ((x1 - x0) * i) / parts, y0 + ((y1 - y0) * i) / parts);
  }
  lonlat.push(line[line.length - 2], line[line.length - 1]);
  const xyz = new Float64Array((lonlat.length / 2) * 3);
  for (let k = 0; k < lonlat.length / 2; k++) xyz.set(onEllipsoid(lonlat[2 * k], lonlat[2 * k + 1]), 3 * k);
  return { lonlat, xyz };
}

/**
 * The nearest place of several lines, and which of them it lies on.
 * @typedef {{ which: number, lon: number, lat: number, metres: number }} Nearest
 */

/**
 * @param {Nearable[]} lines
 * @param {number} lon
 * @param {number} lat
 * @returns {Nearest | null} none where there are no lines
 */
export function nearestOf(lines, lon, lat) {
  const [px, py, pz] = onEllipsoid(lon, lat);
  let best = null,
    least = Infinity;
  for (const [which, { xyz, lonlat }] of lines.entries()) {
    for (let k = 0; k + 5 < xyz.length; k += 3) {
      const dx = xyz[k + 3] - xyz[k],
        dy = xyz[k + 4] - xyz[k + 1],
        dz = xyz[k + 5] - xyz[k + 2],
        square = dx * dx + dy * dy + dz * dz;
      const t = square
        ? Math.min(1, Math.max(0, ((px - xyz[k]) * dx + (py - xyz[k + 1]) * dy + (pz - xyz[k + 2]) * dz) / square))
        : 0;
      const away = (xyz[k] + t * dx - px) ** 2 + (xyz[k + 1] + t * dy - py) ** 2 + (xyz[k + 2] + t * dz - pz) ** 2;
      if (away < least) {
        least = away;
        const i = (k / 3) * 2;
        best = {
          which,
          lon: lonlat[i] + t * (lonlat[i + 2] - lonlat[i]),
          lat: lonlat[i + 1] + t * (lonlat[i + 3] - lonlat[i + 1]),
        };
      }
    }
  }
  return best && { ...best, metres: inverse(lon, lat, best.lon, best.lat).metres };
}
