import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** A switch inside Electron's binary, as the package must have it. */
export interface Fuse {
  readonly option: FuseV1Options;
  readonly name: string;
  readonly wanted: 'on' | 'off';
  /** Why, in one line. */
  readonly reason: string;
}

/** Every fuse there is and how the shipped binary has it set; `electron-builder.yml` sets them. */
export const FUSES: readonly Fuse[] = [
  {
    option: FuseV1Options.RunAsNode,
    name: 'runAsNode',
    wanted: 'off',
    reason: 'the binary is a kiosk, never a Node that runs any script',
  },
  {
    option: FuseV1Options.EnableCookieEncryption,
    name: 'cookieEncryption',
    wanted: 'on',
    reason: 'what Chromium might store is not readable on the disk',
  },
  {
    option: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    name: 'nodeOptions',
    wanted: 'off',
    reason: 'the environment cannot load code',
  },
  {
    option: FuseV1Options.EnableNodeCliInspectArguments,
    name: 'nodeCliInspect',
    wanted: 'off',
    reason: 'nobody attaches to the main process',
  },
  {
    option: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    name: 'embeddedAsarIntegrityValidation',
    wanted: 'on',
    reason: 'a changed archive does not start (Windows and macOS only: Linux has nothing to anchor it to)',
  },
  {
    option: FuseV1Options.OnlyLoadAppFromAsar,
    name: 'onlyLoadAppFromAsar',
    wanted: 'on',
    reason: 'a folder beside the archive is never run',
  },
  {
    option: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    name: 'loadBrowserProcessSpecificV8Snapshot',
    wanted: 'off',
    reason: 'there is no snapshot of our own',
  },
  {
    option: FuseV1Options.GrantFileProtocolExtraPrivileges,
    name: 'grantFileProtocolExtraPrivileges',
    wanted: 'off',
    reason: 'the page comes from kiosk://, file:// has no rights',
  },
  {
    option: FuseV1Options.WasmTrapHandlers,
    name: 'wasmTrapHandlers',
    wanted: 'on',
    reason: 'fast bounds checks for the image codec',
  },
];

/** A fuse as it is in a binary; `absent` where that Electron is older than the fuse. */
export interface FuseReading extends Fuse {
  readonly found: 'on' | 'off' | 'absent';
  readonly asWanted: boolean;
}

/** Reads every fuse back from a packaged binary. */
export async function readFuses(executable: string): Promise<readonly FuseReading[]> {
  const wire = await getCurrentFuseWire(executable);
  return FUSES.map((fuse) => {
    const found = stateName(wire[fuse.option]);
    // What an Electron older than the fuse does cannot be switched: all that is wanted `on` is safe without it. Electron 33 for
    // one checks every access of WebAssembly in its code, which makes decoding take 153 ms a page and not 88.
    const asWanted = found === fuse.wanted || (found === 'absent' && fuse.wanted === 'on');
    return { ...fuse, found, asWanted };
  });
}

function stateName(state: FuseState | undefined): FuseReading['found'] {
  if (state === FuseState.ENABLE) return 'on';
  if (state === FuseState.DISABLE) return 'off';
  return 'absent';
}
