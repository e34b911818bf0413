import type { ScannerMechanism } from '../escl/escl-simulator.ts';
import { type Paper, paper } from '../papers/paper-catalogue.ts';

/** The hands at the scanner: which papers lie on the glass and in the feeder. Papers go by their `id`. */
export class Tray {
  readonly #mechanism: ScannerMechanism;
  #fed: Paper[] = [];
  #glass: Paper | undefined;

  constructor(mechanism: ScannerMechanism) {
    this.#mechanism = mechanism;
  }

  /** Puts papers into the feeder, behind those already there. */
  loadFeeder(ids: readonly string[]): void {
    const papers = ids.map(paper);
    this.#fed = [...this.feeder, ...papers];
    this.#mechanism.load(...papers);
  }

  emptyFeeder(): void {
    this.#fed = [];
    this.#mechanism.emptyFeeder();
  }

  /** Lays a paper on the glass, or takes away what lies there. */
  placeOnGlass(id: string | undefined): void {
    this.#glass = id === undefined ? undefined : paper(id);
    this.#mechanism.placeOnGlass(this.#glass);
  }

  get glass(): Paper | undefined {
    return this.#glass;
  }

  /** Papers still in the feeder, the next one first. */
  get feeder(): readonly Paper[] {
    const left = this.#mechanism.sheetsInFeeder;
    return left === 0 ? [] : this.#fed.slice(-left);
  }
}
