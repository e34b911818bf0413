import { readdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Mount } from './mountinfo.ts';

/** Where udev keeps a link for every label, to the device that carries it. */
const BY_LABEL_FOLDER = '/dev/disk/by-label';
/** Most labels looked at; a kiosk has one or two. */
const LABELS_MAX = 64;
/** Longest label shown. */
const LABEL_MAX_CHARACTERS = 40;
/** Said where a stick has no name of its own. */
const NAMELESS = 'USB';

/** udev writes what may not stand in a file name byte by byte, as `\x20`; the rest is UTF-8 as it is. */
function unescapeHex(name: string): string {
  const bytes = Buffer.from(name, 'utf8')
    .toString('latin1')
    .replace(/\\x([0-9a-fA-F]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function fitForScreen(label: string): string {
  const clean = label.replace(/[\p{Cc}\p{Cf}\ufffd]+/gu, ' ').trim();
  return [...clean].slice(0, LABEL_MAX_CHARACTERS).join('');
}

async function labelOfDevice(source: string, byLabelFolder: string): Promise<string | undefined> {
  let names: readonly string[];
  try {
    names = (await readdir(byLabelFolder)).slice(0, LABELS_MAX);
  } catch {
    return undefined;
  }
  for (const name of names) {
    const device = await realpath(join(byLabelFolder, name)).catch(() => undefined);
    if (device === source) return unescapeHex(name);
  }
  return undefined;
}

/**
 * What the visitor knows the stick by: the label of its file system as udev read it, else the name of its mount folder,
 * else `USB` where that is only the name of the device. Made fit for a screen: it is text from a stranger's stick.
 */
export async function volumeLabel(mount: Mount, byLabelFolder = BY_LABEL_FOLDER): Promise<string> {
  const own = await labelOfDevice(mount.source, byLabelFolder);
  const folder = basename(mount.mountPoint);
  const named = own ?? (folder === basename(mount.source) ? '' : folder);
  const label = fitForScreen(named);
  return label === '' ? NAMELESS : label;
}
