import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** scanimage ignores a second signal while it cleans up, and can hang doing so: asked once, then made to. */
const GRACE_MS = 2_000;

export interface ScanimageRun {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** sane-airscan pointed at one scanner, with a configuration of its own: nothing of the machine is read or changed. */
export interface AirscanClient {
  readonly folder: string;
  /** Runs scanimage on the scanner, in the client's folder, for at most `timeoutMs`. */
  run(args: readonly string[], timeoutMs?: number): Promise<ScanimageRun>;
  close(): Promise<void>;
}

/** A client for the scanner at `url` (its eSCL root). */
export async function airscanClient(url: string): Promise<AirscanClient> {
  const folder = await mkdtemp(path.join(tmpdir(), 'borne-airscan-'));
  await mkdir(path.join(folder, 'dll.d'));
  await writeFile(path.join(folder, 'dll.conf'), 'airscan\n');
  await writeFile(
    path.join(folder, 'airscan.conf'),
    `[devices]\n"Borne" = ${url}, eSCL\n[options]\ndiscovery = disable\n`,
  );
  return {
    folder,
    run: (args, timeoutMs = 30_000) =>
      new Promise((resolve, reject) => {
        const child = spawn('scanimage', ['-d', 'airscan:e0:Borne', ...args], {
          cwd: folder,
          env: { PATH: process.env['PATH'], HOME: folder, SANE_CONFIG_DIR: folder },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        const out: Buffer[] = [];
        const errors: Buffer[] = [];
        let timedOut = false;
        let kill: NodeJS.Timeout | undefined;
        const term = setTimeout(() => {
          timedOut = true;
          child.kill('SIGTERM');
          kill = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
        }, timeoutMs);
        child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
        child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
        child.once('error', (error) => {
          clearTimeout(term);
          reject(error);
        });
        child.once('close', (code) => {
          clearTimeout(term);
          clearTimeout(kill);
          resolve({
            code,
            stdout: Buffer.concat(out),
            stderr: Buffer.concat(errors).toString('utf8'),
            timedOut,
          });
        });
      }),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
