import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { buildContainer, createDossierSealer } from '../../../main/storage/dossier-seal.ts';
import { codeOf, fictionalDocument, fictionalDossier, SOME_RECIPIENT } from './fictional-dossier.ts';

test('what is not an X25519 recipient of age is refused at start, not at the first visitor', () => {
  const mistyped = `${SOME_RECIPIENT.slice(0, -1)}q`;
  const identity = 'AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ';
  for (const wrong of [
    [],
    [''],
    [mistyped],
    [identity],
    ['age1pq1qqq'],
    ['ssh-ed25519 AAAA'],
    [SOME_RECIPIENT, 'x'],
  ]) {
    expect(codeOf(createDossierSealer(wrong))).toBe('config-invalid');
  }
  expect(codeOf(createDossierSealer([SOME_RECIPIENT]))).toBe('success');
});

test('a dossier that would lose a file or be refused at the platform is a bug found before sealing', () => {
  const twice = [
    fictionalDocument(randomBytes(10), 'Piece.pdf'),
    fictionalDocument(randomBytes(10), 'piece.pdf'),
  ];
  expect(() => buildContainer(fictionalDossier(twice))).toThrow('same file name');
  const outside = [fictionalDocument(randomBytes(10), '../piece.pdf')];
  expect(() => buildContainer(fictionalDossier(outside))).toThrow();
  expect(() => buildContainer(fictionalDossier([]))).toThrow();
  expect(() => buildContainer(fictionalDossier(undefined, 'ABCD-0000-0000'))).toThrow();
});

test('a terminal whose clock fell back to 1970 still seals', async () => {
  const sealer = createDossierSealer([SOME_RECIPIENT]);
  if (!sealer.ok) throw new Error(sealer.error.code);
  const dossier = { ...fictionalDossier(), confirmedAt: '1970-01-01T00:00:05.000Z' };
  expect((await sealer.value.seal(dossier)).bytes.length).toBeGreaterThan(2_000);
});
