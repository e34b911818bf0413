/**
 * Entry of the thread that seals or opens one draft. It opens no file: bytes come and go by message, and it is ended after
 * its answer.
 */
import { parentPort } from 'node:worker_threads';
import { openDraft, sealDraft } from './draft-container.ts';
import type { SealingReply, SealingRequest } from './draft-sealing.ts';

async function answer(request: SealingRequest): Promise<SealingReply> {
  if (request.kind === 'open') return { kind: 'opened', content: await opened(request.sealed, request.code) };
  const { content, code, workFactor } = request;
  return { kind: 'sealed', bytes: await sealDraft(content, code, workFactor) };
}

async function opened(
  sealed: Uint8Array,
  code: string,
): Promise<Extract<SealingReply, { kind: 'opened' }>['content']> {
  const content = await openDraft(sealed, code);
  return content === undefined ? undefined : { record: content.record, files: new Map(content.files) };
}

parentPort?.once('message', (request: SealingRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply));
});
