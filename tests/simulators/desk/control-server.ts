import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { z } from 'zod';
import { DESK_BADGES } from '../hid/desk-readers.ts';
import { paper, paperCatalogue } from '../papers/paper-catalogue.ts';
import { filesBelow } from '../usb/folder-sticks.ts';
import { STICK_FAULTS } from '../usb/stick-control.ts';
import { type DeskParts, deskState } from './desk-state.ts';

const THUMBNAIL_DPI = 50;
/** An A4 page on a phone's photo of eight megapixels. */
const PHOTO_DPI = 280;
/** Larger than any request of the page. */
const BODY_MAX_BYTES = 10_000;

const PAGE_FILES = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/desk.css': ['desk.css', 'text/css; charset=utf-8'],
  '/desk.js': ['desk.js', 'text/javascript; charset=utf-8'],
} as const;

const paperId = z.enum(paperCatalogue().map(({ id }) => id) as [string, ...string[]]);
const stickId = z.string().regex(/^[a-z0-9-]{1,40}$/);

/** Everything that can be done at the desk, by name: the page and `POST /api/do` know these and no others. */
const deed = z.discriminatedUnion('do', [
  z.object({ do: z.literal('place-on-glass'), paper: paperId.nullable() }),
  z.object({ do: z.literal('load-feeder'), papers: z.array(paperId).min(1).max(50) }),
  z.object({ do: z.literal('empty-feeder') }),
  z.object({ do: z.literal('scanner-cover'), open: z.boolean() }),
  z.object({
    do: z.literal('feeder-trouble'),
    kind: z.enum(['jam', 'double-feed']),
    sheet: z.int().min(1).max(50),
  }),
  z.object({ do: z.literal('clear-feeder-trouble') }),
  z.object({ do: z.literal('scanner-power'), on: z.boolean() }),
  z.object({
    do: z.literal('printer-condition'),
    condition: z.enum(['media-empty', 'media-jam', 'cover-open', 'toner-empty', 'paused']),
    present: z.boolean(),
  }),
  z.object({ do: z.literal('printer-power'), on: z.boolean() }),
  z.object({ do: z.literal('plug'), stick: stickId }),
  z.object({ do: z.literal('pull'), stick: stickId }),
  z.object({ do: z.literal('format'), stick: stickId }),
  z.object({ do: z.literal('photo-on-stick'), stick: stickId, paper: paperId }),
  z.object({ do: z.literal('stick-read-only'), stick: stickId, readOnly: z.boolean() }),
  z.object({ do: z.literal('stick-fault'), stick: stickId, fault: z.enum(STICK_FAULTS).nullable() }),
  z.object({ do: z.literal('present-badge'), badge: z.enum(['staff', 'helper', 'unknown']) }),
  z.object({ do: z.literal('read-code'), text: z.string().min(1).max(2_000) }),
  z.object({
    do: z.literal('reader-plug'),
    reader: z.enum(['barcode', 'badge']),
    plugged: z.boolean(),
  }),
  z.object({ do: z.literal('network'), up: z.boolean() }),
  z.object({ do: z.literal('platform-fault'), fault: z.enum(['error', 'slow', 'wrong-hash']) }),
]);

export type Deed = z.infer<typeof deed>;

/** Does one thing at the desk. */
async function perform(desk: DeskParts, asked: Deed): Promise<void> {
  const { mechanism } = desk.scanner.simulator;
  switch (asked.do) {
    case 'place-on-glass':
      desk.scanner.tray.placeOnGlass(asked.paper ?? undefined);
      return;
    case 'load-feeder':
      desk.scanner.tray.loadFeeder(asked.papers);
      return;
    case 'empty-feeder':
      desk.scanner.tray.emptyFeeder();
      return;
    case 'scanner-cover':
      if (asked.open) mechanism.openCover();
      else mechanism.closeCover();
      return;
    case 'feeder-trouble':
      mechanism.troubleAtSheet(asked.kind, asked.sheet);
      return;
    case 'clear-feeder-trouble':
      mechanism.clearTrouble();
      return;
    case 'scanner-power':
      return asked.on ? desk.scanner.cable.switchOn() : desk.scanner.cable.switchOff();
    case 'printer-condition':
      desk.printer.simulator.mechanism.set(asked.condition, asked.present);
      return;
    case 'printer-power':
      return asked.on ? desk.printer.cable.switchOn() : desk.printer.cable.switchOff();
    case 'plug':
      return desk.sticks.plug(asked.stick);
    case 'pull':
      return desk.sticks.pull(asked.stick);
    case 'format':
      return desk.sticks.format(asked.stick);
    case 'photo-on-stick': {
      const photo = await paper(asked.paper).render({ dpi: PHOTO_DPI, colour: 'colour' });
      return desk.sticks.put(`DCIM/100MEDIA/${asked.paper}.jpg`, photo, asked.stick);
    }
    case 'stick-read-only':
      return desk.sticks.setReadOnly(asked.readOnly, asked.stick);
    case 'stick-fault':
      return asked.fault === null
        ? desk.sticks.heal(asked.stick)
        : desk.sticks.failNext(asked.fault, asked.stick);
    case 'present-badge':
      return desk.readers.present(asked.badge === 'unknown' ? 'F1C71000000000FF' : DESK_BADGES[asked.badge]);
    case 'read-code':
      return desk.readers.read(asked.text);
    case 'reader-plug':
      return desk.readers.setPlugged(asked.reader, asked.plugged);
    case 'network':
      return asked.up ? desk.platform.online() : desk.platform.offline();
    case 'platform-fault':
      if (asked.fault === 'error') desk.platform.faults.failNext('any', { kind: 'status', status: 500 });
      else if (asked.fault === 'slow') desk.platform.faults.failNext('any', { kind: 'slow', ms: 8_000 });
      else desk.platform.faults.failNext('acknowledgement', { kind: 'wrong-hash' });
      return;
  }
}

