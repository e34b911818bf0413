import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { readJourneys } from '../../../kiosk-config/schema/journey-configuration.ts';
import { readConfiguration } from '../../../kiosk-config/schema/read-configuration.ts';
import { readTerminalJourneys } from '../../../kiosk-config/schema/terminal-journeys.ts';
import { LANGUAGE_CODES } from '../../../main/domain/language.ts';
import { SHIPPED } from './journeys-fixture.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** What is shipped, in a folder in which it can be harmed. */
function copied(): string {
  const folder = mkdtempSync(join(tmpdir(), 'borne-languages-'));
  folders.push(folder);
  cpSync(SHIPPED, folder, { recursive: true });
  return folder;
}

/** Takes one text out of a YAML file. */
function takeOut(file: string, ...path: string[]): void {
  const document = parseDocument(readFileSync(file, 'utf8'));
  if (!document.deleteIn(path)) throw new Error(`${path.join('.')} is not in ${file}`);
  writeFileSync(file, document.toString());
}

/** The journeys as a France Services terminal reads them at its start. */
function start(folder: string) {
  const profile = join(folder, 'profiles', 'france-services.yaml');
  const configuration = readConfiguration(profile, folder);
  if (!configuration.ok) throw new Error(JSON.stringify(configuration.problems));
  return readTerminalJourneys(folder, configuration.value, profile);
}

function completeOf(folder: string): readonly string[] {
  const read = start(folder);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return [...read.value.complete];
}

const without = (...left: string[]) => LANGUAGE_CODES.filter((code) => !left.includes(code));

describe('a language whose texts are not all there', () => {
  test('is not among the complete ones, and the terminal starts with the others', () => {
    const folder = copied();
    expect(completeOf(folder)).toEqual([...LANGUAGE_CODES]);
    takeOut(join(folder, 'journeys', 'ar.yaml'), 'blocks', 'vous');
    rmSync(join(folder, 'journeys', 'tr.yaml'));
    expect(completeOf(folder)).toEqual(without('ar', 'tr'));
  });

  test('in the words of the terminal’s own site is not complete there', () => {
    const folder = copied();
    takeOut(join(folder, 'journeys', 'sites', 'france-services.yaml'), 'texts', 'uk');
    expect(completeOf(folder)).toEqual(without('uk'));
  });

  test('is a mistake for whoever checks the configuration, with the text’s name', () => {
    const folder = copied();
    takeOut(join(folder, 'journeys', 'ar.yaml'), 'blocks', 'vous');
    const read = readJourneys(folder, { documentKinds: new Set(), everyCase: false });
    expect(read.ok ? [] : read.problems.map(({ sentence }) => sentence)).toContainEqual(
      expect.stringMatching(/« blocks\.vous » manque en .*\(ar\)/),
    );
  });

  test('is a mistake for whoever checks the configuration where it has no file at all', () => {
    const folder = copied();
    rmSync(join(folder, 'journeys', 'tr.yaml'));
    const checked = (everyLanguage: boolean) =>
      readJourneys(folder, {
        documentKinds: new Set(),
        everyCase: false,
        leavesOutLanguages: true,
        everyLanguage,
      });
    const [all, present] = [checked(true), checked(false)].map((read) => (read.ok ? [] : read.problems));
    expect(all).toContainEqual({
      file: join(folder, 'journeys', 'tr.yaml'),
      line: 0,
      sentence: 'Les textes en Türkçe (tr) manquent : sans ce fichier, aucune borne ne propose cette langue.',
    });
    expect(JSON.stringify(present)).not.toContain('tr.yaml');
  });

  test('is told once where its file is there and cannot be read', () => {
    const folder = copied();
    const file = join(folder, 'journeys', 'tr.yaml');
    writeFileSync(file, 'language: [tr');
    const read = readJourneys(folder, { documentKinds: new Set(), everyCase: false, everyLanguage: true });
    const told = read.ok ? [] : read.problems.filter((problem) => problem.file === file);
    expect(told.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^Ce n'est pas du YAML correct/),
    ]);
  });

  test('keeps the terminal shut where it is French, in which all is said', () => {
    const folder = copied();
    takeOut(join(folder, 'journeys', 'fr.yaml'), 'blocks', 'vous');
    expect(start(folder).ok).toBe(false);
  });
});
