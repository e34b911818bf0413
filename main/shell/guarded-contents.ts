import { app } from 'electron';
import { START_URL } from './kiosk-protocol.ts';

/**
 * Holds for every page the application will ever make: no navigation but to our own start page, no new window, no
 * webview, no frame. Electron security checklist 12 to 14.
 */
export function guardAllContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => {
      if (event.url !== START_URL || !event.isMainFrame) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}
