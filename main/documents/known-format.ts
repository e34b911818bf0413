import { isHeic } from './heic-header.ts';
import { isPdf } from './pdf-source.ts';
import { isPng } from './png-header.ts';
import { isTiff } from './tiff-header.ts';

/**
 * What a file is by its first bytes, whatever it is called: the formats that the engine reads, and no other. What it holds
 * is judged by the engine.
 */
export function knownFormat(head: Uint8Array): 'photo' | 'pdf' | undefined {
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'photo';
  if (isPng(head) || isTiff(head) || isHeic(head)) return 'photo';
  return isPdf(head) ? 'pdf' : undefined;
}
