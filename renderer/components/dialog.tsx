import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { OnScreenKeyboard } from '../keyboard/on-screen-keyboard.tsx';
import { ScrollHint } from './scroll-hint.tsx';

/**
 * A modal dialog: the browser's own `<dialog>`, which keeps the focus inside and the rest inert, dressed as the DSFR's.
 * The DSFR's script is not used: it moves styles into the page, which the security policy forbids.
 */
export function Dialog({
  title,
  onCancel,
  urgent = false,
  wide = false,
  children,
  actions,
}: {
  readonly title: string;
  /** Escape. The dialog stays open until its owner stops rendering it. */
  readonly onCancel: () => void;
  /** Spoken at once: the visitor has to answer. */
  readonly urgent?: boolean;
  /** For what takes more room. Whatever is longer than the screen slides between the title and the buttons. */
  readonly wide?: boolean;
  readonly children: ReactNode;
  /** Buttons; the one with `autoFocus` gets the focus, otherwise the title. */
  readonly actions: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const [slides, setSlides] = useState(false);

  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    const before = document.activeElement;
    element.showModal();
    const first = element.querySelector<HTMLElement>('[data-autofocus]') ?? element.querySelector('h2');
    first?.focus();
    return () => {
      element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className={`dialog${wide ? ' dialog--wide' : ''}`}
      role={urgent ? 'alertdialog' : undefined}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <div className="dialog__body">
        <h2 id={titleId} tabIndex={-1} className="fr-modal__title dialog__title">
          {title}
        </h2>
        <div ref={content} className="dialog__content" tabIndex={slides ? 0 : undefined}>
          {children}
        </div>
        <OnScreenKeyboard area={content} />
        <div className="dialog__actions">
          <ScrollHint area={content} onReach={setSlides} />
          {actions}
        </div>
      </div>
    </dialog>
  );
}
