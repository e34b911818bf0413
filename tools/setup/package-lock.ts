/** An entry of package-lock.json, as far as it matters here. */
interface LockedPackage {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optional?: boolean;
  readonly os?: readonly string[];
}

interface Lock {
  packages: Record<string, LockedPackage>;
}

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const PROCESSORS: Readonly<Record<string, string>> = {
  arm: 'arm',
  arm64: 'arm64',
  ia32: 'ia32',
  loong64: 'loong64',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  wasm32: 'wasm32',
  x64: 'x64',
};

/**
 * Adds an entry for every optional package that a locked package asks for by exact version and that has none. The
 * system, processor and C library come from the package's name (`…-linux-arm64-musl`), so npm leaves these packages out
 * on this machine. Their hash is not known where the registry does not carry them: npm takes it from the registry on
 * the systems concerned.
 *
 * @param text package-lock.json.
 */
export function completeLock(text: string): { readonly text: string; readonly added: readonly string[] } {
  const lock: Lock = JSON.parse(text);
  const added: string[] = [];
  for (const { place, name } of missingOptional(lock)) {
    const parent = lock.packages[place];
    const version = parent?.optionalDependencies?.[name];
    const platform = platformOf(name);
    if (version === undefined || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version) || platform === undefined) continue;
    const target = `node_modules/${name}`;
    // In npm's own order of keys, so that its next run changes nothing.
    lock.packages[target] = {
      version,
      cpu: platform.cpu,
      ...(parent?.dev === true ? { dev: true } : {}),
      ...(platform.libc === undefined ? {} : { libc: platform.libc }),
      optional: true,
      os: platform.os,
    };
    added.push(target);
  }
  lock.packages = Object.fromEntries(
    Object.entries(lock.packages).sort(([left], [right]) => left.localeCompare(right, 'en')),
  );
  return { text: `${JSON.stringify(lock, null, 2)}\n`, added };
}

/** The optional packages asked for that have no entry, with the place of the package that asks. */
export function missingOptional(lock: Lock): readonly { readonly place: string; readonly name: string }[] {
  return Object.entries(lock.packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(lock, place, name))
      .map((name) => ({ place, name })),
  );
}

/** Whether `name` as imported from `place` has an entry: beside it, or in any `node_modules` above. */
function isLocked(lock: Lock, place: string, name: string): boolean {
  const folders = place.split('node_modules/');
  return folders.some((_, index) => {
    const above = folders
      .slice(0, folders.length - index)
      .join('node_modules/')
      .replace(/\/$/, '');
    return `${above === '' ? '' : `${above}/`}node_modules/${name}` in lock.packages;
  });
}

/** What a package's name says of the system it is for; nothing where it says none. */
function platformOf(
  name: string,
):
  | { readonly os: readonly string[]; readonly cpu: readonly string[]; readonly libc?: readonly string[] }
  | undefined {
  const words = name.split(/[/-]/);
  const system = words.find((word) => SYSTEMS.includes(word));
  const processor = words.map((word) => PROCESSORS[word]).find((found) => found !== undefined);
  if (system === undefined || processor === undefined) return undefined;
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
  return { os: [system], cpu: [processor], ...(system === 'linux' ? { libc: [libc] } : {}) };
}
