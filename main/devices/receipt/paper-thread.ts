/** Entry of the thread that sets one paper. It opens no file: the typefaces come with what is to be set. */
import { parentPort } from 'node:worker_threads';
import { type PaperOrder, renderPaper } from './paper-maker.ts';

parentPort?.once('message', (order: PaperOrder) => {
  void renderPaper(order).then((made) => parentPort?.postMessage(made));
});
