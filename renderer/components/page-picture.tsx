import type { PageView } from '../../main/contract/snapshot.ts';

/**
 * A page's preview, turned as the visitor turned it. An SVG keeps its shape before the picture is loaded and turns
 * without a style attribute. The words beside it (its number) stand for it in speech.
 */
export function PagePicture({ page }: { readonly page: PageView }) {
  const sideways = page.rotation === 90 || page.rotation === 270;
  const width = sideways ? page.height : page.width;
  const height = sideways ? page.width : page.height;
  const turn = {
    0: undefined,
    90: `translate(${page.height} 0) rotate(90)`,
    180: `translate(${page.width} ${page.height}) rotate(180)`,
    270: `translate(0 ${page.width}) rotate(270)`,
  }[page.rotation];
  return (
    <svg className="page-picture" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <rect className="page-picture__paper" width={width} height={height} />
      {page.preview !== null && (
        <image href={page.preview} width={page.width} height={page.height} transform={turn} />
      )}
    </svg>
  );
}
