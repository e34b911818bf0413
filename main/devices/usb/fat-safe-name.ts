/** Longest name that is made, in UTF-16 units: FAT and exFAT allow 255, Windows wants the whole path below 260. */
const NAME_MAX_UNITS = 120;

/** Names that Windows reserves for devices, with or without extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
/** What FAT, exFAT and NTFS refuse in a name: control characters and `" * / : < > ? \ |`. */
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Cs}"*/:<>?\\|]+/gu;

/** Cuts at a whole character, keeping the extension. */
function shorten(name: string): string {
  if (name.length <= NAME_MAX_UNITS) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : '';
  let stem = '';
  for (const character of name.slice(0, name.length - extension.length)) {
    if (stem.length + character.length + extension.length > NAME_MAX_UNITS) break;
    stem += character;
  }
  return stem.trimEnd() + extension;
}

/**
 * A name that FAT, exFAT, NTFS and ext4 all take and that stays as written otherwise: accents are kept (as NFC),
 * forbidden characters become `-`, trailing dots and spaces go. Never empty, never `.` or `..`.
 */
export function fatSafeName(name: string): string {
  const kept = shorten(name.normalize('NFC').replace(FORBIDDEN, '-').trim()).replace(/[. ]+$/, '');
  if (kept === '') return 'Sans nom';
  return RESERVED.test(kept) ? `_${kept}` : kept;
}

/** The same name without accents, for a FAT file system that is mounted without a character set that has them. */
export function withoutAccents(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/œ/g, 'oe')
    .replace(/Œ/g, 'OE')
    .replace(/æ/g, 'ae')
    .replace(/Æ/g, 'AE')
    .replace(/’/g, "'")
    .replace(/[^\x20-\x7e]+/g, '-');
}

/** `name (2).pdf` for `name.pdf`: how people know a second copy from everywhere else. */
export function numbered(name: string, count: number): string {
  if (count < 2) return name;
  const dot = name.lastIndexOf('.');
  if (dot <= 0) return `${name} (${count})`;
  return `${name.slice(0, dot)} (${count})${name.slice(dot)}`;
}

/** `Mes documents (2)`: folders have no extension, whatever dots their name holds. */
export function numberedFolder(name: string, count: number): string {
  return count < 2 ? name : `${name} (${count})`;
}

/** Safe names for files that lie in one folder: no two alike for a file system that ignores case. */
export function distinctSafeNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const safe = fatSafeName(name);
    let count = 1;
    while (taken.has(numbered(safe, count).toLowerCase())) count += 1;
    const distinct = numbered(safe, count);
    taken.add(distinct.toLowerCase());
    return distinct;
  });
}
