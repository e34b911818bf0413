import type axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core reports of the page as it stands, one line for each rule; its source must have been evaluated before. */
export async function axeViolations(page: Page): Promise<string[]> {
  const results = await page.evaluate(
    (tags): Promise<AxeResults> => window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] }),
    RULES,
  );
  return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}
