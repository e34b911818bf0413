/** What the module gives out. Each file is one kind of work; `../workspace.ts` says how they are called. */
export { meansOfCells, pullCells, pushCells, roundLevels, sumCells, widenRows } from './cells';
export { countSymbols, settle } from './doubtful-pixels';
export { mixLines, widenRow } from './enlarge';
export { decodeRows, encodeRows, padRows } from './generic-region';
export { greyOf, hasColour } from './grey';
export {
  blockLevels,
  blockSums,
  boxMean,
  boxSum,
  closeGaps,
  inkThresholds,
  markUnder,
  noneAround,
  ranked,
  windowSpread,
} from './ink-map';
export { draftRows } from './ink-mask';
export {
  countEdges,
  inkLevels,
  inkOfCells,
  inkOfRows,
  inkOfStripe,
  listEdges,
  meansOfBlocks,
  transposeBits,
} from './ink-points';
export { encodeDecision, flushCode, rewind, settledBytes, startCode, startReading } from './mq-coder';
export { countBetween, softenRows, texturedBlocks } from './page-kind';
export { countLight, countSomething, lightestOf } from './paper';
export {
  countBoth,
  countOutside,
  differenceMask,
  keepLargest,
  lightMask,
  makeSolid,
  whitenessOf,
} from './sheet';
export { halveRows, shrinkRows } from './shrink';
export { alignmentOf } from './skew';
export { findSpots } from './specks';
export { compareSquares, drawSquare, sampleSquare, sumSquares } from './squares';
export { warpTile } from './warp';
export { brightenRows, levelsReached } from './white-paper';
