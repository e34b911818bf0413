import { createRoot } from 'react-dom/client';
import './theme/theme.ts';
import { App } from './app/app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App bridge={window.kiosk} />);
