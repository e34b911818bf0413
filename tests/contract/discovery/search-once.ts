/** One search in the networks given as arguments, as JSON: for a test whose network is not the machine's. */
import { searchDevices } from '../../../main/devices/discovery/dns-sd-search.ts';

const [kind = '', ...network] = process.argv.slice(2);
if (kind !== 'uscan' && kind !== 'ipps') throw new Error(`no kind "${kind}"`);
const found = await searchDevices({ kind, network }, AbortSignal.timeout(20_000));
process.stdout.write(JSON.stringify(found));
