import type { BadgeRead, BarcodeRead, HidReader, ReaderPresence } from '../../main/ports/hid-reader.ts';
import type { DeviceReport, SelfTest, TestOutcome } from '../../main/ports/self-test.ts';
import type { StaffTries } from '../../main/ports/staff-tries.ts';
import type { StaffDesk } from '../../main/visit/staff-mode.ts';

const NO_COUNTS = { visits: 0, pages: 0, sent: 0, receipts: 0, copies: 0, helpCalls: 0, failures: 0 };

const PRINTER: DeviceReport = {
  device: 'printer',
  protocol: 'ipp',
  address: 'ipp://192.0.2.11/ipp/print',
  makeAndModel: 'Fictive',
  state: 'trouble',
  problem: 'printer-media-empty',
  detail: 'a note for technicians',
  mediaTypes: ['application/pdf'],
  columns: null,
  mediaLow: false,
};

/** A self-test whose tests end when the test says so. */
export class TestSelfTest implements SelfTest {
  examined = 0;
  finish: (outcome: TestOutcome) => void = () => {};
  aborted = 0;

  async examine(): Promise<readonly DeviceReport[]> {
    this.examined += 1;
    return [PRINTER];
  }

  scan(signal: AbortSignal): Promise<TestOutcome> {
    return this.#run('scan', signal);
  }

  print(signal: AbortSignal): Promise<TestOutcome> {
    return this.#run('print', signal);
  }

  stick(signal: AbortSignal): Promise<TestOutcome> {
    return this.#run('stick', signal);
  }

  #run(test: 'scan' | 'print' | 'stick', signal: AbortSignal): Promise<TestOutcome> {
    return new Promise((resolve) => {
      this.finish = resolve;
      signal.addEventListener('abort', () => {
        this.aborted += 1;
        resolve({ test, passed: false, problem: 'scan-cancelled', detail: null, durationMs: 1 });
      });
    });
  }
}

/** The team's screen of a terminal whose PIN is 246810. */
export function testStaffDesk(
  selfTest: SelfTest,
  hasPin = true,
  tries: StaffTries = { remembered: { wrong: 0, at: 0 }, remember: async () => undefined },
): StaffDesk {
  return {
    keys: {
      hasPin,
      hasStaff: true,
      opens: async (pin) => pin === '246810',
      badge: async (id) => (id === 'STAFF' ? 'staff' : id === 'HELPER' ? 'helper' : undefined),
    },
    tries,
    selfTest,
    software: {
      version: '1.0.0',
      electron: '45.0.0',
      configFile: '/etc/borne/kiosk.yaml',
      configDigest: '0123456789ab',
      configChangedAt: '2026-11-01T08:00:00.000Z',
      languagesLeftOut: [],
    },
    counters: () => ({ today: NO_COUNTS, week: { ...NO_COUNTS, visits: 3 } }),
    lastFailures: () => ({ printer: { code: 'printer-jam', at: '2026-11-20T08:00:00.000Z' } }),
    waiting: () => 1,
  };
}

/** Readers in the test's hand. */
export class TestReaders implements HidReader {
  entries: readonly ReaderPresence[] = [{ kind: 'badge', name: 'Lecteur', state: 'ready' }];
  #onPresence: (presence: readonly ReaderPresence[]) => void = () => {};
  #onCode: (read: BarcodeRead) => void = () => {};
  #onBadge: (read: BadgeRead) => void = () => {};

  presence(): readonly ReaderPresence[] {
    return this.entries;
  }

  watch(listener: (presence: readonly ReaderPresence[]) => void): () => void {
    this.#onPresence = listener;
    return () => {};
  }

  onBarcode(listener: (read: BarcodeRead) => void): () => void {
    this.#onCode = listener;
    return () => {
      this.#onCode = () => {};
    };
  }

  onBadge(listener: (read: BadgeRead) => void): () => void {
    this.#onBadge = listener;
    return () => {
      this.#onBadge = () => {};
    };
  }

  async close(): Promise<void> {}

  become(entries: readonly ReaderPresence[]): void {
    this.entries = entries;
    this.#onPresence(entries);
  }

  present(id: string): void {
    this.#onBadge({ id });
  }

  read(text: string): void {
    this.#onCode({ symbology: 'qr-code', aim: ']Q1', bytes: new TextEncoder().encode(text), text });
  }
}
