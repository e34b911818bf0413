/** A place in a picture, pixels from its top left corner; y grows downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Area by the shoelace formula; positive whichever way round. */
export function polygonArea(points: readonly Point[]): number {
  let twice = 0;
  for (const [index, point] of points.entries()) {
    const next = points[(index + 1) % points.length] as Point;
    twice += point.x * next.y - next.x * point.y;
  }
  return Math.abs(twice) / 2;
}

/** The convex hull, clockwise as seen on a screen (A. M. Andrew's monotone chain, 1979). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const chain = (ordered: readonly Point[]): Point[] => {
    const kept: Point[] = [];
    for (const point of ordered) {
      while (kept.length >= 2 && turn(kept.at(-2) as Point, kept.at(-1) as Point, point) <= 0) kept.pop();
      kept.push(point);
    }
    kept.pop();
    return kept;
  };
  return [...chain(sorted), ...chain(sorted.reverse())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** The smallest rectangle around a convex hull: one of its sides lies on a side of the hull (H. Freeman, 1975). */
export function smallestRectangle(hull: readonly Point[]): readonly [Point, Point, Point, Point] {
  let best: readonly [Point, Point, Point, Point] | undefined;
  let bestArea = Number.POSITIVE_INFINITY;
  for (const [index, point] of hull.entries()) {
    const next = hull[(index + 1) % hull.length] as Point;
    const length = Math.hypot(next.x - point.x, next.y - point.y);
    if (length === 0) continue;
    const ux = (next.x - point.x) / length;
    const uy = (next.y - point.y) / length;
    let left = Number.POSITIVE_INFINITY;
    let right = Number.NEGATIVE_INFINITY;
    let top = Number.POSITIVE_INFINITY;
    let bottom = Number.NEGATIVE_INFINITY;
    for (const { x, y } of hull) {
      const along = ux * x + uy * y;
      const across = ux * y - uy * x;
      left = Math.min(left, along);
      right = Math.max(right, along);
      top = Math.min(top, across);
      bottom = Math.max(bottom, across);
    }
    const area = (right - left) * (bottom - top);
    if (area >= bestArea) continue;
    bestArea = area;
    const at = (along: number, across: number): Point => ({
      x: ux * along - uy * across,
      y: uy * along + ux * across,
    });
    best = [at(left, top), at(right, top), at(right, bottom), at(left, bottom)];
  }
  const origin = { x: 0, y: 0 };
  return best ?? [origin, origin, origin, origin];
}

/** Hulls are thinned to this many corners first: the search below grows with the fourth power. */
const MOST_CORNERS = 28;

/** The four corners of a convex hull that hold the most of it, in its order. */
export function largestQuadrilateral(hull: readonly Point[]): readonly [Point, Point, Point, Point] {
  const corners = thinned(hull);
  const origin = { x: 0, y: 0 };
  let best: readonly [Point, Point, Point, Point] = [origin, origin, origin, origin];
  let bestArea = -1;
  for (let a = 0; a < corners.length; a += 1) {
    for (let b = a + 1; b < corners.length; b += 1) {
      for (let c = b + 1; c < corners.length; c += 1) {
        for (let d = c + 1; d < corners.length; d += 1) {
          const four = [corners[a], corners[b], corners[c], corners[d]] as [Point, Point, Point, Point];
          const area = polygonArea(four);
          if (area > bestArea) {
            bestArea = area;
            best = four;
          }
        }
      }
    }
  }
  return best;
}

/** Drops the corner that cuts off the least, again and again. */
function thinned(hull: readonly Point[]): Point[] {
  const kept = [...hull];
  while (kept.length > MOST_CORNERS) {
    let least = 0;
    let leastArea = Number.POSITIVE_INFINITY;
    for (let index = 0; index < kept.length; index += 1) {
      const before = kept[(index + kept.length - 1) % kept.length] as Point;
      const after = kept[(index + 1) % kept.length] as Point;
      const area = Math.abs(turn(before, kept[index] as Point, after));
      if (area < leastArea) {
        leastArea = area;
        least = index;
      }
    }
    kept.splice(least, 1);
  }
  return kept;
}
