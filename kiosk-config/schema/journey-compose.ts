import {
  isValidatorName,
  type TypedKind,
  usualValidator,
  VALIDATORS,
  type ValidatorName,
} from '../../main/domain/identifiers/validators.ts';
import type {
  Choice,
  Journey,
  Provenance,
  Question,
  Screen,
} from '../../main/domain/registration/journey.ts';
import type { ChoiceEntry, JourneyFile, QuestionEntry, QuestionsFile, SiteFile } from './journey-files.ts';
import type { ConfigProblem } from './read-yaml.ts';

/** A file that was read, and where its parts are. */
export interface Source<Value> {
  readonly file: string;
  readonly value: Value;
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

/** A place in a file, to be named in a problem. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A journey put together from its files, with the place of each part. */
export interface ComposedJourney {
  readonly journey: Journey;
  readonly file: string;
  readonly screens: ReadonlyMap<string, Place>;
  /** Where a question is asked. */
  readonly asked: ReadonlyMap<string, Place>;
  /** Where a question is described. */
  readonly described: ReadonlyMap<string, Place>;
}

/** Says a mistake at a place. */
export function problemAt(place: Place, sentence: string): ConfigProblem {
  return { ...place, sentence };
}

function placeIn(source: Source<unknown>, path: readonly PropertyKey[]): Place {
  return { file: source.file, line: source.lineOf(path) };
}

type ScreenEntry = JourneyFile['blocks'][number]['screens'][number];
type Ask = ScreenEntry['questions'][number];

/** A screen with where it is written, and where each of its questions is. */
interface PlacedScreen {
  readonly entry: ScreenEntry;
  readonly place: Place;
  readonly asks: readonly { readonly ask: Ask; readonly place: Place }[];
}

function placeScreen(
  source: Source<unknown>,
  path: readonly PropertyKey[],
  entry: ScreenEntry,
): PlacedScreen {
  const asks = entry.questions.map((ask, index) => ({
    ask,
    place: placeIn(source, [...path, 'questions', index]),
  }));
  return { entry, place: placeIn(source, path), asks };
}

interface Described {
  readonly entry: QuestionEntry;
  readonly place: Place;
}

/** What can be asked: the questions and lists of choices of the country and of the site. */
export class QuestionBank {
  readonly problems: ConfigProblem[] = [];
  readonly described = new Map<string, Described>();
  readonly #sets = new Map<string, { readonly choices: readonly ChoiceEntry[]; readonly place: Place }>();
  readonly #used = new Set<string>();

  constructor(sources: readonly Source<Pick<QuestionsFile, 'sets' | 'questions'>>[]) {
    for (const source of sources) {
      for (const [id, choices] of Object.entries(source.value.sets)) {
        this.#addSet(id, choices, placeIn(source, ['sets', id]));
      }
      for (const [index, entry] of source.value.questions.entries()) {
        this.#addQuestion(entry, placeIn(source, ['questions', index]));
      }
    }
  }

  #addSet(id: string, choices: readonly ChoiceEntry[], place: Place): void {
    if (this.#sets.has(id)) this.problems.push(problemAt(place, `La liste « ${id} » existe deux fois.`));
    else this.#sets.set(id, { choices, place });
    this.#checkChoices(id, choices, place);
  }

  #checkChoices(id: string, choices: readonly ChoiceEntry[], place: Place): void {
    const ids = choices.map((choice) => (typeof choice === 'string' ? choice : choice.id));
    const twice = ids.find((choice, index) => ids.indexOf(choice) !== index);
    if (twice !== undefined) {
      this.problems.push(problemAt(place, `Le choix « ${twice} » est deux fois dans « ${id} ».`));
    }
  }

