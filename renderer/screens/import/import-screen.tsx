import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_TAKEN } from '../../../main/contract/stick-import.ts';
import { useRequest } from '../../bridge/kiosk-context.tsx';
import { ActionButton } from '../../components/action-button.tsx';
import { BackButton } from '../../components/back-button.tsx';
import { ErrorMessage, Message, ShortMessage } from '../../components/message.tsx';
import { Screen } from '../../components/screen.tsx';
import { Waiting } from '../../components/waiting.tsx';
import type { ViewOf } from '../views.ts';
import { FilePicker } from './file-picker.tsx';

type Listing = ViewOf<'import'>['listing'];

/** What has to be said about what the stick holds. */
function ListingMessages({ listing }: { readonly listing: Extract<Listing, { kind: 'listed' }> }) {
  const { t } = useTranslation();
  return (
    <>
      {listing.files.length === 0 && (
        <Message severity="info" title={t('import.none')}>
          <p>{t('import.noneHow')}</p>
        </Message>
      )}
      {listing.more && <ShortMessage severity="info" title={t('import.more')} text={t('import.moreHow')} />}
      {listing.tooLarge > 0 && (
        <ShortMessage severity="info" title={t('import.tooLarge', { count: listing.tooLarge })} />
      )}
    </>
  );
}

function LookAgain() {
  const { t } = useTranslation();
  const request = useRequest();
  return (
    <ActionButton icon="fr-icon-refresh-line" onPress={() => request('import.look', {})}>
      {t('import.again')}
    </ActionButton>
  );
}

/** Photos and documents of the visitor's stick: touch what is wanted, then take it. */
export function ImportScreen({ visit }: { readonly visit: ViewOf<'import'> }) {
  const { t } = useTranslation();
  const request = useRequest();
  const { listing, taking } = visit;
  const [touched, setTouched] = useState<readonly string[]>([]);
  const files = listing.kind === 'listed' ? listing.files : [];
  // A new look gives new ids: what was chosen before it is not chosen any more.
  const chosen = touched.filter((id) => files.some((file) => file.id === id));
  const full = chosen.length >= MOST_TAKEN;
  const toggle = (id: string): void => {
    if (chosen.includes(id)) setTouched(chosen.filter((other) => other !== id));
    else if (!full) setTouched([...chosen, id]);
  };
  return (
    <Screen
      title={t('import.title')}
      lead={t('import.lead')}
      className="import"
      back={<BackButton />}
      main={
        <ActionButton
          size="large"
          priority="primary"
          icon="fr-icon-check-line"
          disabled={chosen.length === 0 || taking !== null}
          onPress={() => request('import.take', { files: [...chosen] })}
        >
          {t('import.take', { count: chosen.length })}
        </ActionButton>
      }
    >
      {taking !== null ? (
        <div className="import__waiting">
          <Waiting title={t('import.taking', { done: taking.done + 1, total: taking.total })}>
            <p>{t('import.lookingHow')}</p>
          </Waiting>
        </div>
      ) : listing.kind === 'looking' ? (
        <div className="import__waiting">
          <Waiting title={t('import.looking')}>
            <p>{t('import.lookingHow')}</p>
          </Waiting>
        </div>
      ) : (
        <>
          {listing.kind === 'failed' && <ErrorMessage code={listing.code} />}
          {listing.kind === 'listed' && <ListingMessages listing={listing} />}
          {full && <ShortMessage severity="info" title={t('import.tooMany', { count: MOST_TAKEN })} />}
          {files.length === 0 ? (
            <LookAgain />
          ) : (
            <FilePicker files={files} chosen={chosen} onToggle={toggle} />
          )}
        </>
      )}
    </Screen>
  );
}
