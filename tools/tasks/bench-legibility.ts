/** The legibility grade beside what a reading machine still reads. */
import '../../tests/bench/legibility.ts';
