import { Search } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { Input } from 'react-aria-components/Input';
import { SearchField } from 'react-aria-components/SearchField';
import { useShortcut } from '../hooks/shortcut';
import { useText } from '../i18n/language';

type Props = {
  query: string;
  onQuery: (query: string) => void;
  /** Of the lines in the list and of all there are. */
  shown: number;
  total: number;
  filters: ReactNode;
  actions: ReactNode;
};

/** Above a list that is no plain record table: filter box (`/`), further filters, count, actions. */
export const ListToolbar = ({ query, onQuery, shown, total, filters, actions }: Props) => {
  const t = useText();
  const search = useRef<HTMLInputElement>(null);
  useShortcut('/', () => search.current?.focus(), true);
  return (
    <div className="toolbar">
      <SearchField className="search" aria-label={t('table.filter')} value={query} onChange={onQuery}>
        <Search size={14} aria-hidden />
        <Input className="input" ref={search} placeholder={t('table.filter')} />
      </SearchField>
      {filters}
      <span className="toolbar-count" aria-live="polite">
        {shown === total ? t('table.count', { count: total }) : t('table.countFiltered', { count: shown, total })}
      </span>
      <div className="toolbar-actions">{actions}</div>
    </div>
  );
};
