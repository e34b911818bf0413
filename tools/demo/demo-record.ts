import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** What a demonstration leaves behind: pictures of the screens, files, and lines that say what was done and when. */
export class DemoRecord {
  readonly folder: string;
  readonly #started = performance.now();
  #pictures = 0;

  /** Starts an empty record; what an earlier demonstration left in the folder is removed. */
  constructor(folder: string) {
    this.folder = folder;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(path.join(folder, 'ecrans'), { recursive: true });
  }

  /** Says what was done, with the time since the start. */
  say(line: string): void {
    const seconds = ((performance.now() - this.#started) / 1000).toFixed(1).padStart(5);
    console.log(`${seconds} s  ${line}`);
  }

  /** Keeps a picture of the screen as the visitor sees it. */
  async picture(page: Page, name: string): Promise<void> {
    await page.evaluate('document.fonts.ready.then(() => undefined)');
    this.#pictures += 1;
    const file = `${String(this.#pictures).padStart(2, '0')}-${name}.png`;
    await page.screenshot({ path: path.join(this.folder, 'ecrans', file), animations: 'disabled' });
  }

  get pictures(): number {
    return this.#pictures;
  }
}

/** Milliseconds that something took, and its outcome. */
export async function timed<Value>(
  action: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly ms: number }> {
  const started = performance.now();
  const value = await action();
  return { value, ms: performance.now() - started };
}

/** `1 234 567 bytes`, with the size of a file. */
export function bytesOf(file: string): string {
  return inBytes(statSync(file).size);
}

export function inBytes(count: number): string {
  return `${count.toLocaleString('en-GB').replaceAll(',', ' ')} bytes`;
}

export function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
