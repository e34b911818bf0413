import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS, SNAPSHOT_CHANNEL } from '../contract/channels.ts';
import type { Snapshot } from '../contract/snapshot.ts';

/** The sandboxed bridge: one function per declared channel, nothing generic, no Electron object given out. */
const requests = Object.fromEntries(
  Object.keys(CHANNELS).map((name) => [name, (input: unknown) => ipcRenderer.invoke(name, input)]),
);

function onSnapshot(listener: (snapshot: Snapshot) => void): () => void {
  const receive = (_event: unknown, snapshot: Snapshot): void => listener(snapshot);
  ipcRenderer.on(SNAPSHOT_CHANNEL, receive);
  return () => ipcRenderer.removeListener(SNAPSHOT_CHANNEL, receive);
}

contextBridge.exposeInMainWorld('kiosk', { ...requests, onSnapshot });
