/** Launch to usable welcome screen beside a trivial page, as a table. */
await import('../../tests/bench/launch.ts');
