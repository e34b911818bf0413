import { useTranslation } from 'react-i18next';
import { inRow } from '../../i18n/in-row.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { OptionTiles, type TileOption } from './option-tiles.tsx';
import type { QuestionOf } from './registration-view.ts';
import type { FieldProps } from './text-field.tsx';

type Chosen = { readonly kind: 'creneau'; readonly slot: string } | { readonly kind: 'appel' | 'accueil' };

/** No slot is called like a way: its ids are told apart by what stands before them. */
const SLOT = 'creneau/';

/** Slots with day, hour and place, then the ways without one. */
export function AppointmentTiles({
  id,
  question,
  describedBy,
  invalid,
  onChoose,
}: FieldProps & {
  readonly question: QuestionOf<'appointment'>;
  readonly onChoose: (value: Chosen) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const ways = question.ways.filter((way) => way.id !== 'creneau');
  const options: TileOption[] = [
    ...question.slots.map(({ id: slot, day, time, place }) => ({
      id: `${SLOT}${slot}`,
      label: inRow([day, time], language),
      detail: place,
    })),
    ...ways.map(({ id: way, label }) => ({ id: way, label })),
  ];
  const slot = question.slots.find(({ chosen }) => chosen);
  const way = ways.find(({ chosen }) => chosen);
  const chosen = slot !== undefined ? [`${SLOT}${slot.id}`] : way !== undefined ? [way.id] : [];
  return (
    <>
      {question.slots.length === 0 && (
        <p className="question__part">{t('registration.appointment.noSlots')}</p>
      )}
      <OptionTiles
        id={id}
        kind="one"
        options={options}
        chosen={chosen}
        onChange={([picked = '']) => {
          const known = question.slots.find((one) => `${SLOT}${one.id}` === picked);
          if (known !== undefined) return onChoose({ kind: 'creneau', slot: known.id });
          return onChoose({ kind: picked === 'appel' ? 'appel' : 'accueil' });
        }}
        describedBy={describedBy}
        invalid={invalid}
      />
    </>
  );
}
