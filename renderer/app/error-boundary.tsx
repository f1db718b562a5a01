import { Button } from 'antd';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../ui/index.ts';

interface Props {
  /** A new value tries again: another place was opened. */
  place: string;
  children: ReactNode;
}

interface State {
  error: unknown;
  failedPlace: string | null;
}

/** A screen that cannot be drawn says so in its place; the shell and everything written stay. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, failedPlace: null };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    if (state.error === null) return null;
    if (state.failedPlace === null) return { failedPlace: props.place };
    return state.failedPlace === props.place ? null : { error: null, failedPlace: null };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <BrokenScreen
        error={this.state.error}
        onRetry={() => this.setState({ error: null, failedPlace: null })}
      />
    );
  }
}

function BrokenScreen({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const { t } = useTranslation();
  const code = error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 160) : 'E_SCREEN';
  return (
    <div style={{ padding: 16 }}>
      <ErrorState
        title={t('ui.error.title')}
        text={
          <>
            {t('ui.error.kept')}
            {t('ui.error.toDo')}
          </>
        }
        action={
          <Button size="small" onClick={onRetry}>
            {t('ui.error.reload')}
          </Button>
        }
        code={code}
      />
    </div>
  );
}
