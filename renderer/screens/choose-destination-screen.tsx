import { useTranslation } from 'react-i18next';
import { useRequest } from '../bridge/kiosk-context.tsx';
import { BackButton } from '../components/back-button.tsx';
import { ChoiceTile } from '../components/choice-tile.tsx';
import { DestinationPictogram } from '../components/destination-pictogram.tsx';
import { Screen } from '../components/screen.tsx';
import type { ViewOf } from './views.ts';

/** To whom the paper goes. One touch chooses. */
export function ChooseDestinationScreen({ visit }: { readonly visit: ViewOf<'choose-destination'> }) {
  const { t } = useTranslation();
  const request = useRequest();
  return (
    <Screen
      title={t('chooseDestination.title')}
      lead={t('chooseDestination.lead', { kind: visit.kind.label })}
      back={<BackButton />}
    >
      <div
        className={`choices choices--destinations${visit.destinations.length > 3 ? ' choices--rows' : ''}`}
      >
        {visit.destinations.map((destination) => (
          <ChoiceTile
            key={destination.id}
            title={destination.label}
            description={t('chooseDestination.pages', { count: destination.maxPages })}
            pictogram={<DestinationPictogram icon={destination.icon} />}
            onChoose={() => request('visit.chooseDestination', { destination: destination.id })}
          />
        ))}
      </div>
    </Screen>
  );
}
