import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../components/action-button.tsx';
import type { QuestionOf } from './registration-view.ts';
import { type FieldProps, TextInput } from './text-field.tsx';

type Country = QuestionOf<'country'>['countries'][number];

/** Countries on the screen at a time: what two rows of buttons hold, so that nothing has to be slid. */
const SHOWN_AT_A_TIME = 9;
const LONGEST_SEARCH = 40;

/** Letters alone, without accents or case: "Cote d ivoire" finds "Côte d’Ivoire". */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

/** Countries with a word that begins as is written, those that begin so themselves first; all of them where nothing is written. */
export function countriesFound(countries: readonly Country[], written: string): readonly Country[] {
  const searched = plain(written);
  if (searched === '') return countries;
  const begins = countries.filter(({ name }) => plain(name).startsWith(searched));
  const inside = countries.filter(
    (country) =>
      !begins.includes(country) &&
      country.name.split(/[\s\-’'(]+/u).some((word) => plain(word).startsWith(searched)),
  );
  return [...begins, ...inside];
}

/** Where a search can be written: a few countries at a time, each a button. */
function CountrySearch({
  countries,
  onPick,
  ...field
}: FieldProps & { readonly countries: readonly Country[]; readonly onPick: (code: string) => unknown }) {
  const { t } = useTranslation();
  const [written, setWritten] = useState('');
  const [from, setFrom] = useState(0);
  const found = countriesFound(countries, written);
  const shown = found.slice(from, from + SHOWN_AT_A_TIME);
  const more = from + SHOWN_AT_A_TIME < found.length;
  const statusId = useId();
  return (
    <div className="country-picker">
      <TextInput
        {...field}
        describedBy={field.describedBy === undefined ? statusId : `${field.describedBy} ${statusId}`}
        typed="text"
        maxLength={LONGEST_SEARCH}
        value={written}
        onChange={(text) => {
          setWritten(text);
          setFrom(0);
        }}
      />
      <p id={statusId} className="country-picker__status">
        {t('registration.country.search')}
        {'. '}
        <span role="status">{t('registration.country.found', { count: found.length })}</span>
      </p>
      <ul className="country-picker__list">
        {shown.map(({ code, name }) => (
          <li key={code}>
            <ActionButton onPress={() => onPick(code)}>{name}</ActionButton>
          </li>
        ))}
        {(more || from > 0) && (
          <li>
            <ActionButton
              priority="tertiary"
              icon={more ? 'fr-icon-arrow-down-line' : 'fr-icon-arrow-up-line'}
              onPress={() => setFrom(more ? from + SHOWN_AT_A_TIME : 0)}
            >
              {more ? t('registration.country.more') : t('registration.country.first')}
            </ActionButton>
          </li>
        )}
      </ul>
    </div>
  );
}

/** A country: found by its first letters or by turning pages, then shown with a way to change it. */
export function CountryPicker({
  countries,
  value,
  onPick,
  ...field
}: FieldProps & {
  readonly countries: readonly Country[];
  /** Two letters. */
  readonly value: string | null;
  readonly onPick: (code: string) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const [changing, setChanging] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const chosen = countries.find(({ code }) => code === value);
  const open = changing || chosen === undefined;

  // What was pressed is gone: the focus goes on to what took its place.
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current === open) return;
    wasOpen.current = open;
    box.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, [open]);

  const pick = async (code: string): Promise<void> => {
    await onPick(code);
    setChanging(false);
  };
  return (
    <div ref={box}>
      {open ? (
        <CountrySearch {...field} countries={countries} onPick={pick} />
      ) : (
        <div className="chosen">
          <p className="chosen__value">
            <span className="fr-sr-only">{t('registration.country.chosen')} : </span>
            {chosen.name}
          </p>
          <ActionButton onPress={() => setChanging(true)}>{t('registration.country.change')}</ActionButton>
        </div>
      )}
    </div>
  );
}
