import sharp from 'sharp';
import type { Sheet } from './sheet.ts';

/**
 * A fictional page: a coloured band and `bars` black bars on white, in the size asked for. Two pages with different
 * bars are different files.
 */
export function fictionalSheet(bars: number): Sheet {
  return {
    render: async ({ colour, dpi, width, height }) => {
      const band = Buffer.from(
        `<svg width="${width}" height="${height}"><rect width="${width}" height="${Math.ceil(height / 10)}" fill="#2040c0"/>${Array.from(
          { length: bars },
          (_, index) =>
            `<rect x="${Math.round(width / 8)}" y="${Math.round((height * (2 + index)) / (bars + 4))}" width="${Math.round(width / 2)}" height="${Math.max(1, Math.round(height / (4 * (bars + 4))))}" fill="black"/>`,
        ).join('')}</svg>`,
      );
      const page = sharp({ create: { width, height, channels: 3, background: 'white' } })
        .composite([{ input: band }])
        .withMetadata({ density: dpi });
      // One component for grey: clients that asked for Grayscale8 refuse three, and the other way round.
      return await (colour === 'grey' ? page.toColourspace('b-w') : page).jpeg({ quality: 80 }).toBuffer();
    },
  };
}

/** A sheet that is these bytes whatever is asked. */
export function sheetOf(bytes: Uint8Array): Sheet {
  return { render: () => Promise.resolve(bytes) };
}

/** A sheet with something on both sides. */
export function twoSided(front: Sheet, back: Sheet): Sheet {
  return { render: (request) => front.render(request), back };
}

/** A side with nothing on it. */
export const BLANK_SIDE: Sheet = {
  render: ({ colour, dpi, width, height }) => {
    const page = sharp({ create: { width, height, channels: 3, background: 'white' } }).withMetadata({
      density: dpi,
    });
    return (colour === 'grey' ? page.toColourspace('b-w') : page).jpeg({ quality: 80 }).toBuffer();
  },
};
