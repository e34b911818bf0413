import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDesk } from './desk.ts';

/**
 * A desk by itself, until Ctrl+C: `node tests/simulators/desk/stand.ts [--folder=…] [--control-port=…]
 * [--native-binding=…]`. Prints the address of its page and the kiosk's configuration file.
 */
const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    'control-port': { type: 'string' },
    'native-binding': { type: 'string' },
  },
});

const binding = values['native-binding'];
const desk = await startDesk({
  folder: values.folder ?? (await mkdtemp(join(tmpdir(), 'borne-desk-'))),
  pace: 'lifelike',
  ports: { control: Number(values['control-port'] ?? 0) },
  ...(binding === undefined ? {} : { nativeBinding: binding }),
});
console.log(`Bureau simulé : ${desk.controlUrl}\nConfiguration de la borne : ${desk.configFile}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void desk.close();
  });
}
