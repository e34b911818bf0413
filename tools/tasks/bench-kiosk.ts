/** The real kiosk while it prepares pages, as a table. */
import '../../tests/bench/kiosk.ts';