  #addQuestion(entry: QuestionEntry, place: Place): void {
    const { id } = entry;
    if (this.described.has(id)) {
      this.problems.push(problemAt(place, `La question « ${id} » existe deux fois.`));
      return;
    }
    this.described.set(id, { entry, place });
    if (entry.use.length === 0) {
      this.problems.push(problemAt(place, `La question « ${id} » ne dit pas à quoi elle sert (use).`));
    }
    if ('choices' in entry && typeof entry.choices !== 'string') {
      this.#checkChoices(id, entry.choices, place);
      if (this.#sets.has(id)) {
        this.problems.push(problemAt(place, `« ${id} » est à la fois une liste et une question à choix.`));
      }
    }
    if ('validate' in entry) this.#checkValidator(entry.id, entry.kind, entry.validate, place);
  }

  #checkValidator(id: string, kind: string, named: string | undefined, place: Place): void {
    if (named === undefined) return;
    if (!isValidatorName(named)) {
      this.problems.push(problemAt(place, `La vérification « ${named} » de « ${id} » n'existe pas.`));
    } else if (VALIDATORS[named].kind !== kind) {
      const sentence = `La vérification « ${named} » de « ${id} » est faite pour une question de sorte ${VALIDATORS[named].kind}.`;
      this.problems.push(problemAt(place, sentence));
    }
  }

  /** A question as the kiosk asks it; nothing where it is not described or not as it should be. */
  question(ask: Ask): Question | undefined {
    const entry = this.described.get(ask.ask)?.entry;
    if (entry === undefined) return undefined;
    this.#used.add(entry.id);
    const provenance: Provenance[] = ['typed', ...entry.read_from];
    const common = {
      id: entry.id,
      required: ask.required,
      sensitive: entry.sensitive,
      when: ask.when ?? null,
      use: entry.use,
      provenance,
    };
    switch (entry.kind) {
      case 'choice':
      case 'choices': {
        const choices = this.#choicesOf(entry.id, entry.choices);
        const texts = typeof entry.choices === 'string' ? entry.choices : entry.id;
        return choices === undefined ? undefined : { ...common, kind: entry.kind, texts, choices };
      }
      case 'document':
        return { ...common, kind: entry.kind, documents: entry.documents };
      case 'appointment':
      case 'proposition':
      case 'recapitulation':
      case 'confirmation':
        return { ...common, kind: entry.kind };
      default: {
        const validate = validatorOf(entry.kind, entry.validate);
        const first = 'first' in entry ? entry.first : [];
        return validate === undefined ? undefined : { ...common, kind: entry.kind, validate, first };
      }
    }
  }

  #choicesOf(question: string, named: string | readonly ChoiceEntry[]): readonly Choice[] | undefined {
    if (typeof named !== 'string') return named.map(choiceOf);
    const set = this.#sets.get(named);
    this.#used.add(named);
    if (set !== undefined) return set.choices.map(choiceOf);
    const place = this.described.get(question)?.place;
    if (place !== undefined) {
      this.problems.push(problemAt(place, `La liste de choix « ${named} » n'existe pas.`));
    }
    return undefined;
  }

  /** Questions and lists that nothing asks. */
  unused(): readonly ConfigProblem[] {
    const lists = [...this.#sets].filter(([id]) => !this.#used.has(id));
    const questions = [...this.described].filter(([id]) => !this.#used.has(id));
    return [
      ...lists.map(([id, { place }]) =>
        problemAt(place, `La liste de choix « ${id} » ne sert à aucune question.`),
      ),
      ...questions.map(([id, { place }]) =>
        problemAt(place, `La question « ${id} » n'est posée dans aucun parcours.`),
      ),
    ];
  }
}

/** The check of a question: a wrong name was told already, the usual one stands in for it. */
function validatorOf(kind: TypedKind, named: string | undefined): ValidatorName | undefined {
  const right = named !== undefined && isValidatorName(named) && VALIDATORS[named].kind === kind;
  return right ? named : usualValidator(kind);
}

function choiceOf(entry: ChoiceEntry): Choice {
  if (typeof entry === 'string') return { id: entry, alone: false, when: null };
  return { id: entry.id, alone: entry.alone, when: entry.when ?? null };
}

interface PlacedBlock {
  readonly id: string;
  readonly place: Place;
  readonly screens: readonly PlacedScreen[];
}

/** The screens of a journey, block by block. */
function placedBlocks(source: Source<JourneyFile>): readonly PlacedBlock[] {
  return source.value.blocks.map((block, index) => ({
    id: block.id,
    place: placeIn(source, ['blocks', index]),
    screens: block.screens.map((entry, screen) =>
      placeScreen(source, ['blocks', index, 'screens', screen], entry),
    ),
  }));
}

/** The blocks with the screens of the site in their places. */
function withAdded(
  blocks: readonly PlacedBlock[],
  journey: string,
  site: Source<SiteFile>,
  problems: ConfigProblem[],
): readonly PlacedBlock[] {
  const added = site.value.journeys[journey]?.add ?? [];
  return added.reduce((before, { after, screen }, index) => {
    const path = ['journeys', journey, 'add', index];
    if (!before.some(({ screens }) => screens.some(({ entry }) => entry.id === after))) {
      problems.push(problemAt(placeIn(site, path), `L'écran « ${after} » n'existe pas.`));
    }
    return before.map((block) => ({
      ...block,
      screens: block.screens.flatMap((placed) =>
        placed.entry.id === after ? [placed, placeScreen(site, [...path, 'screen'], screen)] : [placed],
      ),
    }));
  }, blocks);
}

/** The blocks without the questions that the site removes; a screen that loses all of them goes too. */
function withoutRemoved(
  blocks: readonly PlacedBlock[],
  journey: string,
  site: Source<SiteFile>,
  problems: ConfigProblem[],
): readonly PlacedBlock[] {
  const removed = site.value.journeys[journey]?.remove ?? [];
  const asks = blocks.flatMap(({ screens }) => screens.flatMap((screen) => screen.asks));
  for (const [index, id] of removed.entries()) {
    const place = placeIn(site, ['journeys', journey, 'remove', index]);
    const there = asks.find(({ ask }) => ask.ask === id);
    if (there === undefined) {
      problems.push(problemAt(place, `La question « ${id} » n'est pas posée : rien à retirer.`));
    } else if (there.ask.required) {
      problems.push(
        problemAt(place, `La question « ${id} » est obligatoire : un site ne peut pas la retirer.`),
      );
    }
  }
  return blocks.map((block) => ({
    ...block,
    screens: block.screens.flatMap((screen) => {
      const left = screen.asks.filter(({ ask }) => ask.required || !removed.includes(ask.ask));
      return left.length === 0 && screen.asks.length > 0 ? [] : [{ ...screen, asks: left }];
    }),
  }));
}

/** Puts a journey together; `problems` gets what does not fit together. */
export function composeJourney(
  source: Source<JourneyFile>,
  bank: QuestionBank,
  site: Source<SiteFile> | undefined,
  problems: ConfigProblem[],
): ComposedJourney {
  const { id: journey, version } = source.value;
  const national = placedBlocks(source);
  const placed =
    site === undefined
      ? national
      : withoutRemoved(withAdded(national, journey, site, problems), journey, site, problems);
  const blockIds = new Set<string>();
  const screens = new Map<string, Place>();
  const asked = new Map<string, Place>();

  const blocks = placed.map((block) => {
    if (blockIds.has(block.id)) {
      problems.push(problemAt(block.place, `Le bloc « ${block.id} » existe deux fois.`));
    }
    blockIds.add(block.id);
    return { id: block.id, screens: block.screens.map(screenOf) };
  });

  function screenOf({ entry, place, asks }: PlacedScreen): Screen {
    if (screens.has(entry.id)) problems.push(problemAt(place, `L'écran « ${entry.id} » existe deux fois.`));
    else screens.set(entry.id, place);
    const questions = asks.flatMap(({ ask, place: here }): readonly Question[] => {
      if (asked.has(ask.ask)) {
        problems.push(problemAt(here, `La question « ${ask.ask} » est posée deux fois.`));
        return [];
      }
      asked.set(ask.ask, here);
      if (!bank.described.has(ask.ask)) {
        problems.push(problemAt(here, `La question « ${ask.ask} » n'est décrite nulle part.`));
      }
      const question = bank.question(ask);
      return question === undefined ? [] : [question];
    });
    return { id: entry.id, pictogram: entry.pictogram, when: entry.when ?? null, questions };
  }

  return {
    journey: { id: journey, version, site: site?.value.id ?? null, blocks },
    file: site?.file ?? source.file,
    screens,
    asked,
    described: new Map([...bank.described].map(([id, { place }]) => [id, place])),
  };
}
