/**
 * Calls `look` each time the size of `element` changes, or what is in it.
 *
 * @returns what ends it
 */
export function onContentChange(element: Element, look: () => void): () => void {
  const sizes = new ResizeObserver(look);
  const observeAll = (): void => {
    sizes.disconnect();
    sizes.observe(element);
    for (const child of element.children) sizes.observe(child);
  };
  const content = new MutationObserver(() => {
    observeAll();
    look();
  });
  observeAll();
  content.observe(element, { childList: true, subtree: true });
  return () => {
    sizes.disconnect();
    content.disconnect();
  };
}
