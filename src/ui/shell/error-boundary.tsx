import { Component, type ReactNode } from 'react';
import { Button } from '../components/button';
import { useText } from '../i18n/language';

const Broken = ({ error, onRetry }: { error: unknown; onRetry: () => void }) => {
  const t = useText();
  return (
    <div className="state-page" role="alert">
      <h1>{t('state.errorTitle')}</h1>
      <p>{t('state.errorText')}</p>
      <pre className="state-detail">{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</pre>
      <Button tone="primary" onPress={onRetry}>
        {t('state.errorReload')}
      </Button>
    </div>
  );
};

type Props = { children: ReactNode };
type State = { error: unknown; failed: boolean };

/** React offers error boundaries only as classes, and reports what they catch to the console itself. One screen that fails does not take the others with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, failed: false };
  static getDerivedStateFromError(error: unknown): State {
    return { error, failed: true };
  }
  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <Broken error={this.state.error} onRetry={() => this.setState({ error: null, failed: false })} />;
  }
}
