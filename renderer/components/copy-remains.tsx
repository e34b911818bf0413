import { useTranslation } from 'react-i18next';
import type { CopyView } from '../../main/contract/snapshot.ts';

/** After a copy that failed: what is on the stick all the same, and whether it may be removed. */
export function CopyRemains({ failed }: { readonly failed: Extract<CopyView, { kind: 'failed' }> }) {
  const { t } = useTranslation();
  const { kept, removable } = failed;
  return (
    <>
      {kept === null ? (
        <p>{t('usb.keptNothing')}</p>
      ) : (
        <>
          <p>{t('usb.kept')}</p>
          <ul>
            {kept.files.map((file) => (
              <li key={file}>{file}</li>
            ))}
          </ul>
          <p>{t('usb.keptRest')}</p>
        </>
      )}
      {removable && <p>{t('usb.done')}</p>}
    </>
  );
}
