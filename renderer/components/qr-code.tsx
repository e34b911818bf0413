import qrcode from 'qrcode-generator';

/** White squares that a reader needs on each side (ISO/IEC 18004, 6.3.8). */
const QUIET_ZONE = 4;

/** A QR code to be read from the screen; `label` says in words what it is for. */
export function QrCode({ content, label }: { readonly content: string; readonly label: string }) {
  const code = qrcode(0, 'M');
  // The library writes each character as one byte: it is given UTF-8 bytes.
  code.addData(String.fromCharCode(...new TextEncoder().encode(content)), 'Byte');
  code.make();
  const size = code.getModuleCount();
  let squares = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (code.isDark(row, column)) squares += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h1v1h-1z`;
    }
  }
  const side = size + 2 * QUIET_ZONE;
  return (
    <svg className="qr-code" role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`}>
      <rect width={side} height={side} fill="#fff" />
      <path d={squares} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
