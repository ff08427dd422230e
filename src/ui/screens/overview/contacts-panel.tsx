import { Plus } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Button } from '../../components/button';
import { Chip, Panel } from '../../components/display';
import { useOpenCase } from '../../hooks/case';
import { useRecords } from '../../hooks/records';
import { useLabels, useText } from '../../i18n/language';
import type { Editing } from './editing';

/** Who to call, with the numbers in sight. */
export const ContactsPanel = ({ onEdit }: { onEdit: (editing: Editing) => void }) => {
  const t = useText();
  const labels = useLabels();
  const { writable } = useOpenCase();
  const contacts = useRecords('contact');
  return (
    <Panel
      title={t('overview.contacts')}
      actions={
        <Button
          size="small"
          tone="quiet"
          icon={Plus}
          isDisabled={!writable}
          onPress={() => onEdit({ type: 'contact', id: null })}
        >
          {t('overview.addContact')}
        </Button>
      }
    >
      {contacts.length === 0 && <p className="panel-none">{t('overview.contactsNone')}</p>}
      <ul className="contacts">
        {contacts.map(({ id, fields }) => (
          <li key={id}>
            <AriaButton className="contact" onPress={() => onEdit({ type: 'contact', id })}>
              <span className="contact-name">
                {fields.name}
                {fields.contactRole && <Chip tone="neutral">{labels.code('contactRole', fields.contactRole)}</Chip>}
              </span>
              <span className="contact-from">{[fields.affiliation, fields.department].filter(Boolean).join(' ')}</span>
              <span className="contact-lines">
                {[fields.phone, fields.mobile, fields.email, fields.outOfBand].filter(Boolean).map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </span>
            </AriaButton>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