function sendFile(reply: FastifyReply, path: string, bytes: Uint8Array): FastifyReply {
  const type = path.endsWith('.pdf') ? 'application/pdf' : 'application/octet-stream';
  return reply.header('content-type', type).send(Buffer.from(bytes));
}

function addFiles(app: FastifyInstance, desk: DeskParts): void {
  app.get<{ Params: { id: string } }>('/papers/:id', async (request, reply) => {
    const id = paperId.safeParse(request.params.id);
    if (!id.success) return reply.code(404).send();
    const bytes = await paper(id.data).render({ dpi: THUMBNAIL_DPI, colour: 'colour' });
    return reply.header('content-type', 'image/jpeg').send(Buffer.from(bytes));
  });
  app.get<{ Params: { id: string } }>('/printed/:id', async (request, reply) => {
    const job = desk.printer.simulator.mechanism.jobs.find(({ id }) => String(id) === request.params.id);
    if (job === undefined) return reply.code(404).send();
    return reply.header('content-type', job.format).send(Buffer.from(job.document));
  });
  app.get<{ Params: { id: string; '*': string } }>('/sticks/:id/*', async (request, reply) => {
    const id = stickId.safeParse(request.params.id);
    const known = id.success && (await desk.sticks.view()).some((stick) => stick.id === id.data);
    const bytes = known ? await desk.sticks.read(request.params['*'], id.data) : undefined;
    if (bytes === undefined) return reply.code(404).send();
    return sendFile(reply, request.params['*'], bytes);
  });
  app.get<{ Params: { reference: string; '*': string } }>(
    '/dossiers/:reference/*',
    async (request, reply) => {
      const dossier = desk.platform
        .dossiers()
        .find(({ reference }) => reference === request.params.reference);
      if (dossier === undefined) return reply.code(404).send();
      // Only what is listed is given: a path that leads elsewhere is none of these.
      const wanted = request.params['*'];
      const files = await filesBelow(dossier.folder, '');
      if (!files.some(({ path }) => path === wanted)) return reply.code(404).send();
      return sendFile(reply, wanted, await readFile(join(dossier.folder, wanted)));
    },
  );
}

/**
 * The desk's page and its small API, on 127.0.0.1: `GET /api/state`, `POST /api/do`, and the files that were printed,
 * copied and received. Only requests that name this very address are answered, so that no other page in the same
 * browser can work the desk.
 */
export async function startControlServer(
  desk: DeskParts,
  port: number,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const app = Fastify({ logger: false, bodyLimit: BODY_MAX_BYTES, forceCloseConnections: true });
  let own = '';
  app.addHook('onRequest', async (request, reply) => {
    const { host, origin } = request.headers;
    if (host !== own || (origin !== undefined && origin !== `http://${own}`)) {
      await reply.code(403).send();
    }
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'content-security-policy': "default-src 'self'",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });
  for (const [path, [name, type]] of Object.entries(PAGE_FILES)) {
    app.get(path, async (_request, reply) =>
      reply.header('content-type', type).send(await readFile(join(import.meta.dirname, 'page', name))),
    );
  }
  app.get('/api/papers', async () => paperCatalogue().map(({ id, title }) => ({ id, title })));
  app.get('/api/state', () => deskState(desk));
  app.post('/api/do', async (request, reply) => {
    const asked = deed.safeParse(request.body);
    if (!asked.success) return reply.code(400).send({ error: z.prettifyError(asked.error) });
    await perform(desk, asked.data);
    return deskState(desk);
  });
  addFiles(app, desk);
  await app.listen({ host: '127.0.0.1', port });
  own = `127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    url: `http://${own}/`,
    async close() {
      await app.close();
    },
  };
}
