import type { ChannelName } from '../contract/channels.ts';
import { CHANNELS } from '../contract/channels.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { initialAccess } from '../domain/access.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import { type Keypad, USUAL_KEYPAD } from '../domain/keypad.ts';
import { err, ok } from '../domain/result.ts';
import type { StaffMode, StaffState } from '../visit/staff-mode.ts';
import type { Handlers } from './channel-answer.ts';
import { staffRequests } from './staff-requests.ts';
import { staffView } from './staff-view.ts';

/** Lines that the screen of a terminal out of service has room for. */
const MAX_PROBLEMS = 8;

/** Why the terminal cannot work, and what is known of it all the same. */
export interface OutOfServiceFacts {
  readonly code: ErrorCode;
  /** Sentences for staff. */
  readonly problems: readonly string[];
  /** What the configuration says, where it could be read. */
  readonly kiosk?: Pick<Snapshot['kiosk'], 'terminal' | 'site' | 'theme'> & { readonly keypad: Keypad };
  /** The team's screen, where it could be built. */
  readonly staff?: {
    /** Makes it; `onChange` is given its state, or nothing once it is left. */
    readonly open: (onChange: (state: StaffState | undefined) => void) => StaffMode;
    readonly instructions: Readonly<Record<ErrorCode, string>>;
  };
}

/** A terminal that cannot read its own name. */
const UNKNOWN_KIOSK = { terminal: '?', site: '', theme: 'state', keypad: USUAL_KEYPAD } as const;

/**
 * A terminal that cannot work: visitors are sent to a person, the team reads why, and opens its screen where the
 * configuration names a PIN or a badge. Nothing else can be done here.
 */
export class OutOfService {
  readonly #facts: OutOfServiceFacts;
  readonly #since: string;
  readonly #staff: StaffMode | undefined;
  readonly #listeners = new Set<(snapshot: Snapshot) => void>();
  #shown: StaffState | undefined;
  #revision = 0;

  constructor(facts: OutOfServiceFacts, now: () => number) {
    this.#facts = facts;
    this.#since = new Date(now()).toISOString();
    this.#staff = facts.staff?.open((shown) => this.#become(shown));
  }

  snapshot(): Snapshot {
    const { code, problems, kiosk = UNKNOWN_KIOSK, staff } = this.#facts;
    const { terminal, site, theme, keypad } = kiosk;
    return {
      revision: this.#revision,
      kiosk: { terminal, site, theme, keypad, staff: this.#staff?.reachable ?? false },
      access: {
        ...initialAccess('fr'),
        languages: ['fr'],
        speech: { languages: [], speaking: false, failed: false },
      },
      desk: {
        scanner: { problem: 'scanner-offline', feeder: false },
        printer: { problem: 'printer-offline' },
        usb: { kind: 'none' },
        since: { scanner: this.#since, printer: this.#since, usb: this.#since },
      },
      staffNotes: [],
      help: { kind: 'none' },
      helper: { kind: 'none' },
      idle: { kind: 'active' },
      canGoBack: false,
      visit:
        this.#shown === undefined || staff === undefined
          ? { step: 'out-of-service', code, problems: problems.slice(0, MAX_PROBLEMS) }
          : { step: 'staff', staff: staffView(this.#shown, staff.instructions) },
    };
  }

  /** Calls `listener` with the whole state at each change. */
  onChange(listener: (snapshot: Snapshot) => void): void {
    this.#listeners.add(listener);
  }

  requests(): Handlers {
    const closed = Object.fromEntries(
      (Object.keys(CHANNELS) as ChannelName[]).map((name) => {
        const errors: readonly string[] = CHANNELS[name].errors;
        return [name, () => (errors.includes('not-now') ? err('not-now') : ok(undefined))];
      }),
    );
    return {
      ...closed,
      ...staffRequests(
        () => this.#staff?.show() ?? err('not-now'),
        () => this.#staff,
      ),
      'kiosk.snapshot': () => ok(this.snapshot()),
      'kiosk.activity': () => {
        this.#staff?.activity();
        return ok(undefined);
      },
    } as unknown as Handlers;
  }

  #become(shown: StaffState | undefined): void {
    this.#shown = shown;
    this.#revision += 1;
    for (const listener of this.#listeners) listener(this.snapshot());
  }
}
