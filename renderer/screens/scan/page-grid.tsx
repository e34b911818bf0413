import { useTranslation } from 'react-i18next';
import type { PageView } from '../../../main/contract/snapshot.ts';
import { PagePicture } from '../../components/page-picture.tsx';
import { groupPages, type NumberedPage } from './page-groups.ts';

/** What is to be said of a page under its number; `null` when all is well. */
function useNote(page: PageView): string | null {
  const { t } = useTranslation();
  if (page.state === 'arriving') return t('scan.arriving');
  if (page.state === 'unreadable') return t('scan.toRedo');
  return page.blank ? t('scan.blank') : null;
}

function PageThumbnail({
  page,
  number,
  selected,
  onSelect,
}: NumberedPage & { readonly selected: boolean; readonly onSelect: () => void }) {
  const { t } = useTranslation();
  const note = useNote(page);
  return (
    <button
      type="button"
      className="thumbnail"
      aria-current={selected ? 'true' : undefined}
      onClick={onSelect}
    >
      <span className="thumbnail__picture">
        <PagePicture page={page} />
        {page.state === 'arriving' && <span className="waiting__ring" aria-hidden="true" />}
        {page.state === 'unreadable' && (
          <span className="thumbnail__warning fr-icon-error-warning-fill" aria-hidden="true" />
        )}
      </span>
      <span className="thumbnail__number">{t('scan.page', { number })}</span>
      {note !== null && <span className="thumbnail__note">{note}</span>}
    </button>
  );
}

/** All pages, small, in order, each with its number; the one being looked at is framed. */
export function PageGrid({
  pages,
  parts,
  selected,
  onSelect,
}: {
  readonly pages: readonly PageView[];
  readonly parts: readonly number[];
  readonly selected: string;
  readonly onSelect: (id: string, index: number) => void;
}) {
  const { t } = useTranslation();
  const groups = groupPages(pages, parts);
  return groups.map((group, index) => (
    <section
      key={group[0]?.page.id}
      className="page-group"
      aria-label={groups.length > 1 ? t('scan.group', { number: index + 1 }) : t('scan.pages')}
    >
      {groups.length > 1 && <h2 className="page-group__title">{t('scan.group', { number: index + 1 })}</h2>}
      <ol className="page-grid">
        {group.map(({ page, number }) => (
          <li key={page.id}>
            <PageThumbnail
              page={page}
              number={number}
              selected={page.id === selected}
              onSelect={() => onSelect(page.id, number - 1)}
            />
          </li>
        ))}
      </ol>
    </section>
  ));
}
