/** A copy of 5 MB to a stick beside the stick's own time, as a table. */
import '../../tests/bench/stick-export.ts';
