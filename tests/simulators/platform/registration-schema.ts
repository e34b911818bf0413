import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const PUBLISHED = new URL('../../../kiosk-config/schema/dossier-registration.schema.json', import.meta.url);

let judge: ValidateFunction | undefined;

/** The published schema as a platform has it: the file alone, and a validator that is not the terminal's. */
function judgement(): ValidateFunction {
  judge ??= new Ajv2020({ strict: false, validateFormats: false }).compile(
    JSON.parse(readFileSync(PUBLISHED, 'utf8')),
  );
  return judge;
}

/** Where a registration is not what the schema says; empty where it is. Paths of fields, never what is in them. */
export function schemaMistakes(registration: unknown): readonly string[] {
  const validate = judgement();
  return validate(registration)
    ? []
    : (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

/** Names of files that the answers of a registration speak of. */
export function filesNamed(registration: unknown): readonly string[] {
  if (typeof registration !== 'object' || registration === null) return [];
  const answers: unknown = Reflect.get(registration, 'answers');
  return Object.values(answers ?? {}).flatMap((answer: { value?: { files?: unknown } }) =>
    Array.isArray(answer.value?.files) ? answer.value.files : [],
  );
}
