import { useTranslation } from 'react-i18next';
import type { ReceiptLineView } from '../../main/contract/snapshot.ts';
import { QrCode } from './qr-code.tsx';

function ReceiptLine({ line }: { readonly line: ReceiptLineView }) {
  switch (line.kind) {
    case 'title':
      return (
        <p className="receipt__title" dir="auto">
          {line.text}
        </p>
      );
    case 'text':
      return <p dir="auto">{line.text}</p>;
    case 'strong':
      return (
        <p dir="auto">
          <strong>{line.text}</strong>
        </p>
      );
    case 'field':
    case 'reference':
      return (
        <p className={`receipt__field receipt__field--${line.kind}`} dir="auto">
          <span className="receipt__label">{line.label}</span>
          {/* A telephone number among Arabic words keeps its own order. */}
          <span className="receipt__value" dir="auto">
            {line.value}
          </span>
        </p>
      );
    case 'list':
      return (
        <ul className="receipt__list" dir="auto">
          {line.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a receipt never changes its order
            <li key={index}>{item}</li>
          ))}
        </ul>
      );
    case 'qr':
      return (
        <div className="receipt__qr">
          <p>{line.label}</p>
          <QrCode content={line.content} label={line.label} />
        </div>
      );
    case 'pair':
      return (
        <div className="receipt__pair">
          <div>
            <ReceiptLine line={line.own} />
          </div>
          <div lang="fr" dir="ltr">
            <ReceiptLine line={line.french} />
          </div>
        </div>
      );
    case 'rule':
      return <hr />;
  }
}

/** The receipt, line by line as it is printed; each in its own direction, whatever the language of the screen. */
export function Receipt({ lines }: { readonly lines: readonly ReceiptLineView[] }) {
  const { t } = useTranslation();
  return (
    <section className="receipt" aria-label={t('receipt.label')}>
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a receipt never changes its order
        <ReceiptLine key={index} line={line} />
      ))}
    </section>
  );
}
