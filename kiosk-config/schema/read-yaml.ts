import { readFileSync, statSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, LineCounter, parse, parseDocument } from 'yaml';
import type { z } from 'zod';

/** No configuration file of a kiosk is near this; a larger one is a mistake. Bytes. */
const MAX_FILE_BYTES = 256_000;

/** A mistake in a configuration file, for staff: which file, which line, what is wrong. */
export interface ConfigProblem {
  readonly file: string;
  /** Counted from 1; 0 where the mistake has no place (a missing file). */
  readonly line: number;
  readonly sentence: string;
  /** The language that lacks a text, where that is the mistake. */
  readonly missingIn?: string;
}

export type ReadYaml<Value> =
  | {
      readonly ok: true;
      readonly value: Value;
      /** Line, from 1, of what is at this path in the file; of the nearest thing around it where it is not there. */
      readonly lineOf: (path: readonly PropertyKey[]) => number;
    }
  | { readonly ok: false; readonly missing: boolean; readonly problems: readonly ConfigProblem[] };

/**
 * First line of a file that the build wrote anew: what follows is one line of JSON, which is YAML too and is read in a
 * thirtieth of the time. A file that somebody writes by hand has no such line, and is told its mistakes by their lines.
 */
const COMPACT = '# Réécrit à la construction, à partir du fichier YAML du même nom : ne pas modifier ici.\n';

const COMPACT_LINE = 2;

/** The text of a YAML file written so that it is read fast. The file has to be sound: it is not checked here. */
export function compactYaml(text: string): string {
  return `${COMPACT}${JSON.stringify(parse(text))}\n`;
}

function frenchSentence(issue: z.core.$ZodIssue): string {
  const where = issue.path.length === 0 ? 'Le fichier' : `« ${issue.path.join('.')} »`;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? `${where} manque.` : `${where} doit être de type ${issue.expected}.`;
    case 'unrecognized_keys':
      return `${where} contient une clé inconnue : ${issue.keys.join(', ')}.`;
    case 'invalid_key':
      return `${where} n'est pas un nom connu.`;
    case 'too_small':
      return `${where} est trop petit ou trop court (au moins ${issue.minimum}).`;
    case 'too_big':
      return `${where} est trop grand ou trop long (au plus ${issue.maximum}).`;
    case 'invalid_value':
      return `${where} doit être l'une des valeurs : ${issue.values.join(', ')}.`;
    case 'invalid_union':
      return `${where} n'a aucune des formes possibles.`;
    default:
      return `${where} ${issue.message}.`;
  }
}

/** Where the text of what is at `path` begins: its key where it has one, so that a block is named by its heading. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  const around = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  const pair = isMap(around)
    ? around.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
    : undefined;
  const node = pair === undefined ? document.getIn(path, true) : pair.key;
  return isNode(node) && node.range ? node.range[0] : undefined;
}

type ParsedText =
  | { readonly ok: true; readonly data: unknown; readonly lineOf: (path: readonly PropertyKey[]) => number }
  | Extract<ReadYaml<never>, { readonly ok: false }>;

/** What the build wrote anew; nothing for every other text, and for one that was changed afterwards. */
function compactOf(text: string): ParsedText | undefined {
  if (!text.startsWith(COMPACT)) return undefined;
  try {
    return { ok: true, data: JSON.parse(text.slice(COMPACT.length)), lineOf: () => COMPACT_LINE };
  } catch {
    return undefined;
  }
}

function parsedYaml(file: string, text: string): ParsedText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, strict: true, uniqueKeys: true });
  const mistakes = [...document.errors, ...document.warnings];
  if (mistakes.length > 0) {
    return {
      ok: false,
      missing: false,
      problems: mistakes.map((mistake) => ({
        file,
        line: lines.linePos(mistake.pos[0]).line,
        sentence: `Ce n'est pas du YAML correct (${mistake.code}).`,
      })),
    };
  }

  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 0 });
  } catch {
    const sentence = 'Les alias YAML (& et *) ne sont pas acceptés.';
    return { ok: false, missing: false, problems: [{ file, line: 1, sentence }] };
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const offset = offsetOf(document, path.slice(0, length));
      if (offset !== undefined) return lines.linePos(offset).line;
    }
    return 1;
  };
  return { ok: true, data, lineOf };
}

/**
 * Reads one YAML file and checks it against `schema`. Anchors and aliases are refused (a small file can grow without
 * bound through them), duplicate keys are mistakes. Every mistake is told with its line. Synchronous on purpose: the data
 * folder must be known before Electron is ready.
 */
export function readYaml<Schema extends z.ZodType>(file: string, schema: Schema): ReadYaml<z.infer<Schema>> {
  const failed = (line: number, sentence: string, missing = false): ReadYaml<never> => ({
    ok: false,
    missing,
    problems: [{ file, line, sentence }],
  });

  let text: string;
  try {
    if (statSync(file).size > MAX_FILE_BYTES) return failed(0, 'Le fichier est trop grand.');
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'inconnue';
    return code === 'ENOENT'
      ? failed(0, "Le fichier n'existe pas.", true)
      : failed(0, `Le fichier ne peut pas être lu (${code}).`);
  }

  const read = compactOf(text) ?? parsedYaml(file, text);
  if (!read.ok) return read;
  const { data, lineOf } = read;
  const parsed = schema.safeParse(data, { reportInput: true });
  if (parsed.success) return { ok: true, value: parsed.data, lineOf };
  return {
    ok: false,
    missing: false,
    problems: parsed.error.issues.map((issue) => ({
      file,
      line: lineOf(issue.path),
      sentence: frenchSentence(issue),
    })),
  };
}
