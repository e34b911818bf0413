import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { type HardwareCheck, NOTHING_TO_ADD } from './lab-bench.ts';
import { soon } from './soon.ts';

/** What the kernel's usblp driver makes of a printer of the printer class. */
const DEVICE = '/dev/usb/lp0';
const NOTICED_MS = 15_000;
/** LPGETSTATUS (Linux, include/uapi/linux/lp.h): the port's status byte. */
const GET_STATUS = `
import fcntl, os, sys
status = bytearray(4)
fcntl.ioctl(os.open(sys.argv[1], os.O_RDWR), 0x060b, status)
print(status[0])
`;

async function portStatus(): Promise<number> {
  const { stdout } = await promisify(execFile)('python3', ['-c', GET_STATUS, DEVICE]);
  return Number(stdout);
}

/**
 * What a receipt printer on USB can be built on: the device file, under the kiosk's account. The checks of the driver
 * itself join these.
 */
export const PRINTER_CHECKS: readonly HardwareCheck[] = [
  {
    name: 'USB printer: the device file takes bytes, brings answers and tells of the paper',
    run: async (bench) => {
      const id = 'printer';
      await bench.plugPrinter(id);
      try {
        await soon('the device file may be used', NOTICED_MS, () =>
          access(DEVICE, constants.R_OK | constants.W_OK).then(
            () => true as const,
            () => undefined,
          ),
        );
        const question = [0x10, 0x04, 0x04];
        const file = await open(DEVICE, 'r+');
        try {
          await file.write(Uint8Array.from(question));
          await soon('the printer got it', NOTICED_MS, async () =>
            (await bench.printed(id)).length >= question.length ? true : undefined,
          );
          assert.deepEqual(await bench.printed(id), question);
          await bench.printerAnswers(id, [0x12]);
          const { buffer, bytesRead } = await file.read(new Uint8Array(16), 0, 16, null);
          assert.deepEqual([...buffer.subarray(0, bytesRead)], [0x12]);
        } finally {
          await file.close();
        }
        assert.equal((await portStatus()) & 0x20, 0);
        await bench.setPaper(id, 'out');
        assert.equal((await portStatus()) & 0x20, 0x20);
        return NOTHING_TO_ADD;
      } finally {
        await bench.discard(id);
      }
    },
  },
];
