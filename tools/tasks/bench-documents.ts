/** The documents engine beside other programs, as tables. */
import '../../tests/bench/documents.ts';
