// Writes kg/export/page/land.txt, the outline of the land on the page's map, from Natural Earth (public domain) as the
// npm package world-atlas (ISC) brings it. Run once, in a folder with
//   npm install world-atlas@2.0.2 topojson-client@3.1.0 topojson-simplify@3.0.3
//   node land_outline.mjs > land.txt
//
// Only land-50m is read: it has no borders of countries, so none can be drawn as settled. A line of the result is a ring:
// a letter for each point, then x and y of the first point and the steps to the next ones, in hundredths of a degree
// (x: longitude eastward, y: latitude northward). The letter says how much the point matters: "a" is for points whose
// triangle with their neighbours (Visvalingam and Whyatt 1993, as topojson-simplify weighs it) is smallest; with each
// further letter the side of the triangle doubles.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const { feature } = require("topojson-client");
const { presimplify } = require("topojson-simplify");
const SMALLEST = 0.03; // degrees: points that matter less are left out
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

const land = presimplify(JSON.parse(readFileSync(require.resolve("world-atlas/land-50m.json"), "utf8")));
const rings = [];
for (const { geometry } of feature(land, land.objects.land).features) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  rings.push(...polygons.flat());
}

// Rings that cross the 180th meridian go on beyond it (Chukotka ends near 190) instead of jumping across the world.
function unwrapped(ring) {
  let turn = 0;
  const points = ring.map(([x, y, weight], i) => {
    if (i && Math.abs(x - ring[i - 1][0]) > 180) turn += x > 0 ? -360 : 360;
    return [x + turn, y, weight];
  });
  // A ring that begins on the far side of the meridian comes back to where most of it lies.
  const middle = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  for (const point of points) point[0] -= 360 * Math.round(middle / 360);
  if (!turn) return points;
  // Antarctica goes around the pole: close it along the lower edge.
  const [start, end] = [points[0], points.at(-1)];
  return [...points, [end[0], -90, Infinity], [start[0], -90, Infinity], start];
}

const lines = rings.map((closed) => {
  const ring = unwrapped(closed);
  const points = ring.slice(0, -1).map(([x, y, weight]) => [Math.round(x * 100), Math.round(y * 100), Math.sqrt(weight)]);
  // A ring without any point of weight is an island of a few points: it stays as it is.
  const kept = points.length > 8 ? points.filter(([, , side]) => side >= SMALLEST) : points;
  const rank = kept.map(([, , side]) => {
    const steps = Number.isFinite(side) ? Math.floor(Math.log2(Math.max(side, SMALLEST) / SMALLEST)) : LETTERS.length - 1;
    return LETTERS[Math.min(steps, LETTERS.length - 1)];
  });
  const steps = kept.flatMap(([x, y], i) => (i ? [x - kept[i - 1][0], y - kept[i - 1][1]] : [x, y]));
  return `${rank.join("")} ${steps.join(" ")}`;
});
process.stdout.write(`${lines.join("\n")}\n`);
