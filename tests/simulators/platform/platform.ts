import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Server as TusServer } from '@tus/server';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import Fastify from 'fastify';
import { z } from 'zod';
import { referenceSchema, sha256Schema } from '../../../main/storage/dossier-manifest.ts';
import { type Deposit, DossierRegister, type HelpCall, type StoredDossier } from './dossier-register.ts';
import { type PlatformSlot, usualSlots } from './offered-slots.ts';
import { openDossier, sha256Of, UnacceptableDossier } from './open-dossier.ts';
import { type PlatformEndpoint, PlatformFaults } from './platform-faults.ts';
import { UploadStore } from './upload-store.ts';

export interface PlatformOptions {
  /** Port on the loopback interface; chosen by the system where absent. */
  readonly port?: number;
  /** Folder of its own. Started again on the same folder, the platform is the same one: key, dossiers, uploads. */
  readonly dataDir: string;
  readonly nativeBinding?: string | undefined;
}

/** A platform that runs, seen from the tests and from the desk. */
export interface ReferencePlatform {
  readonly url: string;
  /** X25519 recipient to seal to, `age1…`. */
  readonly recipient: string;
  /** Identity file as `age -d -i` reads it. */
  readonly identityFile: string;
  readonly faults: PlatformFaults;
  dossiers(): StoredDossier[];
  /** Uploads that reached their end, duplicates and refusals included. */
  deposits(): Deposit[];
  helpCalls(): HelpCall[];
  /** Offers these rendez-vous from now on; without any said, those of `usualSlots`. */
  offerSlots(slots: readonly PlatformSlot[]): void;
  /** Requests received since the start, by endpoint. */
  requests(): Readonly<Record<PlatformEndpoint, number>>;
  /** Cuts every connection and refuses new ones. */
  offline(): Promise<void>;
  /** Listens again, on the same port. */
  online(): Promise<void>;
  isOnline(): boolean;
  stop(): Promise<void>;
}

const UPLOADS_PATH = '/depots';
/** Largest sealed dossier taken. */
const MAX_SEALED_BYTES = 200_000_000;
/** Statuses that the terminal tells apart: the bytes changed on their way (tus checksum extension), or will never do. */
const CHECKSUM_MISMATCH = 460;
const UNPROCESSABLE = 422;

const depositMetadata = z.object({ reference: referenceSchema, sha256: sha256Schema });

function loadIdentity(dataDir: string): Promise<string> | string {
  const file = join(dataDir, 'identity.txt');
  if (!existsSync(file)) return generateX25519Identity();
  const line = readFileSync(file, 'utf8')
    .split('\n')
    .find((candidate) => /^AGE-SECRET-KEY-1/.test(candidate));
  if (line === undefined) throw new Error(`no identity in ${file}`);
  return line;
}

function endpointOf(url: string | undefined): PlatformEndpoint | undefined {
  const [, first, , third] = (url ?? '').split('/');
  if (first === 'depots') return 'upload';
  if (first === 'dossiers') return 'acknowledgement';
  if (first !== 'terminals') return undefined;
  return third === 'slots' ? 'slots' : 'help';
}

/** Answers in the place of the platform where a fault says so. `true` where the request was dealt with. */
async function strike(
  faults: PlatformFaults,
  endpoint: PlatformEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const slow = faults.take(endpoint, 'slow');
  if (slow !== undefined) await wait(slow.ms);
  if (faults.take(endpoint, 'hang') !== undefined) return true;
  if (endpoint !== 'upload' && faults.take(endpoint, 'drop') !== undefined) {
    request.socket.destroy();
    return true;
  }
  const status = faults.take(endpoint, 'status');
  if (status !== undefined) {
    request.resume();
    response.writeHead(status.status).end();
    return true;
  }
  const redirect = faults.take(endpoint, 'redirect');
  if (redirect !== undefined) {
    request.resume();
    response.writeHead(302, { location: redirect.to }).end();
    return true;
  }
  if (faults.take(endpoint, 'garbage') !== undefined) {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' }).end('<html>Portail captif</html>');
    return true;
  }
  if (faults.take(endpoint, 'giant') !== undefined) {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    const block = Buffer.alloc(65_536, 0x20);
    const pour = (): void => {
      while (!response.destroyed && response.write(block));
    };
    response.on('drain', pour);
    pour();
    return true;
  }
  return false;
}

/**
 * The reference platform: what a central platform has to do for the terminals, small but real. Sealed dossiers arrive
 * by tus 1.0 at `/depots` (metadata `reference` and `sha256`), are checked, opened with the platform's age identity,
 * checked against their manifest and stored once; `GET /dossiers/:reference` acknowledges the hash of what is stored;
 * `POST /terminals/:terminal/help` calls a person; `GET /terminals/:terminal/slots` offers rendez-vous. A registration is
 * checked against the published JSON Schema. It listens on the loopback interface only.
 *
 * Upload that ends: 204 stored or already stored, 460 the bytes changed on their way (send again), 422 it cannot
 * be opened, is not what its manifest says, or another dossier has this reference.
 */
