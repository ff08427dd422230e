import { createRoot } from 'react-dom/client';
import { App } from '../../ui/app';
import { loadTexts } from '../../ui/i18n/text';
import { firstLanguage } from '../../ui/shell/appearance';
import '../../ui/styles/index.css';
import { createUiPorts } from './ports';

const start = async (): Promise<void> => {
  const root = document.getElementById('root');
  if (root === null) throw new Error('the page has no #root');
  const ports = createUiPorts();
  // Unreachable or unreadable preferences are no reason to show nothing: the screens say what is wrong.
  const preferences = await ports.host['preferences.get']({}).catch((error: unknown) => {
    console.error('preferences could not be read', error);
    return { language: null, theme: 'system' as const };
  });
  const texts = await loadTexts(firstLanguage(preferences));
  createRoot(root).render(<App ports={ports} preferences={preferences} texts={texts} />);
};

void start();
