import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../setup/command.mjs';
import { done, type Outcome, stopped } from '../setup/outcome.mjs';

/** Debian's name for "the current kernel of this release". */
const META_PACKAGE = 'linux-image-amd64';
/** Asking apt what it knows, milliseconds. */
const QUESTION_LIMIT_MS = 30_000;
/** Fetching 70 MB over a slow line, or the lists of packages, milliseconds. */
const FETCH_LIMIT_MS = 10 * 60_000;
/** Unpacking 400 MB, milliseconds. */
const UNPACK_LIMIT_MS = 2 * 60_000;

/** A Debian kernel, unpacked. */
export interface UnpackedKernel {
  /** `6.1.0-56-amd64`. */
  readonly release: string;
  /** The kernel itself. */
  readonly image: string;
  /** Folder that holds `lib/modules/<release>`. */
  readonly root: string;
}

/** Where kernels are kept between runs: outside the checkout, per user. */
function kernelCache(): string {
  return path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'borne', 'usb-lab');
}

async function currentPackage(): Promise<string | undefined> {
  const { stdout } = await runCommand('apt-cache', ['depends', META_PACKAGE], {
    timeoutMs: QUESTION_LIMIT_MS,
  });
  return /Depends: (linux-image-\d[\w.+-]*-amd64)\s/.exec(`${stdout}\n`)?.[1];
}

/** The kernel of `folder`, where one was unpacked there to the end. */
function unpackedIn(folder: string): UnpackedKernel | undefined {
  const modules = path.join(folder, 'lib', 'modules');
  const release = existsSync(modules) ? readdirSync(modules)[0] : undefined;
  if (release === undefined) return undefined;
  const image = path.join(folder, 'boot', `vmlinuz-${release}`);
  return existsSync(image) ? { release, image, root: folder } : undefined;
}

/**
 * Debian's current kernel for this release, downloaded by apt and unpacked without being installed. Kept in the cache,
 * one only: a newer one replaces it. Where apt cannot say which is current, or cannot fetch it, the kept one is used.
 */
export async function ensureKernel(tell: (what: string) => void): Promise<Outcome<UnpackedKernel>> {
  const cache = kernelCache();
  mkdirSync(cache, { recursive: true });
  let name = await currentPackage();
  if (name === undefined) {
    const former = anyKeptIn(cache);
    if (former !== undefined) return done(former);
    tell('fetching the lists of packages');
    await runCommand('apt-get', ['--quiet', 'update'], { timeoutMs: FETCH_LIMIT_MS });
    name = await currentPackage();
  }
  if (name === undefined)
    return stopped(`apt knows no package ${META_PACKAGE}: this is not Debian on x86-64`);
  const kept = unpackedIn(path.join(cache, name));
  if (kept !== undefined) return done(kept);
  const fetched = await fetchKernel(name, cache, tell);
  if (fetched.ok) return fetched;
  const former = anyKeptIn(cache);
  if (former === undefined) return fetched;
  tell(`${fetched.sentence}; ${former.release} is used, which was kept`);
  return done(former);
}

function anyKeptIn(cache: string): UnpackedKernel | undefined {
  return readdirSync(cache).flatMap((entry) => unpackedIn(path.join(cache, entry)) ?? [])[0];
}

async function fetchKernel(
  name: string,
  cache: string,
  tell: (what: string) => void,
): Promise<Outcome<UnpackedKernel>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'borne-kernel-'));
  try {
    tell(`fetching ${name}`);
    const archive = await download(name, folder, tell);
    if (!archive.ok) return archive;
    const fresh = path.join(cache, `.${name}-${process.pid}`);
    rmSync(fresh, { recursive: true, force: true });
    const unpacked = await runCommand('dpkg-deb', ['--extract', archive.value, fresh], {
      timeoutMs: UNPACK_LIMIT_MS,
    });
    if (unpacked.code !== 0) {
      rmSync(fresh, { recursive: true, force: true });
      return stopped(`${name} cannot be unpacked into ${cache}`, unpacked.stderr);
    }
    const release = readdirSync(path.join(fresh, 'lib', 'modules'))[0] ?? '';
    await runCommand('depmod', ['--basedir', fresh, release], { timeoutMs: UNPACK_LIMIT_MS });
    for (const former of readdirSync(cache)) {
      if (path.join(cache, former) !== fresh)
        rmSync(path.join(cache, former), { recursive: true, force: true });
    }
    renameSync(fresh, path.join(cache, name));
    const kernel = unpackedIn(path.join(cache, name));
    return kernel === undefined ? stopped(`${name} holds no kernel`) : done(kernel);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function download(
  name: string,
  folder: string,
  tell: (what: string) => void,
): Promise<Outcome<string>> {
  // apt's own unprivileged account could not write into our folder.
  const args = ['--quiet', '-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Retries=2', 'download', name];
  let end = await runCommand('apt-get', args, { cwd: folder, timeoutMs: FETCH_LIMIT_MS });
  if (end.code !== 0) {
    tell('fetching the lists of packages');
    await runCommand('apt-get', ['--quiet', 'update'], { timeoutMs: FETCH_LIMIT_MS });
    end = await runCommand('apt-get', args, { cwd: folder, timeoutMs: FETCH_LIMIT_MS });
  }
  const archive = readdirSync(folder).find((file) => file.endsWith('.deb'));
  if (end.code !== 0 || archive === undefined) {
    return stopped(`apt-get download ${name} ended with ${end.code ?? 'its time limit'}`, end.stderr);
  }
  return done(path.join(folder, archive));
}
