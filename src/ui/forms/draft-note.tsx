import { Button } from '../components/button';
import type { Draft } from '../hooks/draft';
import { useText } from '../i18n/language';

/** Says whether what is being typed is already in the journal, and that an earlier draft came back. */
export const DraftNote = ({ draft }: { draft: Draft }) => {
  const t = useText();
  if (draft.restored) {
    return (
      <span className="draft-note">
        {t('form.draftRestored')}
        <Button tone="quiet" size="small" onPress={() => void draft.clear()}>
          {t('form.discardDraft')}
        </Button>
      </span>
    );
  }
  const texts = { clean: '', unsaved: t('form.unsaved'), saving: t('form.drafting'), saved: t('form.drafted') };
  return <span className="draft-note">{texts[draft.state]}</span>;
};
