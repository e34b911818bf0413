/** Run by `handle-handed-on.test.ts` with inheritable handles above its streams: starts a program that lists its own. */
import { startProgram } from '../../../main/devices/start-program.ts';

const [, , path = '', ...args] = process.argv;
const child = startProgram(path, args, ['ignore', 'pipe', 'ignore']);
child.stdout?.pipe(process.stdout);
