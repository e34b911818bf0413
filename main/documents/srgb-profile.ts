/** Points of the tone curve; libraries interpolate linearly between them (ICC.1:2001-04, 6.5.3). */
const CURVE_POINTS = 64;

/** D50-adapted primaries of sRGB (IEC 61966-2-1, annex; the values every published sRGB profile carries). */
const COLORANTS = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
} as const;
const D50 = [0.9642, 1, 0.8249] as const;

/**
 * The sRGB colour space as an ICC version 2 display profile, small because each document carries it: PDF/A wants the
 * profile itself, and published ones weigh 3 kB.
 */
export function srgbProfile(): Uint8Array {
  const curve = toneCurve();
  const tags: (readonly [string, Uint8Array])[] = [
    ['desc', description('sRGB')],
    ['cprt', text('No copyright')],
    ['wtpt', xyz(D50)],
    ['rXYZ', xyz(COLORANTS.rXYZ)],
    ['gXYZ', xyz(COLORANTS.gXYZ)],
    ['bXYZ', xyz(COLORANTS.bXYZ)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  const places = new Map<Uint8Array, number>();
  let size = 128 + 4 + 12 * tags.length;
  for (const [, data] of tags) {
    if (places.has(data)) continue;
    places.set(data, size);
    size += (data.length + 3) & ~3;
  }
  const profile = new Uint8Array(size);
  const view = new DataView(profile.buffer);
  writeHeader(profile, view, size);
  view.setUint32(128, tags.length);
  for (const [index, [signature, data]] of tags.entries()) {
    const place = places.get(data) ?? 0;
    profile.set(ascii(signature), 132 + 12 * index);
    view.setUint32(136 + 12 * index, place);
    view.setUint32(140 + 12 * index, data.length);
    profile.set(data, place);
  }
  return profile;
}

/** ICC.1:2001-04, 6.1. */
function writeHeader(profile: Uint8Array, view: DataView, size: number): void {
  view.setUint32(0, size);
  view.setUint32(8, 0x02100000);
  profile.set(ascii('mntrRGB XYZ '), 12);
  for (const [index, part] of [2026, 1, 1, 0, 0, 0].entries()) view.setUint16(24 + 2 * index, part);
  profile.set(ascii('acsp'), 36);
  for (const [index, value] of D50.entries()) view.setInt32(68 + 4 * index, fixed(value));
}

function toneCurve(): Uint8Array {
  const data = new Uint8Array(12 + 2 * CURVE_POINTS);
  const view = new DataView(data.buffer);
  data.set(ascii('curv'));
  view.setUint32(8, CURVE_POINTS);
  for (let point = 0; point < CURVE_POINTS; point += 1) {
    const encoded = point / (CURVE_POINTS - 1);
    const linear = encoded <= 0.04045 ? encoded / 12.92 : ((encoded + 0.055) / 1.055) ** 2.4;
    view.setUint16(12 + 2 * point, Math.round(linear * 65_535));
  }
  return data;
}

function xyz(values: readonly [number, number, number]): Uint8Array {
  const data = new Uint8Array(20);
  data.set(ascii('XYZ '));
  const view = new DataView(data.buffer);
  for (const [index, value] of values.entries()) view.setInt32(8 + 4 * index, fixed(value));
  return data;
}

function text(value: string): Uint8Array {
  return Uint8Array.from([...ascii('text'), 0, 0, 0, 0, ...ascii(value), 0]);
}

/** The three-fold description of version 2: ASCII, no Unicode, no ScriptCode (67 bytes all the same). */
function description(value: string): Uint8Array {
  const data = new Uint8Array(12 + value.length + 1 + 8 + 3 + 67);
  data.set(ascii('desc'));
  new DataView(data.buffer).setUint32(8, value.length + 1);
  data.set(ascii(value), 12);
  return data;
}

function ascii(value: string): number[] {
  return [...value].map((character) => character.charCodeAt(0));
}

/** s15Fixed16Number. */
function fixed(value: number): number {
  return Math.round(value * 65_536);
}
