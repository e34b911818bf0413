/** From the press to the first line of a receipt that has to be drawn. */
import '../../tests/bench/first-line.ts';
