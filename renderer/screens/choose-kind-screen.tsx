import { useTranslation } from 'react-i18next';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { BackButton } from '../components/back-button.tsx';
import { ChoiceTile } from '../components/choice-tile.tsx';
import { KindPictogram } from '../components/pictograms.tsx';
import { Screen } from '../components/screen.tsx';
import type { ViewOf } from './views.ts';

/** What the paper is. One touch chooses. */
export function ChooseKindScreen({ visit }: { readonly visit: ViewOf<'choose-kind'> }) {
  const { t } = useTranslation();
  const request = useRequest();
  return (
    <Screen title={t('chooseKind.title')} lead={t('chooseKind.lead')} back={<BackButton />}>
      <div className="choices choices--rows choices--kinds">
        {visit.kinds.map((kind) => (
          <ChoiceTile
            key={kind.id}
            title={kind.label}
            description={kind.hint ?? undefined}
            pictogram={<KindPictogram icon={kind.icon} />}
            onChoose={() => request('visit.chooseKind', { kind: kind.id })}
          />
        ))}
      </div>
    </Screen>
  );
}
