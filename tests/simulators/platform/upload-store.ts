import type http from 'node:http';
import type { Socket } from 'node:net';
import { Readable, type Transform } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { FileStore } from '@tus/file-store';
import type { PlatformFaults } from './platform-faults.ts';

/** The store of uploads under way, with the faults that strike in the middle of one. */
export class UploadStore extends FileStore {
  readonly #faults: PlatformFaults;
  readonly #sockets = new Map<string, Socket>();

  constructor(directory: string, faults: PlatformFaults) {
    super({ directory });
    this.#faults = faults;
  }

  /** Tells over which connection an upload is being received, so that it can be cut. */
  receivingOver(uploadId: string, socket: Socket): void {
    this.#sockets.set(uploadId, socket);
  }

  override write(
    readable: http.IncomingMessage | Readable,
    uploadId: string,
    offset: number,
  ): Promise<number> {
    const drop = this.#faults.take('upload', 'drop');
    const throttle = this.#faults.take('upload', 'throttle');
    if (drop === undefined && throttle === undefined) return super.write(readable, uploadId, offset);
    const socket = this.#sockets.get(uploadId);
    const pace = throttle?.bytesPerSecond ?? Number.POSITIVE_INFINITY;
    const limit = drop?.afterBytes ?? (drop === undefined ? Number.POSITIVE_INFINITY : 0);
    const received = Readable.from(
      (async function* cut() {
        let taken = 0;
        for await (const chunk of readable as AsyncIterable<Buffer>) {
          const kept = chunk.subarray(0, limit - taken);
          taken += kept.length;
          if (pace !== Number.POSITIVE_INFINITY) await wait((kept.length / pace) * 1_000);
          if (kept.length > 0) yield kept;
          if (taken >= limit) {
            socket?.destroy();
            return;
          }
        }
      })(),
    );
    return super.write(received as Readable & Transform, uploadId, offset);
  }
}
