/** Resolutions a scanner offers, dots per inch, the same in both directions. */
export type Resolutions =
  | { readonly kind: 'discrete'; readonly values: readonly number[] }
  | { readonly kind: 'range'; readonly min: number; readonly max: number; readonly step: number };

/**
 * The supported resolution for a wish: the lowest one that is at least as fine, unless that is more than twice as fine
 * (a page four times heavier than wanted), then the finest below; the coarsest where there is none below.
 * `values` of a discrete list are in rising order.
 */
export function clampResolution(
  wanted: number,
  resolutions: Resolutions,
  maxDpi: number = Number.POSITIVE_INFINITY,
): number {
  if (resolutions.kind === 'range') {
    const top = Math.min(resolutions.max, Math.max(resolutions.min, maxDpi));
    const steps = Math.ceil(
      (Math.min(Math.max(wanted, resolutions.min), top) - resolutions.min) / resolutions.step,
    );
    const value = resolutions.min + steps * resolutions.step;
    return value <= top ? value : Math.max(resolutions.min, value - resolutions.step);
  }
  const lowest = resolutions.values[0] ?? wanted;
  const usable = resolutions.values.filter((value) => value <= maxDpi);
  const above = usable.find((value) => value >= wanted);
  if (above !== undefined && above <= wanted * 2) return above;
  return usable.findLast((value) => value < wanted) ?? above ?? lowest;
}
