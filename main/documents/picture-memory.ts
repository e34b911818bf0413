/** Pictures from this size on are worth keeping: their memory is mapped by itself, and costs a fault for every 4 kB. Bytes. */
const LEAST_BYTES = 1_000_000;
/** Most that is kept between pictures, bytes: an A4 page at 300 dpi in colour twice, and what is half as wide. */
const MOST_KEPT_BYTES = 64_000_000;
/** A picture takes memory at most so many times its size. */
const MOST_ROOM = 2;

/** Memory of pictures that are over, the last one first. */
const free: Uint8Array[] = [];
/** Where what was handed out lies. */
const whole = new WeakMap<Uint8Array, Uint8Array>();

/**
 * Bytes for a picture, whose every byte is written before it is read: what is in them is left from another picture of the same
 * visit. Fresh memory is zeroed and mapped page by page, which took a fifth of the processor time of preparing a page in
 * Electron.
 */
export function pictureBytes(length: number): Uint8Array {
  if (length < LEAST_BYTES) return new Uint8Array(length);
  const at = free.findIndex((one) => one.length >= length && one.length <= MOST_ROOM * length);
  const [found = new Uint8Array(length)] = at < 0 ? [] : free.splice(at, 1);
  const picture = found.subarray(0, length);
  whole.set(picture, found);
  return picture;
}

/**
 * Gives back the memory of a picture that nobody looks at any more. What did not come from `pictureBytes`, or was given back
 * before, is left alone.
 */
export function giveBack(picture: Uint8Array): void {
  const memory = whole.get(picture);
  if (memory === undefined) return;
  whole.delete(picture);
  free.unshift(memory);
  let kept = 0;
  const over = free.findIndex((one) => {
    kept += one.length;
    return kept > MOST_KEPT_BYTES;
  });
  if (over >= 0) free.length = over;
}
