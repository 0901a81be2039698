// Distances on WGS 84: Vincenty (1975), inverse and direct. Metres and degrees, longitude first.

const AXIS = 6378137,
  FLAT = 1 / 298.257223563,
  POLAR = AXIS * (1 - FLAT),
  ECC2 = FLAT * (2 - FLAT),
  RAD = Math.PI / 180;

// The series both ways need; `u2` is the square of cos α times the second eccentricity.
function vincentySeries(cosSqAlpha) {
  const u2 = (cosSqAlpha * (AXIS * AXIS - POLAR * POLAR)) / (POLAR * POLAR);
  return {
    a: 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2))),
    b: (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2))),
  };
}

const vincentyTurn = (b, sin, cos, mid) =>
  b * sin * (mid + (b / 4) * (cos * (2 * mid * mid - 1) - (b / 6) * mid * (4 * sin * sin - 3) * (4 * mid * mid - 3)));

const longitudeFactor = (cosSqAlpha) => (FLAT / 16) * cosSqAlpha * (4 + FLAT * (4 - 3 * cosSqAlpha));

// From one place to another; null where the two lie nearly opposite each other and the method does not settle.
export function inverse(lon1, lat1, lon2, lat2) {
  if (lon1 === lon2 && lat1 === lat2) return { metres: 0, azimuth: 0 };
  const dLon = (lon2 - lon1) * RAD,
    U1 = Math.atan((1 - FLAT) * Math.tan(lat1 * RAD)),
    U2 = Math.atan((1 - FLAT) * Math.tan(lat2 * RAD));
  const [s1, c1, s2, c2] = [Math.sin(U1), Math.cos(U1), Math.sin(U2), Math.cos(U2)];
  let lambda = dLon;
  for (let round = 0; round < 100; round++) {
    const sl = Math.sin(lambda),
      cl = Math.cos(lambda);
    const sin = Math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl),
      cos = s1 * s2 + c1 * c2 * cl,
      sigma = Math.atan2(sin, cos);
    const sinAlpha = (c1 * c2 * sl) / sin,
      cosSq = 1 - sinAlpha * sinAlpha,
      mid = cosSq > 1e-15 ? cos - (2 * s1 * s2) / cosSq : 0;
    const C = longitudeFactor(cosSq),
      last = lambda;
    lambda = dLon + (1 - C) * FLAT * sinAlpha * (sigma + C * sin * (mid + C * cos * (2 * mid * mid - 1)));
    if (Math.abs(lambda - last) < 1e-12) {
      const { a, b } = vincentySeries(cosSq);
      return {
        metres: POLAR * a * (sigma - vincentyTurn(b, sin, cos, mid)),
        azimuth: Math.atan2(c2 * Math.sin(lambda), c1 * s2 - s1 * c2 * Math.cos(lambda)) / RAD,
      };
    }
  }
  return null;
}

export function direct(lon, lat, azimuth, metres) {
  const sa = Math.sin(azimuth * RAD),
    ca = Math.cos(azimuth * RAD),
    tanU = (1 - FLAT) * Math.tan(lat * RAD),
    cosU = 1 / Math.hypot(1, tanU),
    sinU = tanU * cosU;
  const sigma1 = Math.atan2(tanU, ca),
    sinAlpha = cosU * sa,
    cosSq = 1 - sinAlpha * sinAlpha,
    { a, b } = vincentySeries(cosSq);
  let sigma = metres / (POLAR * a),
    sin,
    cos,
    mid;
  for (let round = 0, last = Infinity; round < 100 && Math.abs(sigma - last) > 1e-12; round++) {
    mid = Math.cos(2 * sigma1 + sigma);
    sin = Math.sin(sigma);
    cos = Math.cos(sigma);
    last = sigma;
    sigma = metres / (POLAR * a) + vincentyTurn(b, sin, cos, mid);
  }
  mid = Math.cos(2 * sigma1 + sigma);
  sin = Math.sin(sigma);
  cos = Math.cos(sigma);
  const back = sinU * sin - cosU * cos * ca;
  const lat2 = Math.atan2(sinU * cos + cosU * sin * ca, (1 - FLAT) * Math.hypot(sinAlpha, back));
  const lambda = Math.atan2(sin * sa, cosU * cos - sinU * sin * ca),
    C = longitudeFactor(cosSq);
  return [
    lon + (lambda - (1 - C) * FLAT * sinAlpha * (sigma + C * sin * (mid + C * cos * (2 * mid * mid - 1)))) / RAD,
    lat2 / RAD,
  ];
}

// A geodesic as places no farther apart than a step, so that it is drawn as it runs.
export function geodesic(lon1, lat1, lon2, lat2, step = 20000) {
  const way = inverse(lon1, lat1, lon2, lat2),
    count = way ? Math.max(1, Math.ceil(way.metres / step)) : 1;
  return Array.from({ length: count + 1 }, (_, k) =>
    k === 0 ? [lon1, lat1] : k === count ? [lon2, lat2] : direct(lon1, lat1, way.azimuth, (way.metres * k) / count),
  );
}

export const metresPerDegree = (lat) => ((AXIS * Math.cos(lat * RAD)) / Math.sqrt(1 - ECC2 * Math.sin(lat * RAD) ** 2)) * RAD;

// On the ellipsoid in three dimensions: the nearest by chord is the nearest by geodesic.
export function onEllipsoid(lon, lat) {
  const n = AXIS / Math.sqrt(1 - ECC2 * Math.sin(lat * RAD) ** 2),
    c = Math.cos(lat * RAD);
  return [n * c * Math.cos(lon * RAD), n * c * Math.sin(lon * RAD), n * (1 - ECC2) * Math.sin(lat * RAD)];
}

// A line ready to be asked how near it comes. Its edges are straight in degrees, so long ones are cut short first.
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

// The nearest of several lines: {which, lon, lat, metres}.
export function nearestOf(lines, lon, lat) {
  const [px, py, pz] = onEllipsoid(lon, lat);
  let best = null,
    least = Infinity;
  lines.forEach(({ xyz, lonlat }, which) => {
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
  });
  return best && { ...best, metres: inverse(lon, lat, best.lon, best.lat)?.metres ?? Math.sqrt(least) };
}
