import { useTranslation } from 'react-i18next';
import type { ReceiptLineView } from '../../main/contract/snapshot.ts';

function ReceiptLine({ line }: { readonly line: ReceiptLineView }) {
  switch (line.kind) {
    case 'title':
      return <p className="receipt__title">{line.text}</p>;
    case 'text':
      return <p>{line.text}</p>;
    case 'strong':
      return (
        <p>
          <strong>{line.text}</strong>
        </p>
      );
    case 'field':
    case 'reference':
      return (
        <p className={`receipt__field receipt__field--${line.kind}`}>
          <span className="receipt__label">{line.label}</span>
          <span className="receipt__value">{line.value}</span>
        </p>
      );
    case 'rule':
      return <hr />;
  }
}

/** The receipt, line by line as it is printed. */
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