export async function startPlatform(options: PlatformOptions): Promise<ReferencePlatform> {
  const { dataDir } = options;
  const uploadsFolder = join(dataDir, 'uploads');
  mkdirSync(uploadsFolder, { recursive: true });
  const identity = await loadIdentity(dataDir);
  const recipient = await identityToRecipient(identity);
  const identityFile = join(dataDir, 'identity.txt');
  writeFileSync(identityFile, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600 });

  const faults = new PlatformFaults();
  const register = new DossierRegister(dataDir, options.nativeBinding);
  const store = new UploadStore(uploadsFolder, faults);
  let offered: readonly PlatformSlot[] | undefined;
  const requests = { acknowledgement: 0, upload: 0, help: 0, slots: 0 };

  async function take(path: string, reference: string, sha256: string): Promise<Deposit['outcome']> {
    const file = await open(path, 'r');
    const sealed = await file.readFile().finally(() => file.close());
    const middle = sealed.length >> 1;
    if (faults.take('upload', 'corrupt') !== undefined)
      sealed.writeUInt8(sealed.readUInt8(middle) ^ 1, middle);
    if (sha256Of(sealed) !== sha256) return 'corrupted';
    const known = register.find(reference);
    if (known !== undefined) return known.sha256 === sha256 ? 'duplicate' : 'conflict';
    try {
      register.store(await openDossier(sealed, identity, reference), sha256, new Date().toISOString());
      return 'stored';
    } catch (error) {
      if (error instanceof UnacceptableDossier) return 'unacceptable';
      throw error;
    }
  }

  /** One deposit is settled at a time: two uploads of one dossier that end together must not both be stored. */
  let settling: Promise<unknown> = Promise.resolve();
  function settle(
    uploadId: string,
    path: string,
    reference: string,
    sha256: string,
  ): Promise<Deposit['outcome']> {
    const settled = settling.then(async () => {
      const outcome = await take(path, reference, sha256);
      register.addDeposit({ reference, sha256, outcome, at: new Date().toISOString() });
      await store.remove(uploadId);
      return outcome;
    });
    settling = settled.catch(() => undefined);
    return settled;
  }

  const tus = new TusServer({
    path: UPLOADS_PATH,
    datastore: store,
    maxSize: MAX_SEALED_BYTES,
    generateUrl: (_request, { path, id }) => {
      const elsewhere = faults.take('upload', 'foreign-location');
      return `${elsewhere?.to ?? ''}${path}/${id}`;
    },
    onUploadCreate: async (_request, upload) => {
      if (!depositMetadata.safeParse(upload.metadata).success) throw { status_code: 400, body: 'metadata' };
      return {};
    },
    onUploadFinish: async (_request, upload) => {
      const { reference, sha256 } = depositMetadata.parse(upload.metadata);
      const outcome = await settle(upload.id, join(uploadsFolder, upload.id), reference, sha256);
      if (outcome === 'corrupted') throw { status_code: CHECKSUM_MISMATCH, body: '' };
      // Not 409, which in tus means that the offset is not the expected one and is tried again.
      if (outcome === 'conflict' || outcome === 'unacceptable')
        throw { status_code: UNPROCESSABLE, body: '' };
      return {};
    },
  });

  let server: Server = createServer();
  const app = Fastify({
    logger: false,
    serverFactory: (handler) => {
      server = createServer((request, response) => {
        const endpoint = endpointOf(request.url);
        if (endpoint === undefined) {
          handler(request, response);
          return;
        }
        requests[endpoint] += 1;
        const uploadId = endpoint === 'upload' ? request.url?.split('/')[2] : undefined;
        if (uploadId !== undefined) store.receivingOver(uploadId, request.socket);
        void strike(faults, endpoint, request, response).then((struck) => {
          if (!struck) handler(request, response);
        });
      });
      return server;
    },
  });

  // The body of an upload is left to the tus server, unread.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _payload, done) => done(null));
  for (const path of [UPLOADS_PATH, `${UPLOADS_PATH}/*`]) {
    app.all(path, async (request, reply) => {
      reply.hijack();
      await tus.handle(request.raw, reply.raw);
    });
  }

  app.get<{ Params: { reference: string } }>('/dossiers/:reference', async (request, reply) => {
    const stored = register.find(request.params.reference);
    if (stored === undefined || faults.take('acknowledgement', 'forget') !== undefined) {
      return reply.code(404).send({ error: 'unknown' });
    }
    const { reference, sha256, acknowledgement, receivedAt } = stored;
    const wrong = faults.take('acknowledgement', 'wrong-hash') !== undefined;
    return { reference, sha256: wrong ? sha256Of(Buffer.from(sha256)) : sha256, acknowledgement, receivedAt };
  });

  app.post<{ Params: { terminal: string } }>('/terminals/:terminal/help', async (request, reply) => {
    register.addHelpCall({ terminal: request.params.terminal, at: new Date().toISOString() });
    return reply.code(204).send();
  });

  app.get('/terminals/:terminal/slots', async () => ({ slots: offered ?? usualSlots(new Date()) }));

  await app.ready();
  let port = options.port ?? 0;

  async function online(): Promise<void> {
    if (server.listening) return;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
    port = (server.address() as AddressInfo).port;
  }

  async function offline(): Promise<void> {
    if (!server.listening) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  await online();
  return {
    url: `http://127.0.0.1:${port}`,
    recipient,
    identityFile,
    faults,
    dossiers: () => register.dossiers(),
    deposits: () => register.deposits(),
    helpCalls: () => register.helpCalls(),
    offerSlots: (slots) => {
      offered = slots;
    },
    requests: () => ({ ...requests }),
    offline,
    online,
    isOnline: () => server.listening,
    stop: async () => {
      await offline();
      await settling;
      await app.close();
      register.close();
    },
  };
}
