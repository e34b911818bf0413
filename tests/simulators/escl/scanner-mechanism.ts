import type { Sheet } from './sheet.ts';

/** Why the feeder does not move. */
export type FeederTrouble = 'jam' | 'double-feed';

export type Pulled =
  | { readonly kind: 'sheet'; readonly sheet: Sheet }
  | { readonly kind: 'empty' }
  | { readonly kind: 'cover-open' }
  | { readonly kind: FeederTrouble };

/**
 * The moving parts and what lies in them: a feeder with sheets, a glass with at most one, a cover. What a person does
 * to a scanner is a method here.
 */
export class ScannerMechanism {
  #feeder: Sheet[] = [];
  #glass: Sheet | undefined;
  #coverOpen = false;
  #trouble: FeederTrouble | undefined;
  #troubleIn: { kind: FeederTrouble; sheets: number } | undefined;

  /** Puts sheets into the feeder, behind those already there. */
  load(...sheets: readonly Sheet[]): void {
    this.#feeder.push(...sheets);
  }

  /** Takes every sheet out of the feeder. */
  emptyFeeder(): void {
    this.#feeder = [];
  }

  /** Lays a sheet on the glass in place of what is there; nothing clears it. */
  placeOnGlass(sheet: Sheet | undefined): void {
    this.#glass = sheet;
  }

  openCover(): void {
    this.#coverOpen = true;
  }

  closeCover(): void {
    this.#coverOpen = false;
  }

  /** Makes the n-th sheet pulled from now on (1 is the next) jam or go in double. */
  troubleAtSheet(kind: FeederTrouble, n: number): void {
    this.#troubleIn = { kind, sheets: n };
  }

  /** Takes out what is stuck, sheet included. */
  clearTrouble(): void {
    if (this.#trouble !== undefined) this.#feeder.shift();
    this.#trouble = undefined;
    this.#troubleIn = undefined;
  }

  get sheetsInFeeder(): number {
    return this.#feeder.length;
  }

  get glass(): Sheet | undefined {
    return this.#glass;
  }

  get coverOpen(): boolean {
    return this.#coverOpen;
  }

  get trouble(): FeederTrouble | undefined {
    return this.#trouble;
  }

  /** Pulls the next sheet through. */
  pull(): Pulled {
    if (this.#coverOpen) return { kind: 'cover-open' };
    if (this.#trouble !== undefined) return { kind: this.#trouble };
    const next = this.#feeder[0];
    if (next === undefined) return { kind: 'empty' };
    if (this.#troubleIn !== undefined) {
      this.#troubleIn.sheets -= 1;
      if (this.#troubleIn.sheets <= 0) {
        this.#trouble = this.#troubleIn.kind;
        this.#troubleIn = undefined;
        return { kind: this.#trouble };
      }
    }
    this.#feeder.shift();
    return { kind: 'sheet', sheet: next };
  }
}
