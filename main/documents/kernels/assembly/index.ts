/** What the module gives out. Each file is one kind of work; `../workspace.ts` says how they are called. */
export { greyOf, hasColour } from './grey';
export { halveRows, shrinkRows } from './shrink';
