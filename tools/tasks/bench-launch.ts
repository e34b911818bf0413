/** Launch to usable welcome screen beside a trivial page, as a table. */
import '../../tests/bench/launch.ts';
