/**
 * Takes away what a touch screen adds and a visitor never asked for: the menu of a long press, dragging a picture out
 * of the page, zooming with two fingers or the wheel. Selecting text is taken away in the style sheet. Returns the way
 * to stop.
 */
export function lockTouchGestures(document: Document): () => void {
  const refuse = (event: Event): void => event.preventDefault();
  const refuseZoom = (event: WheelEvent): void => {
    if (event.ctrlKey) event.preventDefault();
  };
  /** A key held down repeats: it must not press a button again and again. */
  const refuseRepeatedPress = (event: KeyboardEvent): void => {
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
  };
  document.addEventListener('contextmenu', refuse);
  document.addEventListener('dragstart', refuse);
  document.addEventListener('wheel', refuseZoom, { passive: false });
  document.addEventListener('keydown', refuseRepeatedPress);
  return () => {
    document.removeEventListener('contextmenu', refuse);
    document.removeEventListener('dragstart', refuse);
    document.removeEventListener('wheel', refuseZoom);
    document.removeEventListener('keydown', refuseRepeatedPress);
  };
}
