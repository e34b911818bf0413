import { inWorkspace, kernels } from '../kernels/workspace.ts';
import type { InkPoints } from './ink-points.ts';

/** How far the lines of a page are from level. */
export interface Skew {
  /** Degrees clockwise that the lines run down to the right; turning the page back by as much makes them level. */
  readonly degrees: number;
  /** How much better the page lines up at this angle than at others: 1 is not at all. */
  readonly sharpness: number;
}

/** Angles looked at, degrees to each side. Beyond, a sheet was not laid askew but turned. */
const WIDEST = 20;
const COARSE_STEP = 0.5;
const FINE_STEP = 0.05;
/** Fewest points that say anything. */
const FEWEST_POINTS = 150;

/**
 * The angle at which the points fall on lines: the projection changes most from bin to bin there (W. Postl, 1986; the
 * differences rather than the bins themselves, after D. Bloomberg, so that shading counts for nothing). Coarse over all angles, then fine around the best, then the vertex of a parabola.
 */
export function measureSkew({ width, height, x, y }: InkPoints): Skew | undefined {
  if (x.length < FEWEST_POINTS) return undefined;
  return inWorkspace((space) => {
    const [xs, ys, bins] = [space.put(x), space.put(y), space.room(4 * linesOf(1, 1, width, height))];
    return skewOf({ width, height, x: xs, y: ys, count: x.length, bins });
  });
}

/** Points in the workspace, and room there for counting them by line. */
interface Placed extends Pick<InkPoints, 'width' | 'height'> {
  readonly x: number;
  readonly y: number;
  readonly count: number;
  readonly bins: number;
}

function skewOf(points: Placed): Skew {
  const coarse: number[] = [];
  let best = 0;
  for (let step = 0; step <= (2 * WIDEST) / COARSE_STEP; step += 1) {
    const score = alignment(points, -WIDEST + step * COARSE_STEP, 2);
    coarse.push(score);
    if (score > (coarse[best] as number)) best = step;
  }
  const around = -WIDEST + best * COARSE_STEP;
  const fine: number[] = [];
  const count = Math.round((2 * COARSE_STEP) / FINE_STEP);
  for (let step = 0; step <= count; step += 1)
    fine.push(alignment(points, around - COARSE_STEP + step * FINE_STEP, 1));
  let peak = 0;
  for (const [step, score] of fine.entries()) if (score > (fine[peak] as number)) peak = step;
  const degrees = around - COARSE_STEP + (peak + vertex(fine, peak)) * FINE_STEP;
  const middle = [...coarse].sort((a, b) => a - b)[coarse.length >> 1] as number;
  return { degrees, sharpness: (coarse[best] as number) / middle };
}

/** Sum of squared differences between neighbouring lines of `thickness` pixels at this angle. */
function alignment(points: Placed, degrees: number, thickness: number): number {
  const { width, height, x, y, count, bins } = points;
  const radians = (degrees * Math.PI) / 180;
  const sine = Math.sin(radians) / thickness;
  const cosine = Math.cos(radians) / thickness;
  const offset = Math.max(0, sine * width) + 1;
  return kernels.alignmentOf(x, y, count, cosine, sine, offset, bins, linesOf(cosine, sine, width, height));
}

/** How many lines cross a picture. */
function linesOf(cosine: number, sine: number, width: number, height: number): number {
  return Math.ceil(cosine * height + Math.abs(sine) * width) + 3;
}

/** Where between its neighbours a parabola through the peak has its vertex, -0.5 to 0.5. */
function vertex(scores: readonly number[], peak: number): number {
  const left = scores[peak - 1];
  const right = scores[peak + 1];
  const middle = scores[peak] as number;
  if (left === undefined || right === undefined) return 0;
  const curvature = left - 2 * middle + right;
  return curvature === 0 ? 0 : Math.max(-0.5, Math.min(0.5, (left - right) / (2 * curvature)));
}
