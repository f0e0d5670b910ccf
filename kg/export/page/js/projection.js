// Where a latitude and longitude stand on the map: plate carrée, narrowed by the cosine of the latitude in the middle.

const HUNDREDTHS = 100; // the outline is in hundredths of a degree
const NEAR = 15; // degrees within which places belong to one region

// The part of the world to show: all places with room around them, at least some degrees so that a coast is in view.
function frameFor(places) {
  const lats = places.map(([lat]) => lat);
  const lons = places.map(([, lon]) => lon);
  const [south, north] = [lats.reduce((a, b) => Math.min(a, b)), lats.reduce((a, b) => Math.max(a, b))];
  const { west, span: across } = narrowestArc(lons);
  const lat = (south + north) / 2;
  return { lat, lon: west + across / 2, across: Math.max(across * 1.4, 12), high: Math.max((north - south) * 1.5, 8) };
}

// Places on both sides of the 180th meridian are near each other: the shortest stretch of longitudes that holds all.
function narrowestArc(lons) {
  const sorted = [...new Set(lons)].sort((a, b) => a - b);
  let best = { west: sorted[0], span: sorted.at(-1) - sorted[0] };
  for (let i = 1; i < sorted.length; i += 1) {
    const span = sorted[i - 1] + 360 - sorted[i];
    if (span < best.span) best = { west: sorted[i], span };
  }
  return best;
}

// Places that a chain of places less than NEAR apart joins, the largest group first.
function regionsOf(places) {
  const rest = new Set(places);
  const found = [];
  while (rest.size) {
    const [first] = rest;
    const region = [first];
    rest.delete(first);
    for (const { at } of region) {
      for (const other of rest) {
        const across = Math.abs(other.at[1] - at[1]);
        if (Math.hypot(Math.min(across, 360 - across) * Math.cos((at[0] * Math.PI) / 180), other.at[0] - at[0]) > NEAR) continue;
        region.push(other);
        rest.delete(other);
      }
    }
    found.push(region);
  }
  return found.sort((a, b) => b.length - a.length);
}

// Centre and pixels per degree of latitude; the longitude is drawn narrower where the meridians are.
function viewFor(frame, width, height) {
  const squeeze = Math.max(Math.cos((frame.lat * Math.PI) / 180), 0.2);
  const scale = Math.min(width / (frame.across * squeeze), height / frame.high);
  return { lat: frame.lat, lon: frame.lon, scale, squeeze };
}

function toScreen([lat, lon], view, width, height) {
  // The copy of the world that is nearest to the middle of the view.
  const turns = Math.round((view.lon - lon) / 360);
  return {
    x: width / 2 + (lon + 360 * turns - view.lon) * view.scale * view.squeeze,
    y: height / 2 - (lat - view.lat) * view.scale,
  };
}

function toPlace(x, y, view, width, height) {
  return { lon: view.lon + (x - width / 2) / (view.scale * view.squeeze), lat: view.lat - (y - height / 2) / view.scale };
}

// The transform of the outline, whose numbers are hundredths of a degree, in the given copy of the world.
function outlineTransform(view, width, height, turn) {
  const { x, y } = { x: width / 2 + (360 * turn - view.lon) * view.scale * view.squeeze, y: height / 2 + view.lat * view.scale };
  return `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${(view.scale * view.squeeze) / HUNDREDTHS} ${view.scale / HUNDREDTHS})`;
}
