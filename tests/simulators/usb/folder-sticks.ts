import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  readControl,
  readStickMounts,
  type SimulatedStick,
  type StickFault,
  stickFolder,
  writeControl,
} from './stick-control.ts';

const CAPACITY_BYTES = 64_000_000;

/** A stick as a person at the desk sees it. */
export interface StickView {
  readonly id: string;
  readonly label: string;
  readonly capacityBytes: number;
  readonly usedBytes: number;
  readonly readOnly: boolean;
  /** `unmounted`: still in its socket, may be removed. `torn-out`: removed while the kiosk had it mounted. */
  readonly state: 'in-hand' | 'plugged' | 'unmounted' | 'torn-out';
  /** False where it lies on the table. A stick that broke down while it was written to is torn out and still in its socket. */
  readonly inSocket: boolean;
  /** What the next export will meet. */
  readonly fault: StickFault | undefined;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

/**
 * The hand at the socket: makes sticks, plugs and pulls them, spoils them. The kiosk's side (`FolderUsbDrives`) learns of it
 * through a file, since it lives in another process.
 */
export class FolderSticks {
  readonly root: string;
  #queue: Promise<void> = Promise.resolve();
  #faults = 0;

  static async open(root: string): Promise<FolderSticks> {
    await mkdir(join(root, 'sticks'), { recursive: true });
    await openToAll(root);
    return new FolderSticks(root);
  }

  private constructor(root: string) {
    this.root = root;
  }

  /** Makes a stick that lies on the desk. Does nothing where it is there already. */
  add(
    id: string,
    options: {
      readonly label?: string;
      readonly capacityBytes?: number;
      readonly readOnly?: boolean;
    } = {},
  ): Promise<void> {
    return this.#change(async (control) => {
      await mkdir(stickFolder(this.root, id), { recursive: true });
      await openToAll(stickFolder(this.root, id));
      control[id] ??= {
        label: options.label ?? 'CLE USB',
        capacityBytes: options.capacityBytes ?? CAPACITY_BYTES,
        readOnly: options.readOnly ?? false,
        pluggings: 0,
        plugged: false,
      };
    });
  }

  plug(id = 'cle'): Promise<void> {
    return this.#edit(id, (stick) => {
      if (stick.plugged) return stick;
      return { ...stick, plugged: true, pluggings: stick.pluggings + 1 };
    });
  }

  pull(id = 'cle'): Promise<void> {
    return this.#edit(id, (stick) => ({ ...stick, plugged: false }));
  }

  setReadOnly(readOnly: boolean, id = 'cle'): Promise<void> {
    return this.#edit(id, (stick) => ({ ...stick, readOnly }));
  }

  setCapacity(capacityBytes: number, id = 'cle'): Promise<void> {
    return this.#edit(id, (stick) => ({ ...stick, capacityBytes }));
  }

  /** The next export meets `kind`. */
  failNext(kind: StickFault, id = 'cle'): Promise<void> {
    return this.#fault(kind, false, id);
  }

  /** Every export meets `kind`, until `heal`. */
  failRepeatedly(kind: StickFault, id = 'cle'): Promise<void> {
    return this.#fault(kind, true, id);
  }

  heal(id = 'cle'): Promise<void> {
    return this.#edit(id, ({ fault: _, ...stick }) => stick);
  }

  /** Puts a file on the stick, as its owner did at home; `path` below its root, folders are made. */
  async put(path: string, bytes: Uint8Array, id = 'cle'): Promise<void> {
    const target = join(stickFolder(this.root, id), path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes);
    await chmod(target, 0o666);
  }

  /** Empties the stick. */
  async format(id = 'cle'): Promise<void> {
    await rm(stickFolder(this.root, id), { recursive: true, force: true });
    await mkdir(stickFolder(this.root, id), { recursive: true });
    await openToAll(stickFolder(this.root, id));
  }

  async view(): Promise<readonly StickView[]> {
    const control = await readControl(this.root);
    const mounts = await readStickMounts(this.root);
    return Promise.all(
      Object.entries(control).map(async ([id, stick]) => {
        const files = await filesBelow(stickFolder(this.root, id), '');
        const mount = mounts[id]?.plugging === stick.pluggings ? mounts[id].state : undefined;
        return {
          id,
          label: stick.label,
          capacityBytes: stick.capacityBytes,
          usedBytes: files.reduce((sum, file) => sum + file.bytes, 0),
          readOnly: stick.readOnly,
          state: stateOf(stick.plugged, mount),
          inSocket: stick.plugged,
          fault: pendingFault(stick, mounts[id]?.faultPlayed),
          files,
        };
      }),
    );
  }

  /** The bytes of a file on a stick; `path` as `view` gives it. */
  async read(path: string, id = 'cle'): Promise<Uint8Array | undefined> {
    const files = await filesBelow(stickFolder(this.root, id), '');
    if (!files.some((file) => file.path === path)) return undefined;
    return readFile(join(stickFolder(this.root, id), path));
  }

  #fault(kind: StickFault, repeat: boolean, id: string): Promise<void> {
    this.#faults += 1;
    // Milliseconds first, so that a desk that was started again does not repeat a number.
    const number = Date.now() * 1_000 + (this.#faults % 1_000);
    return this.#edit(id, (stick) => ({ ...stick, fault: { kind, number, repeat } }));
  }

  #edit(id: string, edit: (stick: SimulatedStick) => SimulatedStick): Promise<void> {
    return this.#change(async (control) => {
      const stick = control[id];
      if (stick === undefined) throw new RangeError(`no stick ${id}`);
      control[id] = edit(stick);
    });
  }

  #change(change: (control: Record<string, SimulatedStick>) => Promise<void>): Promise<void> {
    const changed = this.#queue.then(async () => {
      const control = await readControl(this.root);
      await change(control);
      await writeControl(this.root, control);
    });
    this.#queue = changed.catch(() => undefined);
    return changed;
  }
}

/** The kiosk runs as another user than the desk where the desk was started as root. */
function openToAll(folder: string): Promise<void> {
  return chmod(folder, 0o777);
}

function stateOf(
  plugged: boolean,
  mount: 'mounted' | 'unmounted' | 'broken' | undefined,
): StickView['state'] {
  if (mount === 'broken') return 'torn-out';
  if (plugged) return mount === 'unmounted' ? 'unmounted' : 'plugged';
  return mount === 'mounted' ? 'torn-out' : 'in-hand';
}

function pendingFault(stick: SimulatedStick, played: number | undefined): StickFault | undefined {
  if (stick.fault === undefined) return undefined;
  return stick.fault.repeat || stick.fault.number !== played ? stick.fault.kind : undefined;
}

/** Every file below a folder, however deep, with its path from there. */
export async function filesBelow(
  folder: string,
  prefix: string,
): Promise<readonly { readonly path: string; readonly bytes: number }[]> {
  const files: { path: string; bytes: number }[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) files.push(...(await filesBelow(join(folder, entry.name), path)));
    else if (entry.isFile()) files.push({ path, bytes: (await stat(join(folder, entry.name))).size });
  }
  return files;
}
