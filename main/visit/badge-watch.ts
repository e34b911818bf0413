import type { Clock } from '../ports/clock.ts';
import type { HidReader } from '../ports/hid-reader.ts';
import type { BadgeRole, StaffKeys } from '../ports/staff-keys.ts';

/** A helper who presented a badge on the welcome screen is expected to start a visit within so long, milliseconds. */
const WAIT_FOR_VISIT_MS = 120_000;

export type Helper = { readonly kind: 'none' } | { readonly kind: 'present' };

/** Follows the badge reader: what each badge opens, and whether somebody of the team helps the visitor now. */
export class BadgeWatch {
  readonly #clock: Clock;
  readonly #onHelper: () => void;
  readonly #onBadge: (role: BadgeRole | undefined) => void;
  readonly #keys: StaffKeys | undefined;
  #helper: Helper = { kind: 'none' };
  #checking = false;
  /** Presented while another badge was being looked up; the newest counts. */
  #next: string | undefined;
  #cancelWait: (() => void) | undefined;
  readonly #unwatch: () => void;

  /** `onBadge` is told what a badge opens, nothing where it is not the team's. */
  constructor(
    clock: Clock,
    readers: HidReader | undefined,
    keys: StaffKeys | undefined,
    listeners: { readonly onBadge: (role: BadgeRole | undefined) => void; readonly onHelper: () => void },
  ) {
    this.#clock = clock;
    this.#onHelper = listeners.onHelper;
    this.#onBadge = listeners.onBadge;
    this.#keys = keys;
    this.#unwatch = readers?.onBadge(({ id }) => this.#presented(id)) ?? (() => undefined);
  }

  get helper(): Helper {
    return this.#helper;
  }

  /** Somebody of the team stands by the visitor; presenting the badge once more says that they left. */
  turn(inVisit: boolean): void {
    const present = this.#helper.kind === 'none';
    this.#become({ kind: present ? 'present' : 'none' });
    if (present && !inVisit) {
      this.#cancelWait = this.#clock.after(WAIT_FOR_VISIT_MS, () => this.left());
    }
  }

  /** A visit began: the helper stays until it ends. */
  visitBegan(): void {
    this.#cancelWait?.();
  }

  /** The helper left, or the visit ended. */
  left(): void {
    if (this.#helper.kind !== 'none') this.#become({ kind: 'none' });
  }

  stop(): void {
    this.#cancelWait?.();
    this.#unwatch();
  }

  #presented(id: string): void {
    this.#next = id;
    if (!this.#checking) void this.#lookUp();
  }

  /** One at a time: looking a badge up costs a core for a moment. */
  async #lookUp(): Promise<void> {
    this.#checking = true;
    while (this.#next !== undefined && this.#keys !== undefined) {
      const id = this.#next;
      this.#next = undefined;
      this.#onBadge(await this.#keys.badge(id));
    }
    this.#checking = false;
  }

  #become(helper: Helper): void {
    this.#cancelWait?.();
    this.#helper = helper;
    this.#onHelper();
  }
}
