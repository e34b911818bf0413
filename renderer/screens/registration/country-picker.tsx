import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionButton } from '../../components/action-button.tsx';
import { colon } from '../../i18n/in-row.ts';
import { useLanguage } from '../../i18n/use-language.ts';
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

/** Those that most people mean, each a button, and a way to all the others. */
function FirstCountries({
  id,
  countries,
  describedBy,
  onPick,
  onOther,
}: {
  readonly id: string;
  readonly countries: readonly Country[];
  readonly describedBy: string | undefined;
  readonly onPick: (code: string) => unknown;
  readonly onOther: () => void;
}) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useSemanticElements: what names it is the label around it, not a legend
    <div role="group" aria-labelledby={`${id}-label`} aria-describedby={describedBy}>
      <ul className="country-picker__list">
        {countries.map(({ code, name }) => (
          <li key={code}>
            <ActionButton onPress={() => onPick(code)}>{name}</ActionButton>
          </li>
        ))}
        <li>
          <ActionButton priority="tertiary" icon="fr-icon-search-line" onPress={onOther}>
            {t('registration.country.other')}
          </ActionButton>
        </li>
      </ul>
    </div>
  );
}

/** A country: one of the first offered, or found by its letters or by turning pages, then shown with a way to change it. */
export function CountryPicker({
  countries,
  first,
  value,
  onPick,
  ...field
}: FieldProps & {
  readonly countries: readonly Country[];
  /** Codes of those offered before one is looked for. */
  readonly first: readonly string[];
  /** Two letters. */
  readonly value: string | null;
  readonly onPick: (code: string) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [changing, setChanging] = useState(false);
  const [searching, setSearching] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const chosen = countries.find(({ code }) => code === value);
  const offered = first.flatMap((code) => countries.find((country) => country.code === code) ?? []);
  const shown =
    !changing && chosen !== undefined ? 'chosen' : searching || offered.length === 0 ? 'search' : 'first';

  // What was pressed is gone: the focus goes on to what took its place.
  const wasShown = useRef(shown);
  useEffect(() => {
    if (wasShown.current === shown) return;
    wasShown.current = shown;
    box.current?.querySelector<HTMLElement>('input, button')?.focus();
  }, [shown]);

  const pick = async (code: string): Promise<void> => {
    await onPick(code);
    setChanging(false);
    setSearching(false);
  };
  return (
    <div ref={box}>
      {shown === 'search' && <CountrySearch {...field} countries={countries} onPick={pick} />}
      {shown === 'first' && (
        <FirstCountries
          id={field.id}
          countries={offered}
          describedBy={field.describedBy}
          onPick={pick}
          onOther={() => setSearching(true)}
        />
      )}
      {shown === 'chosen' && (
        <div className="chosen">
          <p className="chosen__value">
            <span className="fr-sr-only">{t('registration.country.chosen') + colon(language)}</span>
            {chosen?.name}
          </p>
          <ActionButton onPress={() => setChanging(true)}>{t('registration.country.change')}</ActionButton>
        </div>
      )}
    </div>
  );
}
