import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StickPictogram } from '../../components/pictograms.tsx';
import type { ViewOf } from '../views.ts';

type FileView = Extract<ViewOf<'import'>['listing'], { kind: 'listed' }>['files'][number];

/** A name in the parts that its signs make, each with where it starts: it breaks there before it breaks inside a number. */
function partsOfName(name: string): readonly (readonly [number, string])[] {
  return [...name.matchAll(/\.?[^_.\- ]*[_\- ]*/gu)].flatMap(({ index, 0: part }) =>
    part === '' ? [] : [[index, part] as const],
  );
}

/** One file as a button that stays pressed. A file without a picture is still known by its name. */
function FileButton({
  file,
  place,
  onToggle,
}: {
  readonly file: FileView;
  /** Its place among the chosen ones, from 1; 0 where it is not chosen. */
  readonly place: number;
  readonly onToggle: () => void;
}) {
  const { t } = useTranslation();
  const [noPicture, setNoPicture] = useState(false);
  const { name } = file;
  return (
    <button
      type="button"
      className="import-file"
      aria-pressed={place > 0}
      aria-label={file.kind === 'pdf' ? t('import.document', { name }) : t('import.photo', { name })}
      onClick={onToggle}
    >
      <span className="import-file__picture">
        {noPicture ? (
          <StickPictogram />
        ) : (
          <img src={file.preview} alt="" loading="lazy" onError={() => setNoPicture(true)} />
        )}
        {place > 0 && (
          <span className="import-file__place" aria-hidden="true">
            {place}
          </span>
        )}
      </span>
      <span className="import-file__name">
        <bdi dir="ltr">
          {partsOfName(name).map(([start, part]) => (
            <Fragment key={start}>
              <wbr />
              {part}
            </Fragment>
          ))}
        </bdi>
      </span>
    </button>
  );
}

/** Everything that can be taken, flat. The numbers say in which order pages will come. */
export function FilePicker({
  files,
  chosen,
  onToggle,
}: {
  readonly files: readonly FileView[];
  readonly chosen: readonly string[];
  readonly onToggle: (id: string) => void;
}) {
  return (
    <ul className="import-files">
      {files.map((file) => (
        <li key={file.id}>
          <FileButton file={file} place={chosen.indexOf(file.id) + 1} onToggle={() => onToggle(file.id)} />
        </li>
      ))}
    </ul>
  );
}
